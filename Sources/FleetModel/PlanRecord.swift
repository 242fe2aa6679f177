import CivilTime

/// A plan as stored: a method's answer for each of its days, with what the checker found.
public struct PlanRecord: Sendable, Equatable {
  public var name: String
  public var dataset: String
  public var method: String
  /// The rules the plan was made and checked under.
  public var rules: Rules
  /// What the analyst asked for beside the method, as `without Dris, seed 7`; often empty.
  public var conditions: String
  /// The same as values; nil for a plan from before format 6.
  public var asked: PlanConditions?
  public var days: [Day]

  /// One day of a plan.
  public struct Day: Sendable, Equatable {
    public var label: DayLabel
    public var rides: Int
    /// Rides set aside because a place of theirs could not be located.
    public var unlocated: Int
    public var score: Score
    public var gapFloor: Int
    public var assignments: [Assignment]
    public var violations: [Broken]
    public var loads: [Load]
    /// What is proven of each level; empty for a method that proves nothing.
    public var proofs: [Proof]

    public init(
      label: DayLabel, rides: Int, unlocated: Int, score: Score, gapFloor: Int,
      assignments: [Assignment], violations: [Broken], loads: [Load],
      proofs: [Proof] = []
    ) {
      self.label = label
      self.rides = rides
      self.unlocated = unlocated
      self.score = score
      self.gapFloor = gapFloor
      self.assignments = assignments
      self.violations = violations
      self.loads = loads
      self.proofs = proofs
    }
  }

  /// Who serves a ride and when; without a driver the ride is unassigned.
  public struct Assignment: Sendable, Equatable {
    public var ride: Int
    public var driver: String?
    public var recordedDriver: String?
    /// 1 for the driver's first ride of the day.
    public var position: Int?
    public var start: Minutes?
    public var end: Minutes?
    public var lateness: Minutes?
    public var hop: Metres?

    public init(
      ride: Int, driver: String?, recordedDriver: String?, position: Int?, start: Minutes?,
      end: Minutes?, lateness: Minutes?, hop: Metres?
    ) {
      self.ride = ride
      self.driver = driver
      self.recordedDriver = recordedDriver
      self.position = position
      self.start = start
      self.end = end
      self.lateness = lateness
      self.hop = hop
    }
  }

  /// A broken rule as the checker words it, drivers by name.
  public struct Broken: Sendable, Equatable {
    public var rule: Violation.BrokenRule
    public var driver: String
    public var rides: [Int]
    public var minutes: Int?
    public var detail: String

    public init(
      rule: Violation.BrokenRule, driver: String, rides: [Int], minutes: Int?, detail: String
    ) {
      self.rule = rule
      self.driver = driver
      self.rides = rides
      self.minutes = minutes
      self.detail = detail
    }
  }

  /// How many rides a driver serves on the day; idle regular drivers count 0.
  public struct Load: Sendable, Equatable {
    public var driver: String
    public var kind: DriverKind
    public var rides: Int
    public var metres: Metres

    public init(driver: String, kind: DriverKind, rides: Int, metres: Metres) {
      self.driver = driver
      self.kind = kind
      self.rides = rides
      self.metres = metres
    }
  }

  /// What a plan's day has at one level, and that no plan has less.
  public struct Proof: Sendable, Equatable {
    public var level: Score.Level
    public var found: Int
    public var bound: Int

    public init(level: Score.Level, found: Int, bound: Int) {
      self.level = level
      self.found = found
      self.bound = bound
    }
  }

  public init(
    name: String, dataset: String, method: String, rules: Rules, conditions: String = "",
    asked: PlanConditions? = PlanConditions(), days: [Day]
  ) {
    self.name = name
    self.dataset = dataset
    self.method = method
    self.rules = rules
    self.conditions = conditions
    self.asked = asked
    self.days = days
  }
}

extension PlanRecord.Day {
  /// Rides by regular driver available on the day, idle ones with 0.
  public var regularLoads: [String: Int] {
    Dictionary(
      loads.filter { $0.kind == .regular }.map { ($0.driver, $0.rides) },
      uniquingKeysWith: { first, _ in first })
  }
}
