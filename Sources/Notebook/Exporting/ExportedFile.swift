import CommandLanguage
import Files
import SessionRecord
import TerminalText

/// The file that a statement names in its slot FILE.
///
/// A file that holds the same already is left as it is, `replace` or not.
struct ExportedFile {
  /// The path as the statement has it, which records keep.
  let typed: String
  private let absolute: String
  private let files: FileGate
  private let replaces: Bool

  init(call: CommandCall) {
    typed = call.command[ExportCommand.file] ?? ""
    absolute = FilePath.absolute(typed, in: call.session.folder)
    files = call.session.files
    replaces = call.command.has(ExportCommand.replace)
  }

  /// Writes bytes at once.
  ///
  /// - Returns: Their hash.
  /// - Throws: `FileError` where they cannot be written.
  func write(_ bytes: [UInt8]) throws -> ContentHash {
    try write { try $0.append(bytes) }
  }

  /// Writes a draft and gives it its name, or gives it up where the file holds the same already.
  ///
  /// - Parameter body: Fills the draft.
  /// - Returns: The hash of the file.
  /// - Throws: `FileError` where it cannot be written, and what the body throws.
  func write(_ body: (DraftFile) throws -> Void) throws -> ContentHash {
    // Whether a file is in the way is asked again once it is known to differ. What is exported is
    // handed on, and so is its folder.
    let draft = try files.draft(of: absolute, replacing: true, for: .everyone)
    try body(draft)
    let hash = try ContentHash.sha256(ofFile: draft.draftPath)
    // No file there, or none that can be read, is another one.
    let former = try? ContentHash.sha256(ofFile: draft.place)
    if former != hash { try draft.keep(replacing: replaces) }
    return hash
  }

  /// What the file holds, as a sentence: the same whether it held that before, which a replay elsewhere
  /// cannot know.
  func sentence(_ what: Sentence) -> Sentence {
    "\(path: typed): \(what)"
  }
}
