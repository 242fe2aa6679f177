import CivilTime
import CommandLanguage
import FleetModel

/// What an analyst asks of a plan beside its method: who is absent, what is pinned, how far to go.
struct PlanConditions: Hashable {
  /// Names of drivers who are taken as absent.
  var absent: [String] = []
  /// The only driver who may serve a ride, by ride number.
  var pins: [Int: String] = [:]
  /// Days over which larger loads are rotated; nil where they are not.
  var fairnessDays: Int?
  /// Minutes that each leg with an unknown end is taken for; nil sets such rides aside.
  var assumedMinutes: Int?
  /// The seed of a method that draws.
  var seed: UInt64?
  /// The most work a day: units of work of `optimal`, rounds of `search`.
  var budget: Int?

  /// The clauses of a dispatch statement that ask for them, such as `without Dris seed 7`.
  var text: String {
    var clauses: [String] = []
    if !absent.isEmpty {
      clauses.append("without " + absent.map(Self.written).joined(separator: ", "))
    }
    if let driver = pins.values.first {
      clauses.append(
        "pin " + pins.keys.sorted().map(String.init).joined(separator: ", ") + " to "
          + Self.written(driver))
    }
    if let fairnessDays { clauses.append("fairness \(fairnessDays) days") }
    if let assumedMinutes { clauses.append("assume \(assumedMinutes) minutes") }
    if let seed { clauses.append("seed \(seed)") }
    if let budget { clauses.append("budget \(budget)") }
    return clauses.joined(separator: " ")
  }

  /// Words that stand for themselves in a dispatch statement.
  static let keywords: Set<String> = [
    "on", "with", "without", "pin", "to", "fairness", "days", "assume", "minutes", "seed", "budget",
    "within", "seconds", "as", "replace",
  ]

  /// A driver's name as a statement writes it; one that a clause could begin with is quoted.
  private static func written(_ name: String) -> String {
    keywords.contains(name.lowercased()) ? NameRules.quoted(name) : NameRules.written(name)
  }

  /// The conditions that change the days to plan: who is there, and which rides count.
  ///
  /// Pins and the rest decide among the plans of a day; a pinned plan is one of them.
  var ofDays: PlanConditions {
    PlanConditions(absent: absent.sorted(), assumedMinutes: assumedMinutes)
  }

  /// The rules with what is assumed of legs that end nowhere known.
  func applied(to rules: Rules) -> Rules {
    assumedMinutes.map { rules.assumingLegs(ofMinutes: $0) } ?? rules
  }
}

extension PlanConditions {
  /// Takes the clauses of a statement; nothing is looked up.
  init(_ command: ParsedCommand) {
    absent = command.arguments(of: DispatchCommand.absent).compactMap(\.string)
    if let driver = command[DispatchCommand.pinned] {
      for case .integer(let ride) in command.arguments(of: DispatchCommand.rides).map(\.value) {
        pins[ride] = driver
      }
    }
    fairnessDays = command[DispatchCommand.days]
    assumedMinutes = command[DispatchCommand.minutes]
    seed = command[DispatchCommand.seed].map { UInt64($0) }
    budget = command[DispatchCommand.count]
  }

  /// Reads what ``text`` wrote, as the clauses of a dispatch statement.
  init(text: String, parser: StatementParser) {
    self.init()
    let source = SourceText("dispatch x with greedy \(text)")
    if case .success(let statement)? = parser.statements(of: source).first,
      case .command(let command) = statement.body
    {
      self.init(command)
    }
  }
}
