import CivilTime
import FleetModel
import GRDB

extension NotebookDatabase {
  /// The plan of a name with its days as stored, or nil where there is none.
  ///
  /// - Complexity: O(assignments).
  public func plan(named name: String) throws -> PlanRecord? {
    try read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT p.*, d.name AS dataset FROM main.carnet_plan p
          JOIN main.carnet_dataset d ON d.id = p.dataset_id WHERE p.name = ?
          """, arguments: [name])
      guard let row else { return nil }
      return try PlanRecord(
        name: row.value("name"), dataset: row.value("dataset"), method: row.value("method"),
        rules: Rules(text: row.value("rules")),
        conditions: row.value("conditions"), asked: PlanConditions(json: row.value("asked")),
        days: PlanDayReader(plan: row.value("id"), database).days())
    }
  }

  /// The names of the plans of a dataset, in the order in which they were made.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  public func plans(of dataset: String) throws -> [String] {
    try rows(
      "SELECT p.name FROM main.carnet_plan p JOIN main.carnet_dataset d ON d.id = p.dataset_id "
        + "WHERE d.name = ? ORDER BY p.id", [.text(dataset)]
    ).map { $0[0].text }
  }
}

/// Reads the days of one plan, each of its tables once.
private struct PlanDayReader {
  private let plan: Int64
  private let database: Database

  init(plan: Int64, _ database: Database) {
    self.plan = plan
    self.database = database
  }

  func days() throws -> [PlanRecord.Day] {
    let assignments = try rows(of: "carnet_assignment", by: "ride").mapValues {
      try $0.map(assignment)
    }
    let violations = try rows(of: "carnet_violation", by: "rowid").mapValues {
      try $0.map(violation)
    }
    let loads = try rows(of: "carnet_load", by: "rowid").mapValues { try $0.map(load) }
    let proofs = try rows(of: "carnet_proof", by: "rowid").mapValues { try $0.compactMap(proof) }
    return try Row.fetchAll(
      database, sql: "SELECT * FROM main.carnet_plan_day WHERE plan_id = ? ORDER BY rowid",
      arguments: [plan]
    ).map { row in
      let label: String = try row.value("date")
      return try PlanRecord.Day(
        label: DayLabel(label), rides: row.value("rides"), unlocated: row.value("unlocated"),
        score: Score(
          unassigned: row.value("unassigned"), reserve: row.value("reserve"), gap: row.value("gap"),
          squares: row.value("squares"), lateness: row.value("lateness"),
          metres: row.value("metres")),
        gapFloor: row.value("gap_floor"), assignments: assignments[label] ?? [],
        violations: violations[label] ?? [], loads: loads[label] ?? [],
        proofs: proofs[label] ?? [])
    }
  }

  private func rows(of table: String, by order: String) throws -> [String: [Row]] {
    try Dictionary(
      grouping: Row.fetchAll(
        database, sql: "SELECT * FROM \(table) WHERE plan_id = ? ORDER BY \(order)",
        arguments: [plan])
    ) { try $0.value("date") }
  }

  private func assignment(_ row: Row) throws -> PlanRecord.Assignment {
    func minutes(_ column: String) throws -> Minutes? {
      let count: Int? = try row.minutes(column)
      return count.map { Minutes($0) }
    }
    let hop: Int? = try row.value("hop_metres")
    return try PlanRecord.Assignment(
      ride: row.value("ride"), driver: row.value("driver"), recordedDriver: row.value("recorded"),
      position: row.value("position"), start: minutes("starts"), end: minutes("ends"),
      lateness: minutes("lateness"), hop: hop.map { Metres($0) })
  }

  private func violation(_ row: Row) throws -> PlanRecord.Broken {
    let rides: String = try row.value("rides")
    return try PlanRecord.Broken(
      rule: row.named("rule"), driver: row.value("driver"),
      rides: rides.split(separator: ", ").compactMap { Int($0) }, minutes: row.value("minutes"),
      detail: row.value("detail"))
  }

  private func load(_ row: Row) throws -> PlanRecord.Load {
    let kind: String = try row.value("kind")
    return try PlanRecord.Load(
      driver: row.value("driver"), kind: DriverKind(rawValue: kind) ?? .regular,
      rides: row.value("rides"),
      metres: Metres(row.value("metres")))
  }

  private func proof(_ row: Row) throws -> PlanRecord.Proof? {
    let name: String = try row.value("level")
    guard let level = Score.Level(rawValue: name) else { return nil }
    return try PlanRecord.Proof(level: level, found: row.value("found"), bound: row.value("bound"))
  }
}

extension PlanRecord {
  private static let form = RowForm<PlanRecord>(
    "carnet_plan",
    [
      .init("name") { $0.name }, .init("method") { $0.method }, .init("rules") { $0.rules.text },
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
      .init("rule") { $0.value.rule.rawValue },
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
