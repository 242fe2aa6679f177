import Foundation
import SessionRecord
import TerminalText
import Testing

@testable import Documents

/// Every cell of every recorded table is in every document, or counted there as left out.
@Suite("Cells of documents")
struct CellTests {
  private static let pieces = [
    "|", "\\", "`", "``", "*", "_", "<script>alert(1)</script>", "</td>", "&amp;", "&", "\u{202E}",
    "\u{200F}", "\n", "\r\n", "\t", "é", "e\u{301}", "\u{301}", "NULL", "'", "\"", "$x$", "東京", " ",
    "  ", "word", "~~", "[a](b)", "{{a.b}}", "-->", "\u{1B}[2J", "https://x.ch", "-", "#", "<br>",
    "a" + String(repeating: "\u{302}", count: 40), "👩\u{200D}⚕\u{FE0F}", "לילה", "no rows", "12",
  ]

  private static func text(_ draws: inout Draws) -> String {
    if draws.below(60) == 0 { return String(repeating: draws.pick(pieces) + "xy ", count: 6_000) }
    return (0..<draws.below(12)).map { _ in draws.pick(pieces) }.joined()
  }

  private static func table(_ draws: inout Draws) -> RecordedTable {
    let kinds = (0...draws.below(9)).map { _ in draws.pick(["text", "integer", "real"]) }
    let rows = (0..<draws.below(7)).map { _ in
      kinds.map { kind -> RecordedValue in
        switch (draws.below(5), kind) {
        case (0, _): .null
        case (1, "text"): .text(draws.pick(["NULL", "'NULL'", "", "a"]))
        case (_, "integer"): .integer(Int64(bitPattern: draws.next()) >> Int64(draws.below(60)))
        case (_, "real"): .real(Double(draws.below(1_000_000)) / 8)
        default: .text(text(&draws))
        }
      }
    }
    return RecordedTable(
      title: draws.below(2) == 0 ? "" : text(&draws),
      columns: kinds.map { .init(text(&draws), kind: $0) }, rows: rows,
      rowCount: rows.count + (draws.below(3) == 0 ? draws.below(5_000) : 0))
  }

  /// What a reader sees of a value; nil for NULL.
  private static func shown(_ value: RecordedValue) -> String? {
    switch value {
    case .null: nil
    case .integer(let integer): String(integer)
    case .real(let real): NumberText.display(real)
    case .text(let text): ScreenText(text).text
    case .bytes(let count): "\(count) bytes"
    }
  }

