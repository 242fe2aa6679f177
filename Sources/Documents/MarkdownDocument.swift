import SessionRecord
import TerminalText

/// Writes a document as Markdown: notes as they are, tables as tables, plots as text.
struct MarkdownDocument {
  private let document: Document

  init(_ document: Document) { self.document = document }

  var text: String {
    let title = "# " + Self.escaped(document.title)
    let parts = document.parts.flatMap(blocks)
    return ([title] + parts + footer).joined(separator: "\n\n") + "\n"
  }

  private func blocks(of part: Document.Part) -> [String] {
    switch part {
    case .note(let note): return [Self.withoutHTML(note)]
    case .statement(let statement):
      let code = Self.fenced(statement.source, language: statement.isSQL ? "sql" : "carnet")
      return [code] + statement.outputs.flatMap(blocks)
        + (statement.error.map { ["> **expected error** " + Self.escaped($0.description)] } ?? [])
    }
  }

  private func blocks(of output: StatementOutput) -> [String] {
    switch output {
    case .lines(let lines): return [Self.fenced(lines.joined(separator: "\n"), language: "text")]
    case .plot(let plot):
      return plot.lines.isEmpty
        ? [] : [Self.fenced(plot.lines.joined(separator: "\n"), language: "text")]
    case .table(let table):
      let heading = table.heading.map { ["**\(Self.escaped($0))**"] } ?? []
      let rows = table.textTable.markdownLines().joined(separator: "\n")
      let remarks = table.remarks.map { "*\(Self.escaped($0))*" }.joined(separator: "  \n")
      return heading + [rows] + (remarks.isEmpty ? [] : [remarks])
    }
  }

  private var footer: [String] {
    let lines = document.provenance.lines.map {
      "- \($0.label): \(Self.escaped($0.value))"
    }
    return ["---", "## Provenance", lines.joined(separator: "\n")]
  }

  /// Code in a fence that is longer than any in it.
  static func fenced(_ code: String, language: String) -> String {
    let longest = code.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\(language)\n\(code)\n\(fence)"
  }

  /// A text that Markdown shows letter by letter on one line.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "#":
        escaped += "\\" + String(character)
      case "&": escaped += "&amp;"
      case _ where character.isNewline: escaped += " "
      default: escaped.append(character)
      }
    }
    return escaped
  }

  /// A note's Markdown in which nothing is HTML: a `<` that could open an element is a reference.
  ///
  /// Fenced code is left as it is.
  static func withoutHTML(_ note: String) -> String {
    var fence: MarkdownFence?
    let lines = note.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.map { line -> String in
      let line = String(line)
      if let open = fence {
        if open.isClosed(by: line) { fence = nil }
        return line
      }
      fence = MarkdownFence(line)
      return fence == nil ? withoutElements(line) : line
    }.joined(separator: "\n")
  }

  private static func withoutElements(_ line: String) -> String {
    line.replacing(/<(?!https?:\/\/)(?=[A-Za-z\/!?])/, with: "&lt;")
  }
}
