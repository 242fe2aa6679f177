import CommandLanguage
import TerminalText
import Testing

@testable import Notebook

@Suite("How results are shown")
struct DisplayTests {
  /// What a statement prints in a format, at a width.
  private func printed(
    _ statement: String, _ format: OutputFormat = .table, width: Int = 80,
    interactive: Bool = false,
    in notebook: NotebookHarness
  ) throws -> [String] {
    var lines: [String] = []
    let canvas = TextCanvas(width: width)
    let printer = StatementPrinter(
      format: format, rowLimit: 40, canvas: canvas, errorCanvas: canvas,
      isInteractive: interactive, output: { lines.append($0.text) },
      data: { lines.append($0) }, talk: { _ in })
    let source = SourceText(statement)
    for evaluation in notebook.run(statement) {
      try printer.print(evaluation, of: source, in: notebook.session)
    }
    return lines
  }

  @Test("Swiss numbers stand in tables alone, never in what programs read")
  func swissNumbers() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("set numbers swiss")
    let statement = "select 1234567 as n, 1234.5 as r;"
    #expect(try printed(statement, in: notebook).last == "1'234'567  1'234.5")
    for format in OutputFormat.allCases where format != .table {
      let text = try printed(statement, format, in: notebook).joined()
      #expect(text.contains("1234567") && text.contains("1234.5"), "\(format)")
    }
  }

  @Test("neither the session's script nor its pictures change with how results are shown")
  func recordsStayPlain() throws {
    let notebook = try NotebookHarness(folder: TemporaryDirectory().path)
    try notebook.record()
    try notebook.outcome("set numbers swiss")
    let outcome = try notebook.outcome("select 1234567 as n;")
    let lines = BlockPicture.lines(
      of: try OutcomePresenter.record(of: notebook.session).recordedBlocks(of: outcome))
    #expect(lines.last == "1234567")
    #expect(notebook.session.recorder?.recordedCount == 1)
  }

  @Test("at 60 columns a comparison keeps what it is read for, and names what it leaves out")
  func keepsMeasures() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("dispatch october on 2025-10-22 with greedy as g")
    let lines = try printed("compare recorded, g on october", width: 60, in: notebook)
    #expect(lines.contains { $0.contains("method") && $0.contains("km_above") })
    #expect(lines.contains { $0.contains("columns not shown: ") })
    #expect(lines.allSatisfy { displayWidth(of: $0) <= 60 })
  }

  @Test("dates stay whole and shown, however narrow the terminal")
  func keepsDates() throws {
    let notebook = try NotebookHarness.october()
    for width in [40, 60, 80, 120] {
      let lines = try printed("select * from days limit 3;", width: width, in: notebook)
      #expect(lines.count { $0.contains("2025-10-0") } == 3, "width \(width)")
    }
  }

  @Test("show all is as wide as its rows, show vertical names every column")
  func wholeResults() throws {
    let notebook = try NotebookHarness.october()
    let whole = try printed("show october all", width: 40, interactive: true, in: notebook)
    #expect(whole.count == 2 + 211 + 1)
    #expect(whole.last == "211 rows")
    #expect(whole[0].hasSuffix("leg  status"))
    let vertical = try printed("show october vertical limit 2", width: 40, in: notebook)
    #expect(vertical.count { $0.hasPrefix("dropoff_precision  ") } == 2)
    let fitted = try printed("show october", width: 40, interactive: true, in: notebook)
    #expect(fitted.contains { $0.contains("`show _ all`") })
  }

  @Test(
    "habits of other shells are translated, and nothing else is",
    arguments: [
      (".last", "show _ all"), (".tables;", "tables"), (".schema rides", "schema rides"),
      ("\\d october", "schema october"), ("\\q", "quit"), (".timer off", "set timer off"),
      ("exit;", "quit"), ("select .5;", nil), (".nonsense", nil), ("exit = tables", nil), ("", nil),
    ] as [(String, String?)])
  func habits(typed: String, meant: String?) {
    #expect(ForeignHabit.translated(typed) == meant)
  }

  @Test("what no help is on leads to the nearest three, or to what speaks of it")
  func unknownTopics() throws {
    let notebook = try NotebookHarness()
    #expect(notebook.failure("help trian")?.remedy == "did you mean train?")
    #expect(notebook.failure("help fairness")?.remedy?.contains("`help dispatch`") == true)
    // "footer" is another word.
    #expect(notebook.failure("help foo")?.remedy == "`help` lists the commands")
    #expect(notebook.failure("help episode")?.remedy?.contains("`help train`") == true)
    #expect(notebook.failure("help zzzz")?.remedy == "`help` lists the commands")
    for topic in try CommandCatalogue().grammar.verbs + HelpTopic.allCases.map(\.rawValue) {
      #expect(notebook.failure("help \(topic)") == nil)
    }
  }
}
