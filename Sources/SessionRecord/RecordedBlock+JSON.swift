import Tabular
import TerminalText

/// Blocks as lines of compact JSON, an object of one member that says what it is:
///
///     {"table":{"columns":[["driver","text"],["rides","integer"]],"rows":[["Dris",53]],"count":5}}
///     {"message":{"severity":"warning","text":"2 rejected"}}
///     {"plot":{"mark":"bars",…}}
///     {"lines":["…"]}
///
/// Characters that are not seen are written as JSON's escapes, so that a file can be looked at.
extension RecordedBlock {
  /// The block as one line.
  ///
  /// - Complexity: O(cells).
  public var line: String {
    switch self {
    case .table(let table): "{\"table\":\(Self.json(table))}"
    case .message(let message):
      "{\"message\":{\"severity\":\"\(message.severity.rawValue)\","
        + "\"text\":\(Self.quoted(message.text))}}"
    case .plot(let json): Self.plotStart + json + "}"
    case .lines(let lines): "{\"lines\":[\(lines.map(Self.quoted).joined(separator: ","))]}"
    case .other(let line): line
    }
  }

  /// Reads a line; one that is none of these is another version's.
  ///
  /// - Complexity: O(bytes).
  public init(line: String) {
    if line.hasPrefix(Self.plotStart), line.hasSuffix("}") {
      self = .plot(String(line.dropFirst(Self.plotStart.count).dropLast()))
      return
    }
    // Whatever is no JSON is kept as it stands, so nothing is lost with the reason.
    let value = try? JSONValue(parsing: Array(line.utf8), name: "")
    self = value.flatMap(Self.init(json:)) ?? .other(line)
  }

  private static let plotStart = "{\"plot\":"

  private init?(json: JSONValue) {
    if let table = json["table"].flatMap(Self.table) {
      self = .table(table)
    } else if let message = json["message"], let text = message["text"]?.string,
      let severity = message["severity"]?.string.flatMap(RecordedMessage.Severity.init)
    {
      self = .message(RecordedMessage(severity, text))
    } else if let lines = json["lines"]?.elements {
      let texts = lines.compactMap(\.string)
      guard texts.count == lines.count else { return nil }
      self = .lines(texts)
    } else {
      return nil
    }
  }

  // MARK: Tables

  private static func json(_ table: RecordedTable) -> String {
    let title = table.title.isEmpty ? "" : "\"title\":\(quoted(table.title)),"
    let columns = table.columns.map { "[\(quoted($0.name)),\(quoted($0.kind))]" }
    let rows = table.rows.map { "[\($0.map(json).joined(separator: ","))]" }
    let count = table.rowCount > table.rows.count ? ",\"count\":\(table.rowCount)" : ""
    return "{\(title)\"columns\":[\(columns.joined(separator: ","))],"
      + "\"rows\":[\(rows.joined(separator: ","))]\(count)}"
  }

  private static func json(_ value: RecordedValue) -> String {
    switch value {
    case .null: "null"
    case .integer(let integer): String(integer)
    // `description` has a point or an exponent, by which a real is told from an integer.
    case .real(let real): real.isFinite ? real.description : "{\"real\":\"\(real)\"}"
    case .text(let text): quoted(text)
    case .bytes(let count): "{\"bytes\":\(count)}"
    }
  }

  private static func table(_ json: JSONValue) -> RecordedTable? {
    guard let columns = json["columns"]?.elements, let rows = json["rows"]?.elements else {
      return nil
    }
    let named = columns.compactMap { column -> RecordedTable.Column? in
      guard let parts = column.elements, parts.count == 2, let name = parts[0].string,
        let kind = parts[1].string
      else { return nil }
      return RecordedTable.Column(name, kind: kind)
    }
    let read = rows.compactMap { row -> [RecordedValue]? in
      guard let cells = row.elements, cells.count == named.count else { return nil }
      let values = cells.compactMap(value)
      return values.count == cells.count ? values : nil
    }
    guard named.count == columns.count, read.count == rows.count else { return nil }
    return RecordedTable(
      title: json["title"]?.string ?? "", columns: named, rows: read,
      rowCount: json["count"]?.wholeNumber.flatMap { Int(exactly: $0) })
  }

  private static func value(_ json: JSONValue) -> RecordedValue? {
    switch json {
    case .null: return .null
    case .integer(let integer): return .integer(integer)
    case .real(let real): return .real(real)
    case .string(let text): return .text(text)
    case .object:
      if let count = json["bytes"]?.wholeNumber, let bytes = Int(exactly: count) {
        return .bytes(bytes)
      }
      return json["real"]?.string.flatMap(Double.init).map(RecordedValue.real)
    case .boolean, .array: return nil
    }
  }

  // MARK: Texts

  private static func quoted(_ text: String) -> String { jsonEscaped(JSONText.quoted(text)) }
}
