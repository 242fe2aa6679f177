import CommandLanguage
import SeededRandom
import SessionRecord
import Store
import TerminalText
import Testing

@testable import Notebook

@Suite("What a statement showed is in its record")
struct RecordedCellsTests {
  /// Statements of every kind that shows tables, over days that a seed draws.
  static let statements = [
    "load \"days.json\" as hand;", "tables", "schema", "schema hand", "schema rides", "rules",
    "head hand 3", "show hand limit 2", "show hand", "describe hand", "check hand",
    "select * from hand;",
    "sums = select driver, count(*) n, sum(km) km from hand group by driver;",
    "create table own as select ride, km * 1.5 as k, null as none, x'00ff' as b from hand;",
    "update own set k = k + 1;", "show own",
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500) select i from n;",
    "split hand holdout 1 days seed 3", "dispatch hand with greedy as g",
    "dispatch hand with optimal as o", "dispatch hand on 2025-01-01 with search as s",
    "show plan g", "metrics o", "metrics o by date", "explain plan g",
    "explain plan o ride 1 on 2025-01-01", "compare greedy, optimal on hand",
    "compare greedy, optimal on hand by day",
    "compare greedy, o on hand by pair", "price of fairness of hand", "plot load of o",
    "plot bars ride, k of own", "plot histogram k of own", "plot timeline of o", "agents",
    "load \"strange.csv\" as strange;", "select * from strange;",
  ]

  private static func notebook(seed: UInt64, in folder: TemporaryDirectory) throws
    -> NotebookHarness
  {
    var draws = SeededGenerator(seed: seed, purpose: "recorded cells")
    func number(_ bound: Int) -> Int { Int(draws.next() % UInt64(bound)) }
    var days = HandMadeDays()
    for day in 1...3 {
      days.add(
        "2025-01-0\(day)",
        (0..<(3 + number(5))).map { _ in
          .init(480 + number(600), Double(number(20)), Double(number(20) + 21))
        })
    }
    try days.write(to: folder)
    let cells = (0..<30).map { _ in
      "\(number(9)),\(Double(number(1_000)) / 8),\(["a\u{301}", "…", "", "\"x\"\"y\""][number(4)])"
    }
    try folder.write(
      ("n,r,t\n" + cells.joined(separator: "\n") + "\n").utf8, to: "strange.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    return notebook
  }

  @Test(
    "every cell of every table is in the blocks, or counted there, or volatile", arguments: 1...3)
  func cells(seed: UInt64) throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.notebook(seed: seed, in: folder)
    var (tables, cells) = (0, 0)
    for statement in Self.statements {
      for evaluation in notebook.run(statement) {
        #expect(evaluation.failure == nil, "\(statement): \(evaluation.failure?.headline ?? "")")
        guard let outcome = evaluation.outcome, outcome.isRecorded else { continue }
        let recorded = try #require(notebook.session.recorder?.file(folder: ".").entries.last)
        var shown = outcome.blocks.compactMap { block -> ResultTable? in
          switch block {
          case .result: outcome.result
          case .table(_, let table): table
          default: nil
          }
        }
        // A result that is told in a sentence is a table of the record all the same.
        let isSilent = outcome.blocks.allSatisfy { block in
          switch block {
          case .talk, .warning, .lines: true
          case .result, .table, .plot: false
          }
        }
        if isSilent, let result = outcome.result { shown.append(result) }
        let kept = recorded.blocks.compactMap {
          if case .table(let table) = $0 { table } else { nil }
        }
        try #require(kept.count == shown.count, "\(statement)")
        for (table, kept) in zip(shown, kept) {
          tables += 1
          cells += try Self.compare(table, kept, statement, in: notebook)
        }
      }
    }
    #expect(tables > 30 && cells > 1_000, "\(tables) tables, \(cells) cells")
  }

  private static func compare(
    _ table: ResultTable, _ kept: RecordedTable, _ statement: String, in notebook: NotebookHarness
  ) throws -> Int {
    let session = notebook.session
    let (pseudonyms, privacies) = (
      try session.pseudonyms(), try session.privacy.privacies(of: table)
    )
    var rows: [[SQLValue]] = []
    try table.forEachRow(in: notebook.session.database) { rows.append($0) }
    #expect(kept.columns.map(\.name) == table.columns.map(\.name), "\(statement)")
    #expect(kept.rowCount == rows.count, "\(statement)")
    #expect(kept.rows.count == min(rows.count, RecordedTable.mostRows), "\(statement)")
    for (row, keptRow) in zip(rows, kept.rows) {
      for (index, (value, keptValue)) in zip(row, keptRow).enumerated() {
        let column = table.columns[index]
        let privacy = privacies.indices.contains(index) ? privacies[index] : .searched
        let wanted: RecordedValue =
          switch value {
          case _ where column.nature == .volatile: .text(Sentence.unrecorded)
          case .null: .null
          case .integer(let integer): .integer(integer)
          case .real(let real): .real(real)
          case .text(let text): .text(pseudonyms.replacing(in: text, of: privacy))
          case .blob(let bytes): .bytes(bytes.count)
          }
        #expect(keptValue == wanted, "\(statement): \(column.name)")
      }
    }
    return rows.count * table.columns.count
  }

  @Test("every figure of every message is a value in the blocks")
  func messages() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.notebook(seed: 4, in: folder)
    for statement in Self.statements {
      for evaluation in notebook.run(statement) {
        guard let outcome = evaluation.outcome, outcome.isRecorded else { continue }
        for block in outcome.blocks {
          guard case .talk(let sentence) = block else { continue }
          let words = sentence.parts.compactMap {
            if case .words(let words) = $0 { words } else { nil }
          }
          let hasFigure = words.joined().contains { $0.isNumber }
          #expect(!hasFigure, "\(statement): \(sentence)")
        }
      }
    }
  }

  @Test("an error's names and numbers are in its block, SQL's with its code and what it names")
  func errors() throws {
    let notebook = try NotebookHarness()
    try notebook.record()
    notebook.run("select * from missing;\nselect 1 from drivers where nme = 2;\nhead nothing")
    notebook.run("create table u (a unique);\ninsert into u values (1), (1);")
    let errors = try #require(notebook.session.recorder).file(folder: ".").entries
      .compactMap(\.expectedError)
    #expect(errors.map(\.sqlite) == [1, 1, nil, 2_067])
    #expect(errors.map(\.object) == ["missing", "nme", nil, "u.a"])
    #expect(errors[0].sentence.values == [.text("no such table: missing")])
    #expect(errors[2].sentence.values == [.text("nothing")])
  }

  @Test(
    "SQL that reads the clock or the connection is not verifiable, however it is spelt",
    arguments: [
      ("select date('now');", true), ("select date();", true), ("select CURRENT_TIMESTAMP;", true),
      ("select strftime('%s', 'n' || 'ow') from drivers;", true), ("select * from today;", true),
      ("show today", true), ("assert date('now') > '2000';", true), ("select changes();", true),
      ("select sqlite_version();", true), ("select date('2025-10-22', '+1 day');", false),
      ("select 'now', \"driver\" from drivers;", false), ("select random();", false),
      ("describe drivers", false),
    ])
  func clock(statement: String, isUnverifiable: Bool) throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("create view today as select julianday('now') as d;")
    #expect(try notebook.outcome(statement).isUnverifiable == isUnverifiable)
    #expect(try !notebook.outcome("select 1;").isUnverifiable)
  }

  @Test(
    "SQL that the mathematical library computes says so, also through a view",
    arguments: [
      ("select sin(1);", true), ("select pow(2, 3);", true), ("select * from waves;", true),
      ("select sqrt(2), degrees(1);", false), ("select round(1.5), abs(-1), 'sin';", false),
    ])
  func mathLibrary(statement: String, depends: Bool) throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("create view waves as select exp(driver is null) as e from drivers;")
    #expect(try notebook.outcome(statement).dependsOnMathLibrary == depends)
  }

  @Test(
    "a plot's data are a fact of its statement, and what the program brings is none of `tables`")
  func facts() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("create table t (a, b);\ninsert into t values (1, 2), (2, 3);")
    func plot() throws -> FactValue? { try notebook.outcome("plot bars a, b of t").facts["plot"] }
    let before = try plot()
    #expect(before != nil)
    #expect(try plot() == before)
    try notebook.outcome("update t set b = 4 where a = 2;")
    #expect(try plot() != before)
    #expect(try notebook.outcome("tables").facts["rows"] == .integer(1))
    #expect(try notebook.outcome("schema").facts["rows"] == .integer(1))
  }
}
