import FleetModel
import Tabular

/// Legs by road as a file states them: a row for each ordered pair of points.
public struct RoadMatrix: Sendable {
  /// The columns as the notebook's own table has them: degrees, seconds and metres.
  public static let columns = [
    "from_latitude", "from_longitude", "to_latitude", "to_longitude", "seconds", "metres",
  ]

  /// Each pair's leg.
  public let roads: RoadTable
  /// Rows that state a pair again, alike.
  public let repeated: Int

  /// Other words for the columns.
  private static let synonyms: [String: String] = {
    var synonyms: [String: String] = [:]
    let ends = [("from", ["from", "origin", "source"]), ("to", ["to", "destination", "target"])]
    let degrees = [("latitude", ["latitude", "lat"]), ("longitude", ["longitude", "lon", "lng"])]
    for (end, prefixes) in ends {
      for (axis, words) in degrees {
        for prefix in prefixes {
          for word in words { synonyms["\(prefix)_\(word)"] = "\(end)_\(axis)" }
        }
      }
    }
    for word in ["duration", "duration_s", "duration_seconds", "duration_sec", "sec", "time_s"] {
      synonyms[word] = "seconds"
    }
    for word in ["meters", "distance", "distance_m", "distance_metres", "distance_meters"] {
      synonyms[word] = "metres"
    }
    return synonyms
  }()

  /// True for the header of a table of legs, in any order and case, under any of the columns' words.
  public static func isRoadMatrix(header: [Cell]) -> Bool {
    HeadedTable.holds(columns, in: header, synonyms)
  }

  /// Reads a table of legs, whose first row that holds anything is the header.
  ///
  /// - Throws: `RideSheetError` with the row and the column of the first cell that is not a number of
  ///   its range, and for a pair that stands twice with different legs.
  public init(rows: [NumberedRow]) throws(RideSheetError) {
    let table = try HeadedTable(
      rows, of: "roads", required: Self.columns, synonyms: Self.synonyms)
    var roads = RoadTable()
    var repeated = 0
    for row in table.rows {
      let pair = RoadPair(
        from: RoadPoint(try Self.point("from", table, row)),
        to: RoadPoint(try Self.point("to", table, row)))
      let leg = try Self.leg(table, row)
      if let known = roads[pair] {
        guard known == leg else {
          throw RideSheetError(
            "the pair of points stands in an earlier row with another leg", row: row.number,
            expected: "each ordered pair once")
        }
        repeated += 1
      }
      roads[pair] = leg
    }
    self.roads = roads
    self.repeated = repeated
  }

  private static func point(
    _ end: String, _ table: HeadedTable, _ row: NumberedRow
  ) throws(RideSheetError) -> Coordinate {
    Coordinate(
      latitude: try number("\(end)_latitude", -90...90, "degrees", table, row),
      longitude: try number("\(end)_longitude", -180...180, "degrees", table, row))
  }

  private static func leg(_ table: HeadedTable, _ row: NumberedRow) throws(RideSheetError)
    -> RoadLeg
  {
    let seconds = try number("seconds", 0...RoadLeg.mostSeconds, "seconds", table, row)
    let metres = try number("metres", 0...RoadLeg.mostMetres, "metres", table, row)
    guard let leg = RoadLeg(seconds: seconds, metres: metres) else {
      throw RideSheetError("the leg cannot be read", row: row.number)
    }
    return leg
  }

  private static func number(
    _ column: String, _ range: ClosedRange<Double>, _ unit: String, _ table: HeadedTable,
    _ row: NumberedRow
  ) throws(RideSheetError) -> Double {
    let text = table.text(column, row)
    guard let value = HeadedTable.number(text), range.contains(value) else {
      throw RideSheetError(
        text.isEmpty ? "the cell is blank" : "'\(text)' is not a number of \(unit) of a leg",
        row: row.number, column: column,
        expected: "\(unit) from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
    }
    return value
  }
}
