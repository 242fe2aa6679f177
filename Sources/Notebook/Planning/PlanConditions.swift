import CommandLanguage
import FleetModel
import Store

/// Conditions as a dispatch statement writes them.
extension PlanConditions {
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
  static let keywords: Set<String> = {
    let words = DispatchCommand().syntaxes[0].usage.split { !$0.isLetter }
    return Set(words.dropFirst().map(String.init).filter { $0 == $0.lowercased() })
  }()

  /// A driver's name as a statement writes it; one that a clause could begin with is quoted.
  private static func written(_ name: String) -> String {
    keywords.contains(name.lowercased()) ? NameRules.quoted(name) : NameRules.written(name)
  }
}

extension PlanConditions {
  /// Takes the clauses of a statement; nothing is looked up.
  init(_ command: ParsedCommand) {
    self.init()
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

  /// The conditions of a stored plan.
  ///
  /// Notebooks up to format 5 kept their words alone, which are read as the clauses of a statement.
  init(of plan: PlanRecord, parser: StatementParser) {
    if let asked = plan.asked {
      self = asked
      return
    }
    self.init()
    let source = SourceText("dispatch x with greedy \(plan.conditions)")
    if case .success(let statement)? = parser.statements(of: source).first,
      case .command(let command) = statement.body
    {
      self.init(command)
    }
  }
}
