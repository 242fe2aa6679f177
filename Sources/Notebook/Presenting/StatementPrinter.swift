import CommandLanguage
import Store
import Tabular
import TerminalText

/// Writes what statements gave: results to standard output, talk to standard error.
public struct StatementPrinter {
  let format: OutputFormat
  /// The most rows of a table that are drawn; nil for all.
  let rowLimit: Int?
  let canvas: TextCanvas
  let errorCanvas: TextCanvas
  /// Whether talk is left out.
  let isQuiet: Bool
  /// Whether a person types: results then say how many rows they have and how to see the rest.
  let isInteractive: Bool
  /// Whether sentences are broken to the width between words; in a pipe each stays one line.
  let wrapsTalk: Bool
  let output: (ScreenLine) -> Void
  /// Takes lines for programs, which must come as they are.
  let data: (String) -> Void
  let talk: (ScreenLine) -> Void

  /// Makes a printer; `output`, `data` and `talk` are given whole lines without their line feeds.
  public init(
    format: OutputFormat, rowLimit: Int?, canvas: TextCanvas, errorCanvas: TextCanvas,
    isQuiet: Bool = false, isInteractive: Bool = false, wrapsTalk: Bool = false,
    output: @escaping (ScreenLine) -> Void, data: @escaping (String) -> Void,
    talk: @escaping (ScreenLine) -> Void
  ) {
    self.format = format
    self.rowLimit = rowLimit
    self.canvas = canvas
    self.errorCanvas = errorCanvas
    self.isQuiet = isQuiet
    self.isInteractive = isInteractive
    self.wrapsTalk = wrapsTalk
    self.output = output
    self.data = data
    self.talk = talk
  }

  /// Writes what a statement gave.
  ///
  /// - Throws: `StoreError` where the rows cannot be read.
  /// - Complexity: O(rows written); memory does not grow with them in csv.
  public func print(
    _ evaluation: Evaluation, of source: SourceText, in session: NotebookSession
  ) throws {
    if format == .json {
      try JSONDocumentWriter(database: session.database).lines(of: evaluation, source).forEach(
        data)
    }
    if let failure = evaluation.failure {
      print(failure, of: source)
    } else if let outcome = evaluation.outcome {
      try print(outcome, in: session)
    }
    if session.display.showsTime, !isQuiet { say(Self.time(evaluation.seconds), as: .muted) }
  }

  /// Writes a mistake to standard error, with the place of it.
  public func print(_ failure: Diagnostic, of source: SourceText) {
    let width = errorCanvas.width
    for line in source.render(failure, width: width) {
      switch line {
      case .headline(let text):
        TextLayout.lines(of: text, on: errorCanvas, as: .bad).forEach(talk)
      case .words(let text):
        TextLayout.lines(of: text, on: errorCanvas, as: .plain).forEach(talk)
      case .excerpt(let text): talk(errorCanvas.line(text))
      }
    }
  }

  /// Writes what a step of a tour is about, and its statement, to standard error.
  func announce(_ step: GuidedStep) {
    guard !isQuiet else { return }
    talk("")
    say("\(step.number) of \(step.count): \(step.sentence)", as: .heading)
    let lines = ScreenLine.lines(of: step.statement, glyphs: errorCanvas.glyphs)
    for (index, line) in lines.enumerated() {
      talk((index == 0 ? InteractiveShell.prompt : InteractiveShell.continuation) + line)
    }
  }

  private func print(_ outcome: Outcome, in session: NotebookSession) throws {
    let presenter = OutcomePresenter(
      database: session.database, canvas: canvas, rowLimit: rowLimit,
      numbers: session.display.numbers, remarks: remarks)
    for block in outcome.blocks {
      switch block {
      case .talk(let sentence):
        if !isQuiet { say(sentence.text, as: .muted) }
      case .warning(let sentence): say(sentence.text, as: .warning)
      case .result: try printResult(outcome, presenter)
      case .table(let heading, let table): try printTable(heading, table, presenter)
      case .plot, .lines:
        guard format == .table || format == .markdown else { continue }
        let lines = try presenter.lines(of: block, in: outcome) ?? []
        let fence: [ScreenLine] = format == .markdown ? ["```"] : []
        (fence + lines + fence).forEach(output)
      }
    }
    let isDrawn = outcome.blocks.contains { if case .result = $0 { true } else { false } }
    // A plot's numbers are its result where no picture can stand.
    if format == .csv, !isDrawn { try printResult(outcome, presenter) }
  }

