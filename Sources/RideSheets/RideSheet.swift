import Naming
import Tabular

/// A sheet that looks like a ride sheet but lacks columns, or has one twice.
public struct RideSheetNearMiss: Hashable, Sendable, CustomStringConvertible {
  /// Several headers, each of which could be a column's.
  public struct Rivals: Hashable, Sendable {
    public let column: RideColumn
    /// The headers as written, of at most 40 characters each.
    public let headers: [String]
  }

  /// The row that looks like the header, counted from 1.
  public let headerRow: Int
  public let found: [RideColumn]
  /// The columns that are not there, those that several headers claim among them.
  public let missing: [RideColumn]
  /// The columns that several headers claim.
  public let rivals: [Rivals]

  public var description: String {
    "row \(headerRow) looks like the header of a ride sheet, but " + lack
      + (absent.isEmpty ? "; rename the others" : "; add the column" + plural)
      + ", or load it as a table"
  }

  /// What it lacks, as a clause: `it lacks 'CFT'`.
  public var lack: String {
    var clauses: [String] = []
    if !absent.isEmpty { clauses.append("it lacks " + absent.map { "'\($0.rawValue)'" }.listed()) }
    for rival in rivals {
      let headers = rival.headers.map { "'\($0)'" }.listed()
      clauses.append("\(headers) could each be '\(rival.column.rawValue)'")
    }
    return clauses.listed()
  }

  /// The missing columns that no header claims.
  private var absent: [RideColumn] {
    missing.filter { column in !rivals.contains { $0.column == column } }
  }

  private var plural: String { absent.count == 1 ? "" : "s" }
}

/// What the first rows of a sheet say about it.
public enum RideSheetRecognition: Hashable, Sendable {
  case rideSheet(RideSheetLayout)
  case nearMiss(RideSheetNearMiss)
  case other
}

/// The form in which the office keeps rides, recognised by its headers.
public enum RideSheet {
  /// How many rows that hold anything are searched for the header: a letterhead may stand above it.
  public static let headerSearchRows = 50

  /// Whether rows are a ride sheet, and where its columns are.
  ///
  /// The six columns may stand in any order with others between; of two with one header the
  /// first counts. A header of another office (`Chauffeur`, `Date` and `Heure` apart) counts where
  /// it is the only one for its column. Three of the office's own in one row make a near miss, and so
  /// do five of other offices.
  ///
  /// - Parameter rows: the first rows of the sheet; those that hold nothing do not count.
  /// - Returns: the layout, or which columns the likeliest header lacks.
  /// - Complexity: O(n) in the length of the rows' texts.
  public static func recognise(_ rows: some Sequence<NumberedRow>) -> RideSheetRecognition {
    var nearest: RideSheetNearMiss?
    var seen = 0
    for row in rows where !row.isVacant {
      switch recognise(header: row) {
      case .rideSheet(let layout): return .rideSheet(layout)
      case .nearMiss(let miss):
        if miss.found.count > nearest?.found.count ?? 0 { nearest = miss }
      case .other: break
      }
      seen += 1
      if seen == headerSearchRows { break }
    }
    return nearest.map { .nearMiss($0) } ?? .other
  }

  /// Whether one row is the header of a ride sheet, or looks like one and lacks something.
  ///
  /// - Parameter row: a row of a sheet.
  /// - Returns: the layout of what stands below it, or what it lacks.
  /// - Complexity: O(n) in the length of the row's texts.
  public static func recognise(header row: NumberedRow) -> RideSheetRecognition {
    RideHeading(row).recognition
  }
}
