import CivilTime
import FleetModel
import SeededRandom
import Store
import Testing

@testable import Notebook

@Suite("Measures of a plan")
struct MetricsTests {
  /// Anna: 09:00 to 09:20, then 10:00 to 10:20 from where she is; Bo: 11:00 to 11:25.
  private func plan(in folder: TemporaryDirectory) throws -> NotebookHarness {
    var days = HandMadeDays()
    for date in ["2025-10-20", "2025-10-21"] {
      days.add(
        date, [.init(540, 0, 4.9), .init(600, 4.9, 0), .init(660, 9.8, 0)],
        [.init("Anna"), .init("Bo"), .init("Cy", "emergency")])
    }
    let notebook = try days.loaded(in: folder)
    try notebook.outcome("dispatch hand with optimal pin 1, 2, 4, 5 to Anna as p")
    return notebook
  }

  @Test("by driver: rides, km, driving, idle, first and last as worked out by hand")
  func byDriver() throws {
    let folder = try TemporaryDirectory()
    let outcome = try plan(in: folder).outcome("metrics p")
    let table = try #require(outcome.result)
    #expect(
      table.columns.map(\.name) == [
        "driver", "kind", "days", "rides", "km", "driving", "idle", "late", "first", "last",
      ])
    // A day: 80 minutes from 09:00 to 10:20, of which 10 driving, 30 handling and 5 margin.
    #expect(
      table.rows == [
        [
          .text("Anna"), .text("regular"), .integer(2), .integer(4), .real(19.6), .integer(20),
          .integer(70), .integer(0), .text("09:00"), .text("10:20"),
        ],
        [
          .text("Bo"), .text("regular"), .integer(2), .integer(2), .real(19.6), .integer(20),
          .integer(0), .integer(0), .text("11:00"), .text("11:25"),
        ],
      ])
    let evenness = try #require(
      NotebookHarness.tables(outcome)["load balance of the regular drivers"])
    // Of 4 and 2: deviation 1, Gini 2 / (2 · 6), Jain 36 / (2 · 20); excess 2 against −1 − 1.
    #expect(
      evenness.rows == [
        [.text("std of rides"), .real(1)], [.text("gini of rides"), .real(0.167)],
        [.text("jain of rides"), .real(0.9)], [.text("max rides"), .integer(4)],
        [.text("worst daily gap"), .integer(1)], [.text("worst 7-day gap"), .real(2)],
        [.text("worst 30-day gap"), .real(2)],
      ])
  }

  @Test("by date: each day's own figures, and the windows that end with it")
  func byDate() throws {
    let folder = try TemporaryDirectory()
    let table = try #require(try plan(in: folder).outcome("metrics p by date").result)
    #expect(table.column("date") == [20, 20, 21, 21].map { .text("2025-10-\($0)") })
    #expect(table.column("driver") == ["Anna", "Bo", "Anna", "Bo"].map { .text($0) })
    #expect(table.column("rides") == [2, 1, 2, 1].map { .integer($0) })
    #expect(table.column("idle") == [35, 0, 35, 0].map { .integer($0) })
    #expect(table.column("rides_7") == [2, 1, 4, 2].map { .integer($0) })
    #expect(table.column("excess_7") == [0.5, -0.5, 1, -1].map { .real($0) })
    #expect(table.column("gap_7") == [1, 1, 2, 2].map { .real($0) })
    #expect(table.column("gap_30") == table.column("gap_7"))
  }

  @Test("a day without a date has its own figures and no window")
  func withoutDates() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("monday", [.init(540, 0, 4.9)])
    let notebook = try days.loaded(in: folder)
    try notebook.outcome("dispatch hand with greedy as p")
    let table = try #require(try notebook.outcome("metrics p by date").result)
    #expect(table.column("gap_7") == [.null, .null])
    #expect(table.column("first") == [.text("09:00"), .null])
    let tables = NotebookHarness.tables(try notebook.outcome("metrics p"))
    #expect(
      tables["load balance of the regular drivers"]?.column("measure").last
        == .text("worst daily gap"))
  }

  @Test("lateness is added up, and a way without a client counts as driving")
  func lateness() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    // Ends 09:20 at 4.9; margin 5, back to 0 in 5: 09:30 for a return of 09:25.
    days.add("d", [.init(540, 0, 4.9), .init(565, 0, 9.8, back: true)], [.init("Anna")])
    let notebook = try days.loaded(in: folder)
    try notebook.outcome("dispatch hand with optimal as p")
    let row = try #require(try notebook.outcome("metrics p").result).row(0)
    #expect(row["late"] == .integer(5))
    #expect(row["driving"] == .integer(20))
    #expect(row["km"] == .real(19.6))
    #expect(row["idle"] == .integer(0))
    #expect(row["last"] == .text("09:55"))
  }

  @Test("the office's loads count rides without a place too, which nobody has scheduled")
  func recorded() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("dispatch october with recorded as office")
    let table = try #require(try notebook.outcome("metrics office").result)
    let sum = table.column("rides").reduce(Int64(0)) { sum, value in
      if case .integer(let rides) = value { sum + rides } else { sum }
    }
    #expect(
      try notebook.rows("select sum(rides) from loads where plan = 'office';")
        == [[.integer(sum)]])
  }
}
