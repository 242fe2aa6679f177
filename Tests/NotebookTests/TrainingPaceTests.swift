import CommandLanguage
import DispatchLearning
import FleetModel
import Store
import Synchronization
import Testing

@testable import Notebook

@Suite("A training's rate counts from its own start, whoever looks and whenever")
struct TrainingPaceTests {
  /// A clock that a test sets, and the lines of progress.
  private final class World: Sendable {
    let now = Mutex(1_000.0)
    let lines = Mutex<[String]>([])

    func seconds() -> Double { now.withLock { $0 } }
  }

  /// A session in that world, whose Ctrl-C comes with the first line of progress.
  private func notebook(in world: World) throws -> NotebookHarness {
    var context = NotebookHarness.context()
    context.seconds = { world.seconds() }
    context.progress = { line in
      if let line { world.lines.withLock { $0.append(line) } }
    }
    context.isInterrupted = { world.lines.withLock { $0.contains { $0.hasPrefix("b: ") } } }
    return NotebookHarness(session: try NotebookSession(.memory, context: context))
  }

  @Test("jobs and watch show the episodes since the start, not since the looking began")
  func fromTheStart() throws {
    let world = World()
    let notebook = try notebook(in: world)
    try notebook.outcome("load \"datasets/october-2025.xlsx\" as october")
    try notebook.outcome("train b on october episodes 90000 seeds 2 with layers 8 in background")
    let job = try #require(notebook.session.jobs.jobs.first)
    world.now.withLock { $0 += 8 }
    while (job.report?.elapsed ?? 0) < 8 { _ = job.waitForEnd(milliseconds: 5) }

    let jobs = try #require(try notebook.outcome("jobs").result)
    guard case .integer(let episode)? = jobs.column("episode").first else {
      Issue.record("no episode")
      return
    }
    let rate = Double(episode) / 8
    #expect(jobs.column("per_second") == [.real(rounded(rate, to: 10))])
    let left = Int64(((180_000 - Double(episode)) / rate).rounded(.up))
    #expect(jobs.column("seconds_left") == [.integer(left)])

    try notebook.outcome("watch b")
    let line = try #require(world.lines.withLock { $0.first { $0.hasPrefix("b: ") } })
    let words = line.split { " ,/".contains($0) }.map(String.init)
    let seen = try #require(Double(words[2]))
    let pace = seen / 8
    let shown = pace >= 10 ? "\(Int(pace))/s" : "\(rounded(pace, to: 10))/s"
    #expect(line.contains(", \(shown), "), "\(line)")
    notebook.session.jobs.abandon()
  }

  @Test("the line of progress tells of how many days the excess is stated, and never nets it")
  func excess() {
    func score(_ unassigned: Int, _ gap: Int) -> Score {
      Score(unassigned: unassigned, reserve: 0, gap: gap, squares: 9, lateness: 0, metres: 5)
    }
    func text(_ found: [Score]) -> String {
      TrainingLine.text(QualityScore(found.map { (found: $0, optimum: score(0, 3)) }))
    }
    #expect(text([score(0, 3), score(0, 4)]) == "excess gap 0.5, km +0.0 %")
    #expect(text([score(0, 4), score(1, 0)]) == "excess gap 1.0 on 1 of 2 days, no equal day")
    #expect(text([score(1, 0)]) == "no day serves as many rides as the optimum, no equal day")
  }

  @Test("a slow training shows tenths, and no rate is shown before time has passed")
  func text() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("train b on october episodes 3 with layers 8 in background")
    let job = try #require(notebook.session.jobs.jobs.first)
    while !job.waitForEnd(milliseconds: 5) {}
    let progress = try #require(job.report?.progress)
    #expect(TrainingPace(progress, elapsed: 0) == nil)
    #expect(TrainingPace(progress, elapsed: 12)?.rateText == "0.3/s")
    #expect(TrainingPace(progress, elapsed: 0.1)?.rateText == "30/s")
    #expect(TrainingPace(progress, elapsed: 12)?.leftText == "0 s left")
    let jobs = try #require(try notebook.outcome("jobs").result)
    #expect(jobs.column("per_second") == [.null])
    try notebook.outcome("wait b")
  }
}
