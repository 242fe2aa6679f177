import CivilTime
import FleetModel
import Store
import Testing

@Suite("Days and plans in the notebook")
struct DayRecordTests {
  private static let place = Coordinate(latitude: 46.2, longitude: 6.1)

  private func ride(_ id: Int, on day: DayLabel, located: Bool = true) -> BookedRide {
    BookedRide(
      id: id, sheet: "s", row: 40 + id, leg: 1, client: "", day: day,
      scheduled: Minutes(2_879), direction: .return, isConfirmed: false, needsWheelchair: true,
      initials: "", driver: nil,
      pickup: BookedRide.Stop(label: "é \"x\"", stated: Self.place),
      dropoff: BookedRide.Stop(
        label: "",
        resolution: located
          ? .located(
            LocatedPlace(name: "", kind: "home", coordinate: Self.place, precision: .town))
          : .unlocated(reason: "no coordinates")))
  }

  private func score(_ first: Int) -> Score {
    Score(
      unassigned: first, reserve: 1, gap: 2, squares: 3, lateness: 4, metres: 1_000_000_000_000)
  }

  private func dataset() throws -> DatasetRecord {
    let named = DayLabel.named("s2025-n7 'ö'")
    let dated = DayLabel("2025-10-22")
    return DatasetRecord(
      name: "ref", file: "days.json", sha256: "a", format: "day file", rowsRead: 3, blankRows: 0,
      rides: [ride(1, on: named), ride(2, on: dated, located: false)], rejects: [], findings: [],
      days: [
        DayRecord(
          label: named,
          drivers: [
            Driver(
              id: 0, name: "Zoé", kind: .occasional,
              shift: Shift(startMinute: 0, endMinute: 2_880), hasWheelchair: true),
            Driver(id: 1_000_000_000, name: "driver 7", kind: .emergency, hasWheelchair: false),
          ], rules: try Rules().setting("speed", to: 33.5).setting("max_rides", to: 3),
          optimum: score(0)),
        DayRecord(label: dated, drivers: [], rules: Rules(), optimum: nil),
      ])
  }

  private func plan(_ name: String) -> PlanRecord {
    let assignments = [
      PlanRecord.Assignment(
        ride: 1, driver: "Zoé", recordedDriver: nil, position: 1, start: Minutes(0),
        end: Minutes(3_000), lateness: Minutes(7), hop: Metres(0)),
      PlanRecord.Assignment(
        ride: 2, driver: nil, recordedDriver: "Bo", position: nil, start: nil, end: nil,
        lateness: nil, hop: nil),
    ]
    return PlanRecord(
      name: name, dataset: "ref", method: "optimal", rules: Rules(),
      conditions: "without \"to\", 'x' pin 1, 2 to Zoé budget 0",
      days: [
        PlanRecord.Day(
          label: .named("s2025-n7 'ö'"), rides: 1, unlocated: 0, score: score(0), gapFloor: 1,
          assignments: [assignments[0]],
          violations: [
            PlanRecord.Broken(
              rule: .twoAtOnce, driver: "Zoé", rides: [1, 12], minutes: 5, detail: "5 min, 'x'"),
            PlanRecord.Broken(
              rule: .unaccounted, driver: "", rides: [], minutes: nil, detail: "none"),
          ],
          loads: [
            PlanRecord.Load(driver: "Zoé", kind: .occasional, rides: 1, metres: Metres(12)),
            PlanRecord.Load(driver: "Anna", kind: .regular, rides: 0, metres: .zero),
          ],
          proofs: Score.Level.allCases.map {
            PlanRecord.Proof(level: $0, found: score(0)[$0], bound: 0)
          }),
        PlanRecord.Day(
          label: DayLabel("2025-10-22"), rides: 0, unlocated: 1, score: score(3), gapFloor: 0,
          assignments: [assignments[1]], violations: [], loads: []),
      ])
  }

  private func notebook() throws -> NotebookDatabase {
    let notebook = try NotebookDatabase(.memory)
    let dataset = try dataset()
    try notebook.transaction {
      try $0.insert(dataset, identity: "a")
      try $0.insert(plan("best"), identity: "b")
      return nil
    }
    return notebook
  }

  @Test("a dataset's days come back with drivers, rules and optimum as they went in")
  func days() throws {
    let notebook = try notebook()
    #expect(try notebook.days(of: "REF") == dataset().days)
    #expect(try notebook.rides(of: "ref") == dataset().rides)
    #expect(try notebook.days(of: "other").isEmpty)
  }

  @Test("a plan comes back as it went in, days, proofs and violations in their order")
  func plans() throws {
    let notebook = try notebook()
    #expect(try notebook.plan(named: "best") == plan("best"))
    #expect(try notebook.plan(named: "BEST")?.name == "best")
    #expect(try notebook.plan(named: "other") == nil)
  }

  @Test("proofs tell what is proven, day by day and level by level")
  func proofs() throws {
    #expect(
      try notebook().rows("SELECT level, found, bound, proven FROM proofs WHERE found <= 1") == [
        [.text("unassigned"), .integer(0), .integer(0), .integer(1)],
        [.text("reserve"), .integer(1), .integer(0), .integer(0)],
      ])
  }

  @Test("with a dataset go its days and its plans, with a plan its proofs, and nothing else")
  func removal() throws {
    let notebook = try notebook()
    try notebook.transaction {
      try $0.insert(plan("other"), identity: "c")
      try $0.removeObject(named: "other")
      return nil
    }
    #expect(try notebook.plan(named: "best") == plan("best"))
    #expect(try notebook.rows("SELECT count(*) FROM carnet_proof") == [[.integer(6)]])
    try notebook.transaction {
      try $0.removeObject(named: "ref")
      return nil
    }
    for table in ["plan", "plan_day", "proof", "load", "assignment", "day", "day_driver", "ride"] {
      #expect(try notebook.rows("SELECT count(*) FROM carnet_\(table)") == [[.integer(0)]])
    }
  }
}
