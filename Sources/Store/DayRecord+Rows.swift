import CivilTime
import FleetModel
import GRDB

extension DayRecord {
  private static let form = RowForm<DayRecord>(
    "carnet_day",
    [.init("date") { $0.label.description }, .init("rules") { $0.rules.text }]
      + Score.Level.allCases.map { level in .init(level.rawValue) { $0.optimum?[level] } })

  private static let driverForm = RowForm<(label: DayLabel, driver: Driver)>(
    "carnet_day_driver",
    [
      .init("date") { $0.label.description },
      .init("id") { $0.driver.id },
      .init("name") { $0.driver.name },
      .init("kind") { $0.driver.kind.rawValue },
      .init("shift_start") { $0.driver.shift.start.count },
      .init("shift_end") { $0.driver.shift.end.count },
      .init("wheelchair") { $0.driver.hasWheelchair },
    ])

  static func insert(_ days: [DayRecord], dataset: Int64, in database: Database) throws {
    try form.insert(days, beside: ["dataset_id": dataset], in: database)
    try driverForm.insert(
      days.flatMap { day in day.drivers.map { (day.label, $0) } },
      beside: ["dataset_id": dataset], in: database)
  }

  /// The days of a dataset that bring their own drivers, in the file's order.
  static func fetchAll(of dataset: String, in database: Database) throws -> [DayRecord] {
    let drivers = try Dictionary(
      grouping: Row.fetchAll(
        database,
        sql: """
          SELECT x.* FROM main.carnet_day_driver x JOIN main.carnet_dataset d ON d.id = x.dataset_id
          WHERE d.name = ? ORDER BY x.date, x.id
          """, arguments: [dataset])
    ) { row -> String in try row.value("date") }
    return try Row.fetchAll(
      database,
      sql: """
        SELECT y.* FROM main.carnet_day y JOIN main.carnet_dataset d ON d.id = y.dataset_id
        WHERE d.name = ? ORDER BY y.rowid
        """, arguments: [dataset]
    ).map { row in
      let label: String = try row.value("date")
      return try DayRecord(
        label: DayLabel(label), drivers: (drivers[label] ?? []).map { try driver(of: $0) },
        rules: Rules(text: row.value("rules")), optimum: optimum(of: row))
    }
  }

  private static func driver(of row: Row) throws -> Driver {
    let kind: String = try row.value("kind")
    return try Driver(
      id: row.value("id"), name: row.value("name"), kind: DriverKind(rawValue: kind) ?? .regular,
      shift: Shift(startMinute: row.minutes("shift_start"), endMinute: row.minutes("shift_end")),
      hasWheelchair: row.value("wheelchair"))
  }

  private static func optimum(of row: Row) throws -> Score? {
    let values = try Score.Level.allCases.compactMap { level -> Int? in
      try row.value(level.rawValue)
    }
    guard values.count == Score.Level.allCases.count else { return nil }
    return Score(
      unassigned: values[0], reserve: values[1], gap: values[2], squares: values[3],
      lateness: values[4], metres: values[5])
  }
}

extension NotebookDatabase {
  /// The days of a dataset that bring their own drivers; none for ride sheets.
  public func days(of dataset: String) throws -> [DayRecord] {
    try read { try DayRecord.fetchAll(of: dataset, in: $0) }
  }
}
