import CivilTime
import CommandLanguage
import FleetModel
import SessionRecord
import Store
import Synchronization
import Testing

@testable import Notebook

@Suite("Training from the prompt")
struct TrainingCommandTests {
  /// Two short trainings on October, whose split is made first.
  private static let script = """
    split october holdout 30% training 2025-10-22 seed 7;
    train v1 on october days 2025-10-22 episodes 6 seed 1 with layers 8, warm-up 16, batch 16;
    finetune v1 as v2 on october episodes 4;
    """

  private func trained() throws -> NotebookHarness {
    let notebook = try NotebookHarness.october()
    for evaluation in notebook.run(Self.script) {
      #expect(evaluation.failure == nil, "\(evaluation.failure?.headline ?? "")")
    }
    return notebook
  }

  @Test("an agent has its days, settings, curve and weights; its child has the parent's too")
  func keeps() throws {
    let notebook = try trained()
    let v1 = try #require(try notebook.session.database.agent(named: "v1"))
    #expect(v1.days.filter { $0.role == .training }.map(\.label.description) == ["2025-10-22"])
    #expect(v1.days.count { $0.role == .holdout } == 7)
    #expect(v1.settings == "layers 8, batch 16, warm-up 16")
    #expect(v1.architecture.hasSuffix("-8-1"))
    #expect(!(try notebook.session.database.curve(ofAgent: "v1")).isEmpty)
    let v2 = try #require(try notebook.session.database.agent(named: "v2"))
    #expect(v2.parent == "v1")
    #expect(v2.settings == v1.settings)
    #expect(v2.days.count { $0.role == .training } == 13)
  }

  @Test("the same statement gives the same weights, in another notebook and with one thread")
  func reproduces() throws {
    func weights(_ threads: String) throws -> String? {
      let notebook = try NotebookHarness.october()
      try notebook.outcome(
        "train v1 on october days 2025-10-22 episodes 6 seed 3 \(threads)with layers 8, warm-up 16")
      return try notebook.session.database.checkpoint(ofAgent: "v1")?.sha256
    }
    let first = try weights("")
    #expect(first != nil)
    #expect(try weights("") == first)
    #expect(try weights("threads 1 ") == first)
  }

