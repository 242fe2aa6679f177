import SessionRecord
import Tabular
import TerminalText

/// Writes a document as a Jupyter notebook, nbformat 4.5.
///
/// Source: "The Notebook file format", nbformat 5.10 documentation, and its schema
/// `nbformat.v4.5.schema.json`. A cell's id is made of its content, so that the same session gives
/// the same file.
struct JupyterDocument {
  private let document: Document
  private let plots: PlotDrawing

  init(_ document: Document, plots: PlotDrawing = .none) {
    self.document = document
    self.plots = plots
  }

  var text: String {
    var ids: [String: Int] = [:]
    let all =
      [markdown("# " + MarkdownDocument.escaped(document.title))]
      + zip(document.parts, document.notes).map(cell) + [markdown(footer)]
    let cells = all.map { members in
      var members = members
      let hash = ContentHash.sha256(of: Self.text(.object(members)))
      let id = String(hash.digits.prefix(16))
      // Two cells of the same content are told apart by their order.
      ids[id, default: 0] += 1
      let number = ids[id, default: 1]
      members.insert(("id", .string(number == 1 ? id : "\(id)-\(number)")), at: 1)
      return JSONValue.object(members)
    }
    return Self.text(
      .object([
        ("cells", .array(cells)), ("metadata", metadata), ("nbformat", .integer(4)),
        ("nbformat_minor", .integer(5)),
      ])) + "\n"
  }

  /// The value in lines, one blank deeper a level, as Jupyter writes its files.
  private static func text(_ value: JSONValue) -> String {
    LaidOutJSON.text(of: value, openLevels: .max, step: " ")
  }

  private typealias Members = [(key: String, value: JSONValue)]

  private var metadata: JSONValue {
    .object([
      (
        "kernelspec",
        .object([("display_name", .string("Carnet")), ("name", .string("carnet"))])
      ),
      (
        "language_info",
        .object([
          ("file_extension", .string(".carnet")), ("name", .string("carnet")),
          ("version", .string(ScreenLine(document.provenance.carnet ?? "").text)),
        ])
      ),
      ("title", .string(document.title.text)),
    ])
  }

  // MARK: Cells

  private func cell(of part: Document.Part, _ note: MarkdownText?) -> Members {
    switch part {
    case .note(let part):
      markdown(
        [
          note.map { MarkdownWriter.text(of: $0) },
          part.verdict?.remark.map { "> " + MarkdownDocument.escaped($0.text) },
        ].compactMap(\.self).joined(separator: "\n\n"))
    case .statement(let statement): code(statement)
    }
  }

  private func markdown(_ text: String) -> Members {
    [
      ("cell_type", .string("markdown")), ("metadata", .object([])), ("source", Self.lines(text)),
    ]
  }

  private func code(_ statement: StatementPart) -> Members {
    var outputs = statement.outputs.map(output)
    if let error = statement.error {
      outputs.append(
        .object([
          ("ename", .string(error.code.text)), ("evalue", .string(error.message.text)),
          ("output_type", .string("error")), ("traceback", .array([])),
        ]))
    }
    if let remark = statement.verdict?.remark { outputs.append(output(.message(remark))) }
    return [
      ("cell_type", .string("code")), ("execution_count", .integer(Int64(statement.number))),
      ("metadata", .object([])), ("outputs", .array(outputs)),
      ("source", Self.lines(statement.source.text)),
    ]
  }

  /// A text as the list of its lines, each but the last with its line feed.
  private static func lines(_ text: String) -> JSONValue {
    let parts = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return .array(
      parts.enumerated().map { .string($1 + ($0 + 1 < parts.count ? "\n" : "")) })
  }

  // MARK: Outputs

  private func output(_ output: StatementOutput) -> JSONValue {
    switch output {
    case .lines(let lines): return Self.stream("stdout", ScreenText(lines: lines).text)
    case .picture(let lines):
      let remark = DocumentMessage.picture.text.text
      return Self.stream("stdout", ScreenText(lines: lines).text + "\n\n" + remark)
    case .plot(let plot):
      let svg =
        plots.svg(plot.json, "plot-\(plot.number)", .unknown).map {
          [("image/svg+xml", Self.lines($0))]
        }
        ?? []
      let text = ScreenText(lines: plot.lines).text
      return Self.display(svg + [("text/plain", Self.lines(text))])
    case .message(let message):
      let text = (message.isWarning ? "warning: " : "") + message.text
      return Self.stream("stderr", text.text)
    case .table(let table):
      let lines = (table.title.map { [$0] } ?? []) + table.lines(width: Self.width)
      return Self.display([
        ("text/html", Self.lines(HTMLTable(table, isInline: true).html)),
        ("text/plain", Self.lines(ScreenText(lines: lines).text)),
      ])
    }
  }

  private static func stream(_ name: String, _ text: String) -> JSONValue {
    .object([
      ("name", .string(name)), ("output_type", .string("stream")), ("text", lines(text + "\n")),
    ])
  }

  /// Columns of tables where a reader of notebooks shows no HTML.
  private static let width = 100

  private static func display(_ data: [(key: String, value: JSONValue)]) -> JSONValue {
    .object([
      ("data", .object(data)), ("metadata", .object([])), ("output_type", .string("display_data")),
    ])
  }

  private var footer: String {
    let lines = document.provenance.lines.map {
      "- \($0.label): \(MarkdownDocument.escaped($0.value))"
    }
    return "---\n\n## Provenance\n\n" + lines.joined(separator: "\n")
  }
}
