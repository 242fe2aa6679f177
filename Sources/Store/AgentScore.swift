/// What `evaluate` measured of an agent on some days, by one method that makes use of it.
public struct AgentScore: Sendable, Equatable {
  public var dataset: String
  /// The part of the dataset, or `all`, or one day.
  public var part: String
  /// What planned, such as `greedy policy` or `agent and search`.
  public var method: String
  public var days: Int
  /// How many of the days the agent's lineage was trained or validated on.
  public var seen: Int
  /// Means a day: gap in rides, excess gap in rides above the optimum's, lateness in minutes.
  public var gap: Double?
  public var excessGap: Double?
  public var lateness: Double?
  /// Kilometres over all days.
  public var kilometres: Double?
  /// Shares of the days in percent: at the optimum, and equal to it at levels 1 to 5.
  public var atOptimum: Double?
  public var equalDays: Double?
  /// Kilometres above the optimum's on equal days, in percent: mean and 95th percentile.
  public var kilometresAbove: Double?
  public var kilometresAboveMost: Double?
  /// The share of days on which a fallback decided, in percent.
  public var fallback: Double?

  public init(
    dataset: String, part: String, method: String, days: Int, seen: Int, gap: Double? = nil,
    excessGap: Double? = nil, lateness: Double? = nil, kilometres: Double? = nil,
    atOptimum: Double? = nil, equalDays: Double? = nil, kilometresAbove: Double? = nil,
    kilometresAboveMost: Double? = nil, fallback: Double? = nil
  ) {
    self.dataset = dataset
    self.part = part
    self.method = method
    self.days = days
    self.seen = seen
    self.gap = gap
    self.excessGap = excessGap
    self.lateness = lateness
    self.kilometres = kilometres
    self.atOptimum = atOptimum
    self.equalDays = equalDays
    self.kilometresAbove = kilometresAbove
    self.kilometresAboveMost = kilometresAboveMost
    self.fallback = fallback
  }
}
