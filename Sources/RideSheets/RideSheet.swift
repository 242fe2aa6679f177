import Naming
import Tabular

/// The six columns of a ride sheet, in the order in which the office keeps them.
public enum RideColumn: String, Hashable, Sendable, CaseIterable {
  case client = "Nom/Prénom"
  case schedule = "Date et Heure prévues"
  case course = "Course"
  case pickup = "Adresse de départ"
  case dropoff = "Adresse d'arrivée"
  case driver = "CFT"

  /// The folded headers by which the column is recognised.
  fileprivate var keys: [String] {
    switch self {
    case .client: ["nom prenom", "nom et prenom", "nom prenoms"]
    case .schedule: ["date et heure prevues", "date et heure prevue", "date heure prevues"]
    case .course: ["course", "courses"]
    case .pickup: ["adresse de depart", "adresse depart"]
    case .dropoff: ["adresse d arrivee", "adresse arrivee", "adresse darrivee"]
    case .driver: ["cft"]
    }
  }

  /// The column that a header names, whatever its case, accents, apostrophes and blanks.
  static func named(_ cell: Cell) -> RideColumn? {
    guard case .text(let text) = cell, HeaderText.canBe(text) else { return nil }
    let key = TextFolding.key(text)
    return allCases.first { $0.keys.contains(key) }
  }
}

/// A sheet that looks like a ride sheet but lacks columns.
public struct RideSheetNearMiss: Hashable, Sendable, CustomStringConvertible {
  /// The row that looks like the header, counted from 1.
  public let headerRow: Int
  public let found: [RideColumn]
  public let missing: [RideColumn]

  public var description: String {
    "row \(headerRow) looks like the header of a ride sheet, but it lacks "
      + list(missing.map { "'\($0.rawValue)'" })
      + "; add the column" + (missing.count == 1 ? "" : "s") + ", or load it as a table"
  }
}

/// What the first rows of a sheet say about it.
public enum RideSheetRecognition: Hashable, Sendable {
  case rideSheet(RideSheetLayout)
  case nearMiss(RideSheetNearMiss)
  case other
}

/// The form in which the office keeps rides, recognised by its headers.
public enum RideSheet {
  /// How many rows that hold anything are searched for the header: a title may stand above it.
  public static let headerSearchRows = 5

  /// Whether rows are a ride sheet, and where its columns are.
  ///
  /// The six columns may stand in any order with others between; of two with one header the
  /// first counts. Three of the six in one row make a near miss.
  ///
  /// - Parameter rows: the first rows of the sheet; those that hold nothing do not count.
  /// - Returns: the layout, or which columns the likeliest header lacks.
  public static func recognise(_ rows: some Sequence<NumberedRow>) -> RideSheetRecognition {
    var nearest: RideSheetNearMiss?
    var seen = 0
    for row in rows where !row.isVacant {
      let layout = layout(of: row)
      let missing = RideColumn.allCases.filter { layout.positions[$0] == nil }
      if missing.isEmpty { return .rideSheet(layout) }
      let found = RideColumn.allCases.filter { layout.positions[$0] != nil }
      if found.count >= 3, found.count > nearest?.found.count ?? 0 {
        nearest = RideSheetNearMiss(headerRow: row.number, found: found, missing: missing)
      }
      seen += 1
      if seen == headerSearchRows { break }
    }
    return nearest.map { .nearMiss($0) } ?? .other
  }

  private static func layout(of row: NumberedRow) -> RideSheetLayout {
    var positions: [RideColumn: Int] = [:]
    var headers: [String] = []
    for (index, cell) in row.cells.enumerated() {
      let text = cell.writtenText
      headers.append(HeaderText.canBe(text) ? text : "")
      if let column = RideColumn.named(cell), positions[column] == nil { positions[column] = index }
    }
    return RideSheetLayout(headerRow: row.number, positions: positions, headers: headers)
  }
}
