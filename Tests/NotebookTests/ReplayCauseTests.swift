import SessionRecord
import Testing

@testable import Notebook

@Suite("Replay: the cause of a divergence")
struct ReplayCauseTests {
  /// Mutations of each kind.
  private static let count = 10

  @Test("of 120 planted changes every one is detected, and 97 in 100 are told rightly")
  func mutations() throws {
    let home = try TemporaryDirectory()
    let session = try MutatedSession(in: home)
    var (told, all) = (0, 0)
    var wrong: [String] = []
    for kind in ReplayMutation.Kind.allCases where kind != .unorderedSQL {
      for number in 0..<Self.count {
        let mutation = ReplayMutation(kind, number, of: session)
        let report = try Self.replay(mutation.text, mutation.files)
        all += 1
        #expect(!report.isVerified, "\(kind) \(number) is not detected")
        let diverged = report.lines.filter(\.verdict.isDivergence)
        let causes = diverged.map(\.cause)
        let isTold = diverged.first.map(mutation.isTold) ?? false
        let restFollows = causes.dropFirst().allSatisfy { cause in
          if case .consequence? = cause { return true }
          return cause.map { $0.word == causes.first??.word } ?? false
        }
        if isTold && restFollows {
          told += 1
        } else {
          wrong.append("\(kind) \(number): \(causes.map { $0?.explanation ?? "none" })")
          wrong.append("because \(diverged.first?.because ?? "")")
        }
      }
    }
    #expect(told * 100 >= all * 97, "\(told) of \(all) told rightly: \(wrong)")
  }

  /// Replays a session over files in a folder of its own.
  private static func replay(_ text: String, _ files: [String: String]) throws -> ReplayReport {
    let folder = try TemporaryDirectory()
    for (name, content) in files { try folder.write(content.utf8, to: name) }
    try folder.write(text.utf8, to: "s.carnet")
    return try SessionReplay(context: NotebookHarness.context(folder: folder.path))
      .run(folder.path + "/s.carnet", show: { _, _, _ in })
  }

  @Test("rows in another order verify where the statement leaves the order open, and it is said")
  func openOrder() throws {
    let home = try TemporaryDirectory()
    let session = try MutatedSession(in: home)
    for number in 0..<4 {
      let mutation = ReplayMutation(.unorderedSQL, number, of: session)
      let report = try Self.replay(mutation.text, mutation.files)
      #expect(report.isVerified, "\(report.summary)")
      let open = report.lines.first { $0.source.hasPrefix("select driver, km from u where") }
      #expect(open?.because.contains("in any order: the query has no `order by`") == true)
    }
  }

  @Test("untouched, the session verifies")
  func untouched() throws {
    let home = try TemporaryDirectory()
    let session = try MutatedSession(in: home)
    let report = try Self.replay(session.text, session.files)
    #expect(report.isVerified, "\(report.lines.filter { !$0.verdict.isVerified })")
    #expect(report.lines.allSatisfy { $0.cause == nil })
  }
}
