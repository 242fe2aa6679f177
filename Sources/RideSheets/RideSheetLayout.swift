import Naming
import Tabular

/// Where the columns of a ride sheet stand.
public struct RideSheetLayout: Hashable, Sendable {
  /// The header's row in the file, counted from 1.
  public let headerRow: Int
  /// The column's position in a row, counted from 0.
  public let positions: [RideColumn: Int]
  /// What the cells of a row are about, in their order.
  private let fields: [Field]

  /// A column of the header's row.
  private struct Field: Hashable {
    let header: String
    let role: ColumnRole
  }

  /// Lays out the columns under a header.
  ///
  /// - Parameters:
  ///   - headerRow: The header's row in the file, counted from 1.
  ///   - positions: Where the ride's columns stand.
  ///   - headers: The texts of all cells of the header.
  init(headerRow: Int, positions: [RideColumn: Int], headers: [String]) {
    self.headerRow = headerRow
    self.positions = positions
    var columns: [Int: RideColumn] = [:]
    for (column, position) in positions { columns[position] = column }
    fields = headers.enumerated().map { index, header in
      Field(
        header: TextFolding.singleBlanked(header),
        role: columns[index].map(ColumnRole.ride) ?? ColumnRole(header: header))
    }
  }

  /// The cell of a column, empty where a row is too short for it.
  func cell(_ column: RideColumn, of row: NumberedRow) -> Cell {
    guard let position = positions[column], row.cells.indices.contains(position) else {
      return .empty
    }
    return row.cells[position]
  }

  /// What the cells of a position are about; a column without a header is one of remarks.
  func role(at position: Int) -> ColumnRole {
    fields.indices.contains(position) ? fields[position].role : .remarks
  }

  /// What a finding calls the column at a position: its header, or its letters.
  func name(at position: Int) -> String {
    if case .ride(let column) = role(at: position) { return column.rawValue }
    let header = fields.indices.contains(position) ? fields[position].header : ""
    return header.isEmpty ? "column \(Self.letters(position))" : String(header.prefix(80))
  }

  /// A workbook's letters of a column: 0 is `A`, 26 is `AA`.
  private static func letters(_ position: Int) -> String {
    var letters = ""
    var rest = max(0, position)
    repeat {
      let letter = Unicode.Scalar(UInt8(0x41 + rest % 26))
      letters = String(Character(letter)) + letters
      rest = rest / 26 - 1
    } while rest >= 0
    return letters
  }

  /// True where a row repeats the header, as pages pasted one under the other do.
  func isHeading(_ row: NumberedRow) -> Bool {
    RideColumn.allCases.allSatisfy { RideColumn.named(cell($0, of: row)) == $0 }
  }
}

/// What the cells of a column are about.
enum ColumnRole: Hashable {
  case ride(RideColumn)
  /// A column in which a mark says that the client sits in a wheelchair.
  case wheelchair
  /// Remarks, and columns without a header.
  case remarks
  /// Languages and countries, in which `FR` is no wheelchair.
  case foreign
  case other

  /// The role of a column that is none of the ride's six.
  init(header: String) {
    let words = TextFolding.words(header)
    let key = words.joined(separator: " ")
    if WheelchairMention.isIn(header) || WheelchairWords.headers.contains(key) {
      self = .wheelchair
    } else if words.isEmpty || words.contains(where: WheelchairWords.remarkHeaders.contains) {
      self = .remarks
    } else {
      self = words.contains(where: WheelchairWords.foreignHeaders.contains) ? .foreign : .other
    }
  }

  /// What the letters `FR` mean in the column.
  var shortForms: WheelchairMention.ShortForms {
    switch self {
    case .wheelchair, .remarks: .wheelchair
    case .other: .hint
    case .ride(.client), .ride(.pickup), .ride(.dropoff): .apart
    case .ride, .foreign: .other
    }
  }
}
