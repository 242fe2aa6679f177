import Naming
import Tabular

/// Which columns of any table are the columns of a ride sheet, as somebody says.
public struct RideMapping: Hashable, Sendable {
  /// What a column can be of a ride.
  public enum Column: String, Hashable, Sendable, CaseIterable {
    case client
    /// The date, perhaps with the times.
    case date
    case time
    /// The time of the ride back.
    case back = "return"
    case course
    case pickup
    case dropoff
    case driver
  }

  /// The header of each column.
  public var headers: [Column: String]

  public init(_ headers: [Column: String] = [:]) { self.headers = headers }

  /// The mapping of a table whose columns are called as a mapping calls them; nil where one lacks that
  /// a ride needs.
  public init?(naming columns: [String]) {
    headers = [:]
    for column in Column.allCases {
      if let name = columns.first(where: { HeaderText.key($0) == column.rawValue }) {
        headers[column] = name
      }
    }
    guard lacking.isEmpty else { return nil }
  }

  /// The mapping as one line of text that is the same for the same mapping.
  public var identity: String {
    Column.allCases.compactMap { column in headers[column].map { "\(column.rawValue)=\($0)" } }
      .joined(separator: "\n")
  }

  /// The columns without which a row is no ride.
  public var lacking: [Column] {
    [.date, .pickup, .dropoff].filter { headers[$0] == nil }
  }

  /// What was looked for in vain.
  public struct Missing: Error, Hashable, Sendable {
    public let column: Column
    public let header: String
    /// The headers of the row that has most of the others.
    public let found: [String]
  }

  /// The layout of the first row that has all headers.
  ///
  /// - Parameter rows: The first rows of a sheet.
  /// - Returns: Where the columns stand below it.
  /// - Throws: `Missing` with the first header that the likeliest row lacks.
  /// - Complexity: O(n) in the rows' texts.
  public func layout(in rows: some Sequence<NumberedRow>) throws(Missing) -> RideSheetLayout {
    var likeliest: (count: Int, row: NumberedRow)?
    for row in rows.prefix(RideSheet.headerSearchRows) where !row.isVacant {
      let places = places(in: row)
      if places.count == headers.count { return layout(at: places, under: row) }
      if likeliest.map({ places.count > $0.count }) ?? true { likeliest = (places.count, row) }
    }
    let row = likeliest?.row ?? NumberedRow(1, [])
    let places = places(in: row)
    let missing = Column.allCases.first { headers[$0] != nil && places[$0] == nil } ?? .date
    throw Missing(
      column: missing, header: headers[missing] ?? "",
      found: row.cells.map { TextFolding.singleBlanked($0.writtenText) }.filter { !$0.isEmpty })
  }

  private func places(in row: NumberedRow) -> [Column: Int] {
    var places: [Column: Int] = [:]
    let texts = row.cells.map { TextFolding.singleBlanked($0.writtenText) }
    for (column, header) in headers {
      let wanted = TextFolding.singleBlanked(header)
      // As written goes before what differs in case, accents or marks.
      places[column] =
        texts.firstIndex(of: wanted)
        ?? texts.firstIndex { !$0.isEmpty && HeaderText.key($0) == HeaderText.key(wanted) }
    }
    return places
  }

  private func layout(at places: [Column: Int], under row: NumberedRow) -> RideSheetLayout {
    var positions: [RideColumn: Int] = [:]
    for (column, own) in [
      (Column.client, RideColumn.client), (.date, .schedule), (.course, .course),
      (.pickup, .pickup), (.dropoff, .dropoff), (.driver, .driver),
    ] { positions[own] = places[column] }
    return RideSheetLayout(
      headerRow: row.number, positions: positions,
      parts: RideSheetLayout.Parts(time: places[.time], returnTime: places[.back]),
      headers: row.cells.map(\.writtenText).map { HeaderText.canBe($0) ? $0 : "" },
      besidePosition: nil, heading: row.cells)
  }
}
