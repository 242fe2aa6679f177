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
          SELECT p.*, d.name AS dataset FROM carnet_plan p
          JOIN carnet_dataset d ON d.id = p.dataset_id WHERE p.name = ?
          """, arguments: [name])
      guard let row else { return nil }
      return PlanRecord(
        name: row["name"], dataset: row["dataset"], method: row["method"], rules: row["rules"],
        conditions: row["conditions"], days: try PlanDayReader(plan: row["id"], database).days())
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
    let assignments = try rows(of: "carnet_assignment", by: "ride").mapValues { $0.map(assignment) }
    let violations = try rows(of: "carnet_violation", by: "rowid").mapValues { $0.map(violation) }
    let loads = try rows(of: "carnet_load", by: "rowid").mapValues { $0.map(load) }
    let proofs = try rows(of: "carnet_proof", by: "rowid").mapValues { $0.compactMap(proof) }
    return try Row.fetchAll(
      database, sql: "SELECT * FROM carnet_plan_day WHERE plan_id = ? ORDER BY rowid",
      arguments: [plan]
    ).map { row in
      let label: String = row["date"]
      return PlanRecord.Day(
        label: DayLabel(label), rides: row["rides"], unlocated: row["unlocated"],
        score: Score(
          unassigned: row["unassigned"], reserve: row["reserve"], gap: row["gap"],
          squares: row["squares"], lateness: row["lateness"], metres: row["metres"]),
        gapFloor: row["gap_floor"], assignments: assignments[label] ?? [],
        violations: violations[label] ?? [], loads: loads[label] ?? [],
        proofs: proofs[label] ?? [])
    }
  }

  private func rows(of table: String, by order: String) throws -> [String: [Row]] {
    Dictionary(
      grouping: try Row.fetchAll(
        database, sql: "SELECT * FROM \(table) WHERE plan_id = ? ORDER BY \(order)",
        arguments: [plan])
    ) { $0["date"] }
  }

  private func assignment(_ row: Row) -> PlanRecord.Assignment {
    func minutes(_ column: String) -> Minutes? {
      let count: Int? = row[column]
      return count.map { Minutes($0) }
    }
    let hop: Int? = row["hop_metres"]
    return PlanRecord.Assignment(
      ride: row["ride"], driver: row["driver"], recordedDriver: row["recorded"],
      position: row["position"], start: minutes("starts"), end: minutes("ends"),
      lateness: minutes("lateness"), hop: hop.map { Metres($0) })
  }

  private func violation(_ row: Row) -> PlanRecord.Broken {
    let rides: String = row["rides"]
    return PlanRecord.Broken(
      rule: row["rule"], driver: row["driver"],
      rides: rides.split(separator: ", ").compactMap { Int($0) }, minutes: row["minutes"],
      detail: row["detail"])
  }

  private func load(_ row: Row) -> PlanRecord.Load {
    let kind: String = row["kind"]
    return PlanRecord.Load(
      driver: row["driver"], kind: DriverKind(rawValue: kind) ?? .regular, rides: row["rides"],
      metres: Metres(row["metres"]))
  }

  private func proof(_ row: Row) -> PlanRecord.Proof? {
    let name: String = row["level"]
    guard let level = Score.Level(rawValue: name) else { return nil }
    return PlanRecord.Proof(level: level, found: row["found"], bound: row["bound"])
  }
}
