/// How a table was read: what was taken, and what was left out.
public struct TableReading: Hashable, Sendable {
  /// The byte between cells, for delimited text.
  public internal(set) var delimiter: UInt8?
  /// The encoding, for text.
  public internal(set) var encoding: CSVDialect.Encoding?
  /// Whether a backslash stands in front of quotes inside quotes.
  public internal(set) var hasBackslashes = false
  /// The 1-based row that names the columns; nil where none does or keys name them.
  public internal(set) var headerRow: Int?
  /// Whether the columns are numbered because no row names them.
  public internal(set) var isHeaderless = false
  /// Why: the options say so, or the first row looks like data.
  public internal(set) var isHeaderGuessed = false
  /// Whether the row that names the columns numbers them, as a row of data might.
  public internal(set) var isHeaderCount = false
  /// Whether the file's first line says what separates its cells: `sep=;`.
  public internal(set) var hasSeparatorLine = false
  /// How many rows with content stand above the header or the first row of data.
  public internal(set) var titleRows = 0
  public internal(set) var columns: [ColumnReading] = []
  /// Rows with fewer cells than there are columns: the missing ones are NULL.
  public internal(set) var shortRows = 0
  /// The first of them.
  public internal(set) var firstShortRow: Int?
  /// Rows that a workbook hides; they are read as any other.
  public internal(set) var hiddenRows = 0
  /// Columns that a workbook hides; they are read as any other.
  public internal(set) var hiddenColumns: [String] = []
  /// Cells that a workbook strikes through; they are read as any other.
  public internal(set) var struckCells = 0
  /// Cells some of whose characters a workbook strikes through; they are read as any other.
  public internal(set) var partlyStruckCells = 0
  /// Formulas that have no value, since no spreadsheet program has calculated them: NULL.
  public internal(set) var emptyFormulas = MarkCount()
  /// Cells that have comments, which are not read.
  public internal(set) var comments = MarkCount()
  /// Cells of the table that are merged, of which only the first has the value.
  public internal(set) var mergedCells: [CellRange] = []
  /// Cells of delimited text in single quotes, which are no quotes there and stay.
  public internal(set) var singleQuoted = MarkCount()
  /// Whether the rows look as if blanks laid them out in columns, though nothing separates cells.
  public internal(set) var looksAligned = false
  /// Objects' keys that stand twice, of which the last counts, and the first such key.
  public internal(set) var doubledKeys = 0
  public internal(set) var firstDoubledKey: String?
  /// The keys of a JSON document's members that are no tables and were left out.
  public internal(set) var otherMembers: [String] = []
  /// What one should know of the values as their source gives them.
  var sourceNotes: [String] = []
  /// What one should know of the rows of each of several files that the table joins.
  var partNotes: [String] = []
  /// How those of the files are written that are not as the first.
  var partForms: [String] = []
  /// Rows that were left out, by reason, each with its count and first row.
  public internal(set) var leftOut: [LeftOut] = []

  /// Rows or members that were left out for one reason.
  public struct LeftOut: Hashable, Sendable {
    /// The reason in words: `outside the rows asked for`.
    public internal(set) var reason: String
    public internal(set) var count: Int
    public internal(set) var firstRow: Int

    init(_ reason: String, count: Int, firstRow: Int) {
      self.reason = reason
      self.count = count
      self.firstRow = firstRow
    }
  }

  public init() {}

  /// Counts what is marked of cells.
  mutating func count(_ cells: some Sequence<MarkedCell>) {
    for cell in cells {
      switch cell.mark {
      case .struck: struckCells += 1
      case .partlyStruck: partlyStruckCells += 1
      case .emptyFormula: emptyFormulas.add(row: cell.row, column: cell.column)
      case .comment: comments.add(row: cell.row, column: cell.column)
      }
    }
  }

  /// Counts something that is left out.
  mutating func leaveOut(_ reason: String, row: Int) {
    if let index = leftOut.firstIndex(where: { $0.reason == reason }) {
      leftOut[index].count += 1
    } else {
      leftOut.append(LeftOut(reason, count: 1, firstRow: row))
    }
  }
}

extension TableReading {
  /// What was taken of a text's form, in words: `separated by ;`, `Windows-1252`, `header in row 3`.
  ///
  /// What every file has is not said: commas, UTF-8, a header in the first row.
  public var formWords: [String] {
    var words: [String] = []
    if let delimiter, let encoding {
      // Nothing separates the cells of one column.
      let shown = columns.count == 1 ? UInt8(ascii: ",") : delimiter
      words +=
        CSVDialect(
          delimiter: shown, encoding: encoding, hasBackslashes: hasBackslashes
        ).words
    }
    if isHeaderless {
      words.append(
        isHeaderGuessed
          ? "no header: row \(headerRow ?? 1) looks like data, the columns are numbered"
          : "no header, the columns are numbered")
      if titleRows > 0 {
        words.append("\(titleRows) title row\(titleRows == 1 ? "" : "s") above it left out")
      }
    } else if titleRows > 0, let headerRow {
      words.append(
        "header in row \(headerRow), \(titleRows) title row\(titleRows == 1 ? "" : "s") above it "
          + "left out")
    }
    return words + partForms
  }

