import TerminalText

/// Writes a document as plain text: all but statements and pictures is laid out to a width.
struct TextDocument {
  private let document: Document
  private let width: Int

  init(_ document: Document, width: Int = DocumentFormat.defaultWidth) {
    self.document = document
    self.width = width
  }

  var text: String {
    let title = Self.wrapped(document.title.text, width)
    let widest = title.map { displayWidth(of: $0.text) }.max() ?? 0
    let head = title + [ScreenLine(String(repeating: "═", count: widest))]
    let parts = zip(document.parts, document.notes).map {
      ScreenText(lines: lines(of: $0, $1)).text
    }
    return ([ScreenText(lines: head).text] + parts + [footer]).joined(separator: "\n\n") + "\n"
  }

  private func lines(of part: Document.Part, _ markdown: MarkdownText?) -> [ScreenLine] {
    switch part {
    case .note(let note): return prose(note.text, markdown) + lines(of: note.verdict)
    case .statement(let statement):
      let code = statement.source.lines.enumerated().map { index, line in
        (index == 0 ? "carnet> " : "   ...> ") + line
      }
      let error = statement.error.map {
        Self.wrapped("expected error " + $0.line.text, width, indent: 2)
      }
      return code + statement.outputs.flatMap(lines) + (error ?? []) + lines(of: statement.verdict)
    }
  }

  private func lines(of output: StatementOutput) -> [ScreenLine] {
    switch output {
    case .lines(let lines): return lines
    case .picture(let lines): return lines + message(.picture)
    case .plot(let plot): return plot.lines
    case .message(let said): return message(said)
    case .table(let table):
      let title = table.title.map { [.empty] + Self.wrapped($0.text, width) } ?? []
      return title + table.lines(width: width)
    }
  }

  private func lines(of verdict: DocumentVerdict?) -> [ScreenLine] {
    verdict?.remark.map(message) ?? []
  }

  private func message(_ message: DocumentMessage) -> [ScreenLine] {
    Self.wrapped((message.isWarning ? "! " : "· ") + message.text.text, width, indent: 2)
  }

  /// A note's lines; its paragraphs are wrapped, its code is not.
  private func prose(_ note: ScreenText, _ markdown: MarkdownText?) -> [ScreenLine] {
    note.lines.enumerated().flatMap { index, line in
      markdown?.codeLines.contains(index) == true ? [line] : Self.wrapped(line.text, width)
    }
  }

  /// A line in as many as it needs; one that fits stays as it is.
  private static func wrapped(_ text: String, _ width: Int, indent: Int = 0) -> [ScreenLine] {
    guard displayWidth(of: text) > width else { return [ScreenLine(text)] }
    return TerminalText.wrapped(text, to: width, indent: indent).map { ScreenLine($0) }
  }

  /// Not wrapped: digests are copied whole.
  private var footer: String {
    let lines = document.provenance.lines
    let label = lines.map(\.label.count).max() ?? 0
    let head: [ScreenLine] = ["Provenance", "──────────"]
    let rows = lines.map { ScreenLine(padded($0.label, to: label) + "  ") + $0.value }
    return ScreenText(lines: head + rows).text
  }
}
