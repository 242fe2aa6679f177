import CivilTime

/// What an analyst asks of a plan beside its method: who is absent, what is pinned, how far to go.
public struct PlanConditions: Hashable, Sendable {
  /// Names of drivers who are taken as absent.
  public var absent: [String] = []
  /// The only driver who may serve a ride, by ride number.
  public var pins: [Int: String] = [:]
  /// Days over which larger loads are rotated; nil where they are not.
  public var fairnessDays: Int?
  /// Minutes that each leg with an unknown end is taken for; nil sets such rides aside.
  public var assumedMinutes: Int?
  /// The seed of a method that draws.
  public var seed: UInt64?
  /// The most work a day: units of work of `optimal`, rounds of `search`.
  public var budget: Int?

  /// Asks for nothing.
  public init() {}

  /// The conditions that change the days to plan: who is there, and which rides count.
  ///
  /// Pins and the rest decide among the plans of a day; a pinned plan is one of them.
  public var ofDays: PlanConditions {
    var conditions = PlanConditions()
    conditions.absent = absent.sorted()
    conditions.assumedMinutes = assumedMinutes
    return conditions
  }

  /// The rules with what is assumed of legs that end nowhere known.
  public func applied(to rules: Rules) -> Rules {
    assumedMinutes.map { rules.assumingLegs(ofMinutes: $0) } ?? rules
  }
}
