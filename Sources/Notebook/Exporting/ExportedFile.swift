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

  /// The file that the statement names.
  init(call: CommandCall) {
    self.init(call.command[ExportCommand.file] ?? "", call: call)
  }

  /// A file of a statement that writes several.
  init(_ typed: String, call: CommandCall) {
    self.typed = typed
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
    let (draft, hash) = try self.draft(body)
    try keep(draft, hash)
    return hash
  }

  /// Writes several files: drafts of all before the first one has its name.
  ///
  /// - Throws: `FileError` where one cannot be written, or something that differs is in its place.
  static func write(_ files: [(file: ExportedFile, bytes: [UInt8])]) throws {
    let drafts = try files.map { file, bytes in
      let (draft, hash) = try file.draft { try $0.append(bytes) }
      if !file.replaces, !file.holds(hash, at: draft.place) {
        try file.files.requirePlace(file.absolute, replacing: false)
      }
      return (file, draft, hash)
    }
    for (file, draft, hash) in drafts { try file.keep(draft, hash) }
  }

  private func draft(
    _ body: (DraftFile) throws -> Void
  ) throws -> (draft: DraftFile, hash: ContentHash) {
    // Whether a file is in the way is asked again once it is known to differ. What is exported is
    // handed on, and so is its folder.
    let draft = try files.draft(of: absolute, replacing: true, for: .everyone)
    try body(draft)
    return (draft, try ContentHash.sha256(ofFile: draft.draftPath))
  }

  private func keep(_ draft: DraftFile, _ hash: ContentHash) throws {
    if !holds(hash, at: draft.place) { try draft.keep(replacing: replaces) }
  }

  /// Whether a file holds what a hash is of; no file, or none that can be read, does not.
  private func holds(_ hash: ContentHash, at place: String) -> Bool {
    (try? ContentHash.sha256(ofFile: place)) == hash
  }

  /// What the file holds, as a sentence: the same whether it held that before, which a replay elsewhere
  /// cannot know.
  func sentence(_ what: Sentence) -> Sentence {
    "\(path: typed): \(what)"
  }
}