  @Test(
    "are all there in HTML, a notebook and Markdown, and rows left out are counted",
    arguments: 0..<40)
  func cells(seed: UInt64) throws {
    var draws = Draws(seed: seed)
    let tables = (0...draws.below(3)).map { _ in Self.table(&draws) }
    let file = SessionFile(
      entries: tables.map { SessionEntry("select 1;", blocks: [.table($0)]) })
    let document = DocumentMaker().document(
      of: file, named: "x", provenance: Provenance(date: "d"))
    let expected = tables.map { $0.rows.map { $0.map(Self.shown) } }
    let names = tables.map { $0.columns.map { ScreenLine($0.name).text } }
    let html = HTMLDocument(document).text
    #expect(try HTMLCheck.isBalanced(html))
    #expect(Self.htmlTables(html).map(\.rows) == expected, "seed \(seed)")
    #expect(Self.htmlTables(html).map(\.names) == names, "seed \(seed)")
    let notebook = try Self.notebookTables(JupyterDocument(document).text)
    #expect(notebook.map(\.rows) == expected, "seed \(seed)")
    let markdown = Self.markdownTables(MarkdownDocument(document).text)
    #expect(markdown.map(\.rows) == expected, "seed \(seed)")
    #expect(markdown.map(\.names) == names, "seed \(seed)")
    for format in DocumentFormat.allCases {
      let text = format.text(of: document)
      for table in tables where table.rowCount > table.rows.count {
        let count = NumberText.grouped(table.rowCount)
        #expect(
          text.contains("first \(table.rows.count) of \(count) row"), "\(format) seed \(seed)")
      }
    }
  }

  @Test(
    "are all there in text of any width, in their columns, and no line is wider",
    arguments: 0..<40)
  func textCells(seed: UInt64) {
    var draws = Draws(seed: seed &+ 1_000)
    let recorded = Self.table(&draws)
    let width = 40 + draws.below(120)
    let table = DocumentTable(recorded) { $0 }
    let lines = TextGrid(table, width: width).lines.map(\.text)
    for line in lines { #expect(displayWidth(of: line) <= width, "seed \(seed)") }
    let expected = recorded.columns.indices.map { place in
      recorded.rows.map { row in
        guard let text = Self.shown(row[place]) else { return "NULL" }
        return text.split(separator: "'").joined() == "NULL" ? "'\(text)'" : text
      }.joined().unicodeScalars.filter { $0 != " " && $0 != "\n" }.map(String.init).joined()
    }
    #expect(Self.columns(of: lines) == expected, "seed \(seed), width \(width)")
  }

  @Test("NULL is told from the text NULL in every format")
  func null() {
    let table = RecordedTable(
      columns: [.init("a", kind: "text")], rows: [[.null], [.text("NULL")]])
    let file = SessionFile(entries: [SessionEntry("select 1;", blocks: [.table(table)])])
    let document = DocumentMaker().document(
      of: file, named: "x", provenance: Provenance(date: "d"))
    #expect(DocumentFormat.text.text(of: document).contains("\nNULL\n'NULL'\n"))
    #expect(DocumentFormat.markdown.text(of: document).contains("\n| *NULL* |\n| NULL |\n"))
    #expect(DocumentFormat.html.text(of: document).contains("<em class=\"null\">NULL</em>"))
  }

  // MARK: Reading documents

  private struct Read: Equatable {
    var names: [String]
    var rows: [[String?]]
  }

  private static func htmlTables(_ html: String) -> [Read] {
    between(html, "<table>", "</table>").map { table in
      let rows = between(table, "<tr>", "</tr>").map { row -> [String?] in
        row.replacing("</th>", with: "</td>").split(separator: "</td>").map { cell in
          let text = String(cell.unicodeScalars.drop { $0 != ">" }.dropFirst())
          return text == "<em class=\"null\">NULL</em>" ? nil : unescaped(text)
        }
      }
      return Read(names: rows.first?.compactMap(\.self) ?? [], rows: Array(rows.dropFirst()))
    }
  }

  private static func unescaped(_ html: String) -> String {
    var text = html
    for (mark, letter) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#36;", "$"),
      ("&#92;", "\\"), ("&amp;", "&"),
    ] {
      text = text.replacingOccurrences(of: mark, with: letter, options: .literal)
    }
    return text
  }

  private static func between(_ text: String, _ start: String, _ end: String) -> [String] {
    text.components(separatedBy: start).dropFirst().map { $0.components(separatedBy: end)[0] }
  }

  private static func notebookTables(_ text: String) throws -> [Read] {
    let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let cells = root?["cells"] as? [[String: Any]] ?? []
    return cells.flatMap { cell -> [Read] in
      (cell["outputs"] as? [[String: Any]] ?? []).flatMap { output -> [Read] in
        let lines = (output["data"] as? [String: Any])?["text/html"] as? [String] ?? []
        return htmlTables(lines.joined())
      }
    }
  }

  /// Tables of Markdown, read scalar by scalar as GitHub does.
  private static func markdownTables(_ text: String) -> [Read] {
    var tables: [[[String?]]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.utf8.starts(with: "| ".utf8) {
        tables[tables.count - 1].append(markdownRow(line))
      } else if tables.last?.isEmpty == false {
        tables.append([])
      }
    }
    return tables.filter { !$0.isEmpty }.map {
      Read(names: $0[0].compactMap(\.self), rows: Array($0.dropFirst(2)))
    }
  }

  private static func markdownRow(_ line: String) -> [String?] {
    var cells: [String] = []
    var cell = String.UnicodeScalarView()
    var isEscaped = false
    // A letter of private use stands for markup, so that it is told from the same letters escaped.
    for scalar in line.replacingOccurrences(of: "*NULL*", with: "\u{E000}", options: .literal)
      .replacingOccurrences(of: "<br>", with: "\u{E001}", options: .literal).unicodeScalars
    {
      if isEscaped {
        cell.append(scalar == "\u{E001}" ? "<" : scalar)
        if scalar == "\u{E001}" { cell.append(contentsOf: "br>".unicodeScalars) }
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "|" {
        cells.append(String(cell))
        cell = .init()
      } else {
        cell.append(scalar)
      }
    }
    return cells.dropFirst().map { text -> String? in
      var scalars = text.unicodeScalars
      scalars.removeFirst()
      scalars.removeLast()
      let plain = String(scalars)
      if plain == "\u{E000}" { return nil }
      return plain.replacingOccurrences(of: "\u{E001}", with: "\n", options: .literal)
        .replacingOccurrences(of: "&amp;", with: "&", options: .literal)
    }
  }

  /// The letters of each column without blanks, from the lines of a table of text.
  private static func columns(of lines: [String]) -> [String] {
    var columns: [String] = []
    let rules = lines.indices.filter { place in
      lines[place].contains("─") && lines[place].allSatisfy { "─ ".contains($0) }
    }
    for (number, rule) in rules.enumerated() {
      let end =
        number + 1 < rules.count
        ? lines[..<rules[number + 1]].lastIndex { $0.wholeMatch(of: /columns? \d+.*:/) != nil }
        : nil
      var group = letters(of: Array(lines[(rule + 1)..<(end ?? lines.count)]), under: lines[rule])
      if number > 0 {
        #expect(group.first == columns.first, "the first column leads each group")
        group.removeFirst()
      }
      columns += group
    }
    return columns
  }

  private static func letters(of lines: [String], under rule: String) -> [String] {
    var ends: [Int] = []
    for run in rule.split(separator: "  ") {
      ends.append((ends.last.map { $0 + 2 } ?? 0) + run.count)
    }
    var columns = ends.map { _ in String.UnicodeScalarView() }
    for line in lines {
      var offset = 0
      for character in line {
        let letters = character.unicodeScalars.filter { $0 != " " }
        // A mark without a letter of its own stands on the blank before it.
        let place = character.unicodeScalars.first == " " ? offset + 1 : offset
        if !letters.isEmpty, let column = ends.firstIndex(where: { place < $0 }) {
          columns[column].append(contentsOf: letters)
        }
        offset += displayWidth(of: character)
      }
    }
    return columns.map { String($0) }
  }
}