  /// What happened to rows and columns that one should know, a sentence each.
  public var notes: [String] {
    (partNotes.isEmpty ? rowNotes : partNotes) + columns.compactMap(\.note)
  }

  /// What happened to rows that one should know.
  var rowNotes: [String] {
    var notes: [String] = []
    if shortRows > 0 {
      notes.append(
        shortRows == 1
          ? "row \(firstShortRow ?? 0) has fewer cells than the header; the rest is NULL"
          : "\(shortRows) rows, the first row \(firstShortRow ?? 0), have fewer cells than the "
            + "header; the rest is NULL")
    }
    for left in leftOut {
      notes.append(
        left.count == 1
          ? "row \(left.firstRow) left out: \(left.reason)"
          : "\(left.count) rows left out, the first row \(left.firstRow): \(left.reason)")
    }
    if hiddenRows > 0 {
      notes.append("\(hiddenRows) hidden row\(hiddenRows == 1 ? " is" : "s are") among them")
    }
    if !hiddenColumns.isEmpty {
      let named = hiddenColumns.prefix(Self.mostNamed).joined(separator: ", ")
      let more = hiddenColumns.count - Self.mostNamed
      notes.append(
        "\(hiddenColumns.count) hidden column\(hiddenColumns.count == 1 ? " is" : "s are") among them: "
          + named + (more > 0 ? " and \(more) more" : ""))
    }
    if struckCells > 0 {
      notes.append(
        "\(struckCells) cell\(struckCells == 1 ? " is" : "s are") struck through, and read as any "
          + "other")
    }
    notes += markNotes + quoteNotes
    if let key = firstDoubledKey {
      notes.append(
        doubledKeys == 1
          ? "the key '\(key)' stands twice in an object; its last value counts"
          : "\(doubledKeys) keys stand twice in an object, the first '\(key)'; their last values "
            + "count")
    }
    if !otherMembers.isEmpty { notes.append(otherMemberNote) }
    notes += sourceNotes
    return notes
  }

  private var quoteNotes: [String] {
    var notes: [String] = []
    if isHeaderCount, let headerRow {
      notes.append("row \(headerRow) names the columns by number; `header none` reads it as data")
    }
    if singleQuoted.count > 0 {
      let which = singleQuoted.count == 1 ? "a cell stands" : "cells stand"
      let first = singleQuoted.count == 1 ? "in" : "the first in"
      notes.append("\(which) in single quotes, which are kept; \(first) \(singleQuoted.place)")
    }
    if looksAligned {
      notes.append(
        "the rows look laid out by blanks, and are read as one column; a spreadsheet program's text "
          + "import splits them")
    }
    return notes
  }

  /// The formulas without a value: `3 formulas without a value, the first in row 2, column B`.
  var emptyFormulaWords: String {
    emptyFormulas.count == 1
      ? "1 formula without a value, in \(emptyFormulas.place)"
      : "\(emptyFormulas.count) formulas without a value, the first in \(emptyFormulas.place)"
  }

  private var markNotes: [String] {
    var notes: [String] = []
    if partlyStruckCells > 0 {
      notes.append(
        "\(partlyStruckCells) cell\(partlyStruckCells == 1 ? " is" : "s are") partly struck "
          + "through, and read as any other")
    }
    if emptyFormulas.count > 0 {
      notes.append("\(emptyFormulaWords); open and save the file in the spreadsheet program")
    }
    if comments.count > 0 {
      notes.append(
        comments.count == 1
          ? "1 cell has a comment, which is not read: \(comments.place)"
          : "\(comments.count) cells have comments, which are not read; the first in "
            + comments.place)
    }
    if !mergedCells.isEmpty {
      let named = mergedCells.prefix(Self.mostNamed).map(\.description).joined(separator: ", ")
      let more = mergedCells.count - Self.mostNamed
      notes.append(
        "merged cells: \(named)\(more > 0 ? " and \(more) more" : ""); only the first of each "
          + "has the value")
    }
    return notes
  }

  /// Members or ranges that are named in one sentence.
  private static let mostNamed = 5

  private var otherMemberNote: String {
    let named = otherMembers.prefix(Self.mostNamed).map { "'\($0)'" }.joined(separator: ", ")
    let more = otherMembers.count - Self.mostNamed
    return otherMembers.count == 1
      ? "the member \(named) of the document is no table, and left out"
      : "\(otherMembers.count) members of the document are no tables, and left out: \(named)"
        + (more > 0 ? " and \(more) more" : "")
  }
}
