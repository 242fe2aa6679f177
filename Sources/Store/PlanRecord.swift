import CivilTime
import FleetModel
import GRDB

/// A plan as stored: a method's answer for each of its days, with what the checker found.
public struct PlanRecord: Sendable, Equatable {
  public var name: String
  public var dataset: String
  public var method: String
  /// The rules the plan was made and checked under, as `speed=25 …`.
  public var rules: String
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
    public var rule: String
    public var driver: String
    public var rides: [Int]
    public var minutes: Int?
    public var detail: String

    public init(rule: String, driver: String, rides: [Int], minutes: Int?, detail: String) {
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
    name: String, dataset: String, method: String, rules: String, conditions: String = "",
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

extension PlanRecord {
  private static let form = RowForm<PlanRecord>(
    "carnet_plan",
    [
      .init("name") { $0.name }, .init("method") { $0.method }, .init("rules") { $0.rules },
      .init("conditions") { $0.conditions }, .init("asked") { $0.asked?.json ?? "" },
    ])

  /// Stores the plan, its days and its view of assignments.
  func insert(in database: Database) throws {
    let owner = try database.rowID(of: dataset, in: "carnet_dataset")
    try Self.form.insert([self], beside: ["dataset_id": owner], in: database)
    let id = database.lastInsertedRowID
    for day in days { try day.insert(plan: id, in: database) }
    try database.execute(
      sql: """
        CREATE VIEW \(SQLIdentifier(name)) AS SELECT \(Schema.assignmentColumns)
        FROM \(Schema.assignmentSource) WHERE a.plan_id = \(id)
        """)
  }

  /// Removes a plan and its view.
  static func remove(_ name: String, in database: Database) throws {
    try database.execute(sql: "DROP VIEW IF EXISTS \(SQLIdentifier(name))")
    try database.execute(sql: "DELETE FROM main.carnet_plan WHERE name = ?", arguments: [name])
    try database.execute(sql: "DELETE FROM main.carnet_object WHERE name = ?", arguments: [name])
  }
}

extension PlanRecord.Day {
  private static let form = RowForm<PlanRecord.Day>(
    "carnet_plan_day",
    [
      .init("date") { $0.label.description },
      .init("rides") { $0.rides },
      .init("unlocated") { $0.unlocated },
      .init("gap_floor") { $0.gapFloor },
      .init("violations") { $0.violations.count },
    ] + Score.Level.allCases.map { level in .init(level.rawValue) { $0.score[level] } })

  func insert(plan: Int64, in database: Database) throws {
    try Self.form.insert([self], beside: ["plan_id": plan], in: database)
    try PlanRecord.Assignment.form.insert(
      rows(assignments), beside: ["plan_id": plan], in: database)
    try PlanRecord.Proof.form.insert(rows(proofs), beside: ["plan_id": plan], in: database)
    try PlanRecord.Broken.form.insert(rows(violations), beside: ["plan_id": plan], in: database)
    try PlanRecord.Load.form.insert(rows(loads), beside: ["plan_id": plan], in: database)
  }

  /// A part of a day beside the day's label.
  fileprivate struct Part<Value> {
    let date: String
    let value: Value
  }

  private func rows<Value>(_ values: [Value]) -> [Part<Value>] {
    let date = label.description
    return values.map { Part(date: date, value: $0) }
  }
}

extension PlanRecord.Assignment {
  fileprivate static let form = RowForm<PlanRecord.Day.Part<Self>>(
    "carnet_assignment",
    [
      .init("date") { $0.date },
      .init("ride") { $0.value.ride },
      .init("driver") { $0.value.driver },
      .init("recorded") { $0.value.recordedDriver },
      .init("position") { $0.value.position },
      .init("starts") { $0.value.start?.count },
      .init("ends") { $0.value.end?.count },
      .init("lateness") { $0.value.lateness?.count },
      .init("hop_metres") { $0.value.hop?.count },
    ])
}

extension PlanRecord.Proof {
  fileprivate static let form = RowForm<PlanRecord.Day.Part<Self>>(
    "carnet_proof",
    [
      .init("date") { $0.date }, .init("level") { $0.value.level.rawValue },
      .init("found") { $0.value.found }, .init("bound") { $0.value.bound },
    ])
}

extension PlanRecord.Broken {
  fileprivate static let form = RowForm<PlanRecord.Day.Part<Self>>(
    "carnet_violation",
    [
      .init("date") { $0.date },
      .init("rule") { $0.value.rule },
      .init("driver") { $0.value.driver },
      .init("rides") { $0.value.rides.map(String.init).joined(separator: ", ") },
      .init("minutes") { $0.value.minutes },
      .init("detail") { $0.value.detail },
    ])
}

extension PlanRecord.Load {
  fileprivate static let form = RowForm<PlanRecord.Day.Part<Self>>(
    "carnet_load",
    [
      .init("date") { $0.date }, .init("driver") { $0.value.driver },
      .init("kind") { $0.value.kind.rawValue }, .init("rides") { $0.value.rides },
      .init("metres") { $0.value.metres.count },
    ])
}
