import FleetModel
import Naming
import Tabular

/// Reads the entrances of an address register row by row.
///
/// The columns are those of the Swiss federal register of buildings (`STRNAME`, `DEINR`, `DPLZ4`,
/// `DPLZNAME`, `DKODE`, `DKODN`; Federal Statistical Office, "Catalogue of characteristics of the
/// Federal Register of Buildings and Dwellings", version 4.2), or `street`, `number`, `postcode`,
/// `town` with `latitude` and `longitude`, or with `east` and `north` in LV95.
public struct RegisterReader {
  /// Rows that name no street or have no point: planned houses, mostly.
  public private(set) var leftOut = 0
  /// The first of them, by its number in the file.
  public private(set) var firstLeftOut: Int?
  /// Entrances that were taken.
  public private(set) var houses = 0
  /// The streets in the order in which the rows show them.
  public private(set) var streets: [RegisteredStreet] = []
  private var indices: [Key: Int] = [:]
  private let positions: [Column: Int]

  private struct Key: Hashable {
    let name: BinaryText
    let postcode: String
    let town: BinaryText
  }

  private enum Column: String, CaseIterable {
    case street, number, postcode, town, latitude, longitude, east, north
  }

  /// The federal register's words for the columns.
  private static let synonyms = [
    "strname": "street", "deinr": "number", "dplz4": "postcode", "dplzname": "town",
    "dkode": "east", "dkodn": "north",
  ]

  /// Takes a header; nil where it is not that of a register.
  public init?(header: [Cell]) {
    let named = HeadedTable.positions(header, Self.synonyms)
    var positions: [Column: Int] = [:]
    for column in Column.allCases { positions[column] = named[column.rawValue] }
    let needed: [Column] = [.street, .number, .postcode, .town]
    let hasDegrees = positions[.latitude] != nil && positions[.longitude] != nil
    let hasGrid = positions[.east] != nil && positions[.north] != nil
    guard needed.allSatisfy({ positions[$0] != nil }), hasDegrees || hasGrid else { return nil }
    self.positions = positions
  }

  /// Takes a row below the header.
  ///
  /// - Throws: `RideSheetError` with the row and column of coordinates that are none.
  public mutating func read(_ row: NumberedRow) throws(RideSheetError) {
    guard !row.isVacant else { return }
    let name = TextFolding.singleBlanked(text(.street, row))
    guard !name.isEmpty, let point = try coordinate(row) else {
      leftOut += 1
      firstLeftOut = firstLeftOut ?? row.number
      return
    }
    let postcode = text(.postcode, row)
    let town = TextFolding.singleBlanked(text(.town, row))
    let house = RegisteredStreet.House(number: text(.number, row), coordinate: point)
    houses += 1
    let key = Key(name: BinaryText(name), postcode: postcode, town: BinaryText(town))
    if let index = indices[key] {
      streets[index].houses.append(house)
    } else {
      indices[key] = streets.count
      streets.append(
        RegisteredStreet(name: name, postcode: postcode, town: town, houses: [house]))
    }
  }

  private func text(_ column: Column, _ row: NumberedRow) -> String {
    guard let position = positions[column], row.cells.indices.contains(position) else { return "" }
    return TextFolding.singleBlanked(row.cells[position].writtenText)
  }

  /// The point of a row, nil where the register has none.
  private func coordinate(_ row: NumberedRow) throws(RideSheetError) -> Coordinate? {
    if positions[.latitude] != nil, positions[.longitude] != nil {
      guard let latitude = try number(.latitude, row, -90...90, "degrees from -90 to 90"),
        let longitude = try number(.longitude, row, -180...180, "degrees from -180 to 180")
      else { return nil }
      return Coordinate(latitude: latitude, longitude: longitude)
    }
    let expected = "metres of the grid LV95, such as 2500000 and 1117000"
    guard let east = try number(.east, row, SwissGrid.easts, expected),
      let north = try number(.north, row, SwissGrid.norths, expected)
    else { return nil }
    let point = SwissGrid.coordinate(east: east, north: north)
    // A centimetre is more than a register knows.
    return Coordinate(
      latitude: (point.latitude * 1e7).rounded() / 1e7,
      longitude: (point.longitude * 1e7).rounded() / 1e7)
  }

  private func number(
    _ column: Column, _ row: NumberedRow, _ range: ClosedRange<Double>, _ expected: String
  ) throws(RideSheetError) -> Double? {
    let text = text(column, row)
    if text.isEmpty || text.lowercased() == "null" { return nil }
    guard let value = HeadedTable.number(text), range.contains(value)
    else {
      throw RideSheetError(
        "'\(text.prefix(40))' is no coordinate", row: row.number, column: column.rawValue,
        expected: expected)
    }
    return value
  }
}
