import CommandLanguage
import FleetModel
import Store
import Testing

@testable import Notebook

/// How far speed and times of service may be otherwise before a plan breaks a rule, or is not the best.
@Suite struct SensitivityTests {
  private let folder: TemporaryDirectory
  private let notebook: NotebookHarness

  init() throws {
    folder = try TemporaryDirectory()
    notebook = try NotebookHarness(folder: NotebookHarness.repository)
    try notebook.outcome(
      "load \"datasets/october-2025.xlsx\" as october\n"
        + "dispatch october on 2025-10-22 with optimal as day")
  }

  @Test("the optimum of 22 October is the best from 22 km/h on and another below")
  func october() throws {
    let outcome = try notebook.outcome("sensitivity of day")
    #expect(
      NotebookHarness.talk(outcome)
        == ["day, planned at 25 km/h: legal at 15-40 km/h, and the best plan at 22-40"])
  }

  @Test("each value says what a rule set to it and a plan made anew say")
  func solvedAnew() throws {
    let table = try #require(try notebook.outcome("sensitivity of day").result)
    for row in table.rows {
      guard case .text(let factor) = row[1], case .integer(let value) = row[2] else {
        Issue.record("no value")
        return
      }
      try notebook.outcome(
        "set rule \(factor) \(value)\ndispatch october on 2025-10-22 with optimal as anew replace")
      let day = try #require(try notebook.plan("anew")?.days.first)
      #expect(row[11] == .integer(Int64(day.score.unassigned)), "\(factor) \(value)")
      #expect(row[12] == .integer(Int64(day.score.gap)), "\(factor) \(value)")
      #expect(row[13] == .integer(Int64(day.score.lateness)), "\(factor) \(value)")
      #expect(row[14] == .real(Double(day.score.metres) / 1_000), "\(factor) \(value)")
      try notebook.outcome("set rule \(factor) \(Rules.text(Rules().value(of: factor)))")
    }
  }

  @Test("October as recorded breaks 4 rules at 25 km/h and 7 at 20")
  func recorded() throws {
    let broken = try notebook.rows(
      "study = sensitivity of \"october recorded\"\n"
        + "select value, sum(violations) from study where changed = 'speed' and value in (20, 25) "
        + "group by value order by value;")
    #expect(broken == [[.integer(20), .integer(7)], [.integer(25), .integer(4)]])
  }

  @Test("the strip has one mark a value, and its marks are the ranges")
  func strip() throws {
    let outcome = try notebook.outcome("sensitivity of day")
    let summary = try #require(
      outcome.blocks.compactMap { block -> ResultTable? in
        if case .table(_, let table) = block { table } else { nil }
      }.first)
    let strips = summary.column("strip").map { if case .text(let text) = $0 { text } else { "" } }
    #expect(strips.map(\.count) == [26, 7, 11])
    #expect(strips[0] == "=======###################")
  }
}
