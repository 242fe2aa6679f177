import SessionRecord
import TerminalText

/// Writes a document as plain text, 80 columns wide where its parts allow.
struct TextDocument {
  private let document: Document

  private static let width = 80

  init(_ document: Document) { self.document = document }

  var text: String {
    let rule = String(repeating: "═", count: min(Self.width, displayWidth(of: document.title)))
    let parts = document.parts.map { lines(of: $0).joined(separator: "\n") }
    let head = document.title + "\n" + rule
    return ([head] + parts + [footer]).joined(separator: "\n\n") + "\n"
  }

  private func lines(of part: Document.Part) -> [String] {
    switch part {
    case .note(let note): return Self.prose(note)
    case .statement(let statement):
      let source = statement.source.split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      let code = source.enumerated().map { ($0 == 0 ? "carnet> " : "   ...> ") + $1 }
      return code + statement.outputs.flatMap(lines)
        + (statement.error.map { ["expected error \($0)"] } ?? [])
    }
  }

  private func lines(of output: StatementOutput) -> [String] {
    switch output {
    case .lines(let lines): return lines
    case .plot(let plot): return plot.lines
    case .table(let table):
      let heading = table.heading.map { ["", $0] } ?? []
      return heading + table.lines
    }
  }

  /// A note's lines; its paragraphs are wrapped, its code is not.
  private static func prose(_ note: String) -> [String] {
    var isFenced = false
    let lines = note.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.flatMap { line -> [String] in
      let text = line.drop { $0 == " " }
      if text.hasPrefix("```") || text.hasPrefix("~~~") { isFenced.toggle() }
      if isFenced || displayWidth(of: String(line)) <= width { return [visible(String(line))] }
      return wrapped(visible(String(line)), to: width)
    }
  }

  private var footer: String {
    let lines = document.provenance.lines
    let width = lines.map(\.label.count).max() ?? 0
    return
      (["Provenance", "──────────"]
      + lines.map { padded($0.label, to: width) + "  " + $0.value }).joined(separator: "\n")
  }
}
