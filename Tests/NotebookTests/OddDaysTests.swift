import CivilTime
import CommandLanguage
import FleetModel
import Store
import TerminalText
import Testing

@testable import Notebook

@Suite("Days that are not as days should be")
struct OddDaysTests {
  private static let methods = ["nearest", "greedy", "search", "optimal"]

  /// Every command of planning over all days of a dataset; each must do its work.
  private func exercise(_ dataset: String, _ notebook: NotebookHarness) throws {
    for method in Self.methods {
      try notebook.outcome("dispatch \(dataset) with \(method) as by_\(method)")
      let plan = try #require(try notebook.plan("by_\(method)"))
      #expect(plan.days.allSatisfy { $0.violations.isEmpty }, "\(method)")
      for statement in [
        "explain plan by_\(method)", "metrics by_\(method)", "metrics by_\(method) by date",
        "plot load of by_\(method)", "show by_\(method)", "check by_\(method)",
      ] where notebook.failure(statement) != nil {
        // What there is nothing to say of may be refused, but in words.
        #expect(notebook.failure(statement)?.code != .internalFault, "\(statement)")
        #expect(!statement.hasPrefix("explain") && !statement.hasPrefix("metrics"), "\(statement)")
      }
    }
    try notebook.outcome("price of fairness of \(dataset)")
    for shape in ["", " by method", " by pair", " by day"] {
      try notebook.outcome("compare greedy, search, by_optimal on \(dataset)\(shape)")
    }
  }

