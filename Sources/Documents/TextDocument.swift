import SessionRecord
import TerminalText

/// Writes a document as plain text, 80 columns wide where its parts allow.
struct TextDocument {
  private let document: Document

  private static let width = 80

  init(_ document: Document) { self.document = document }

  var text: String {
    let rule = String(repeating: "═", count: min(Self.width, displayWidth(of: document.title.text)))
    let parts = document.parts.map { ScreenText(lines: lines(of: $0)).text }
    let head = document.title.text + "\n" + rule
    return ([head] + parts + [footer]).joined(separator: "\n\n") + "\n"
  }

  private func lines(of part: Document.Part) -> [ScreenLine] {
    switch part {
    case .note(let note): return Self.prose(note)
    case .statement(let statement):
      let code = statement.source.lines.enumerated().map { index, line in
        (index == 0 ? "carnet> " : "   ...> ") + line
      }
      return code + statement.outputs.flatMap(lines)
        + (statement.error.map { ["expected error " + $0.line] } ?? [])
    }
  }

  private func lines(of output: StatementOutput) -> [ScreenLine] {
    switch output {
    case .lines(let lines): return lines
    case .plot(let plot): return plot.lines
    case .message(let message):
      let text = (message.isWarning ? "! " : "· ") + message.text.text
      return wrapped(text, to: Self.width, indent: 2).map { ScreenLine($0) }
    case .table(let table):
      return (table.title.map { [.empty, $0] } ?? []) + table.lines(width: Self.width)
    }
  }

  /// A note's lines; its paragraphs are wrapped, its code is not.
  private static func prose(_ note: ScreenText) -> [ScreenLine] {
    var isFenced = false
    return note.lines.flatMap { line -> [ScreenLine] in
      let text = line.text.drop { $0 == " " }
      if text.hasPrefix("```") || text.hasPrefix("~~~") { isFenced.toggle() }
      if isFenced || displayWidth(of: line.text) <= width { return [line] }
      return wrapped(line.text, to: width).map { ScreenLine($0) }
    }
  }

  private var footer: String {
    let lines = document.provenance.lines
    let width = lines.map(\.label.count).max() ?? 0
    return
      (["Provenance", "──────────"]
      + lines.map { padded($0.label, to: width) + "  " + $0.value.text }).joined(separator: "\n")
  }
}