  @Test("a session with trainings, in the foreground and in the background, verifies by replay")
  func replays() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    let data = NotebookHarness.repository + "/datasets/october-2025.xlsx"
    let statements =
      ["load \"\(data)\" as october;"] + Self.script.split(separator: "\n").map(String.init) + [
        "train b on october episodes 5 with layers 8, warm-up 16 in background;", "wait b;",
        "dispatch october on 2025-10-22 with agent v2 as w;", "evaluate v2 on october holdout;",
        "promote agent v2;", "dispatch october holdout with auto as p;",
      ]
    for statement in statements {
      for evaluation in notebook.run(statement) {
        #expect(evaluation.failure == nil, "\(statement): \(evaluation.failure?.headline ?? "")")
      }
    }
    let report = try notebook.replay(savedAs: "s.carnet")
    #expect(report.isVerified, "\(report)")
  }

  @Test("of several datasets a day counts once, and what one of them holds out is learnt from none")
  func severalDatasets() throws {
    let notebook = try trained()
    let week = NotebookHarness.repository + "/datasets/week-2025-43.json"
    try notebook.outcome("load \"\(week)\" as week")
    // The week is unsplit, and 2025-10-20 is held out in October under the same rides.
    try notebook.outcome("train both on week, october episodes 4 seed 1 with layers 8, warm-up 16")
    let database = notebook.session.database
    let agent = try #require(try database.agent(named: "both"))
    #expect(agent.dataset == "week, october")
    #expect(Set(agent.days.map(\.hash)).count == agent.days.count)
    let held = Set(agent.days.filter { $0.role == .holdout }.map(\.hash))
    #expect(held.count == 7)
    let learnt = agent.days.filter { $0.role != .holdout }
    #expect(held.isDisjoint(with: learnt.map(\.hash)))
    #expect(learnt.contains { $0.dataset == "week" } && learnt.contains { $0.dataset == "october" })
    #expect(!learnt.contains { $0.label.description == "2025-10-20" })
  }

  @Test("a dataset named twice, and days named of several datasets, are refused where they stand")
  func refusesDatasets() throws {
    let notebook = try trained()
    let twice = "train x on october, October episodes 4"
    #expect(notebook.failure(twice)?.headline == "`October` is given twice")
    #expect(notebook.blamed(twice) == "October")
    let week = NotebookHarness.repository + "/datasets/week-2025-43.json"
    try notebook.outcome("load \"\(week)\" as week")
    let named = "train x on october, week days 2025-10-22 episodes 4"
    #expect(notebook.failure(named)?.headline == "days can be named for one dataset only")
    #expect(notebook.failure("train x on october, wek episodes 4")?.code == "E-dataset")
  }

  @Test(
    "Ctrl-C keeps the best so far, and the record says where it ended",
    arguments: [1, 4])
  func interrupted(asked least: Int) throws {
    // Ctrl-C once the line of progress has told of some episodes: behind one, or within the next.
    let told = Mutex(0)
    let asked = Mutex(0)
    var context = NotebookHarness.context()
    context.progress = { text in
      if text?.hasPrefix("v1: episode") == true { told.withLock { $0 += 1 } }
    }
    context.isInterrupted = {
      guard told.withLock({ $0 >= 12 }) else { return false }
      return asked.withLock {
        $0 += 1
        return $0 >= least
      }
    }
    let notebook = NotebookHarness(session: try NotebookSession(.memory, context: context))
    try notebook.outcome("load \"datasets/october-2025.xlsx\" as october")
    let evaluation = try #require(
      notebook.run("train v1 on october episodes 5000 with layers 8, warm-up 16;").first)
    #expect(evaluation.failure == nil)
    let agent = try #require(try notebook.session.database.agent(named: "v1"))
    #expect(agent.episodes == 12)
    #expect(evaluation.canonical.hasSuffix(" until \(agent.episodes)"))
    let weights = try notebook.session.database.checkpoint(ofAgent: "v1")?.sha256
    let again = try NotebookHarness.october()
    try again.outcome(evaluation.canonical)
    #expect(try again.session.database.checkpoint(ofAgent: "v1")?.sha256 == weights)
  }

  @Test("a training that would take more than 1 GB is refused with the setting that is too large")
  func largeTrainings() throws {
    let notebook = try NotebookHarness.october()
    for (settings, name) in [
      ("layers 2048-2048-2048, batch 4096", "batch"), ("replay 1000000", "replay capacity"),
      ("layers 2048-2048-2048-2048-2048-2048-2048", "layers"),
    ] {
      let failure = try #require(
        notebook.failure("train big on october episodes 2 with \(settings)"))
      #expect(failure.code == "E-setting" && failure.headline.hasPrefix("\(name) cannot be"))
      #expect(
        name == "layers" || failure.expected?.contains("at most 1000 MB of memory") == true,
        "\(failure)")
    }
  }

  @Test("a training in the background is seen by jobs and enters with wait; others go on meanwhile")
  func background() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("train b on october episodes 3 with layers 8 in background")
    #expect(notebook.failure("agents") == nil)
    #expect(try notebook.outcome("jobs").result?.column("agent") == [.text("b")])
    #expect(notebook.failure("evaluate b on october")?.remedy?.contains("wait b") == true)
    #expect(notebook.failure("train b on october")?.code == "E-taken")
    #expect(notebook.failure("wait c")?.code == "E-job")
    try notebook.outcome("wait b")
    #expect(try notebook.session.database.agent(named: "b")?.episodes == 3)
    #expect(NotebookHarness.talk(try notebook.outcome("jobs")) == ["nothing is being trained"])
  }

  @Test("what is trained meanwhile is not put over another agent, and quit says what is lost")
  func collisions() throws {
    let notebook = try NotebookHarness.october()
    _ = notebook.run("train b on october episodes 3 with layers 8 in background;")
    try notebook.store(StoredAgents.record("b"))
    #expect(notebook.failure("wait b")?.code == "E-taken")
    #expect(try notebook.session.database.agent(named: "b")?.formulation == "reassign")
    try notebook.outcome("forget agent b")
    try notebook.outcome("wait b")
    _ = notebook.run("train c on october episodes 100000 with layers 8 in background;")
    let quit = try notebook.outcome("quit")
    #expect(NotebookHarness.talk(quit).first?.contains("lost: c") == true)
    #expect(notebook.session.jobs.jobs.isEmpty)
  }

  @Test("stop ends a training in the background; the same end again gives the same weights")
  func stops() throws {
    let notebook = try NotebookHarness.october()
    let start = "train b on october episodes 100000 with layers 8 in background;"
    _ = notebook.run(start)
    let stopped = try #require(notebook.run("stop b;").first)
    #expect(stopped.failure == nil)
    #expect(stopped.canonical.hasPrefix("stop b until "))
    let weights = try notebook.session.database.checkpoint(ofAgent: "b")?.sha256
    let again = try NotebookHarness.october()
    _ = again.run(start)
    try again.outcome(stopped.canonical)
    #expect(try again.session.database.checkpoint(ofAgent: "b")?.sha256 == weights)
  }

  @Test("evaluate holds an agent against no training and none, marks seen days, and keeps scores")
  func evaluates() throws {
    let notebook = try trained()
    let outcome = try notebook.outcome("evaluate v2 on october")
    let table = try #require(outcome.result)
    #expect(
      table.column("method")
        == [
          "policy v2", "untrained v2", "agent v2", "auto agent v2", "auto untrained v2", "search",
          "greedy", "nearest",
        ].map(SQLValue.text))
    #expect(Set(table.column("seen")) == [.integer(16)])
    #expect(table.column("worse_than_greedy")[2] == .integer(0))
    let kept = try notebook.rows("select method, seen from agent_scores where agent = 'v2';")
    #expect(kept.count == 8)
    let holdout = try notebook.outcome("evaluate v2 on october holdout")
    #expect(Set(holdout.result?.column("seen") ?? []) == [.integer(0)])
  }

  @Test("dispatch with an agent tells each stage, and auto without an active agent says why")
  func dispatches() throws {
    let notebook = try trained()
    let outcome = try notebook.outcome("dispatch october on 2025-10-22 with agent v2 as w")
    let stages = try #require(NotebookHarness.tables(outcome)["stages"])
    #expect(stages.column("stage") == [.text("greedy"), .text("agent")])
    let auto = try notebook.outcome("dispatch october on 2025-10-22 with auto as a")
    let reasons = try #require(NotebookHarness.tables(auto)["stages"]).column("outcome")
    #expect(reasons.contains(.text("no agent is active; `promote agent` activates one")))
    #expect(try notebook.plan("a")?.days.first?.score.gap == 1)
  }

  @Test("a budget bounds the search of auto as it does that of search")
  func budget() throws {
    let notebook = try NotebookHarness.october()
    func plan(_ clauses: String) throws -> [Score]? {
      try notebook.outcome("dispatch october with \(clauses) as p replace")
      return try notebook.plan("p")?.days.map(\.score)
    }
    // Without an agent auto is search from greedy's plan.
    #expect(try plan("auto budget 0") == plan("search budget 0"))
    #expect(try plan("auto") == plan("search"))
  }

  @Test("an agent whose checkpoint is broken is greedy with the reason, and refused by evaluate")
  func broken() throws {
    let notebook = try NotebookHarness.october()
    try notebook.store(StoredAgents.record("v1"), file: StoredAgents.file)
    let outcome = try notebook.outcome("dispatch october on 2025-10-22 with agent v1 as w")
    try notebook.outcome("dispatch october on 2025-10-22 with greedy as g")
    let stages = try #require(NotebookHarness.tables(outcome)["stages"])
    let reason = stages.column("outcome").last
    #expect("\(reason ?? .null)".contains("does not state"))
    #expect(try notebook.plan("w")?.days.map(\.score) == notebook.plan("g")?.days.map(\.score))
    #expect(notebook.failure("evaluate v1 on october")?.code == "E-agent")
  }

  @Test(
    "what cannot be trained is refused before the work, with what would do",
    arguments: [
      ("train v1 on october episodes 0", "100000000"),
      ("train v1 on october with jiter 3", "jitter"),
      ("train v1 on october with jitter 500", "0 to 120"),
      ("train v1 on october with layers wide", "such as 64-64"),
      ("train v1 on octobre", "october"),
      ("train v1 on october days 2025-11-22", "2025-10-01"),
      ("train october on october", "another name"),
      ("train auto on october", "name"),
      ("finetune v9 as v1 on october", "agent"),
      ("dispatch october with agent v9", "agent"),
      ("compare greedy, agent v9 on october", "agent"),
    ])
  func refuses(statement: String, hint: String) throws {
    let notebook = try NotebookHarness.october()
    let failure = try #require(notebook.failure(statement))
    let text = [failure.headline, failure.expected, failure.remedy].compactMap(\.self)
      .joined(separator: " ")
    #expect(text.contains(hint), "\(text)")
    #expect(try notebook.rows("select * from agents;").isEmpty)
  }

  @Test("a held-out day is not learnt from, and an agent's name is not taken twice")
  func heldOut() throws {
    let notebook = try trained()
    let days = try notebook.rows("select date from splits where part = 'holdout';")
    guard case .text(let day)? = days.first?.first else {
      Issue.record("no day is held out")
      return
    }
    #expect(notebook.failure("train v3 on october days \(day)")?.code == "E-holdout")
    #expect(notebook.failure("train v1 on october episodes 2")?.code == "E-taken")
    #expect(
      notebook.failure("finetune v1 as v3 on october with layers 9")?.code == "E-setting")
  }
}