  /// Writes a sentence to standard error.
  private func say(_ sentence: String, as style: TextStyle) {
    let lines =
      wrapsTalk
      ? TextLayout.lines(of: sentence, on: errorCanvas, as: style)
      : [errorCanvas.line(sentence, as: style)]
    lines.forEach(talk)
  }

  private var remarks: TableRemarks {
    guard isInteractive else { return TableRemarks() }
    return TableRemarks(
      remedyForRows: "`show _ all`", remedyForColumns: "`show _ vertical`", countsRows: true)
  }

  /// Seconds as `timer` shows them: to the millisecond below ten, else to the tenth.
  private static func time(_ seconds: Double) -> String {
    NumberText.display(rounded(seconds, to: seconds < 10 ? 1_000 : 10)) + " s"
  }

  private func printResult(_ outcome: Outcome, _ presenter: OutcomePresenter) throws {
    guard let table = outcome.result else { return }
    switch format {
    case .table: try printRows(of: table, outcome, presenter)
    case .markdown: try presenter.markdown(table).forEach(output)
    case .csv: try printCSV(table, presenter.database)
    case .json: break
    }
  }

  /// Draws a result: the first rows of one that has a name, all rows of another.
  private func printRows(
    of table: ResultTable, _ outcome: Outcome, _ presenter: OutcomePresenter
  ) throws {
    guard rowLimit == nil, outcome.shape == .fitted else {
      return try presenter.result(table, as: outcome.shape).forEach(output)
    }
    if let name = outcome.keptName, table.rowCount > Self.rowsOfKept {
      var first = presenter
      first.rowLimit = Self.rowsOfKept
      first.remarks.remedyForRows = "`show \(NameRules.written(name))` shows all"
      return try first.result(table, as: outcome.shape).forEach(output)
    }
    if let relation = table.relation, table.rowCount >= StreamedTable.leastRows {
      return try StreamedTable(presenter: presenter, table: table, relation: relation)
        .write(output)
    }
    try presenter.result(table, as: outcome.shape).forEach(output)
  }

  /// The rows that are drawn of a result that can be shown again by its name.
  private static let rowsOfKept = 20

  private func printTable(
    _ heading: String, _ table: ResultTable, _ presenter: OutcomePresenter
  ) throws {
    switch format {
    case .table:
      if !heading.isEmpty {
        output(.empty)
        output(canvas.line(heading, as: .heading))
      }
      // Without a heading it shows the result itself, of which `_` has every column.
      try presenter.table(table, remarks: heading.isEmpty ? remarks : TableRemarks())
        .forEach(output)
    case .markdown:
      if !heading.isEmpty { [.empty, canvas.line(heading + ":"), .empty].forEach(output) }
      try presenter.markdown(table).forEach(output)
    case .csv, .json: break
    }
  }

  private func printCSV(_ table: ResultTable, _ database: NotebookDatabase) throws {
    var writer = CSVWriter()
    writer.write(table.columns.map(\.name))
    func flush() {
      var text = String(decoding: writer.takeBytes(), as: UTF8.self)
      if text.last == "\n" { text.removeLast() }
      data(text)
    }
    flush()
    try table.forEachRow(in: database) { row in
      writer.write(row.map(\.csvCell))
      flush()
    }
  }
}

extension ResultTable {
  /// Reads every row, in memory or from the database.
  func forEachRow(in database: NotebookDatabase, _ body: ([SQLValue]) throws -> Void) throws {
    if let relation {
      try database.forEachRow(of: relation, body)
    } else {
      try rows.forEach(body)
    }
  }
}
