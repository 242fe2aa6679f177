import CommandLanguage
import FleetModel
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("Sessions with plans")
struct DispatchReplayTests {
  @Test("a session of plans, explanations, measures and comparisons replays verified")
  func replays() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    let datasets = NotebookHarness.repository + "/datasets"
    try notebook.outcome(
      """
      load "\(datasets)/week-2025-43.json" as week
      set seed 7
      dispatch week on 2025-10-22 with optimal as best
      dispatch week on 2025-10-22 with search without Dris
      dispatch week with greedy fairness 7 days as fair
      dispatch week on 2025-10-22 with optimal budget 0 as open_ended
      explain plan best
      explain plan best ride 29
      metrics fair by date
      m = metrics best
      compare greedy, best on week by pair
      c = compare greedy, nearest, best on week
      price of fairness of week on 2025-10-22
      select * from proofs order by plan, date, level;
      select * from c;
      """)
    #expect(notebook.failure("dispatch week on 2025-10-22 with greedy seed 3")?.code == "E-clause")
    let report = try notebook.replay(savedAs: "s.carnet")
    #expect(report.isVerified, "\(report.lines.filter { !$0.verdict.isVerified })")
    #expect(report.lines.count == 16)
    let script = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    #expect(script.contains("dispatch week on 2025-10-22 with search without Dris as plan_1\n"))
  }

  @Test("a session over a kept notebook records the days and the budget of a plan made before it")
  func kept() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add("monday", (0..<9).map { .init(540 + 25 * $0, Double($0 % 3) * 4.9, 4.9, back: true) })
    try days.write(to: folder)
    do {
      let clock = SteppingClock(step: 0.01)
      let first = try NotebookHarness(
        .file(folder.path + "/n.sqlite"), folder: folder.path, seconds: { clock.read() })
      try first.outcome(
        "load \"days.json\" as hand\ndispatch hand with search within 0.02 seconds as p")
      #expect(try first.plan("p")?.conditions.contains("budget") == true)
    }
    let second = try NotebookHarness(.file(folder.path + "/n.sqlite"), folder: folder.path)
    try second.record()
    try second.outcome("metrics p\nexplain plan p ride 3 on monday")
    let report = try second.replay(savedAs: "s.carnet")
    #expect(report.isVerified, "\(report.lines.filter { !$0.verdict.isVerified })")
    #expect(report.lines.map(\.source).contains { $0.contains(" budget ") })
  }

  @Test("a day file and what is planned of it replay verified, from another folder too")
  func dayFile() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    days.add(
      "monday", [.init(540, 0, 4.9), .init(600, nil, 4.9)], optimum: [0, 0, 1, 1, 0, 4_900])
    days.add("2025-10-22", [.init(540, 0, 4.9), .init(560, 4.9, 0, back: true, confirmed: false)])
    try days.write(to: folder)
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    try notebook.outcome(
      """
      load "days.json" as hand
      dispatch hand with optimal assume 30 minutes pin 1 to bo as p
      compare nearest, p on hand by day
      explain plan p ride 1 on monday
      metrics p
      """)
    #expect(try notebook.replay(savedAs: "s.carnet").isVerified)
    try days.write(to: folder, as: "other.json")
    let text = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    try folder.write(
      text.replacing("assume 30 minutes", with: "assume 31 minutes").utf8, to: "t.carnet")
    let report = try SessionReplay(context: NotebookHarness.context(folder: folder.path))
      .run(folder.path + "/t.carnet", show: { _, _, _ in })
    #expect(!report.isVerified, "another assumption gave the same facts")
  }
}
