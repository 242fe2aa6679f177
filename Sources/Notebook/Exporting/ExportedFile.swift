import CommandLanguage
import SessionRecord

/// The file that a statement names in its slot FILE.
///
/// A file that holds the same already is left as it is, `replace` or not.
final class ExportedFile {
  /// The path as the statement has it, which records keep.
  let typed: String
  /// Where it is written; in a replay, in a scratch folder.
  let path: String
  private let absolute: String
  private let replaces: Bool
  private(set) var isUnchanged = false

  /// - Throws: `StoreError` where a replay has no scratch folder.
  init(call: CommandCall) throws {
    typed = call.command.string("FILE") ?? ""
    absolute = FilePath.absolute(typed, in: call.session.folder)
    path = try call.session.outputs.pathToWrite(absolute)
    replaces = call.command.has("replace")
  }

  /// Writes bytes at once.
  ///
  /// - Returns: Their hash.
  /// - Throws: `SessionRecordError` where they cannot be written.
  func write(_ bytes: [UInt8]) throws -> ContentHash {
    try write { try $0.append(bytes) }
  }

  /// Writes a draft and gives it its name, or gives it up where the file holds the same already.
  ///
  /// - Parameter body: Fills the draft.
  /// - Returns: The hash of the file.
  /// - Throws: `SessionRecordError` where it cannot be written, and what the body throws.
  func write(_ body: (DraftFile) throws -> Void) throws -> ContentHash {
    // What is exported is handed on, and so is its folder; where none can be made, the draft says so.
    try? FilePath.makeFolder(FilePath.folder(of: path))
    do {
      // Whether a file is in the way is asked again once it is known to differ.
      let draft = try DraftFile(of: path, replacing: true)
      try body(draft)
      let hash = try ContentHash.sha256(ofFile: draft.draftPath)
      isUnchanged = (try? ContentHash.sha256(ofFile: path)) == hash
      if !isUnchanged { try draft.keep(replacing: replaces) }
      return hash
    } catch var error as SessionRecordError {
      error.file = absolute
      throw error
    }
  }

  /// What was written, as a sentence.
  func sentence(_ what: String) -> String {
    "\(typed): \(isUnchanged ? "already holds " : "")\(what)"
  }
}
