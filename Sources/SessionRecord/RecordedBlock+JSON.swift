import Tabular
import TerminalText

/// Blocks as lines of compact JSON, an object of one member that says what it is:
///
///     {"table":{"columns":[["driver","text"],["rides","integer"]],"rows":[["Dris",53]],"count":5}}
///     {"message":{"severity":"talk","parts":["loaded ",["october"],": ",[1204,"1,204"]," rides"]}}
///     {"plot":{"mark":"bars",…}}
///     {"lines":["…"]}
///     {"sidecar":{"table":"8cce92b1fe879ced305e8b01001bece3","rows":211}}
///     {"error":{"code":"E-sql","parts":[["no such table: t"]],"sqlite":1,"object":"t"}}
///
/// Further words of a column say that it is `volatile`, whose cells are `…`, or a `key`, which a picture
/// keeps where room lacks. A table that no picture shows has `"drawn":false`. Of a sentence words are
/// strings, values are lists of the value and of the text that shows it where that is another, and what is
/// volatile is `{"volatile":true}`. Versions before wrote `{"message":{"severity":…,"text":"…"}}`, whose
/// sentence is one text.
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
        + "\"parts\":\(Self.json(message.sentence))}}"
    case .error(let error): "{\"error\":\(Self.json(error))}"
    case .plot(let json): Self.plotStart + json + "}"
    case .lines(let lines): "{\"lines\":[\(lines.map(Self.quoted).joined(separator: ","))]}"
    case .sidecar(let reference):
      "{\"sidecar\":{\"table\":\"\(reference.hash)\",\"rows\":\(reference.rows)}}"
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
    let value = try? JSONValue(parsing: line.utf8, name: "")
    self = value.flatMap(Self.init(json:)) ?? .other(line)
  }

  private static let plotStart = "{\"plot\":"

  /// Reads a block's JSON; nil where it is none of these.
  init?(json: JSONValue) {
    if let plot = json["plot"] {
      self = .plot(jsonEscaped(plot.description))
    } else if let sidecar = json["sidecar"], let rows = sidecar["rows"]?.wholeNumber,
      let reference = sidecar["table"]?.string.flatMap({
        SidecarReference(hash: $0, rows: Int(clamping: rows))
      })
    {
      self = .sidecar(reference)
    } else if let table = json["table"].flatMap(Self.table) {
      self = .table(table)
    } else if let message = json["message"], let sentence = Self.sentence(message),
      let severity = message["severity"]?.string.flatMap(RecordedMessage.Severity.init)
    {
      self = .message(RecordedMessage(severity, sentence))
    } else if let error = json["error"].flatMap(Self.error) {
      self = .error(error)
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
    let columns = table.columns.map { column in
      "[\(quoted(column.name)),\(quoted(column.kind))\(column.isVolatile ? ",\"volatile\"" : "")"
        + "\(column.isKey ? ",\"key\"" : "")\(column.isWhole ? ",\"whole\"" : "")]"
    }
    let isDrawn = table.isDrawn ? "" : ",\"drawn\":false"
    let rows = table.rows.map { "[\($0.map(json).joined(separator: ","))]" }
    let count = table.rowCount > table.rows.count ? ",\"count\":\(table.rowCount)" : ""
    return "{\(title)\"columns\":[\(columns.joined(separator: ","))],"
      + "\"rows\":[\(rows.joined(separator: ","))]\(count)\(isDrawn)}"
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
      guard let parts = column.elements, parts.count >= 2, let name = parts[0].string,
        let kind = parts[1].string
      else { return nil }
      let words = parts.dropFirst(2).map(\.string)
      guard words.allSatisfy({ ["volatile", "key", "whole"].contains($0) }) else { return nil }
      return RecordedTable.Column(
        name, kind: kind, isVolatile: words.contains("volatile"), isKey: words.contains("key"),
        isWhole: words.contains("whole"))
    }
    let read = rows.compactMap { row -> [RecordedValue]? in
      guard let cells = row.elements, cells.count == named.count else { return nil }
      let values = cells.compactMap(value)
      return values.count == cells.count ? values : nil
    }
    guard named.count == columns.count, read.count == rows.count else { return nil }
    var table = RecordedTable(
      title: json["title"]?.string ?? "", columns: named, rows: read,
      rowCount: json["count"]?.wholeNumber.flatMap { Int(exactly: $0) })
    table.isDrawn = json["drawn"]?.truth ?? true
    return table
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
    case .boolean, .array, .digits: return nil
    }
  }

  // MARK: Sentences

  private static func json(_ sentence: Sentence) -> String {
    "[\(sentence.parts.map(json).joined(separator: ","))]"
  }

  private static func json(_ part: Sentence.Part) -> String {
    switch part {
    case .words(let words): quoted(words)
    case .value(let value, let shown):
      "[\(json(RecordedValue(value)))\(shown.map { ",\(quoted($0))" } ?? "")]"
    case .volatile: "{\"volatile\":true}"
    }
  }

  private static func sentence(_ json: JSONValue) -> Sentence? {
    guard let parts = json["parts"]?.elements else {
      return json["text"]?.string.map(Sentence.init(value:))
    }
    let read = parts.compactMap(part)
    return read.count == parts.count ? Sentence(read) : nil
  }

  private static func part(_ json: JSONValue) -> Sentence.Part? {
    switch json {
    case .string(let words): return .words(words)
    case .object: return json["volatile"]?.truth == true ? .volatile(Sentence.unrecorded) : nil
    case .array(let pair):
      guard let first = pair.first, let value = value(first).flatMap(SentenceValue.init),
        pair.count <= 2, pair.count == 1 || pair[1].string != nil
      else { return nil }
      return .value(value, shown: pair.count == 2 ? pair[1].string : nil)
    case .null, .boolean, .integer, .real, .digits: return nil
    }
  }

  static func json(_ error: RecordedError) -> String {
    var members = ["\"code\":\(quoted(error.code))", "\"parts\":\(json(error.sentence))"]
    if let sqlite = error.sqlite { members.append("\"sqlite\":\(sqlite)") }
    if let object = error.object { members.append("\"object\":\(quoted(object))") }
    return "{\(members.joined(separator: ","))}"
  }

  static func error(_ json: JSONValue) -> RecordedError? {
    guard let code = json["code"]?.string, let sentence = sentence(json) else { return nil }
    return RecordedError(
      code: code, sentence, sqlite: json["sqlite"]?.wholeNumber.flatMap { Int32(exactly: $0) },
      object: json["object"]?.string)
  }

  // MARK: Texts

  static func quoted(_ text: String) -> String { jsonEscaped(JSONText.quoted(text)) }
}

extension RecordedValue {
  fileprivate init(_ value: SentenceValue) {
    switch value {
    case .integer(let integer): self = .integer(integer)
    case .real(let real): self = .real(real)
    case .text(let text): self = .text(text)
    }
  }
}

extension SentenceValue {
  /// The value, or nil for one that no sentence holds.
  fileprivate init?(_ value: RecordedValue) {
    switch value {
    case .integer(let integer): self = .integer(integer)
    case .real(let real): self = .real(real)
    case .text(let text): self = .text(text)
    case .null, .bytes: return nil
    }
  }
}
