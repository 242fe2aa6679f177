import Files
import Store

extension NotebookSession {
  /// The file that a statement reads.
  ///
  /// A relative path that leads to no file in the session's folder is looked up among the files
  /// that come with the program, so that `datasets/october-2025.xlsx` is found from any folder.
  ///
  /// - Parameter typed: The path as the statement gives it.
  /// - Returns: The absolute path, and whether it is a file of the program.
  func pathToRead(_ typed: String) -> (path: String, isBundled: Bool) {
    let own = files.pathToRead(FilePath.absolute(typed, in: folder))
    guard !typed.hasPrefix("/"), !FilePath.exists(own), let share = context.shareFolder else {
      return (own, false)
    }
    let bundled = FilePath.absolute(typed, in: share)
    // `..` leads out of it.
    guard bundled.hasPrefix(share + "/"), FilePath.exists(bundled) else { return (own, false) }
    return (bundled, true)
  }
}
