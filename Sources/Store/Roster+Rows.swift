import CivilTime
import FleetModel
import GRDB

extension RosterDriver: FetchableRecord {
  static let form = RowForm<RosterDriver>(
    "carnet_driver",
    [
      .init("id") { $0.id },
      .init("name") { $0.name },
      .init("surname") { $0.surname },
      .init("initials") { $0.initials },
      .init("aliases") { $0.aliases.joined(separator: "|") },
      .init("kind") { $0.kind.rawValue },
      .init("shift_start") { $0.shift.start.count },
      .init("shift_end") { $0.shift.end.count },
      .init("wheelchair") { $0.hasWheelchair },
      .init("from_date") { $0.from?.description },
      .init("to_date") { $0.to?.description },
      .init("absences") { driver in
        driver.absences.map { "\($0.lowerBound)..\($0.upperBound)" }.joined(separator: "|")
      },
    ])

  public init(row: Row) throws {
    let aliases: String = try row.value("aliases")
    let kind: String = try row.value("kind")
    let from: String? = try row.value("from_date")
    let to: String? = try row.value("to_date")
    let absences: String = try row.value("absences")
    try self.init(
      id: row.value("id"), name: row.value("name"), surname: row.value("surname"),
      initials: row.value("initials"),
      aliases: aliases.split(separator: "|").map(String.init),
      kind: DriverKind(rawValue: kind) ?? .regular,
      shift: Shift(
        start: Minutes(row.minutes("shift_start")), end: Minutes(row.minutes("shift_end"))),
      hasWheelchair: row.value("wheelchair"), from: from.flatMap { CivilDate(iso: $0) },
      to: to.flatMap { CivilDate(iso: $0) },
      absences: absences.split(separator: "|").compactMap { Self.range($0) })
  }

  private static func range(_ text: Substring) -> ClosedRange<CivilDate>? {
    guard let dots = text.firstRange(of: ".."), let from = CivilDate(iso: text[..<dots.lowerBound]),
      let to = CivilDate(iso: text[dots.upperBound...]), from <= to
    else { return nil }
    return from...to
  }
}

extension GazetteerPlace: FetchableRecord {
  /// SQLite numbers the rows itself, in the order of the file.
  static let form = RowForm<GazetteerPlace>(
    "carnet_place",
    [
      .init("name") { $0.name },
      .init("kind") { $0.kind },
      .init("latitude") { $0.coordinate.latitude },
      .init("longitude") { $0.coordinate.longitude },
      .init("postcode") { $0.postcode },
      .init("town") { $0.town },
      .init("spellings") { $0.spellings.joined(separator: "|") },
      .init("source") { $0.source },
    ])

  public init(row: Row) throws {
    let spellings: String = try row.value("spellings")
    try self.init(
      name: row.value("name"), kind: row.value("kind"),
      coordinate: row.coordinate("latitude", "longitude"),
      postcode: row.value("postcode"), town: row.value("town"),
      spellings: spellings.split(separator: "|").map(String.init), source: row.value("source"))
  }
}

extension NotebookDatabase {
  /// The roster's drivers in ascending order of id.
  public func drivers() throws -> [RosterDriver] {
    try read { try RosterDriver.fetchAll($0, sql: "SELECT * FROM main.carnet_driver ORDER BY id") }
  }

  /// The gazetteer's places in the order of their file.
  public func places() throws -> [GazetteerPlace] {
    try read { try GazetteerPlace.fetchAll($0, sql: "SELECT * FROM main.carnet_place ORDER BY id") }
  }
}

extension NotebookTransaction {
  /// Puts another roster in the place of the one before.
  public func replaceDrivers(_ drivers: [RosterDriver]) throws {
    try database.execute(sql: "DELETE FROM main.carnet_driver")
    try RosterDriver.form.insert(drivers, in: database)
  }

  /// Puts another gazetteer in the place of the one before.
  public func replacePlaces(_ places: [GazetteerPlace]) throws {
    try database.execute(sql: "DELETE FROM main.carnet_place")
    try GazetteerPlace.form.insert(places, in: database)
  }
}
