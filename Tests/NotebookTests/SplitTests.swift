import CivilTime
import CommandLanguage
import FleetModel
import Planning
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("Splitting a dataset")
struct SplitTests {
  /// Days that differ in the time of their one ride, from 2025-10-18 on.
  private func days(_ count: Int, named name: (Int) -> String = { "2025-10-\(18 + $0)" })
    -> HandMadeDays
  {
    var days = HandMadeDays()
    for number in 0..<count { days.add(name(number), [.init(500 + number, 0, 4.9)]) }
    return days
  }

  @Test("October's days are parted, counted and told, and a day that is asked for is for training")
  func october() throws {
    let notebook = try NotebookHarness.october()
    let outcome = try notebook.outcome("split october holdout 30% training 2025-10-22 seed 7")
    #expect(
      NotebookHarness.talk(outcome) == [
        "october: 13 training, 3 validation and 7 held-out days, seed 7"
      ])
    let table = try #require(outcome.result)
    #expect(table.columns.map(\.name) == ["date", "rides", "part"])
    #expect(table.rowCount == 23)
    #expect(
      try notebook.rows("select date, part, rides from splits where date = '2025-10-22';")
        == [[.text("2025-10-22"), .text("training"), .integer(10)]])
    #expect(
      try notebook.rows("select part, count(*) from splits group by part order by part;") == [
        [.text("holdout"), .integer(7)], [.text("training"), .integer(13)],
        [.text("validation"), .integer(3)],
      ])
  }

  @Test("the session's seed is the default, and another seed makes other parts")
  func seeds() throws {
    func parts(_ statements: String) throws -> [[SQLValue]] {
      let notebook = try NotebookHarness.october()
      try notebook.outcome(statements)
      return try notebook.rows("select date, part from splits;")
    }
    let seven = try parts("split october holdout 30% seed 7")
    #expect(try parts("set seed 7\nsplit october holdout 30%") == seven)
    #expect(try parts("split october holdout 30% seed 8") != seven)
  }

  @Test("by number, by date and by name the days that are asked for are held out")
  func ways() throws {
    let folder = try TemporaryDirectory()
    let notebook = try days(8).loaded(in: folder)
    func held(_ clause: String) throws -> [String] {
      try notebook.outcome("split hand holdout \(clause) replace")
      return try notebook.rows("select date from splits where part = 'holdout';").flatMap(\.texts)
    }
    #expect(try held("3 days").count == 3)
    #expect(try held("from 2025-10-23") == ["2025-10-23", "2025-10-24", "2025-10-25"])
    #expect(try held("from 21.10.2025").count == 5)
    #expect(try held("on 2025-10-19, 2025-10-21") == ["2025-10-19", "2025-10-21"])
    #expect(try held("0.25 validation 50%").count == 2)
    #expect(
      try notebook.rows(
        "select count(*), holdout, validation from splits where part = 'validation';")
        == [[.integer(3), .text("0.25"), .real(0.5)]])
  }

  @Test("days without dates are parted too, and held out by their names")
  func named() throws {
    let folder = try TemporaryDirectory()
    let notebook = try days(4, named: { ["mon", "tue", "wed", "thu"][$0] }).loaded(in: folder)
    try notebook.outcome("split hand holdout on \"wed\"")
    #expect(
      try notebook.rows("select date from splits where part = 'holdout';") == [[.text("wed")]])
    let failure = try #require(notebook.failure("split hand holdout from 2025-10-20 replace"))
    #expect(failure.code == "E-date" && failure.expected?.contains("by name") == true)
  }

  @Test("splitting the same way again says so, and another way asks for replace")
  func again() throws {
    let folder = try TemporaryDirectory()
    let notebook = try days(8).loaded(in: folder)
    try notebook.outcome("split hand holdout 3 days seed 2")
    let before = try notebook.contents()
    #expect(
      NotebookHarness.talk(try notebook.outcome("split hand holdout 3 days seed 2"))
        == ["hand is already split this way"])
    let failure = try #require(notebook.failure("split hand holdout 2 days"))
    #expect(failure.code == "E-taken")
    #expect(failure.headline == "hand is already split: holdout 3 days")
    #expect(try notebook.contents() == before)
    try notebook.outcome("split hand holdout 2 days replace")
    #expect(try notebook.session.database.split(of: "hand")?.holdout == "2 days")
  }

  @Test("a day keeps its part in every dataset that it stands in, whatever is asked for there")
  func known() throws {
    let folder = try TemporaryDirectory()
    let notebook = try days(8).loaded(in: folder)
    try days(10).write(to: folder, as: "more.json")
    try notebook.outcome("load \"more.json\" as more\nsplit hand holdout 3 days seed 1")
    let outcome = try notebook.outcome("split more holdout on 2025-10-26, 2025-10-27 seed 9")
    #expect(
      NotebookHarness.talk(outcome).contains(
        "8 days keep their part from the split of hand, which has the same rides"))
    #expect(
      try notebook.rows(
        """
        select a.date from splits a join splits b on a.day_hash = b.day_hash
        where a.dataset = 'hand' and b.dataset = 'more' and a.part <> b.part;
        """
      ).isEmpty)
    #expect(
      try notebook.rows("select count(*) from splits where dataset = 'more' and part = 'holdout';")
        == [[.integer(5)]])
  }

  @Test("an agent that has learnt from days that are held out now is named")
  func seen() throws {
    let folder = try TemporaryDirectory()
    let notebook = try days(6).loaded(in: folder)
    let days = try notebook.session.database.dayBook(
      of: "hand", rules: notebook.session.settings.rules
    ).days()
    try notebook.store(
      StoredAgents.record(
        "v1", days: [StoredAgents.day(days[0].contentHash, "2025-10-18", .training)]))
    let outcome = try notebook.outcome("split hand holdout on 2025-10-18")
    #expect(
      NotebookHarness.talk(outcome).last
        == "v1 has learnt from 1 of the held-out days: its scores there are marked as seen")
    let other = try notebook.outcome("split hand holdout on 2025-10-19 replace")
    #expect(!NotebookHarness.talk(other).contains { $0.contains("v1") })
  }

  @Test(
    "what cannot be split is refused, with the word that is to blame",
    arguments: [
      ("split hand holdout 0%", "0%", "the share takes no day"),
      ("split hand holdout 100%", "100%", "the share takes all days"),
      ("split hand holdout 101%", "101%", "`101%` is out of range"),
      ("split hand holdout 30% validation 0%", "0%", "the share takes no day"),
      ("split hand holdout 30% validation 1", "1", "the share takes all days"),
      (
        "split hand holdout 4 days", "4",
        "holding out 4 of 5 days leaves too few to learn from"
      ),
      ("split hand holdout from 2025-01-01", "2025-01-01", "this leaves no training day of hand"),
      (
        "split hand holdout from 2026-01-01", "2026-01-01",
        "hand has no day on or after 2026-01-01"
      ),
      ("split hand holdout on 2025-11-01", "2025-11-01", "hand has no ride on 2025-11-01"),
      (
        "split hand holdout on 2025-10-19, 2025-10-22 training 2025-10-22", "2025-10-22",
        "2025-10-22 cannot be a held-out day and a training day"
      ),
      (
        "split hand holdout 30% training 2025-11-01", "2025-11-01",
        "hand has no ride on 2025-11-01"
      ),
      ("split hands holdout 30%", "hands", "there is no dataset `hands`"),
    ])
  func refused(statement: String, blamed: String, headline: String) throws {
    let folder = try TemporaryDirectory()
    let notebook = try days(5).loaded(in: folder)
    let before = try notebook.contents()
    let failure = try #require(notebook.failure(statement))
    #expect(failure.headline == headline)
    #expect(notebook.blamed(statement) == blamed)
    #expect(failure.expected != nil || failure.remedy != nil)
    #expect(try notebook.contents() == before)
  }

  @Test("a dataset of one or two days is refused, and so is a holdout that others have trained on")
  func tooFew() throws {
    let folder = try TemporaryDirectory()
    let notebook = try days(1).loaded(in: folder)
    let one = try #require(notebook.failure("split hand holdout 1 days"))
    #expect(
      one.headline
        == "hand has 1 day; a split needs one each for training, validation and hold-out")
    try days(4).write(to: folder, as: "four.json")
    try days(3).write(to: folder, as: "three.json")
    try notebook.outcome("load \"four.json\" as four\nload \"three.json\" as three")
    try notebook.outcome("split four holdout on 2025-10-21")
    let known = try #require(notebook.failure("split three holdout on 2025-10-18"))
    #expect(known.headline == "this leaves no held-out day of three")
    #expect(known.expected?.contains("four") == true)
  }

  @Test("a day that another split holds out cannot be a training day here")
  func contradictingParts() throws {
    let folder = try TemporaryDirectory()
    let notebook = try days(5).loaded(in: folder)
    try days(4).write(to: folder, as: "four.json")
    try notebook.outcome("load \"four.json\" as four\nsplit four holdout on 2025-10-21")
    let failure = try #require(
      notebook.failure("split hand holdout on 2025-10-22 training 2025-10-21"))
    #expect(
      failure.headline == "2025-10-21 is a held-out day of four, and equal days have one part")
    #expect(failure.remedy?.hasPrefix("split four again with `training 2025-10-21`") == true)
  }

  @Test("a day that is named as held out is held out, or the statement is refused")
  func twinsOfHeldDays() throws {
    let folder = try TemporaryDirectory()
    var days = HandMadeDays()
    for (number, minute) in [500, 501, 502, 503, 500].enumerated() {
      days.add("2025-10-\(18 + number)", [.init(minute, 0, 4.9)])
    }
    let notebook = try days.loaded(in: folder)
    let failure = try #require(
      notebook.failure("split hand holdout on 2025-10-18, 2025-10-19 training 2025-10-22"))
    #expect(
      failure.headline
        == "2025-10-18 cannot be held out: 2025-10-22 has the same rides and is to be a training day"
    )
  }

  @Test("days that another split has parted altogether may leave validation without any")
  func allKnown() throws {
    let folder = try TemporaryDirectory()
    let notebook = try days(8).loaded(in: folder)
    try notebook.outcome("split hand holdout 3 days seed 1")
    let trained = try notebook.rows("select date from splits where part = 'training' limit 2;")
    let held = try notebook.rows("select date from splits where part = 'holdout' limit 1;")
    var some = HandMadeDays()
    for date in (trained + held).flatMap(\.texts) {
      let day = try #require(Int(date.suffix(2)))
      some.add(date, [.init(500 + day - 18, 0, 4.9)])
    }
    try some.write(to: folder, as: "some.json")
    try notebook.outcome("load \"some.json\" as some\nsplit some holdout 1 days")
    #expect(
      try notebook.rows(
        "select part, count(*) from splits where dataset = 'some' group by part order by part;")
        == [[.text("holdout"), .integer(1)], [.text("training"), .integer(2)]])
  }

  // MARK: Choosing a part

  @Test("dispatch and compare plan the days of a part alone")
  func chosen() throws {
    let folder = try TemporaryDirectory()
    let notebook = try days(6).loaded(in: folder)
    try notebook.outcome("split hand holdout on 2025-10-19, 2025-10-21 validation 25%")
    try notebook.outcome("dispatch hand holdout with greedy as held")
    #expect(
      try notebook.plan("held")?.days.map(\.label.description) == ["2025-10-19", "2025-10-21"])
    try notebook.outcome("dispatch hand Training on 2025-10-22 with greedy as one")
    #expect(try notebook.plan("one")?.days.map(\.label.description) == ["2025-10-22"])
    let outcome = try notebook.outcome("compare nearest, greedy on hand holdout by day")
    #expect(NotebookHarness.talk(outcome).first == "hand holdout: 2 days, optimum proven for 2")
    #expect(
      outcome.result?.column("date").map { [$0].texts.joined() }
        == ["2025-10-19", "2025-10-19", "2025-10-21", "2025-10-21"])
    #expect(
      try notebook.outcome("compare nearest, greedy on hand by day").result?.rowCount == 12)
  }

  @Test("a part of a dataset that is not split, and a day of another part, are refused")
  func notChosen() throws {
    let folder = try TemporaryDirectory()
    let notebook = try days(6).loaded(in: folder)
    for statement in ["dispatch hand holdout with greedy", "compare greedy on hand holdout"] {
      let failure = try #require(notebook.failure(statement))
      #expect(failure.code == "E-split" && failure.headline == "hand is not split into parts")
      #expect(failure.remedy?.hasPrefix("`split hand holdout 30%`") == true)
      #expect(notebook.blamed(statement) == "holdout")
    }
    try notebook.outcome("split hand holdout on 2025-10-19")
    let statement = "dispatch hand holdout on 2025-10-22 with greedy"
    let failure = try #require(notebook.failure(statement))
    #expect(failure.headline == "2025-10-22 is a training day of hand")
    #expect(failure.expected == "a holdout day")
    #expect(notebook.blamed(statement) == "2025-10-22")
  }

  @Test("a recorded session with splits replays, also from a notebook that was kept")
  func replays() throws {
    let folder = try TemporaryDirectory()
    try days(8).write(to: folder)
    try days(10).write(to: folder, as: "more.json")
    let notebook = try NotebookHarness(.file(folder.path + "/n.sqlite"), folder: folder.path)
    try notebook.record()
    try notebook.outcome(
      """
      load "days.json" as hand
      load "more.json" as more
      split hand holdout 3 days
      split more holdout on 2025-10-27
      """)
    #expect(try notebook.replay(savedAs: "first.carnet").isVerified)
    let later = try NotebookHarness(.file(folder.path + "/n.sqlite"), folder: folder.path)
    try later.record()
    try later.outcome("dispatch more holdout with greedy as held")
    let report = try later.replay(savedAs: "later.carnet")
    #expect(report.isVerified)
    let script = try TemporaryDirectory.text(of: folder.path + "/later.carnet")
    // What more's parts stand on is another dataset's split, which comes along.
    for statement in ["split hand holdout 3 days", "split more holdout on 2025-10-27"] {
      #expect(script.contains(statement))
    }
  }
}
