import Foundation

/// A folder laid out like the checkout's root, in which transcripts run and may write.
final class ScratchFolder {
  let path: String

  /// Makes the folder: the data sets by a link, because transcripts only read them, and a copy of
  /// the sessions.
  init() throws {
    let files = FileManager.default
    path =
      files.temporaryDirectory.path(percentEncoded: false)
      + "/carnet-docs-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)"
    try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    try files.createSymbolicLink(
      atPath: path + "/datasets", withDestinationPath: ProjectFolder.path + "/datasets")
    try files.copyItem(atPath: ProjectFolder.path + "/sessions/.", toPath: path + "/sessions")
  }

  deinit {
    // Nothing depends on it: what stays behind stays in the folder for temporary files.
    try? FileManager.default.removeItem(atPath: path)
  }
}
