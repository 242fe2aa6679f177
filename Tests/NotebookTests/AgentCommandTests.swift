import CommandLanguage
import Plotting
import SessionRecord
import Store
import Terminal
import TerminalText
import Testing

@testable import Notebook

@Suite("Commands on agents")
struct AgentCommandTests {
  private func notebook(folder: String = NotebookHarness.repository) throws -> NotebookHarness {
    try StoredAgents.notebook(folder: folder)
  }

  @Test("agents lists them with lineage and scores, and says which one is active")
  func lists() throws {
    let empty = try NotebookHarness()
    #expect(NotebookHarness.talk(try empty.outcome("agents")) == ["there is no agent yet"])
    let notebook = try notebook()
    #expect(
      NotebookHarness.talk(try notebook.outcome("agents")) == ["2 agents, none active"])
    try notebook.outcome("promote agent v2")
    let outcome = try notebook.outcome("agents")
    #expect(NotebookHarness.talk(outcome) == ["2 agents, v2 is active"])
    let table = try #require(outcome.result)
    #expect(table.column("agent") == [.text("v1"), .text("v2")])
    #expect(table.column("parent") == [.null, .text("v1")])
    #expect(table.column("active") == [.integer(0), .integer(1)])
    #expect(table.column("holdout_days") == [.integer(1), .integer(1)])
    #expect(NotebookHarness.tables(outcome)[""]?.column("active") == [.text(""), .text("yes")])
  }

  @Test("show agent tells fields, lineage, days by role and scores")
  func shows() throws {
    let notebook = try notebook()
    try notebook.session.database.transaction {
      try $0.insert(
        [
          AgentScore(
            dataset: "hand", part: "holdout", method: "greedy policy", days: 4, seen: 1,
            excessGap: 0, equalDays: 100, kilometresAbove: 1.5, fallback: 25)
        ], of: "v2")
      return nil
    }
    let outcome = try notebook.outcome("show agent V2")
    let table = try #require(outcome.result)
    func field(_ name: String) -> SQLValue? {
      table.rows.first { $0[0] == .text(name) }?[1]
    }
    #expect(field("agent") == .text("v2") && field("active") == .text("no"))
    #expect(field("lineage") == .text("v1 → v2"))
    #expect(field("best_episode") == .integer(30) && field("parameters") == .integer(151))
    #expect(field("bytes") == .integer(Int64(StoredAgents.network.count)))
    let days = try #require(NotebookHarness.tables(outcome)["days of the lineage"])
    #expect(days.column("role") == [.text("training"), .text("validation"), .text("holdout")])
    #expect(days.column("days") == [.integer(1), .integer(1), .integer(1)])
    #expect(days.column("from").last == .text("2025-10-24"))
    let scores = try #require(NotebookHarness.tables(outcome)["scores"])
    #expect(scores.row(0)["seen"] == .integer(1) && scores.row(0)["km_above"] == .real(1.5))
    #expect(
      try notebook.outcome("show agent v1").result?.rows.first { $0[0] == .text("children") }?[1]
        == .text("v2"))
  }

  @Test("promote and rollback go forth and back, and a promotion of the active one is none")
  func promotes() throws {
    let notebook = try notebook()
    func talk(_ statement: String) throws -> [String] {
      NotebookHarness.talk(try notebook.outcome(statement))
    }
    #expect(notebook.failure("rollback agent")?.headline == "no agent is active")
    #expect(try talk("promote agent v1") == ["v1 is now the active agent"])
    let before = try notebook.contents()
    #expect(try talk("promote agent V1") == ["v1 is already the active agent"])
    #expect(try notebook.contents() == before)
    #expect(try talk("promote agent v2") == ["v2 is now the active agent; before, it was v1"])
    #expect(try talk("rollback agent") == ["v1 is the active agent again; before, it was v2"])
    #expect(try talk("rollback agent") == ["no agent is active now; before, it was v1"])
    #expect(try notebook.session.database.activeAgent() == nil)
  }

  @Test("the active agent is not forgotten; one with children is, and they keep its days")
  func forgets() throws {
    let notebook = try notebook()
    try notebook.outcome("promote agent v2\npromote agent v1")
    for statement in ["forget agent v1", "forget v1"] {
      let failure = try #require(notebook.failure(statement))
      #expect(failure.code == "E-active" && failure.headline == "v1 is the active agent")
      #expect(failure.remedy?.contains("`rollback agent`") == true)
      #expect(notebook.blamed(statement) == "v1")
    }
    try notebook.outcome("rollback agent")
    let outcome = try notebook.outcome("forget v1")
    #expect(
      NotebookHarness.talk(outcome)
        == ["forgot the agent v1; v2 keeps the days that it learnt from"])
    let child = try #require(try notebook.session.database.agent(named: "v2"))
    #expect(child.seenDays == ["a", "b"] && child.parent == "v1")
    #expect(
      try notebook.outcome("show agent v2").result?.rows.first { $0[0] == .text("lineage") }?[1]
        == .text("v1 (no longer there) → v2"))
    #expect(notebook.failure("promote agent v1")?.code == "E-agent")
  }

  @Test("an agent's name is taken for everything else, and other names are no agents")
  func names() throws {
    let notebook = try notebook()
    try notebook.outcome("load \"datasets/october-2025.xlsx\" as october")
    let taken = try #require(
      notebook.failure("load \"datasets/october-2025.xlsx\" as v1"))
    #expect(taken.headline == "v1 already names an agent")
    #expect(
      notebook.failure("v1 = select 1 as one;")?.headline == "v1 already names an agent")
    #expect(
      notebook.failure("promote agent october")?.headline == "october is a dataset, not an agent")
    let missing = try #require(notebook.failure("show agent v3"))
    #expect(missing.headline == "there is no agent `v3`" && missing.expected == "v1, v2")
    #expect(notebook.failure("check v1")?.headline == "v1 is an agent, not a dataset of rides")
    #expect(try notebook.rows("show v1 limit 2").count == 2)
    #expect(notebook.failure("delete from v1;")?.code == "E-refused")
  }

  @Test("Tab completes the names of agents, and offers no others where an agent is meant")
  func completes() throws {
    let notebook = try notebook()
    try notebook.outcome("load \"datasets/october-2025.xlsx\" as october")
    let completer = ShellCompleter(session: notebook.session)
    for text in ["promote agent ", "show agent ", "forget agent ", "plot curve of "] {
      let found = completer.completion(of: text, cursor: text.utf8.count).candidates.map(\.text)
      #expect(found == ["v1", "v2"], "\(text)")
    }
    let verbs = completer.completion(of: "promote a", cursor: 9).candidates.map(\.text)
    #expect(verbs == ["agent"])
    let parts = completer.completion(of: "compare greedy on october h", cursor: 27).candidates
    #expect(parts.map(\.text) == ["holdout"])
  }

  // MARK: Curves

  @Test("plot curve draws what was measured on validation days, or the measure that is named")
  func plots() throws {
    let notebook = try notebook()
    let outcome = try notebook.outcome("plot curve of v1")
    let table = try #require(outcome.result)
    #expect(table.columns.map(\.name) == ["seed", "episode", "km_above", "excess_gap"])
    #expect(table.rowCount == 10)
    let pictures = outcome.blocks.compactMap { block -> [String]? in
      if case .plot(let plot) = block {
        TextPlotRenderer(canvas: .record).lines(of: plot).map(\.text)
      } else {
        nil
      }
    }
    #expect(pictures.count == 2)
    #expect(
      pictures.first?.first
        == "v1, by episode: kilometres above the optimum on validation days, in %")
    #expect(pictures.first?.last == "mean of 2 seeds, shaded from minimum to maximum")
    let loss = try notebook.outcome("plot curve of v1 measure loss")
    #expect(loss.result?.columns.map(\.name) == ["seed", "episode", "loss"])
    #expect(loss.result?.rowCount == 8)
  }

  @Test("an agent without a curve, and a measure without values, are refused")
  func nothingToPlot() throws {
    let notebook = try NotebookHarness()
    try notebook.store(StoredAgents.record("bare"), curve: [])
    try notebook.store(
      StoredAgents.record("short"), curve: [AgentCurvePoint(seed: 1, episode: 1, reward: 2)])
    #expect(notebook.failure("plot curve of bare")?.headline == "bare has no learning curve")
    #expect(
      notebook.failure("plot curve of short measure loss")?.headline
        == "the curve of short has no such measure")
    #expect(
      try notebook.outcome("plot curve of short").result?.columns.map(\.name)
        == ["seed", "episode", "reward"])
  }

  // MARK: Sessions

  @Test("a session that takes, promotes, shows and forgets agents replays verified")
  func replays() throws {
    let folder = try TemporaryDirectory()
    let writer = try notebook(folder: folder.path)
    try writer.outcome(
      "export agent v1 to \"v1.safetensors\"\nexport agent v2 to \"v2.safetensors\"")
    let notebook = try NotebookHarness(.file(folder.path + "/n.sqlite"), folder: folder.path)
    try notebook.record()
    try notebook.outcome(
      """
      import agent first from "v1.safetensors"
      import agent second from "v2.safetensors"
      promote agent first
      promote agent second
      agents
      show agent second
      kept = show agent first
      rollback agent
      forget agent second
      export agent first to "again.safetensors"
      select agent, active from agents;
      """)
    let report = try notebook.replay(savedAs: "s.carnet")
    #expect(report.isVerified, "\(report.lines.filter { !$0.verdict.isVerified })")
    #expect(report.lines.count == 11)
    let later = try NotebookHarness(.file(folder.path + "/n.sqlite"), folder: folder.path)
    try later.record()
    try later.outcome("rollback agent\nshow agent first")
    let again = try later.replay(savedAs: "later.carnet")
    #expect(again.isVerified, "\(again.lines.filter { !$0.verdict.isVerified })")
  }
}
