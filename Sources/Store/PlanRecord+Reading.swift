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
        rules: row.value("rules"),
        conditions: row.value("conditions"), asked: PlanConditions(json: row.value("asked")),
        days: PlanDayReader(plan: row.value("id"), database).days())
    }
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
      rule: row.value("rule"), driver: row.value("driver"),
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
