import SessionRecord
import Testing

@testable import Notebook

@Suite("Replay: the cause of a divergence")
struct ReplayCauseTests {
  /// Mutations of each kind.
  private static let count = 10

  @Test("of 130 planted changes every one is detected, and 95 in 100 are told rightly")
  func mutations() throws {
    let home = try TemporaryDirectory()
    let session = try MutatedSession(in: home)
    var (told, all) = (0, 0)
    var wrong: [String] = []
    for kind in ReplayMutation.Kind.allCases {
      for number in 0..<Self.count {
        let mutation = ReplayMutation(kind, number, of: session)
        let report = try Self.replay(mutation.text, mutation.files)
        all += 1
        #expect(!report.isVerified, "\(kind) \(number) is not detected")
        let causes = report.lines.filter { !$0.verdict.isVerified }.map(\.cause)
        let isTold = causes.first.flatMap { $0.map(mutation.isTold) } ?? false
        let restFollows = causes.dropFirst().allSatisfy { cause in
          if case .consequence? = cause { return true }
          return cause.map { $0.word == causes.first??.word } ?? false
        }
        if isTold && restFollows {
          told += 1
        } else {
          wrong.append("\(kind) \(number): \(causes.map { $0?.explanation ?? "none" })")
        }
      }
    }
    #expect(told * 100 >= all * 95, "\(told) of \(all) told rightly: \(wrong)")
  }

  /// Replays a session over files in a folder of its own.
  private static func replay(_ text: String, _ files: [String: String]) throws -> ReplayReport {
    let folder = try TemporaryDirectory()
    for (name, content) in files { try folder.write(content.utf8, to: name) }
    try folder.write(text.utf8, to: "s.carnet")
    return try SessionReplay(context: NotebookHarness.context(folder: folder.path))
      .run(folder.path + "/s.carnet", show: { _, _, _ in })
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
