import CommandLanguage
import Plotting
import SessionRecord
import Store
import Tabular
import TerminalText

/// Writes what a statement gave as one JSON document on one line.
///
///     {"statement":"tables","ok":true,"messages":[],"columns":[…],"rows":[{"name":"october",…}]}
struct JSONDocumentWriter {
  let database: NotebookDatabase

  /// The document of an evaluation; none for a statement that gives and says nothing.
  func lines(of evaluation: Evaluation, _ source: SourceText) throws -> [String] {
    if let failure = evaluation.failure {
      return [Self.document(of: evaluation.canonical, failure, source)]
    }
    guard let outcome = evaluation.outcome else { return [] }
    var document = "{\"statement\":\(JSONText.quoted(evaluation.canonical)),\"ok\":true"
    document += ",\"messages\":[\(messages(of: outcome).joined(separator: ","))]"
    document += ",\"warnings\":[\(warnings(of: outcome).joined(separator: ","))]"
    if let result = outcome.result {
      document += try "," + table(result)
    } else if !outcome.facts.isEmpty {
      document += ",\"facts\":\(Self.facts(outcome.facts))"
    }
    let further = try outcome.blocks.compactMap { block -> String? in
      guard case .table(let heading, let table) = block else { return nil }
      return try "{\"title\":\(JSONText.quoted(heading)),\(self.table(table))}"
    }
    if !further.isEmpty { document += ",\"tables\":[\(further.joined(separator: ","))]" }
    let plots = outcome.blocks.compactMap { block -> String? in
      if case .plot(let plot) = block { plot.json } else { nil }
    }
    if !plots.isEmpty { document += ",\"plots\":[\(plots.joined(separator: ","))]" }
    return [document + "}"]
  }

  /// What records keep of a statement without a table, such as the hash of a file that it wrote.
  private static func facts(_ facts: FactSet) -> String {
    let members = facts.facts.map { "\(JSONText.quoted($0.key)):\(json($0.value))" }
    return "{\(members.joined(separator: ","))}"
  }

  private static func json(_ value: FactValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .real(let value, _), .atMost(let value), .atLeast(let value): RoundTripNumber.json(value)
    case .text(let text): JSONText.quoted(text)
    case .hash(let hash): JSONText.quoted(hash.description)
    case .list(let texts): "[\(texts.map(JSONText.quoted).joined(separator: ","))]"
    case .columns(let columns):
      "[\(columns.map { column($0.name, $0.type) }.joined(separator: ","))]"
    }
  }

  private static func column(_ name: String, _ kind: String, isVolatile: Bool = false) -> String {
    "{\"name\":\(JSONText.quoted(name)),\"kind\":\(JSONText.quoted(kind))"
      + (isVolatile ? ",\"volatile\":true}" : "}")
  }

  private func messages(of outcome: Outcome) -> [String] {
    outcome.blocks.flatMap { block -> [String] in
      switch block {
      case .talk(let sentence): [JSONText.quoted(sentence.text)]
      case .lines(let lines): lines.map(JSONText.quoted)
      case .warning, .result, .table, .plot: []
      }
    }
  }

  private func warnings(of outcome: Outcome) -> [String] {
    outcome.blocks.compactMap { block in
      if case .warning(let sentence) = block { JSONText.quoted(sentence.text) } else { nil }
    }
  }

  /// The document of a statement that failed.
  static func document(of statement: String, _ failure: Diagnostic, _ source: SourceText)
    -> String
  {
    "{\"statement\":\(JSONText.quoted(statement)),\"ok\":false,"
      + "\"error\":\(error(failure, source))}"
  }

  private static func error(_ failure: Diagnostic, _ source: SourceText) -> String {
    let (line, column) = source.position(of: failure.span.start)
    var fields = [
      "\"code\":\(JSONText.quoted(failure.code.rawValue))",
      "\"message\":\(JSONText.quoted(failure.headline))",
    ]
    if let name = source.name { fields.append("\"file\":\(JSONText.quoted(name))") }
    fields += ["\"line\":\(line)", "\"column\":\(column)"]
    if let expected = failure.expected {
      fields.append("\"expected\":\(JSONText.quoted(expected))")
    }
    if let remedy = failure.remedy { fields.append("\"remedy\":\(JSONText.quoted(remedy))") }
    return "{\(fields.joined(separator: ","))}"
  }

  private func table(_ table: ResultTable) throws -> String {
    let columns = table.columns.map {
      Self.column($0.name, $0.kind.rawValue, isVolatile: $0.nature == .volatile)
    }
    let names = table.columns.map { JSONText.quoted($0.name) }
    var rows: [String] = []
    try table.forEachRow(in: database) { row in
      let members = zip(names, row).map { "\($0):\($1.json)" }
      rows.append("{\(members.joined(separator: ","))}")
    }
    return "\"columns\":[\(columns.joined(separator: ","))],"
      + "\"rows\":[\(rows.joined(separator: ","))]"
  }
}
