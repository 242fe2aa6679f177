import SessionRecord
import TerminalText
import Testing

@testable import Documents

@Suite("Pictures read back")
struct PictureTests {
  private static func read(_ text: String, plots: [String] = [], drawing: PlotDrawing = .none)
    -> [StatementOutput]
  {
    PictureReader.outputs(
      of: text.split(separator: "\n", omittingEmptySubsequences: false).map { ScreenLine($0) },
      plots: plots, drawing: drawing)
  }

  @Test("a table is found by its rule, its numbers by where they stand, its remarks below")
  func table() {
    let outputs = Self.read(
      """
      driver    rides  …    km  note
      ────────  ─────  …  ────  ──────
      Giuseppe     81  …   1.5  a  b
      東京          4  …  22.0
      NULL       NULL  …  NULL
      first 3 of 1,204 rows
      2 of 6 columns not shown: gap,
        late
      1 column truncated
      """)
    let expected = PictureTable(
      columns: [
        TextColumn("driver"), TextColumn("rides", alignment: .trailing), TextColumn("…"),
        TextColumn("km", alignment: .trailing), TextColumn("note"),
      ],
      rows: [
        ["Giuseppe", "81", "…", "1.5", "a  b"], ["東京", "4", "…", "22.0", ""],
        ["NULL", "NULL", "…", "NULL", ""],
      ],
      remarks: [
        "first 3 of 1,204 rows", "2 of 6 columns not shown: gap, late", "1 column truncated",
      ])
    #expect(outputs == [.table(expected)])
  }

  @Test("tables with headings, lines and further tables stay in their order")
  func mixture() {
    let outputs = Self.read(
      """
      a  b
      ─  ─
      1  x

      reassigned rides
      ride
      ────
       155

      a remark
      with two lines
      """)
    #expect(outputs.count == 3)
    guard case .table(let first) = outputs[0], case .table(let second) = outputs[1] else {
      Issue.record("\(outputs)")
      return
    }
    #expect(first.heading == nil && first.rows == [["1", "x"]])
    #expect(second.heading == "reassigned rides" && second.rows == [["155"]])
    #expect(outputs[2] == .lines(["a remark", "with two lines"]))
  }

  @Test(
    "what only looks like a table stays as it is drawn",
    arguments: [
      ("────", "a rule without names"),
      ("ab  c\n─  ─", "names that lie in a gap"),
      ("a\n── ──", "one blank between the extents"),
      ("0 ┤╭─╮\n  └───", "a plot"),
    ])
  func noTable(text: String, reason: String) {
    let lines = text.split(separator: "\n").map { ScreenLine($0) }
    #expect(Self.read(text) == [.lines(lines)], "\(reason)")
  }

  @Test("any table that is drawn wide enough is read back cell by cell", arguments: 0..<5)
  func anyTable(seed: UInt64) {
    var draws = Draws(seed: seed)
    let texts = ["", "a", "two words", "東京", "é", "x  y", "12", "-3.5", "NULL", "─", "👩‍👧", "…"]
    for _ in 0..<200 {
      let columns = (0..<(1 + draws.below(5))).map { index in
        TextColumn("c\(index)", alignment: draws.below(2) == 0 ? .leading : .trailing)
      }
      let rows = (0..<draws.below(6)).map { _ in
        // A row whose first cell says something is no empty line and no remark.
        ["row"] + columns.dropFirst().map { _ in draws.pick(texts) }
      }
      let table = TextTable(columns: columns, rows: rows.map { $0.map(TextCell.text) })
      let outputs = PictureReader.outputs(
        of: table.lines(on: TextCanvas(width: 1_000)), plots: [], drawing: .none)
      guard outputs.count == 1, case .table(let read) = outputs[0] else {
        Issue.record("seed \(seed): \(outputs)")
        continue
      }
      #expect(read.rows == rows, "seed \(seed)")
      #expect(read.columns.map(\.name) == columns.map(\.name), "seed \(seed)")
    }
  }

  @Test("a plot takes the place of its text, wherever it stands; without its text it comes last")
  func plots() {
    let drawing = PlotDrawing(
      svg: { _, _ in nil }, lines: { $0 == "{1}" ? ["Giuseppe ██", "Dris █"] : nil })
    let plot = DocumentPlot(json: "{1}", lines: ["Giuseppe ██", "Dris █"])
    let other = DocumentPlot(json: "{2}", lines: [])
    let outputs = Self.read(
      "before\nGiuseppe ██\nDris █\nafter", plots: ["{1}", "{2}"], drawing: drawing)
    #expect(outputs == [.lines(["before"]), .plot(plot), .lines(["after"]), .plot(other)])
  }

  @Test("no picture of any letters traps", arguments: 0..<3)
  func anyPicture(seed: UInt64) {
    var draws = Draws(seed: seed)
    let pieces = [
      "─", "──", " ", "  ", "…", "a", "東", "\u{301}", "no rows", "1 column truncated", "👩‍👧",
    ]
    for _ in 0..<500 {
      let lines = (0..<draws.below(8)).map { _ in
        ScreenLine((0..<draws.below(8)).map { _ in draws.pick(pieces) }.joined())
      }
      let outputs = PictureReader.outputs(of: lines, plots: [], drawing: .none)
      #expect(outputs.isEmpty == lines.allSatisfy(\.isEmpty), "seed \(seed): \(lines)")
    }
  }

  @Test("an empty table says so once, and a remedy behind a remark stays with it")
  func remarks() {
    let empty = Self.read("driver\n──────\nno rows")
    guard case .table(let table)? = empty.first else {
      Issue.record("\(empty)")
      return
    }
    #expect(table.lines == ["driver", "──────", "no rows"])
    let cut = Self.read("a\n─\n1\nfirst 1 of 2 rows; `show _ all` shows them")
    guard case .table(let table)? = cut.first else {
      Issue.record("\(cut)")
      return
    }
    #expect(table.remarks == ["first 1 of 2 rows; `show _ all` shows them"])
  }
}
