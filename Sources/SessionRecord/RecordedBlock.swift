import TerminalText

/// One thing that a statement showed, as data: what documents are drawn of.
///
/// A statement's blocks stand in the order in which it showed them. In a journal and in a session file
/// each is one line; `RecordedBlock+JSON` alone knows how.
public enum RecordedBlock: Hashable, Sendable {
  case table(RecordedTable)
  case message(RecordedMessage)
  /// A plot as one line of JSON.
  case plot(String)
  /// The error that the statement ended with, which `#x` states for readers.
  case error(RecordedError)
  /// Prose, a line each.
  case lines([String])
  /// A table that lies in a file of its own beside the session file.
  case sidecar(SidecarReference)
  /// A line that another version wrote, kept as it stands: its statement is shown by its picture.
  case other(String)

  /// The block with its texts changed; names of columns too, no numbers.
  ///
  /// - Parameters:
  ///   - change: What becomes of a text.
  ///   - plot: What becomes of a plot's JSON.
  ///   - message: What becomes of a text among a sentence's values, or of a heading.
  ///   - head: What becomes of a column's name.
  /// - Returns: The block.
  public func mappingTexts(
    _ change: (String) -> String, plot: (String) -> String, message: (String) -> String,
    head: (String) -> String
  ) -> RecordedBlock {
    switch self {
    case .table(let table): .table(table.mappingTexts(change, title: message, head: head))
    case .message(let own):
      .message(RecordedMessage(own.severity, own.sentence.mappingTexts(message)))
    case .error(let error): .error(error.mappingTexts(message))
    case .plot(let json): .plot(plot(json))
    case .lines(let lines): .lines(lines.map(change))
    // Its file was written with its texts changed.
    case .sidecar: self
    case .other(let line): .other(plot(line))
    }
  }
}

/// A sentence that a statement said; its volatile pieces are not kept.
public struct RecordedMessage: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    /// What was done or found.
    case talk
    /// What asks for attention.
    case warning
  }

  public let severity: Severity
  public let sentence: Sentence

  public init(_ severity: Severity, _ sentence: Sentence) {
    self.severity = severity
    self.sentence = sentence.recorded
  }

  /// The sentence as it is read.
  public var text: String { sentence.text }
}

/// A table that a statement showed: its rows, or the first of them with the number of all.
public struct RecordedTable: Hashable, Sendable {
  /// What stands above it; empty where nothing does.
  public var title: String
  public var columns: [Column]
  /// One value a column.
  public var rows: [[RecordedValue]]
  /// How many rows there are in all, at least `rows.count`.
  public var rowCount: Int
  /// Whether the statement drew it; a result that is told in a sentence stands in no picture.
  public var isDrawn = true

  /// The most rows that a record holds of a table.
  public static let mostRows = 1_000

  /// A column with the kind of its values, such as `integer`; empty where it is not known.
  public struct Column: Hashable, Sendable {
    public var name: String
    public var kind: String
    /// Whether its values are of one run, so that records hold `…` in their place.
    public var isVolatile: Bool
    /// Whether the table is read for it: where room lacks, others are left out of a picture before.
    public var isKey: Bool
    /// Whether its texts are shown whole, in several lines where room lacks.
    public var isWhole: Bool

    public init(
      _ name: String, kind: String, isVolatile: Bool = false, isKey: Bool = false,
      isWhole: Bool = false
    ) {
      self.name = name
      self.kind = kind
      self.isVolatile = isVolatile
      self.isKey = isKey
      self.isWhole = isWhole
    }

    /// Whether its values are numbers, which stand at the right.
    public var isNumber: Bool { kind == "integer" || kind == "real" }
  }

  public init(
    title: String = "", columns: [Column], rows: [[RecordedValue]], rowCount: Int? = nil
  ) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.rowCount = max(rows.count, rowCount ?? rows.count)
  }

  fileprivate func mappingTexts(
    _ change: (String) -> String, title changeTitle: (String) -> String,
    head: (String) -> String
  ) -> RecordedTable {
    var table = self
    table.title = changeTitle(title)
    for index in columns.indices { table.columns[index].name = head(columns[index].name) }
    table.rows = rows.map { row in
      row.map { if case .text(let text) = $0 { .text(change(text)) } else { $0 } }
    }
    return table
  }
}

/// A value of a recorded table.
public enum RecordedValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  /// A blob, of which a record holds the number of bytes alone.
  case bytes(Int)

  /// Texts are the same where their bytes are, and reals where their bits are: `-0.0` is not `0.0`.
  public static func == (left: RecordedValue, right: RecordedValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.integer(let left), .integer(let right)): left == right
    case (.real(let left), .real(let right)): left.isSame(right)
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    case (.bytes(let left), .bytes(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .integer(let value): hasher.combine(value)
    case .real(let value): hasher.combine(value.isNaN ? 0 : value.bitPattern)
    case .text(let value): for byte in value.utf8 { hasher.combine(byte) }
    case .bytes(let count): hasher.combine(count)
    }
  }
}
