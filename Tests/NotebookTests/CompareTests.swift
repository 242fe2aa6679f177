import CommandLanguage
import FleetModel
import Store
import Testing

@testable import Notebook

@Suite("Comparing methods and plans")
struct CompareTests {
  /// Three days on which the cheap pairing of four rides is 19.6 km shorter than the dear one.
  ///
  /// Two rides set out at nine from 0 and 9.8 km, two go back at eleven. Driving back whom one has
  /// brought needs no empty way; crossing over is 9.8 km for either driver.
  private func crossing(in folder: TemporaryDirectory) throws -> NotebookHarness {
    var days = HandMadeDays()
    for name in ["d1", "d2", "d3"] {
      days.add(
        name,
        [.init(540, 0, 4.9), .init(540, 9.8, 14.7), .init(660, 4.9, 0), .init(660, 14.7, 9.8)])
    }
    let notebook = try days.loaded(in: folder)
    try notebook.outcome(
      "dispatch hand with optimal as best\n"
        + "dispatch hand with optimal pin 1, 4, 5, 8 to Anna as dear")
    return notebook
  }

  @Test("pairs on a case worked out by hand: differences, interval, tests and claims")
  func pairs() throws {
    let folder = try TemporaryDirectory()
    let notebook = try crossing(in: folder)
    #expect(try notebook.plan("best")?.days.map(\.score.metres) == [19_600, 19_600, 19_600])
    #expect(try notebook.plan("dear")?.days.map(\.score.metres) == [39_200, 39_200, 19_600])
    let table = try #require(try notebook.outcome("compare best, dear on hand by pair").result)
    #expect(table.column("method") == Array(repeating: .text("dear"), count: 4))
    #expect(table.column("against") == Array(repeating: .text("best"), count: 4))
    #expect(table.column("measure") == ["order", "gap", "lateness", "km"].map { .text($0) })
    #expect(table.column("days") == Array(repeating: .integer(3), count: 4))
    #expect(table.column("left_out_broken") == Array(repeating: .integer(0), count: 4))
    #expect(table.column("left_out_unequal") == Array(repeating: .integer(0), count: 4))
    // (19.6 + 19.6 + 0) / 3; of three days no interval is given.
    #expect(table.column("mean_difference") == [.null, .real(0), .real(0), .real(13.07)])
    #expect(table.column("low") == [.null, .null, .null, .null])
    #expect(table.column("high") == [.null, .null, .null, .null])
    // Two differences of one sign: 2 / 2², by the sign test and by the ranks alike.
    #expect(table.column("p") == [.real(0.5), .real(1), .real(1), .real(0.5)])
    #expect(table.column("p_holm") == [.real(1), .real(1), .real(1), .real(1)])
    #expect(table.column("wins") == [.integer(0), .integer(0), .integer(0), .integer(0)])
    #expect(table.column("ties") == [.integer(1), .integer(3), .integer(3), .integer(1)])
    #expect(table.column("losses") == [.integer(2), .integer(0), .integer(0), .integer(2)])
    #expect(
      table.column("claim")
        == [.text("too few"), .text("equal"), .text("equal"), .text("too few")])
  }

  @Test("by method the same case: days at the optimum, and kilometres above it")
  func methods() throws {
    let folder = try TemporaryDirectory()
    let notebook = try crossing(in: folder)
    let outcome = try notebook.outcome("compare best, dear on hand")
    #expect(NotebookHarness.talk(outcome) == ["hand: 3 days, optimum proven for 3"])
    let table = try #require(outcome.result)
    let best = table.row(0)
    let dear = table.row(1)
    #expect(best == table.row(2).merging(["method": .text("best")]) { $1 })
    #expect(dear["at_optimum"] == .real(33.33) && dear["equal_1_5"] == .real(100))
    #expect(dear["km"] == .real(98) && best["km"] == .real(58.8))
    // 100 % twice and 0 % once.
    #expect(dear["km_above"] == .real(66.67) && dear["km_above_p95"] == .real(100))
    #expect(dear["gap"] == .real(0) && dear["excess_gap"] == .real(0))
  }

  @Test("six days of one sign are enough to be claimed, and the order of the names turns it round")
  func claims() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    for number in 1...6 {
      days.add(
        "d\(number)",
        [.init(540, 0, 4.9), .init(540, 9.8, 14.7), .init(660, 4.9, 0), .init(660, 14.7, 9.8)])
    }
    let notebook = try days.loaded(in: folder)
    let pins = (0..<6).map { day in "\(4 * day + 1), \(4 * day + 4)" }
    try notebook.outcome(
      "dispatch hand with optimal as best\n"
        + "dispatch hand with optimal pin \(pins.joined(separator: ", ")) to Bo as dear")
    let worse = try #require(try notebook.outcome("compare best, dear on hand by pair").result)
    // 2 / 2⁶ = 0.03125; Holm's factor over four rows is 4, then 3 by the maximum of those before.
    #expect(worse.column("p") == [.real(0.03125), .real(1), .real(1), .real(0.03125)])
    #expect(worse.column("p_holm") == [.real(0.125), .real(1), .real(1), .real(0.125)])
    #expect(worse.column("claim").first == .text("not shown"))
    let better = try #require(try notebook.outcome("compare dear, best on hand by pair").result)
    #expect(better.column("mean_difference").last == .real(-19.6))
    #expect(better.column("wins").last == .integer(6))
  }

  @Test("plans take part with the days that they have, and plans without a common day are refused")
  func mixedDays() throws {
    let folder = try TemporaryDirectory()
    let notebook = try crossing(in: folder)
    try notebook.outcome(
      "dispatch hand on d2 with greedy as second\ndispatch hand on d3 with greedy as third")
    let outcome = try notebook.outcome("compare dear, second, nearest on hand by day")
    #expect(outcome.result?.column("date") == Array(repeating: .text("d2"), count: 3))
    #expect(
      outcome.result?.column("method")
        == [.text("dear"), .text("second"), .text("nearest")])
    let failure = try #require(notebook.failure("compare second, third on hand"))
    #expect(failure.code == "E-empty")
    #expect(failure.headline == "no day of hand is in all of these plans")
    #expect(failure.remedy?.contains("select distinct plan, date from days") == true)
  }

  @Test("a plan brings its rules along, and the optimum beside it is planned under them too")
  func ownRules() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("dispatch october on 2025-10-22 with optimal as best")
    try notebook.outcome("set rule max_span 240")
    let outcome = try notebook.outcome("compare best, optimal on october")
    #expect(
      NotebookHarness.talk(outcome).first
        == "compared under the rules and conditions of best: max_span 0")
    #expect(outcome.result?.column("at_optimum") == Array(repeating: .real(100), count: 3))
    try notebook.outcome("dispatch october on 2025-10-22 with optimal as short_days")
    let failure = try #require(notebook.failure("compare best, short_days on october"))
    #expect(failure.code == "E-plan")
    #expect(failure.headline == "short_days and best were planned under different rules")
  }

  @Test("a plan without a driver is held against the optimum without him, and not against others")
  func ownConditions() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("dispatch october on 2025-10-22 with optimal as best")
    try notebook.outcome("dispatch october on 2025-10-22 with optimal without Dris as two")
    let outcome = try notebook.outcome("compare two, greedy on october")
    #expect(outcome.result?.column("at_optimum").first == .real(100))
    let failure = try #require(notebook.failure("compare two, best on october"))
    #expect(failure.headline == "best and two were planned under different conditions")
  }

  @Test("a plan cannot take a method's name, which would mean the method")
  func methodsName() throws {
    let notebook = try NotebookHarness.october()
    let failure = try #require(
      notebook.failure("dispatch october on 2025-10-22 with optimal as greedy"))
    #expect(failure.code == "E-name" && failure.headline == "`greedy` is a built-in name")
  }

  @Test("a plan of another dataset is refused")
  func otherDataset() throws {
    let folder = try TemporaryDirectory()
    let notebook = try crossing(in: folder)
    try notebook.outcome(
      "load \"\(NotebookHarness.repository)/datasets/october-2025.xlsx\" as october")
    let failure = try #require(notebook.failure("compare best, greedy on october"))
    #expect(failure.code == "E-plan")
    #expect(failure.headline == "best is a plan of hand, not of october")
  }

  @Test("the record that breaks rules is said to be no plan, and is at no optimum on those days")
  func brokenRecord() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("dispatch october with recorded as office")
    let broken = try notebook.rows(
      "select date, violations from days where plan = 'office' and violations > 0 order by date;")
    #expect(broken.count > 0)
    guard case .text(let date)? = broken.first?.first else { return }
    try notebook.outcome("dispatch october on \(date) with greedy as one")
    let outcome = try notebook.outcome("compare one, recorded on october by day")
    #expect(outcome.result?.column("violations").last == broken.first?.last)
    #expect(
      NotebookHarness.talk(outcome).contains { $0.hasSuffix("it is infeasible there") })
    let pairs = try #require(
      try notebook.outcome("compare one, recorded on october by pair").result)
    // What breaks a rule takes no part in any measure, and is counted.
    #expect(pairs.column("days") == Array(repeating: .integer(0), count: 4))
    #expect(pairs.column("left_out_broken") == Array(repeating: .integer(1), count: 4))
    #expect(pairs.column("p") == Array(repeating: .null, count: 4))
    #expect(pairs.column("claim") == Array(repeating: .text("no days"), count: 4))
  }
}
