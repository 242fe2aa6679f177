import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("Trainings that ran before, and beginnings of trainings")
struct KeptTrainingTests {
  /// A recorded training of 100 episodes on four rides, its folder, and the world with a state.
  private static func trained() throws -> (TemporaryDirectory, NotebookContext) {
    let folder = try TemporaryDirectory()
    try folder.write(MutatedSession.sheet.utf8, to: "sheet.csv")
    let context = context(folder)
    let notebook = NotebookHarness(session: try NotebookSession(.memory, context: context))
    try notebook.record()
    try notebook.outcome(
      """
      load "sheet.csv" as fleet
      train small on fleet episodes 100 seed 3 with layers 4, warm-up 16, batch 16
      select agent, dataset from agents;
      save session as "s.carnet"
      """)
    return (folder, context)
  }

  private static func context(_ folder: TemporaryDirectory) -> NotebookContext {
    var context = NotebookHarness.context(folder: folder.path)
    context.journalFolder = folder.path + "/state/journal"
    return context
  }

  private static func verdicts(
    _ folder: TemporaryDirectory, _ context: NotebookContext, resumes: Bool = false,
    episodes: Int? = nil
  ) throws -> [String] {
    var options = ReplayOptions()
    options.resumes = resumes
    options.episodes = episodes
    let report = try SessionReplay(context: context, options: options)
      .run(folder.path + "/s.carnet", show: { _, _, _ in })
    return report.lines.map(\.verdict.word)
  }

  @Test("a kept training is resumed and never called verified; a damaged one runs again")
  func resumes() throws {
    let (folder, context) = try Self.trained()
    #expect(
      try Self.verdicts(folder, context, resumes: true) == ["verified", "resumed", "verified"])
    let name = try #require(folder.names(in: "state/trainings").first)
    let path = folder.path + "/state/trainings/" + name
    var bytes = try TemporaryDirectory.bytes(of: path)
    bytes[bytes.count / 2] ^= 1
    #expect(TrainingArchive.seeds(of: bytes) == nil)
    try folder.write(bytes, to: "state/trainings/" + name)
    #expect(
      try Self.verdicts(folder, context, resumes: true) == ["verified", "verified", "verified"])
  }

  @Test("another version finds nothing kept")
  func isKeyed() throws {
    let (folder, context) = try Self.trained()
    var other = context
    other.version = "9.9.9"
    #expect(try Self.verdicts(folder, other, resumes: true)[1] == "verified")
  }

  @Test("results of trainings read back, bit for bit")
  func archive() throws {
    let (folder, _) = try Self.trained()
    let name = try #require(folder.names(in: "state/trainings").first)
    let bytes = try TemporaryDirectory.bytes(of: folder.path + "/state/trainings/" + name)
    let seeds = try #require(TrainingArchive.seeds(of: bytes))
    #expect(TrainingArchive.bytes(of: seeds) == bytes)
    for count in [0, 10, 40, bytes.count - 1] {
      #expect(TrainingArchive.seeds(of: Array(bytes.prefix(count))) == nil)
    }
  }

  @Test("the first episodes give the recorded curve, and a curve of another training is told")
  func beginnings() throws {
    let (folder, context) = try Self.trained()
    #expect(try Self.verdicts(folder, context, episodes: 10) == ["verified", "begun", "skipped"])
    let text = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    let start = try #require(text.firstRange(of: "curve [\"0:"))
    var changed = text
    changed.replaceSubrange(
      start.upperBound...start.upperBound, with: text[start.upperBound] == "0" ? "1" : "0")
    try folder.write(changed.utf8, to: "s.carnet")
    #expect(try Self.verdicts(folder, context, episodes: 10)[1] == "diverged")
  }
}
