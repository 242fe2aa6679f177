import CivilTime
import FleetModel
import Foundation
import Planning
import Store
import Testing

@testable import Notebook

@Suite("Days from outside with stated optima")
struct OutsideDaysTests {
  /// A session with some of the reference days loaded as `ref`.
  private static func loaded(in folder: TemporaryDirectory, places: [Int] = ReferenceDays.places)
    throws -> NotebookHarness
  {
    let data = try Data(contentsOf: URL(filePath: ReferenceDays.path))
    let file = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let days = try #require(file?["days"] as? [Any])
    let some = try JSONSerialization.data(
      withJSONObject: ["days": places.map { days[$0] }])
    try folder.write(some, to: "ref.json")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"ref.json\" as ref")
    return notebook
  }

  @Test("all reference days load with their drivers and optima, and none is found wrong")
  func loads() throws {
    let notebook = try NotebookHarness()
    let outcome = try notebook.outcome("load \"\(ReferenceDays.path)\" as ref")
    #expect(
      NotebookHarness.talk(outcome).first
        == "ref: 568 rides on 42 days from 42 listed days, 0 rejected, 1136 of 1136 addresses located, "
        + "all by address, 42 stated optima")
    #expect(try notebook.session.database.days(of: "ref").allSatisfy { $0.optimum != nil })
    #expect(
      try notebook.rows("select date, weekday, count(*) from ref where date = 's2025-n7-m3-1';")
        == [[.text("s2025-n7-m3-1"), .text(""), .integer(7)]])
  }

  @Test(
    "no method is better than what is stated, and the checker has nothing to say",
    arguments: ["nearest", "greedy"])
  func simple(method: String) throws {
    let notebook = try NotebookHarness()
    try notebook.outcome(
      "load \"\(ReferenceDays.path)\" as ref\ndispatch ref with \(method) as p")
    try check(try #require(try notebook.plan("p")), in: notebook, isOptimal: false)
  }

  @Test("search and optimal reach the stated optima, level by level")
  func solvers() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.loaded(in: folder)
    try notebook.outcome("dispatch ref with optimal as best\ndispatch ref with search as near")
    try check(try #require(try notebook.plan("best")), in: notebook, isOptimal: true)
    let near = try #require(try notebook.plan("near"))
    try check(near, in: notebook, isOptimal: false)
    let optima = try optima(in: notebook)
    #expect(near.days.allSatisfy { $0.score.isEqualButMetres(to: optima[$0.label] ?? $0.score) })
  }

  private func optima(in notebook: NotebookHarness) throws -> [DayLabel: Score] {
    var optima: [DayLabel: Score] = [:]
    for day in try notebook.session.database.days(of: "ref") { optima[day.label] = day.optimum }
    return optima
  }

  private func check(_ plan: PlanRecord, in notebook: NotebookHarness, isOptimal: Bool) throws {
    let optima = try optima(in: notebook)
    #expect(plan.days.count == optima.count)
    let stored = try #require(try StoredPlan(named: plan.name, in: notebook.session))
    for (day, made) in zip(plan.days, stored.days) {
      let optimum = try #require(optima[day.label])
      #expect(day.violations.isEmpty, "\(day.label)")
      #expect(day.score >= optimum, "\(day.label): \(day.score)")
      #expect(Feasibility.violations(of: made.plan, on: made.dated.day).isEmpty)
      #expect(Score(of: made.plan, on: made.dated.day) == day.score, "\(day.label)")
      if isOptimal {
        #expect(day.score == optimum, "\(day.label)")
        #expect(day.proofs.allSatisfy { $0.found == $0.bound && $0.found == optimum[$0.level] })
      }
    }
  }

  @Test("compared with what is stated, optimal is at it on all days and the figures are direct")
  func compared() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.loaded(in: folder, places: [0, 8, 20])
    let table = try #require(
      try notebook.outcome("compare greedy, search, optimal on ref").result)
    #expect(
      table.column("method")
        == ["greedy", "search", "optimal", "(optimum)"].map { .text($0) })
    #expect(table.column("at_optimum").suffix(2) == [.real(100), .real(100)])
    #expect(table.column("equal_1_5").suffix(3) == [.real(100), .real(100), .real(100)])
    #expect(table.column("km_above").suffix(2) == [.real(0), .real(0)])
    #expect(table.column("violations") == Array(repeating: .integer(0), count: 4))

    try notebook.outcome("dispatch ref with greedy as g")
    let days = try #require(try notebook.plan("g")).days
    let optima = try optima(in: notebook)
    let pairs = days.map { ($0.score, optima[$0.label] ?? $0.score) }
    let greedy = table.row(0)
    func sum(_ level: Score.Level) -> SQLValue {
      .integer(Int64(pairs.reduce(0) { $0 + $1.0[level] }))
    }
    func share(_ count: Int) -> SQLValue { .real((Double(count) / 3 * 10_000).rounded() / 100) }
    func mean(_ sum: Int) -> SQLValue { .real((Double(sum) / 3 * 100).rounded() / 100) }
    #expect(greedy["days"] == .integer(3))
    for (column, level) in [
      ("unassigned", Score.Level.unassigned), ("reserve", .reserve), ("squares", .squares),
      ("late", .lateness),
    ] { #expect(greedy[column] == sum(level), "\(column)") }
    #expect(greedy["gap"] == mean(pairs.reduce(0) { $0 + $1.0.gap }))
    let served = pairs.filter { $0.0.unassigned == $0.1.unassigned && $0.0.reserve == $0.1.reserve }
    let excess = served.reduce(0) { $0 + $1.0.gap - $1.1.gap }
    #expect(greedy["excess_days"] == .integer(Int64(served.count)))
    #expect(
      greedy["excess_gap"]
        == .real((Double(excess) / Double(served.count) * 100).rounded() / 100))
    #expect(greedy["km"] == .real(Double(pairs.reduce(0) { $0 + $1.0.metres }) / 1_000))
    #expect(greedy["at_optimum"] == share(pairs.count { $0.0 == $0.1 }))
    #expect(greedy["equal_1_5"] == share(pairs.count { $0.0.isEqualButMetres(to: $0.1) }))
  }

  @Test("by day, found stands against stated at every level")
  func byDay() throws {
    let folder = try TemporaryDirectory()
    let notebook = try Self.loaded(in: folder, places: [0, 9])
    try notebook.outcome("dispatch ref with greedy as g")
    let table = try #require(
      try notebook.outcome("compare g, nearest on ref by day").result)
    let optima = try optima(in: notebook)
    let plan = try #require(try notebook.plan("g"))
    #expect(table.rowCount == 4)
    #expect(table.column("method") == ["g", "nearest", "g", "nearest"].map { .text($0) })
    for (index, day) in plan.days.enumerated() {
      let row = table.row(index * 2)
      let optimum = try #require(optima[day.label])
      #expect(row["date"] == .text(day.label.description))
      #expect(row["optimum"] == .text("stated"))
      for level in Score.Level.allCases {
        #expect(row[level.rawValue] == .integer(Int64(day.score[level])))
        #expect(row["optimum_\(level.rawValue)"] == .integer(Int64(optimum[level])))
      }
      #expect(
        row["first_difference"]
          == day.score.firstDifference(from: optimum).map { .text($0.rawValue) } ?? .null)
      let isServed =
        day.score.unassigned == optimum.unassigned && day.score.reserve == optimum.reserve
      #expect(
        row["excess_gap"] == (isServed ? .integer(Int64(day.score.gap - optimum.gap)) : .null))
    }
  }

  @Test("a stated optimum that its routes do not bear out is left out, and warned of")
  func wrongOptimum() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      """
      {"days": [{"id": "d", "rides": [{"id": 1, "time": 540, "direction": "outbound",
        "pickup": [46.2, 6.1], "dropoff": [46.3, 6.1]}], "drivers": [{"id": 4, "kind": "regular"}],
        "optimum": {"unassigned": 0, "reserve": 0, "gap": 0, "squares": 1, "latenessMin": 0,
        "metres": 11119, "routes": {"4": [1]}}}]}
      """.utf8, to: "d.json")
    let notebook = try NotebookHarness(folder: folder.path)
    let outcome = try notebook.outcome("load \"d.json\" as d")
    let warning = try #require(NotebookHarness.talk(outcome).last)
    #expect(
      warning.hasPrefix(
        "1 stated optimum contradicted and left out, first on d: "))
    #expect(warning.contains("metres 11119") && warning.contains("metres 11120"))
    let compared = try notebook.outcome("compare optimal on d")
    #expect(
      NotebookHarness.talk(compared).first == "d: 1 day, optimum proven for 1")
    #expect(compared.result?.column("at_optimum") == [.real(100), .real(100)])
  }

  @Test("under other conditions the stated optimum does not stand, and the day is proven anew")
  func changedConditions() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add(
      "d", [.init(540, 0, 4.9), .init(600, nil, 4.9)], optimum: [0, 0, 1, 1, 0, 4_900])
    let notebook = try days.loaded(in: folder)
    let table = try #require(try notebook.outcome("compare greedy on hand by day").result)
    #expect(table.column("optimum") == [.text("proven")])
  }

  @Test("a day that cannot be read is set aside, in `rejects` and in the counts")
  func rejects() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      """
      {"days": [{"id": "a", "rides": [], "drivers": []},
        {"id": "b", "rides": [{"id": 1, "time": "soon"}], "drivers": []},
        {"id": "c", "rides": [{"id": 1, "time": 60, "direction": "return"}], "drivers": []}]}
      """.utf8, to: "d.json")
    let notebook = try NotebookHarness(folder: folder.path)
    let outcome = try notebook.outcome("load \"d.json\" as d")
    #expect(NotebookHarness.talk(outcome).first?.contains("1 rejected") == true)
    #expect(
      try notebook.rows("select sheet, row, \"column\", value, reason from rejects;") == [
        [
          .text("days"), .integer(2), .text("days[1].rides[0].time"), .text("\"soon\""),
          .text("is not a whole number from 0 to 2879"),
        ]
      ])
    #expect(try notebook.session.database.days(of: "d").map(\.label.description) == ["a", "c"])
  }
}
