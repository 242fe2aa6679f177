import CommandLanguage
import Foundation
import TerminalText

@testable import Notebook

/// The document that `--format json` writes of a statement, held against what docs/scripting.md says.
struct JSONDocument {
  /// What is not as the page says; empty where all is.
  private(set) var faults: [String] = []
  let isOK: Bool

  /// Reads one line of output.
  init(_ line: String) {
    let value = try? JSONSerialization.jsonObject(with: Data(line.utf8))
    guard let document = value as? [String: Any], !line.contains("\n") else {
      isOK = false
      faults = ["no JSON object on one line: \(line.prefix(80))"]
      return
    }
    isOK = document["ok"] as? Bool ?? false
    if document["ok"] as? Bool == nil { faults.append("ok is no truth value") }
    if document["statement"] as? String == nil { faults.append("statement is no text") }
    if isOK { checkResult(document) } else { checkError(document) }
  }

  private mutating func checkResult(_ document: [String: Any]) {
    requireKeys(
      document,
      ["statement", "ok", "messages", "warnings", "columns", "rows", "tables", "plots", "facts"],
      needed: ["messages", "warnings"])
    for name in ["messages", "warnings"] where document[name] as? [String] == nil {
      faults.append("\(name) is no list of texts")
    }
    if let facts = document["facts"], !(facts is [String: Any]) || document["rows"] != nil {
      faults.append("facts is no object, or stands beside a result")
    }
    guard (document["columns"] == nil) == (document["rows"] == nil) else {
      return faults.append("columns and rows belong together")
    }
    if document["rows"] != nil { checkTable(document) }
    if let plots = document["plots"] {
      let isKept = (plots as? [[String: Any]])?.allSatisfy {
        $0["spec"] is [String: Any] && $0["data"] is [String: Any]
      }
      if isKept != true { faults.append("plots is no list of data with their specs") }
    }
    guard let tables = document["tables"] else { return }
    guard let tables = tables as? [[String: Any]], !tables.isEmpty else {
      return faults.append("tables is no list of tables")
    }
    for table in tables {
      requireKeys(
        table, ["title", "columns", "rows"], needed: ["title", "columns", "rows"])
      if table["title"] as? String == nil { faults.append("a title is no text") }
      checkTable(table)
    }
  }

  private mutating func checkTable(_ table: [String: Any]) {
    guard let columns = table["columns"] as? [[String: Any]],
      let rows = table["rows"] as? [[String: Any]]
    else { return faults.append("columns or rows are of another kind") }
    let kinds: Set = ["null", "integer", "real", "text", "blob", "mixed"]
    for column in columns {
      let isVolatile = column["volatile"] as? Bool ?? false
      if !kinds.contains(column["kind"] as? String ?? "") || column.count != (isVolatile ? 3 : 2) {
        faults.append("the column \(column) is not a name and a kind")
      }
    }
    let names = Set(columns.compactMap { $0["name"] as? String })
    for row in rows where Set(row.keys) != names {
      faults.append("the row \(row) has not the columns \(names.sorted())")
    }
  }

  private mutating func checkError(_ document: [String: Any]) {
    requireKeys(document, ["statement", "ok", "error"], needed: ["error"])
    guard let error = document["error"] as? [String: Any] else {
      return faults.append("error is no object")
    }
    requireKeys(
      error, ["code", "message", "file", "line", "column", "expected", "remedy"],
      needed: ["code", "message", "line", "column"])
    for name in ["line", "column"] where (error[name] as? Int ?? 0) < 1 {
      faults.append("\(name) does not count from 1")
    }
  }

  private mutating func requireKeys(
    _ object: [String: Any], _ known: Set<String>, needed: Set<String>
  ) {
    let unknown = Set(object.keys).subtracting(known)
    if !unknown.isEmpty { faults.append("unknown members \(unknown.sorted())") }
    let missing = needed.subtracting(object.keys)
    if !missing.isEmpty { faults.append("no members \(missing.sorted())") }
  }
}

extension NotebookTranscript {
  /// Runs statements and gives the documents that they write, with all else that was written.
  func documents(of text: String) throws -> [JSONDocument] {
    var lines: [String] = []
    let source = SourceText(text)
    let printer = StatementPrinter(
      format: .json, rowLimit: nil, canvas: .record, errorCanvas: .record,
      output: { _ in }, data: { lines.append($0) }, talk: { _ in })
    for result in session.parser(.script).statements(of: source) {
      try printer.print(session.evaluate(result, in: source), of: source, in: session)
    }
    return lines.map(JSONDocument.init)
  }
}
