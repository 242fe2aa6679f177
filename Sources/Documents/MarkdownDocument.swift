import TerminalText

/// Writes a document as Markdown: notes in what they may hold, tables as tables, plots as text.
struct MarkdownDocument {
  private let document: Document

  init(_ document: Document) { self.document = document }

  var text: String {
    let title = "# " + Self.escaped(document.title)
    let parts = zip(document.parts, document.notes).flatMap(blocks)
    return ([title] + parts + footer).joined(separator: "\n\n") + "\n"
  }

  private func blocks(of part: Document.Part, _ markdown: MarkdownText?) -> [String] {
    switch part {
    case .note(let note):
      return (markdown.map { [MarkdownWriter.text(of: $0)] } ?? []) + blocks(of: note.verdict)
    case .statement(let statement):
      let code = Self.fenced(statement.source, language: statement.isSQL ? "sql" : "carnet")
      return [code] + statement.outputs.flatMap(blocks)
        + (statement.error.map { ["> **expected error** " + Self.escaped($0.line)] } ?? [])
        + blocks(of: statement.verdict)
    }
  }

  private func blocks(of output: StatementOutput) -> [String] {
    switch output {
    case .lines(let lines): return [Self.fenced(ScreenText(lines: lines), language: "text")]
    case .picture(let lines):
      return [Self.fenced(ScreenText(lines: lines), language: "text")]
        + blocks(of: .message(.picture))
    case .plot(let plot):
      return plot.lines.isEmpty
        ? [] : [Self.fenced(ScreenText(lines: plot.lines), language: "text")]
    case .message(let message):
      let text = Self.escaped(message.text)
      return [
        "> "
          + (message.isWarning
            ? "**warning:** \(text)" : MarkdownWriter.withoutBlockMark(text[...]))
      ]
    case .table(let table):
      let title = table.title.map { ["**\(Self.escaped($0))**"] } ?? []
      let rows = table.markdownLines.map(\.text).joined(separator: "\n")
      return title + [rows] + (table.remark.map { ["*\(Self.escaped($0))*"] } ?? [])
    }
  }

  private func blocks(of verdict: DocumentVerdict?) -> [String] {
    verdict?.remark.map { blocks(of: .message($0)) } ?? []
  }

  private var footer: [String] {
    let lines = document.provenance.lines.map {
      "- \($0.label): \(Self.escaped($0.value))"
    }
    return ["---", "## Provenance", lines.joined(separator: "\n")]
  }

  /// Code in a fence that is longer than any in it.
  static func fenced(_ code: ScreenText, language: String) -> String {
    let code = code.text
    let longest = code.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\(language)\n\(code)\n\(fence)"
  }

  /// A text that Markdown shows letter by letter on one line.
  static func escaped(_ line: ScreenLine) -> String {
    var escaped = ""
    for character in line.text {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "#", "$":
        escaped += "\\" + String(character)
      case "&": escaped += "&amp;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
