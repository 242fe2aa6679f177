import CommandLanguage
import DeepQ
import DispatchLearning
import Files
import FleetModel
import SessionRecord
import Store

/// The results of trainings, kept in the user's folder of states, so that none need run twice.
///
/// A result is found by all that decides it: the statement, seed and rules, the version, the
/// floating-point kernel, the days that it reads, and its parent's weights.
struct KeptTrainings {
  /// The file of this training; nil where nothing is kept.
  private let path: String?
  private let plan: TrainingPlan
  private let files: FileGate

  /// Below so many episodes, over all seeds, a training is as quickly run as read.
  private static let fewestEpisodes = 100
  private static let mostBytes = 1 << 30

  init(_ call: CommandCall, _ plan: TrainingPlan) {
    self.plan = plan
    files = call.session.files
    let context = call.session.context
    guard let journals = context.journalFolder,
      plan.settings.episodes * plan.seeds.count >= Self.fewestEpisodes
    else {
      path = nil
      return
    }
    var hasher = SHA256()
    let parent = plan.parentCheckpoint.map { ContentHash.sha256(of: $0.encoded()).digits }
    let parts =
      [
        "carnet training 1", call.source, call.session.settingsText(for: call.statement),
        context.version, plan.settings.text, "\(plan.settings.episodes)",
        plan.fingerprint, parent ?? "none",
      ] + plan.days.map { "\($0.role.rawValue) \($0.hash)" }
    for part in parts { hasher.update("\(part.utf8.count) \(part)\n".utf8) }
    path = FilePath.folder(of: journals) + "/trainings/\(hasher.digits.prefix(40))"
  }

  /// What an earlier run came to; nil where none was kept whole.
  func run() -> TrainingPlan.Run? {
    guard let path, let bytes = try? WholeFile.read(path, upTo: Self.mostBytes),
      let seeds = TrainingArchive.seeds(of: bytes), seeds.map(\.seed) == plan.seeds
    else { return nil }
    do {
      return TrainingPlan.Run(seeds: seeds, parent: try plan.parentScores())
    } catch {
      return nil
    }
  }

  /// Keeps a result that came to its end; a folder that cannot be written costs nothing else.
  func keep(_ run: TrainingPlan.Run) {
    guard let path, !run.isStopped || plan.end != nil, run.seeds.map(\.seed) == plan.seeds else {
      return
    }
    try? files.write(TrainingArchive.bytes(of: run.seeds), to: path, replacing: true)
  }
}
