import FleetModel
import Naming
import Tabular

extension Gazetteer {
  /// The columns of a table of places, in the order in which they are written.
  public static let columns = [
    "name", "kind", "latitude", "longitude", "postcode", "town", "spellings", "source",
  ]

  static let requiredColumns = ["name", "kind", "latitude", "longitude"]

  /// The column of the notebook's own table of places that has another name there.
  private static let synonyms = ["place": "name"]

  /// True for the header of a table of places, in any order and case.
  public static func isGazetteer(header: [Cell]) -> Bool {
    HeadedTable.holds(requiredColumns, in: header)
      || HeadedTable.holds(HeadedTable.written(columns, synonyms), in: header)
  }

  /// Reads a table of places, whose first row that holds anything is the header.
  ///
  /// - Throws: `RideSheetError` with the row and the column of the first cell that cannot be read.
  public init(rows: [NumberedRow]) throws(RideSheetError) {
    let table = try HeadedTable(
      rows, of: "places", required: Self.requiredColumns, synonyms: Self.synonyms)
    var places: [GazetteerPlace] = []
    for row in table.rows {
      places.append(try PlaceRow(table: table, row: row).place())
    }
    self.init(places: places)
  }
}

/// One row of the table of places while it is read.
private struct PlaceRow {
  let table: HeadedTable
  let row: NumberedRow

  func place() throws(RideSheetError) -> GazetteerPlace {
    let name = try required("name")
    let kind = try required("kind")
    let coordinate = Coordinate(
      latitude: try degrees("latitude", 90), longitude: try degrees("longitude", 180))
    let postcode = table.text("postcode", row)
    let town = table.text("town", row)
    return GazetteerPlace(
      name: name, kind: TextFolding.words(kind).joined(separator: "_"), coordinate: coordinate,
      postcode: postcode.isEmpty ? nil : postcode, town: town.isEmpty ? nil : town,
      spellings: table.texts("spellings", row), source: table.text("source", row))
  }

  private func required(_ column: String) throws(RideSheetError) -> String {
    let text = table.text(column, row)
    guard !text.isEmpty else {
      throw RideSheetError(
        "the cell is blank", row: row.number, column: column, expected: "a \(column)")
    }
    return text
  }

  private func degrees(_ column: String, _ limit: Double) throws(RideSheetError) -> Double {
    let text = table.text(column, row)
    guard let value = HeadedTable.number(text), value.isFinite, abs(value) <= limit else {
      throw RideSheetError(
        text.isEmpty ? "the cell is blank" : "'\(text)' is not a \(column)", row: row.number,
        column: column, expected: "degrees from -\(Int(limit)) to \(Int(limit))")
    }
    return value
  }
}
