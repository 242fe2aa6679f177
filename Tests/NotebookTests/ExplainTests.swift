import CivilTime
import CommandLanguage
import FleetModel
import Planning
import Store
import Testing

@testable import Notebook

@Suite("Why a plan is as it is")
struct ExplainTests {
  /// Three rides about 0 km and one at 49 km: even loads cost a way of 53.9 km and nothing else.
  ///
  /// Anna has rides 1 and 2, 09:00 and 10:00; Bo ride 3 at 09:00 and 49 km, then ride 4 at 11:00,
  /// to which he drives 54 minutes from 09:25.
  private func apart(in folder: TemporaryDirectory) throws -> NotebookHarness {
    var days = HandMadeDays()
    days.add(
      "d", [.init(540, 0, 4.9), .init(600, 4.9, 0), .init(540, 49, 53.9), .init(660, 0, 4.9)])
    let notebook = try days.loaded(in: folder)
    try notebook.outcome("dispatch hand with optimal pin 1 to Anna as p")
    return notebook
  }

  @Test("the price of fairness on a day where it is known: 53.9 km more on 19.6, and no minute")
  func price() throws {
    let folder = try TemporaryDirectory()
    let outcome = try apart(in: folder).outcome("price of fairness of hand")
    #expect(
      NotebookHarness.talk(outcome) == [
        "even loads cost 53.9 km (275 %) and 0 minutes of lateness over 1 day, all proven"
      ])
    #expect(
      outcome.result?.rows == [
        [
          .text("d"), .integer(4), .integer(0), .integer(2), .integer(0), .integer(0), .integer(0),
          .real(73.5), .real(19.6), .real(53.9), .real(275), .text("yes"),
        ]
      ])
  }

  @Test("fairness that costs lateness is priced in minutes, and may then save metres")
  func priceInMinutes() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    // Anna alone would be on time for both pairs; sharing evenly sends Bo, who starts late.
    days.add(
      "d", [.init(540, 0, 4.9, back: true), .init(600, 4.9, 0, back: true)],
      [.init("Anna"), .init("Bo", shift: (615, 1_320))])
    let outcome = try days.loaded(in: folder).outcome("price of fairness of hand on d")
    let row = try #require(outcome.result).row(0)
    #expect(row["fair_gap"] == .integer(0) && row["unfair_gap"] == .integer(2))
    #expect(row["fair_late"] == .integer(15) && row["unfair_late"] == .integer(0))
    #expect(row["late_price"] == .integer(15))
    #expect(row["km_price"] == .real(0))
    #expect(row["proven"] == .text("yes"))
  }

  @Test("a ride on another driver: the change at each level, or the rule and its minutes")
  func ride() throws {
    let folder = try TemporaryDirectory()
    let notebook = try apart(in: folder)
    let fourth = try notebook.outcome("explain plan p ride 4")
    #expect(
      NotebookHarness.talk(fourth) == ["ride 4, 11:00 km 0.0 → km 4.9, d: driven by Bo"])
    let row = try #require(fourth.result).row(0)
    #expect(row["driver"] == .text("Anna") && row["verdict"] == .text("worse"))
    #expect(row["gap"] == .integer(2) && row["squares"] == .integer(2))
    #expect(row["unassigned"] == .integer(0) && row["lateness"] == .integer(0))
    #expect(row["metres"] == .integer(-53_900))
    #expect(row["detail"] == .text("gap +2, squares +2, metres -53900"))
    #expect(row["rule"] == .null && row["minutes"] == .null)
    let day = try #require(NotebookHarness.tables(fourth)["Bo's day"])
    #expect(day.column("ride") == [.integer(3), .integer(4)])
    #expect(day.column("") == [.text(""), .text(">")])
    #expect(day.column("starts") == [.text("09:00"), .text("11:00")])
    #expect(day.column("way_km") == [.real(0), .real(53.9)])

    // Bo is free at 09:20 at 53.9 km: margin 5, 49 km to 4.9, so he is there at 10:14, 14 late.
    let second = try #require(try notebook.outcome("explain plan p ride 2").result).row(0)
    #expect(second["driver"] == .text("Bo") && second["verdict"] == .text("breaks a rule"))
    #expect(second["rule"] == .text("lateness") && second["minutes"] == .integer(14))
    #expect(second["gap"] == .null)
    guard case .text(let detail)? = second["detail"] else { return }
    #expect(detail.contains("14") && detail.contains("Bo"))
  }

  @Test("what is said of a ride on every driver is what scoring the changed plan says")
  func rescored() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("dispatch october on 2025-10-22 with optimal as best")
    let stored = try #require(try StoredPlan(named: "best", in: notebook.session))
    let day = try #require(stored.days.first)
    let now = Score(of: day.plan, on: day.dated.day)
    for ride in day.dated.day.rides.map(\.id) {
      let table = try #require(try notebook.outcome("explain plan best ride \(ride)").result)
      #expect(table.rowCount == day.dated.day.drivers.count - 1)
      for index in table.rows.indices {
        let row = table.row(index)
        let driver = try #require(
          day.dated.day.drivers.first { .text($0.name) == row["driver"] })
        let places = 0...(day.plan.routes.first { $0.driver == driver.id }?.rides.count ?? 0)
        let moved = places.map { day.plan.moving(ride, to: driver.id, at: $0) }
        let fine = moved.filter { Feasibility.violations(of: $0, on: day.dated.day).isEmpty }
        if let best = fine.map({ Score(of: $0, on: day.dated.day) }).min() {
          for level in Score.Level.allCases {
            #expect(row[level.rawValue] == .integer(Int64(best[level] - now[level])))
          }
          #expect(row["rule"] == .null)
        } else {
          #expect(row["verdict"] == .text("breaks a rule") && row["rule"] != .null)
        }
      }
    }
  }

  @Test("an unassigned ride is explained too")
  func unassigned() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("d", [.init(540, 0, 4.9), .init(540, 0, 4.9)], [.init("Anna")])
    let notebook = try days.loaded(in: folder)
    try notebook.outcome("dispatch hand with optimal pin 1 to Anna as p")
    let outcome = try notebook.outcome("explain plan p ride 2")
    #expect(NotebookHarness.talk(outcome).first?.hasSuffix("d: served by nobody") == true)
    #expect(outcome.result?.column("verdict") == [.text("breaks a rule")])
  }

  @Test("the gap of a day is explained by numbers, by one driver, or by what a better plan has")
  func gaps() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("three", [.init(540, 0, 4.9), .init(700, 4.9, 0), .init(900, 0, 4.9)])
    // Bo's shift holds one ride only.
    days.add(
      "short", (0..<5).map { .init(540 + 60 * $0, 0, 4.9) },
      [.init("Anna"), .init("Bo", shift: (540, 560))])
    let notebook = try days.loaded(in: folder)
    try notebook.outcome("dispatch hand with optimal as p")
    let outcome = try notebook.outcome("explain plan p")
    let table = try #require(outcome.result)
    #expect(table.column("gap") == [.integer(1), .integer(3)])
    #expect(table.column("floor") == [.integer(1), .integer(1)])
    #expect(table.column("least") == [.integer(1), .integer(3)])
    #expect(table.column("excess") == [.integer(0), .integer(0)])
    #expect(table.column("proven") == [.text("yes"), .text("yes")])
    #expect(
      table.column("brief") == [.text("3 = 2 × 1 + 1"), .text("Bo can have at most 1")])
    try notebook.outcome("dispatch hand on short with optimal pin 4 to Anna as q")
    let one = try notebook.outcome("explain plan q on short")
    #expect(NotebookHarness.talk(one).count == 1)
    #expect(NotebookHarness.talk(one)[0].contains("Bo"))
  }

  @Test("of a plan whose drivers have been replaced nothing is said that is not so")
  func replacedDrivers() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      "name,initials,kind\nAnna,A.A,regular\nYannis,Y.L,regular\nZoe,Z.Z,regular\n".utf8,
      to: "staff.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome(
      "load \"\(NotebookHarness.repository)/datasets/week-2025-43.json\" as week\n"
        + "dispatch week on 2025-10-22 with greedy as p\nload \"staff.csv\" replace")
    for statement in ["explain plan p", "explain plan p ride 29", "metrics p"] {
      let failure = try #require(notebook.failure(statement), "\(statement)")
      #expect(failure.code == "E-drivers")
      #expect(
        failure.headline
          == "the notebook's drivers on 2025-10-22 have changed since p was planned")
      #expect(failure.remedy == "load the earlier drivers again, or `dispatch` again")
    }
    try notebook.outcome(
      "load \"\(NotebookHarness.repository)/datasets/drivers.csv\" replace\nmetrics p")
  }

  @Test("every method's plan, the office's too, is found again as it was made")
  func foundAgain() throws {
    let notebook = try NotebookHarness.october()
    for method in ["recorded", "nearest", "greedy"] {
      try notebook.outcome("dispatch october with \(method) as p replace")
      let stored = try #require(try StoredPlan(named: "p", in: notebook.session))
      #expect(stored.changedDay == nil, "\(method)")
      #expect(stored.days.count == 23)
    }
  }
}
