import FleetModel
import Store
import Testing

@testable import Notebook

@Suite("What a comparison may claim")
struct CompareEvidenceTests {
  /// Four rides whose crossed pairing costs twice a distance for either driver.
  private func crossing(_ step: Double) -> [HandMadeDays.Trip] {
    [
      .init(540, 0, step), .init(540, 2 * step, 3 * step), .init(660, step, 0),
      .init(660, 3 * step, 2 * step),
    ]
  }

  private func pins(_ days: Range<Int>) -> String {
    days.map { "\(4 * $0 + 1), \(4 * $0 + 4)" }.joined(separator: ", ")
  }

  @Test("a claim has the direction of the ranks that gave its p, not that of the days won")
  func direction() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    for number in 0..<47 { days.add("d\(number)", crossing(number < 24 ? 0.98 : 4.9)) }
    let notebook = try days.loaded(in: folder)
    // On 24 days `little` drives some 4 km more, on 23 days `much` drives some 20 km more.
    try notebook.outcome(
      "dispatch hand with optimal pin \(pins(0..<24)) to Anna as little\n"
        + "dispatch hand with optimal pin \(pins(24..<47)) to Anna as much")
    for (base, other, claim, wins) in [
      ("little", "much", "worse", 24), ("much", "little", "better", 23),
    ] {
      let table = try #require(
        try notebook.outcome("compare \(base), \(other) on hand by pair").result)
      let kilometres = table.row(3)
      #expect(kilometres["measure"] == .text("km") && kilometres["days"] == .integer(47))
      #expect(kilometres["wins"] == .integer(Int64(wins)))
      #expect(kilometres["claim"] == .text(claim), "\(base) \(other)")
      guard case .real(let mean)? = kilometres["mean_difference"],
        case .real(let low)? = kilometres["low"], case .real(let high)? = kilometres["high"]
      else {
        Issue.record("no interval of 47 days")
        return
      }
      #expect(low < mean && mean < high && (claim == "worse") == (low > 0))
    }
  }

  @Test("leaving rides wins nothing: where fewer are served no lower level is compared")
  func unserved() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    for number in 0..<7 {
      days.add(
        "d\(number)", [.init(540, 0, 4.9), .init(550, 4.9, 0, back: true)],
        [.init("Anna"), .init("Bo", shift: (360, 380))])
    }
    let notebook = try days.loaded(in: folder)
    let second = (1...7).map { "\(2 * $0)" }.joined(separator: ", ")
    try notebook.outcome(
      "dispatch hand with optimal as all_served\n"
        + "dispatch hand with nearest pin \(second) to Bo as half")
    let outcome = try notebook.outcome("compare all_served, half on hand")
    let half = try #require(outcome.result).row(1)
    #expect(half["unassigned"] == .integer(7))
    #expect(half["excess_gap"] == .null && half["excess_days"] == .integer(0))
    #expect(half["km_above"] == .null && half["at_optimum"] == .real(0))
    #expect(
      NotebookHarness.talk(outcome).contains {
        $0.hasPrefix("omitted: days on which a plan breaks a rule")
      })
    let pairs = try #require(
      try notebook.outcome("compare all_served, half on hand by pair").result)
    #expect(
      pairs.column("days") == [.integer(7), .integer(0), .integer(0), .integer(0)])
    #expect(
      pairs.column("left_out_unequal") == [.integer(0), .integer(7), .integer(7), .integer(7)])
    // What is not compared is no test either: 2 / 2⁷, by Holm with a factor of one.
    #expect(pairs.column("p_holm") == [.real(0.01563), .null, .null, .null])
    #expect(
      pairs.column("claim") == ["worse", "no days", "no days", "no days"].map { .text($0) })
    let byDay = try #require(
      try notebook.outcome("compare half on hand by day").result)
    #expect(byDay.column("excess_gap") == Array(repeating: .null, count: 7))
  }

  @Test("explain states no excess of a plan that leaves rides which others serve")
  func explained() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add(
      "d", [.init(540, 0, 4.9), .init(560, 0, 4.9)],
      [.init("Anna"), .init("Bo", shift: (360, 570))])
    let notebook = try days.loaded(in: folder)
    // The first ride goes to Anna, and Bo is off before the second ends.
    try notebook.outcome("dispatch hand with nearest as half")
    #expect(try notebook.plan("half")?.days.first?.score.unassigned == 1)
    let table = try #require(try notebook.outcome("explain plan half").result)
    #expect(table.column("excess") == [.null])
  }

  // MARK: Stated optima

  private let apart: [HandMadeDays.Trip] = [.init(540, 0, 4.9), .init(540, 9.8, 14.7)]

  @Test("a stated optimum below what is proven is reported, and plans are held against the proof")
  func tooGood() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("right", apart, optimum: [0, 0, 0, 2, 0, 9_800])
    days.add("wrong", apart, optimum: [0, 0, 0, 2, 0, 9_799])
    let notebook = try days.loaded(in: folder)
    let outcome = try notebook.outcome("compare greedy, optimal on hand")
    let talk = NotebookHarness.talk(outcome)
    #expect(talk.first == "hand: 2 days, optimum stated for 1 and proven for 1")
    #expect(
      talk.contains(
        "1 stated optimum contradicted by the proof here; the proven optimum is "
          + "used instead; wrong states 9799 metres at level metres, but the proven minimum is 9800"
      ))
    #expect(outcome.result?.column("at_optimum").dropFirst().first == .real(100))
    #expect(outcome.result?.column("below_optimum") == Array(repeating: .integer(0), count: 3))
    let check = try #require(try notebook.outcome("check hand").result)
    #expect(check.column("finding") == [.text("wrong optimum")])
    #expect(check.column("sheet") == [.text("wrong")])
  }

  @Test("a stated optimum that a simple plan does better than is left out at once")
  func beaten() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("d", apart, optimum: [0, 0, 0, 2, 0, 9_801])
    try days.write(to: folder)
    let notebook = try NotebookHarness(folder: folder.path)
    let outcome = try notebook.outcome("load \"days.json\" as hand")
    #expect(
      NotebookHarness.talk(outcome).last
        == "1 stated optimum contradicted and left out, first on d: states 9801 metres at level "
        + "metres, but a plan needs only 9800")
    #expect(
      NotebookHarness.talk(try notebook.outcome("compare optimal on hand")).first
        == "hand: 1 day, optimum proven for 1")
  }

  @Test(
    "an optimum is taken for one only where its status does not deny it, and its day is kept",
    arguments: [
      ("\"status\": \"optimal\"", true, nil), ("\"status\": null", true, nil),
      ("\"status\": \"feasible\"", false, "unproven optimum"),
      ("\"status\": \"not proven at gap: FEASIBLE\"", false, "unproven optimum"),
      ("\"gap\": null", false, "unreadable optimum"), ("\"gap\": -1", false, "unreadable optimum"),
      ("\"routes\": [1]", false, "unreadable optimum"),
    ])
  func status(member: String, isTaken: Bool, finding: String?) throws {
    let folder = try TemporaryDirectory()
    let gap = member.hasPrefix("\"gap\"") ? "" : "\"gap\": 0, "
    try folder.write(
      """
      {"days": [{"id": "d", "rides": [{"id": 1, "time": 540, "direction": "outbound",
        "pickup": [46.2, 6.1], "dropoff": [46.3, 6.1]}], "drivers": [{"id": 4, "kind": "regular"}],
        "optimum": {"unassigned": 0, "reserve": 0, \(gap)"squares": 1, "latenessMin": 0,
        "metres": 11120, \(member)}}]}
      """.utf8, to: "d.json")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"d.json\" as d")
    #expect(
      NotebookHarness.talk(try notebook.outcome("compare optimal on d")).first
        == "d: 1 day, optimum \(isTaken ? "stated" : "proven") for 1")
    let found = try #require(try notebook.outcome("check d").result).column("finding")
    #expect(found == (finding.map { [.text($0)] } ?? []))
  }

  @Test("members and rules that nothing takes are reported by name and count, and days are kept")
  func unknownMembers() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      """
      {"days": [{"id": "d", "rules": {"cleaningMin": 20}, "rides": [{"id": 1, "time": 540,
        "direction": "outbound", "pickup": [46.2, 6.1], "dropoff": [46.3, 6.1],
        "infectious": true}], "drivers": [
        {"id": 4, "kind": "regular", "home": [46.2, 6.1]},
        {"id": 5, "kind": "regular", "home": [46.2, 6.1]}],
        "optimum": {"unassigned": 0, "reserve": 0, "gap": 1, "squares": 1, "latenessMin": 0,
        "metres": 11120}}]}
      """.utf8, to: "d.json")
    let notebook = try NotebookHarness(folder: folder.path)
    let talk = NotebookHarness.talk(try notebook.outcome("load \"d.json\" as d"))
    #expect(talk.first?.contains("1 ride on 1 day from 1 listed day, 0 rejected") == true)
    #expect(
      talk.last
        == "unknown names in the file, ignored: `infectious` (rides, 1), `home` (drivers, 2)")
    #expect(talk.contains { $0.hasPrefix("1 unknown rule, first on d: days[0].rules.cleaningMin") })
    let check = try #require(try notebook.outcome("check d").result)
    #expect(
      check.column("finding")
        == ["unknown rule", "unknown member", "unknown member"].map { .text($0) })
    #expect(try notebook.session.database.days(of: "d").map(\.optimum) == [nil])
  }
}
