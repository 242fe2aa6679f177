import CommandLanguage
import Plotting
import SessionRecord
import Store
import Terminal
import TerminalText
import Testing

@testable import Notebook

@Suite("Plots of tables, plans and datasets")
struct PlotCommandTests {
  private func plots(_ outcome: Outcome) -> [Plot] {
    outcome.blocks.compactMap { if case .plot(let plot) = $0 { plot } else { nil } }
  }

  private func plot(_ notebook: NotebookHarness, _ statement: String) throws -> Plot {
    try #require(plots(try notebook.outcome(statement)).first)
  }

  // MARK: Histograms

  @Test("a histogram's bins are its result, and nulls are counted apart")
  func histogram() throws {
    let notebook = try NotebookHarness.october()
    let plot = try plot(notebook, "plot histogram km of october width 5")
    guard case .histogram(let data) = plot.data else {
      Issue.record("\(plot.data)")
      return
    }
    #expect(data.edges == [0, 5, 10, 15, 20, 25])
    #expect(data.nulls == 9)
    #expect(
      try notebook.rows("select \"from\", \"to\", count from _ limit 2;") == [
        [.real(0), .real(5), .integer(61)], [.real(5), .real(10), .integer(69)],
      ])
    #expect(
      try notebook.rows(
        "select count(*) from october where km >= 0 and km < 5;") == [[.integer(61)]])
    let log = try self.plot(notebook, "plot histogram km of october bins 7 log")
    #expect(log.spec.scale == .log)
    if case .histogram(let data) = log.data { #expect(data.counts.count == 7) }
  }

  // MARK: Tables

  @Test("bars stand in the order of the rows, several columns beside each other")
  func bars() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("select 'a' as name, 2 as n, 1.5 as m union all select 'b', 1, null;")
    let plot = try plot(notebook, "plot bars name, n, m of _")
    #expect(
      plot.data
        == PlotData(
          labels: ["a", "b"], series: [PlotSeries("n", [2, 1]), PlotSeries("m", [1.5, nil])]))
    #expect(try notebook.rows("select * from _;").count == 2)
  }

  @Test("rows of one place along a line are its mean in a band, or lines of their own")
  func line() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome(
      """
      runs = select column1 as seed, column2 as step, column3 as gap from (values
        (1, 10, 4), (1, 20, 2), (2, 10, 8), (2, 20, 0), (2, 30, 'x'));
      """)
    let band = try plot(notebook, "plot line step, gap of runs")
    #expect(band.spec.mark == .band)
    #expect(
      band.data
        == PlotData(
          labels: ["10", "20"],
          series: [
            PlotSeries("gap", [6, 1]), PlotSeries("least", [4, 0]), PlotSeries("most", [8, 2]),
          ]))
    let lines = try plot(notebook, "plot line step, gap of runs by seed")
    #expect(lines.spec.mark == .lines)
    #expect(
      lines.data
        == PlotData(
          labels: ["10", "20"],
          series: [PlotSeries("1", [4, 2]), PlotSeries("2", [8, 0])]))
  }

  @Test("a line of very many points is drawn of means, and says so")
  func longLine() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome(
      """
      n = with recursive t(i) as (select 0 union all select i + 1 from t where i < 9999)
      select i, i % 7 as r from t;
      """)
    let plot = try plot(notebook, "plot line i, r of n")
    #expect(plot.spec.notes.contains("10,000 points merged into 1,000"))
    #expect(
      try notebook.rows("select count(*), sum(rows) from _;") == [
        [.integer(1_000), .integer(10_000)]
      ])
  }

  @Test("a scatter has a point for each row with two numbers")
  func scatter() throws {
    let notebook = try NotebookHarness.october()
    let plot = try plot(notebook, "plot scatter hour, km of october by direction")
    guard case .scatter(let data) = plot.data else {
      Issue.record("\(plot.data)")
      return
    }
    #expect(data.groups.map(\.name) == ["outbound", "return"])
    #expect(data.total == 202)
    #expect(plot.spec.notes == ["left out: 9 rows without both numbers"])
  }

  @Test("a heat map's weekdays stand in their order, and hours follow from the time")
  func heat() throws {
    let notebook = try NotebookHarness.october()
    let plot = try plot(notebook, "plot heat weekday, hour of october")
    guard case .heat(let data) = plot.data else {
      Issue.record("\(plot.data)")
      return
    }
    #expect(data.rows.first == "Monday" && data.rows.last == "Sunday")
    #expect(data.columns == (7...16).map(String.init))
    #expect(data.values.reduce(0) { $0 + $1.reduce(0) { $0 + ($1 ?? 0) } } == 211)
    #expect(try notebook.rows("select sum(rows) from _;") == [[.integer(211)]])
    let sums = try self.plot(notebook, "plot heat driver, weekday of october value km")
    #expect(sums.spec.title == "sum of km by driver and weekday of october")
  }

  // MARK: Plans

  @Test("a timeline has each driver's rides with their times, and marks what breaks a rule")
  func timeline() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("dispatch october on 2025-10-22 with greedy as wednesday")
    let plot = try plot(notebook, "plot timeline of wednesday")
    guard case .timeline(let data) = plot.data else {
      Issue.record("\(plot.data)")
      return
    }
    let rides = data.spans.filter { $0.kind == .ride }
    #expect(rides.count == 10)
    #expect(!data.spans.contains { $0.kind == .broken })
    let starts = try notebook.rows("select starts, ends from wednesday order by ride;")
    let drawn = try notebook.rows(
      "plot timeline of wednesday\nselect starts, ends from _ where kind = 'ride' order by ride;")
    #expect(drawn == starts)
    try notebook.outcome("dispatch october with recorded as office")
    #expect(notebook.failure("plot timeline of office")?.code == "E-date")
    let broken = try notebook.rows("select date from violations where plan = 'office' limit 1;")
    guard case .text(let date)? = broken.first?.first else {
      Issue.record("the record breaks no rule")
      return
    }
    let office = try self.plot(notebook, "plot timeline of office on \(date)")
    if case .timeline(let data) = office.data {
      #expect(data.spans.contains { $0.kind == .broken })
    }
    #expect(office.spec.notes.contains { $0.hasPrefix("breaks a rule") })
  }

  @Test("a map has the pick-ups of a dataset or a plan, rounded so that no address is given away")
  func map() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("dispatch october on 2025-10-22 with greedy as wednesday")
    let rides = try notebook.rows(
      "select count(*) from october where date = '2025-10-22' and located;")
    for (statement, groups) in [
      ("plot map of october on 2025-10-22", 0), ("plot map of wednesday", 3),
    ] {
      guard case .map(let data) = try plot(notebook, statement).data else {
        Issue.record("\(statement)")
        continue
      }
      #expect(data.groups.count == groups)
      #expect(
        [[SQLValue.integer(Int64(data.points.reduce(0) { $0 + $1.count }))]] == rides)
      for point in data.points {
        let thousandths = point.place.latitude * 1_000
        #expect(abs(thousandths - thousandths.rounded()) < 1e-6)
      }
      #expect(try notebook.rows("select sum(rides) from _;") == rides)
    }
  }

  // MARK: All

  private static let statements = [
    "plot histogram km of october", "plot bars driver, rides of loads",
    "plot line date, km of october", "plot line date, km of october by driver",
    "plot scatter hour, km of october", "plot heat weekday, hour of october",
    "plot timeline of wednesday", "plot map of wednesday", "plot load of october by date",
  ]

  @Test(
    "each plot is the same from its JSON, and in the document of a JSON run", arguments: statements)
  func kept(statement: String) throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("dispatch october on 2025-10-22 with greedy as wednesday")
    let source = SourceText(statement)
    let evaluation = try #require(notebook.run(statement).first)
    let outcome = try #require(evaluation.outcome)
    let document = try JSONDocumentWriter(database: notebook.session.database)
      .lines(of: evaluation, source).joined()
    for plot in plots(outcome) {
      #expect(try Plot(json: plot.json) == plot)
      #expect(document.contains(plot.json))
      for width in [40, 80, 300] {
        let lines = TextPlotRenderer(canvas: TextCanvas(width: width, glyphs: .ascii)).lines(
          of: plot)
        #expect(lines.allSatisfy { displayWidth(of: $0.text) <= width })
      }
    }
    #expect(outcome.result?.rowCount ?? 0 > 0)
  }

  @Test("a plot of clients keeps pseudonyms, in its data too")
  func pseudonyms() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("select client, count(*) as n from october group by client limit 5;")
    let outcome = try notebook.outcome("plot bars client, n of _")
    let presenter = OutcomePresenter(
      database: notebook.session.database, canvas: .record, rowLimit: nil,
      pseudonyms: try notebook.session.pseudonyms())
    guard case .plot(let kept)? = try presenter.recordedBlocks(of: outcome).first else {
      Issue.record("no plot")
      return
    }
    for row in try notebook.rows("select client from _;") {
      guard case .text(let name)? = row.first else { continue }
      #expect(!kept.contains(name))
    }
  }

  @Test(
    "a mistake is blamed on its word and answered with the nearest name",
    arguments: [
      ("plot histogram kmm of october", "E-column", "kmm", "did you mean km?"),
      ("plot bars driver, ridess of loads", "E-column", "ridess", "did you mean rides?"),
      (
        "plot histogram driver of october", "E-empty", "driver",
        "`describe october` shows each column's kind"
      ),
      (
        "plot histogram km of october width 0.0001", "E-bins", "0.0001",
        "leave `width` out, or set the number of bins with `bins`"
      ),
      (
        "plot heat ride, hour of october", "E-crowd", "ride",
        "group it with SQL first, as in `round(km / 5) * 5`"
      ),
      ("plot timeline of october", "E-plan", "october", "`show october` shows its rows"),
    ])
  func mistakes(statement: String, code: String, word: String, remedy: String) throws {
    let notebook = try NotebookHarness.october()
    let failure = try #require(notebook.failure(statement))
    #expect(failure.code == code)
    #expect(notebook.blamed(statement) == word)
    #expect(failure.remedy == remedy)
  }

  @Test("Tab completes the columns of the table that is named behind the cursor")
  func completes() throws {
    let notebook = try NotebookHarness.october()
    let completer = ShellCompleter(session: notebook.session)
    func candidates(_ text: String, at cursor: Int) -> [String] {
      completer.completion(of: text, cursor: cursor).candidates.map(\.text)
    }
    #expect(candidates("plot histogram k of october", at: 16) == ["km", "km_radius"])
    #expect(candidates("plot heat weekday, ho of october", at: 21) == ["hour"])
    #expect(candidates("plot scatter hour, km of october by dir", at: 39) == ["direction"])
    #expect(candidates("plot histogram k", at: 16).contains("km"))
  }

  @Test("a bound that no number reaches is said in words")
  func openBound() throws {
    let notebook = try NotebookHarness.october()
    let failure = try #require(notebook.failure("plot histogram km of october width 0"))
    #expect(failure.expected?.contains("a number above 0") == true, "\(failure.expected ?? "")")
  }
}
