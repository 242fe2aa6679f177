import FleetModel
import GRDB

/// A place of the gazetteer as stored.
public struct PlaceRecord: Sendable, Equatable {
  public var id: Int
  public var name: String
  public var kind: String
  public var coordinate: Coordinate
  public var postcode: String?
  public var town: String?
  public var spellings: [String]
  /// The kind of source that the coordinates come from.
  public var source: String

  public init(
    id: Int, name: String, kind: String, coordinate: Coordinate, postcode: String?, town: String?,
    spellings: [String], source: String
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.coordinate = coordinate
    self.postcode = postcode
    self.town = town
    self.spellings = spellings
    self.source = source
  }
}

extension PlaceRecord: FetchableRecord {
  public init(row: Row) throws {
    let spellings: String = try row.value("spellings")
    try self.init(
      id: row.value("id"), name: row.value("name"), kind: row.value("kind"),
      coordinate: row.coordinate("latitude", "longitude"),
      postcode: row.value("postcode"), town: row.value("town"),
      spellings: spellings.split(separator: "|").map(String.init), source: row.value("source"))
  }

  func insert(in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT INTO main.carnet_place VALUES (\(databaseQuestionMarks(count: 9)))")
    try statement.execute(
      arguments: [
        id, name, kind, coordinate.latitude, coordinate.longitude, postcode, town,
        spellings.joined(separator: "|"), source,
      ])
  }
}
