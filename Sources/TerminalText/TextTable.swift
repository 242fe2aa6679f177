/// A table of display texts, drawn to any width.
///
///     let table = TextTable(
///       columns: [TextColumn("driver"), TextColumn("rides", alignment: .trailing)],
///       rows: [[.text("Giuseppe"), .text("81")], [.text("Marc"), .null]])
///     table.lines(on: TextCanvas(width: 40))
///     // driver    rides
///     // ────────  ─────
///     // Giuseppe     81
///     // Marc       NULL
///
/// What a width leaves no room for is told under the table, never dropped in silence.
public struct TextTable: Sendable, Equatable {
  public let columns: [TextColumn]
  /// The rows as given; a short row is filled with empty cells, a long one cut, when drawn.
  public let rows: [[TextCell]]
  /// How many rows there are in all, at least `rows.count`.
  public let totalRowCount: Int

  /// Makes a table of rows, which may be only the first of more.
  ///
  /// - Parameters:
  ///   - columns: What stands above the rows.
  ///   - rows: One cell a column.
  ///   - totalRowCount: The number of rows that there are, where `rows` are only the first of them.
  public init(columns: [TextColumn], rows: [[TextCell]], totalRowCount: Int? = nil) {
    self.columns = columns
    self.rows = rows
    self.totalRowCount = max(rows.count, totalRowCount ?? rows.count)
  }
}

/// A column of a text table: its name, and where its cells stand (numbers at the right).
public struct TextColumn: Sendable, Equatable {
  public let name: String
  public let alignment: TextAlignment
  /// Whether the table is read for this column: where room lacks, others are left out before it.
  public let isKey: Bool
  /// Whether its texts are shown whole: where room lacks, they take several lines and are not cut.
  public let isWhole: Bool

  public init(
    _ name: String, alignment: TextAlignment = .leading, isKey: Bool = false, isWhole: Bool = false
  ) {
    self.name = name
    self.alignment = alignment
    self.isKey = isKey
    self.isWhole = isWhole
  }
}

/// A cell of a text table: a text, or no value, which must be told from the text NULL.
public enum TextCell: Sendable, Equatable {
  case text(String)
  case null
}

/// What the remarks under a table say beside the facts, for whoever can act on them.
public struct TableRemarks: Sendable, Equatable {
  /// How to see the rows that are not drawn; empty to say nothing.
  public var remedyForRows: String
  /// How to see the columns that are left out or cut; empty to say nothing.
  public var remedyForColumns: String
  /// Whether a table that is drawn whole says how many rows it has.
  public var countsRows: Bool

  public init(
    remedyForRows: String = "", remedyForColumns: String = "", countsRows: Bool = false
  ) {
    self.remedyForRows = remedyForRows
    self.remedyForColumns = remedyForColumns
    self.countsRows = countsRows
  }
}
