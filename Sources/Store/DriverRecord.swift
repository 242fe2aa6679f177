import CivilTime
import FleetModel
import GRDB

/// A driver of the roster as stored: who he is and when he is available.
public struct DriverRecord: Sendable, Equatable {
  public var id: Int
  public var name: String
  public var surname: String
  public var initials: String
  public var aliases: [String]
  public var kind: DriverKind
  public var shift: Shift
  public var hasWheelchair: Bool
  public var from: CivilDate?
  public var to: CivilDate?
  public var absences: [ClosedRange<CivilDate>]

  public init(
    id: Int, name: String, surname: String, initials: String, aliases: [String],
    kind: DriverKind, shift: Shift, hasWheelchair: Bool, from: CivilDate?, to: CivilDate?,
    absences: [ClosedRange<CivilDate>]
  ) {
    self.id = id
    self.name = name
    self.surname = surname
    self.initials = initials
    self.aliases = aliases
    self.kind = kind
    self.shift = shift
    self.hasWheelchair = hasWheelchair
    self.from = from
    self.to = to
    self.absences = absences
  }
}

extension DriverRecord: FetchableRecord {
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

  func insert(in database: Database) throws {
    try database.execute(
      sql: "INSERT INTO main.carnet_driver VALUES (\(databaseQuestionMarks(count: 12)))",
      arguments: [
        id, name, surname, initials, aliases.joined(separator: "|"), kind.rawValue,
        shift.start.count, shift.end.count, hasWheelchair, from?.description, to?.description,
        absences.map { "\($0.lowerBound)..\($0.upperBound)" }.joined(separator: "|"),
      ])
  }

  private static func range(_ text: Substring) -> ClosedRange<CivilDate>? {
    guard let dots = text.firstRange(of: ".."), let from = CivilDate(iso: text[..<dots.lowerBound]),
      let to = CivilDate(iso: text[dots.upperBound...]), from <= to
    else { return nil }
    return from...to
  }
}
