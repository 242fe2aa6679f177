import CivilTime
import CommandLanguage
import FleetModel
import Planning
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("Dispatching with the solvers")
struct DispatchTests {
  private static let wednesday = "dispatch october on 2025-10-22 with"

  @Test("22 October is 4-3-3 over 79,798 m by optimal, proven at every level, and breaks no rule")
  func referenceDay() throws {
    let notebook = try NotebookHarness.october()
    let outcome = try notebook.outcome("\(Self.wednesday) optimal as best")
    #expect(NotebookHarness.talk(outcome).contains("proven: no plan under these rules is better"))
    let day = try #require(notebook.plan("best")?.days.first)
    #expect(
      day.score
        == Score(unassigned: 0, reserve: 0, gap: 1, squares: 34, lateness: 0, metres: 79_798))
    #expect(day.loads.map(\.rides).sorted() == [3, 3, 4])
    #expect(day.violations.isEmpty)
    #expect(day.proofs.map(\.level) == Score.Level.allCases)
    #expect(day.proofs.allSatisfy { $0.found == $0.bound && $0.found == day.score[$0.level] })
    #expect(
      try notebook.rows("select count(*), sum(proven) from proofs where plan = 'best';")
        == [[.integer(6), .integer(6)]])
    #expect(outcome.facts.lines.joined().contains("proven days 1"))
  }

  @Test("a budget of nothing gives a plan that is fine, and bounds that no level is below")
  func noBudget() throws {
    let notebook = try NotebookHarness.october()
    let outcome = try notebook.outcome("\(Self.wednesday) optimal budget 0 as quick")
    let day = try #require(notebook.plan("quick")?.days.first)
    #expect(day.violations.isEmpty && day.score.unassigned == 0)
    #expect(day.proofs.allSatisfy { $0.bound <= $0.found && $0.bound >= 0 })
    let open = try #require(day.proofs.first { $0.bound < $0.found })
    #expect(
      NotebookHarness.talk(outcome).contains(
        "not proven: \(open.level.rawValue) is \(open.found) and cannot be below \(open.bound); "
          + "a larger budget may prove it"))
    #expect(day.proofs.last.map { $0.bound <= 79_798 } == true)
    #expect(try notebook.plan("quick")?.conditions == "budget 0")
    let month = try notebook.outcome("dispatch october with optimal budget 0 as month")
    #expect(
      NotebookHarness.talk(month).contains {
        $0.contains("of 23 days proven optimal; not proven: 2025-10-0")
      })
  }

  /// A session over a clock that each look moves on by a hundredth of a second.
  private func stepping(in folder: TemporaryDirectory, loading file: String) throws
    -> NotebookHarness
  {
    let clock = SteppingClock(step: 0.01)
    let notebook = try NotebookHarness(folder: folder.path, seconds: { clock.read() })
    try notebook.record()
    try notebook.outcome("load \"\(NotebookHarness.repository)/datasets/\(file)\" as rides_of")
    return notebook
  }

  @Test(
    "a limit of time is recorded as the work it came to, and that makes the same plan again",
    arguments: ["optimal", "search"])
  func within(method: String) throws {
    let folder = try TemporaryDirectory()
    var budgets: Set<String> = []
    for looks in [1, 2, 4] {
      let notebook = try stepping(in: folder, loading: "week-2025-43.json")
      let day = "dispatch rides_of on 2025-10-22 with \(method)"
      let outcome = try notebook.outcome("\(day) within 0.0\(looks) seconds as cut")
      let source = try #require(outcome.source)
      let plan = try #require(try notebook.plan("cut"))
      #expect(plan.days.allSatisfy { $0.violations.isEmpty })
      if let budget = source.firstMatch(of: #/ budget (\d+) as cut$/#)?.output.1 {
        #expect(source == "\(day) budget \(budget) as cut")
        #expect(plan.conditions.hasSuffix("budget \(budget)"))
        budgets.insert(String(budget))
      } else {
        #expect(source == "\(day) as cut")
      }
      // The same work without the clock.
      try notebook.outcome(source.replacing("as cut", with: "as again"))
      #expect(try notebook.plan("again")?.days == plan.days, "\(source)")
      #expect(try notebook.plan("again")?.conditions == plan.conditions)
      let report = try notebook.replay(savedAs: "\(looks).carnet")
      #expect(report.isVerified, "\(report.lines.filter { !$0.verdict.isVerified })")
      let script = try TemporaryDirectory.text(of: folder.path + "/\(looks).carnet")
      #expect(script.contains("\n\(source)\n") && !script.contains("within"))
    }
    #expect(budgets.count > 1, "\(budgets)")
  }

  @Test(
    "over several days the limit becomes one budget under which every day is as it was",
    arguments: ["optimal", "search"])
  func withinDays(method: String) throws {
    let folder = try TemporaryDirectory()
    var cuts = 0
    for looks in [1, 3] {
      let notebook = try stepping(in: folder, loading: "week-2025-43.json")
      let outcome = try notebook.outcome(
        "dispatch rides_of with \(method) within 0.0\(looks) seconds as cut")
      let source = try #require(outcome.source)
      if source.contains(" budget ") { cuts += 1 }
      let cut = try #require(try notebook.plan("cut"))
      try notebook.outcome(source.replacing("as cut", with: "as again"))
      #expect(try notebook.plan("again")?.days == cut.days, "\(source)")
      #expect(try notebook.plan("again")?.conditions == cut.conditions, "\(source)")
    }
    #expect(cuts > 0)
  }

  @Test("the work that a day took is budget enough to plan and prove it again")
  func workSuffices() throws {
    let notebook = try NotebookHarness.october()
    let days = try notebook.session.database.dayBook(of: "october", rules: Rules()).days()
    for method in [DispatchMethod.optimal, .search] {
      for day in days.prefix(3) {
        func answer(_ budget: Int?) throws -> DayPlanner.Answer {
          var conditions = PlanConditions()
          conditions.budget = budget
          return try DayPlanner(method: method, conditions: conditions, isInterrupted: { false })
            .answer(day)
        }
        let free = try answer(nil)
        #expect(free.work != nil)
        let held = try answer(free.work)
        #expect(held.plan == free.plan && held.proofs == free.proofs, "\(method.name) \(day.label)")
        #expect(held.work == free.work && !held.isCut && !free.isCut)
      }
    }
  }

  @Test(
    "Ctrl-C stops long work and keeps nothing of it",
    arguments: [
      "dispatch week with optimal as p", "dispatch week with search as p",
      "compare greedy, optimal on week", "price of fairness of week", "explain plan g",
    ])
  func interrupted(statement: String) throws {
    let looks = Countdown()
    let notebook = try NotebookHarness(isInterrupted: { looks.isOver() })
    try notebook.outcome(
      "load \"datasets/week-2025-43.json\" as week\ndispatch week with greedy as g")
    for count in [0, 1, 4] {
      let before = try notebook.contents()
      looks.start(count)
      #expect(notebook.failure(statement)?.code == "E-stopped", "after \(count) looks")
      looks.start(.max)
      #expect(try notebook.contents() == before)
    }
  }

  @Test("a limit that is not reached leaves no budget, and no words of the clause")
  func unreached() throws {
    let notebook = try NotebookHarness.october()
    let outcome = try notebook.outcome("\(Self.wednesday) optimal within 600 seconds as best")
    #expect(outcome.source == "\(Self.wednesday) optimal as best")
    #expect(try notebook.plan("best")?.conditions == "")
  }

  @Test("only the clause itself is taken out, whatever the plan is called")
  func clauseInName() throws {
    let outcome = try NotebookHarness.october().outcome(
      "\(Self.wednesday) optimal within 600 seconds as \"x within 600 seconds\"")
    #expect(outcome.source == "\(Self.wednesday) optimal as \"x within 600 seconds\"")
  }

  @Test(
    "a driver who is taken as absent drives nothing, by any method",
    arguments: [
      "nearest", "greedy", "search", "optimal",
    ])
  func absent(method: String) throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("\(Self.wednesday) \(method) without dris, KHALID as p")
    let plan = try #require(try notebook.plan("p"))
    let day = try #require(plan.days.first)
    let drivers = Set(day.assignments.compactMap(\.driver))
    #expect(drivers.isSubset(of: ["Yannis", "Giuseppe"]))
    #expect(Set(day.loads.map(\.driver)) == ["Yannis", "Giuseppe"])
    #expect(day.violations.isEmpty)
    #expect(plan.conditions.hasPrefix("without Dris, Khalid"))
    let stored = try #require(try StoredPlan(named: "p", in: notebook.session))
    #expect(stored.days[0].dated.day.drivers.map(\.name) == ["Yannis", "Giuseppe"])
    #expect(Score(of: stored.days[0].plan, on: stored.days[0].dated.day) == day.score)
  }

  @Test(
    "a pinned ride is on its driver or on nobody, by any method",
    arguments: [
      "nearest", "greedy", "search", "optimal",
    ])
  func pinned(method: String) throws {
    let notebook = try NotebookHarness.october()
    for driver in ["Yannis", "Giuseppe", "Dris"] {
      try notebook.outcome("\(Self.wednesday) \(method) pin 155, 159 to \(driver) as p replace")
      let day = try #require(notebook.plan("p")?.days.first)
      let drivers = day.assignments.filter { [155, 159].contains($0.ride) }.map(\.driver)
      #expect(drivers.allSatisfy { $0 == driver || $0 == nil }, "\(driver)")
      if method == "optimal" { #expect(drivers == [driver, driver]) }
      #expect(day.violations.isEmpty)
    }
  }

  @Test("a ride pinned to one who is absent, or who drives on another day, is served by nobody")
  func pinnedToNobody() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("\(Self.wednesday) optimal without Dris pin 155 to Dris as p")
    let day = try #require(notebook.plan("p")?.days.first)
    #expect(day.score.unassigned == 1 && day.violations.isEmpty)
    #expect(day.assignments.first { $0.ride == 155 }?.driver == nil)

    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("one", [.init(540, 0, 4.9)], [.init("Anna")])
    days.add("two", [.init(540, 0, 4.9)], [.init("Bo")])
    let hand = try days.loaded(in: folder)
    for method in ["greedy", "search", "optimal"] {
      try hand.outcome("dispatch hand with \(method) pin 1 to Bo as p replace")
      #expect(try hand.plan("p")?.days.map(\.score.unassigned) == [1, 0], "\(method)")
      #expect(try hand.plan("p")?.days.allSatisfy { $0.violations.isEmpty } == true)
    }
  }

  @Test("rides without a place are planned on the assumption that is stated, and said so")
  func assumed() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("monday", [.init(540, 0, 4.9), .init(550, nil, 9.8), .init(700, nil, nil)])
    let notebook = try days.loaded(in: folder)
    let aside = try notebook.outcome("dispatch hand with optimal as p")
    #expect(try notebook.plan("p")?.days.map(\.unlocated) == [2])
    #expect(try notebook.plan("p")?.days.map(\.rides) == [1])
    #expect(
      NotebookHarness.talk(aside).contains(
        "2 rides without a location left out of the plan"))
    let assumed = try notebook.outcome("dispatch hand with optimal assume 25 minutes as q")
    let day = try #require(notebook.plan("q")?.days.first)
    #expect(day.rides == 3 && day.unlocated == 0 && day.score.unassigned == 0)
    #expect(day.violations.isEmpty)
    #expect(
      NotebookHarness.talk(assumed).contains(
        "2 rides without a location planned, assuming 25 minutes for each unknown trip: 2, 3"))
    // Boarding 5, the way 25, alighting 10.
    let ride = try #require(day.assignments.first { $0.ride == 2 })
    #expect(ride.start == Minutes(550) && ride.end == Minutes(590))
    let stored = try #require(try StoredPlan(named: "q", in: notebook.session))
    #expect(stored.days[0].dated.day.rules.assumedLeg == Minutes(25))
  }

  @Test("fairness rotates the larger loads: the rolling gap stays at 1 and no day is the worse")
  func fairness() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    for date in 20...24 {
      days.add("2025-10-\(date)", [.init(540, 0, 4.9), .init(700, 4.9, 0), .init(900, 0, 4.9)])
    }
    let notebook = try days.loaded(in: folder)
    try notebook.outcome(
      "dispatch hand with optimal as plain\ndispatch hand with optimal fairness 7 days as fair")
    let plain = try #require(try notebook.plan("plain"))
    let fair = try #require(try notebook.plan("fair"))
    #expect(fair.days.map(\.score) == plain.days.map(\.score))
    #expect(fair.days.allSatisfy { $0.violations.isEmpty })
    #expect(fair.conditions == "fairness 7 days")
    for (plan, gap) in [(plain, 5.0), (fair, 1.0)] {
      var rolling = RollingLoads()
      for day in plan.days { rolling.add(day) }
      let worst = plan.days.compactMap(\.label.date).compactMap { rolling.gap(on: $0, over: 7) }
        .max()
      #expect(worst == gap, "\(plan.name)")
    }
  }

  @Test("planned again, the same plan is the same, and another under its name needs `replace`")
  func again() throws {
    let notebook = try NotebookHarness.october()
    let statement = "\(Self.wednesday) search seed 3 as p"
    try notebook.outcome(statement)
    let before = try notebook.contents()
    #expect(
      NotebookHarness.talk(try notebook.outcome(statement)).first == "p already contains this plan")
    #expect(notebook.failure("\(Self.wednesday) greedy as p")?.code == "E-taken")
    #expect(
      notebook.failure("\(Self.wednesday) search seed 3 without Dris as p")?.code == "E-taken")
    #expect(try notebook.contents() == before)
  }
}