  @Test("a day on which nobody drives leaves its rides unassigned and says so")
  func nobody() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      "name,initials,kind,from\nAnna,A.A,regular,2026-01-01\n".utf8, to: "staff.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome(
      "load \"\(NotebookHarness.repository)/datasets/week-2025-43.json\" as week\n"
        + "load \"staff.csv\" replace")
    let one = try notebook.outcome("dispatch week on 2025-10-22 with optimal as one")
    #expect(
      NotebookHarness.talk(one).contains(
        "no driver is available on 2025-10-22: its rides stay unassigned"))
    let day = try #require(notebook.plan("one")?.days.first)
    #expect(day.score.unassigned == day.rides && day.loads.isEmpty && day.score.gap == 0)
    let all = try notebook.outcome("dispatch week with greedy as all_days")
    #expect(
      NotebookHarness.talk(all).contains {
        $0.hasPrefix("no driver is available on ") && $0.hasSuffix("their rides stay unassigned")
      })
    try exercise("week", notebook)
    let explained = try notebook.outcome("explain plan one")
    #expect(
      NotebookHarness.tables(explained)[""]?.column("why not lower")
        == [.text("no regular driver")])
  }

  @Test("a day file whose days have no drivers, or only reserve, is planned as far as it goes")
  func withoutRegular() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("empty", [.init(540, 0, 4.9)], [])
    days.add("reserve", [.init(540, 0, 4.9)], [.init("Cy", "emergency")])
    let notebook = try days.loaded(in: folder)
    try exercise("hand", notebook)
    let plan = try #require(try notebook.plan("by_optimal"))
    #expect(plan.days.map(\.score.unassigned) == [1, 0])
    #expect(plan.days.map(\.score.reserve) == [0, 1])
    #expect(plan.days.map(\.score.gap) == [0, 0])
    #expect(plan.days.allSatisfy { $0.proofs.allSatisfy { $0.found == $0.bound } })
  }

  @Test("identical rides are rides of their own, and those that nobody can take are unassigned")
  func identical() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("d", Array(repeating: .init(540, 0, 4.9), count: 5))
    let notebook = try days.loaded(in: folder)
    try exercise("hand", notebook)
    for method in Self.methods {
      let day = try #require(notebook.plan("by_\(method)")?.days.first)
      #expect(day.score.unassigned == 3 && day.score.gap == 0, "\(method)")
      #expect(day.assignments.count == 5)
    }
  }

  @Test("a ride that begins and ends in one place, and many at no distance, are served")
  func nowhere() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("d", (0..<4).map { .init(540 + 20 * $0, 0, 0) })
    let notebook = try days.loaded(in: folder)
    try exercise("hand", notebook)
    let day = try #require(notebook.plan("by_optimal")?.days.first)
    #expect(
      day.score
        == Score(unassigned: 0, reserve: 0, gap: 0, squares: 8, lateness: 0, metres: 0))
    let price = try notebook.outcome("price of fairness of hand")
    #expect(price.result?.column("km_percent") == [.real(0)])
  }

  @Test("rides over midnight belong to the day on which they begin")
  func midnight() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    let night = [HandMadeDays.Person("Anna", shift: (1_200, 2_880))]
    days.add("2025-12-31", [.init(1_430, 0, 4.9), .init(1_460, 4.9, 0), .init(2_860, 0, 0)], night)
    days.add("late", [.init(2_879, 0, 4.9)], night)
    let notebook = try days.loaded(in: folder)
    try exercise("hand", notebook)
    let plan = try #require(try notebook.plan("by_optimal"))
    #expect(plan.days[0].score.unassigned == 0 && plan.days[0].violations.isEmpty)
    #expect(
      plan.days[0].assignments.map(\.start) == [Minutes(1_430), Minutes(1_460), Minutes(2_860)])
    #expect(
      plan.days[0].assignments.map(\.end) == [Minutes(1_450), Minutes(1_480), Minutes(2_875)])
    // It would end after the shift.
    #expect(plan.days[1].score.unassigned == 1)
    #expect(
      try notebook.rows("select starts, ends from by_optimal where ride = 1;")
        == [[.text("23:50"), .text("24:10")]])
  }

  @Test("a day whose rides all have no place has nothing to plan, and says what was set aside")
  func unlocated() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("d", [.init(540, nil, 4.9), .init(600, nil, nil)])
    let notebook = try days.loaded(in: folder)
    try exercise("hand", notebook)
    let outcome = try notebook.outcome("dispatch hand with optimal as p")
    #expect(
      NotebookHarness.talk(outcome).contains("2 rides without a location left out of the plan"))
    let day = try #require(notebook.plan("p")?.days.first)
    #expect(day.rides == 0 && day.unlocated == 2 && day.assignments.isEmpty)
    #expect(day.loads.map(\.rides) == [0, 0])
  }

  @Test("a dataset without any ride is told so by every command")
  func noRides() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("d", [])
    try days.write(to: folder)
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"days.json\" as hand")
    for statement in [
      "dispatch hand with optimal", "compare greedy, optimal on hand", "price of fairness of hand",
    ] {
      let failure = try #require(notebook.failure(statement), "\(statement)")
      #expect(failure.code == "E-empty" && failure.headline == "hand has no rides")
      #expect(failure.remedy == "`check hand` shows why")
    }
  }

  @Test("of days whose names differ in case alone, the one that is written as asked is meant")
  func labelsInCase() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("Day", [.init(540, 0, 4.9)])
    days.add("day", [.init(540, 0, 4.9), .init(600, 0, 4.9)])
    days.add("7", [.init(540, 0, 4.9)])
    let notebook = try days.loaded(in: folder)
    for (label, rides) in [("Day", [1]), ("day", [2]), ("\"7\"", [1])] {
      try notebook.outcome("dispatch hand on \(label) with greedy as p replace")
      #expect(try notebook.plan("p")?.days.map(\.rides) == rides, "\(label)")
    }
  }

  @Test("a plan that a method made and that breaks a rule is shown as a fault of carnet's")
  func brokenMethod() throws {
    let day = PlanRecord.Day(
      label: .named("d"), rides: 2, unlocated: 0,
      score: Score(unassigned: 0, reserve: 0, gap: 0, squares: 2, lateness: 0, metres: 0),
      gapFloor: 0,
      assignments: [],
      violations: [
        PlanRecord.Broken(
          rule: .twoAtOnce, driver: "Anna", rides: [1, 2], minutes: 12, detail: "Anna is late")
      ], loads: [PlanRecord.Load(driver: "Anna", kind: .regular, rides: 2, metres: .zero)])
    var plan = PlanRecord(
      name: "p", dataset: "d", method: "greedy", rules: Rules(), days: [day])
    let shown = PlanReport(plan: plan, days: []).outcome(note: nil)
    let warnings = shown.blocks.compactMap {
      if case .warning(let sentence) = $0 { sentence.text } else { nil }
    }
    #expect(
      warnings == [
        "greedy made a plan that breaks 1 rule: this is a bug in carnet, please report it, and do "
          + "not use the plan"
      ])
    #expect(
      NotebookHarness.tables(shown)["violations"]?.rows == [
        [
          .text("d"), .text("two at once"), .text("Anna"), .text("1, 2"), .integer(12),
          .text("Anna is late"),
        ]
      ])
    plan.method = "recorded"
    let record = PlanReport(plan: plan, days: []).outcome(note: nil)
    #expect(
      NotebookHarness.talk(record).contains("this plan breaks 1 rule: it is infeasible"))
  }
}
