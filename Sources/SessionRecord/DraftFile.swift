#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file in the making: it lies beside its place and takes the name once it is whole.
///
///     let draft = try DraftFile(of: "/home/ana/october.csv", replacing: false)
///     try draft.append(bytes)
///     try draft.keep()
///
/// What is not kept is removed with the draft, so a failure leaves nothing half-written.
public final class DraftFile {
  /// Where the file will stand.
  public let path: String
  /// Where it is written until then.
  public let draftPath: String
  private let file: PosixFile
  private var isThere = true

  /// Begins a file; its folder is made where it is missing.
  ///
  /// - Parameters:
  ///   - path: Where it will stand.
  ///   - replacing: Whether a file of that name may be written over.
  /// - Throws: `SessionRecordError` where a file is there already, where what is there is no
  ///   ordinary file, and where none can be made.
  public init(of path: String, replacing: Bool) throws(SessionRecordError) {
    try Self.requirePlace(path, replacing: replacing)
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try PosixFile.makeFolder(String(path[..<slash]))
    }
    let draft = "\(path).\(getpid()).draft"
    let created: PosixFile?
    do throws(SessionRecordError) {
      created = try PosixFile.creating(draft)
    } catch {
      throw Self.told(error, of: path)
    }
    guard let created else {
      throw SessionRecordError(
        .unwritableFile, "a draft of the file is in the way", file: draft, remedy: "remove it")
    }
    (self.path, draftPath, file) = (path, draft, created)
  }

  deinit { discard() }

  /// Refuses a place that has a file already, or something that is none.
  ///
  /// - Throws: `SessionRecordError` that names the file.
  public static func requirePlace(
    _ path: String, replacing: Bool
  ) throws(SessionRecordError) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SessionRecordError(
        .unwritableFile, "is a folder or a device, not a file", file: path, remedy: "name a file")
    }
    guard replacing else {
      throw SessionRecordError(
        .unwritableFile, "the file exists already", file: path,
        remedy: "choose another name, or end the statement with `replace`")
    }
  }

  /// Writes bytes behind those that stand.
  ///
  /// - Throws: `SessionRecordError` where the disk does not take them.
  public func append(_ bytes: [UInt8]) throws(SessionRecordError) {
    do throws(SessionRecordError) {
      try file.append(bytes)
    } catch {
      throw Self.told(error, of: path)
    }
  }

  /// How many bytes the draft holds, whoever wrote them.
  public var byteCount: Int { file.size }

  /// Syncs the file to the disk and gives it its name.
  ///
  /// - Parameter replacing: Whether a file that has come to stand there may be written over.
  /// - Throws: `SessionRecordError` where that fails; the draft is then removed.
  public func keep(replacing: Bool = true) throws(SessionRecordError) {
    defer { discard() }
    if !replacing { try Self.requirePlace(path, replacing: false) }
    do throws(SessionRecordError) {
      try file.sync()
    } catch {
      throw Self.told(error, of: path)
    }
    // What is written so is made to be handed on; only drafts and journals are for the owner's eyes.
    chmod(draftPath, 0o644)
    guard rename(draftPath, path) == 0 else {
      throw SessionRecordError(
        .unwritableFile, String(cString: strerror(errno)), file: path,
        remedy: "choose another folder")
    }
  }

  /// Gives the file up.
  public func discard() {
    guard isThere else { return }
    isThere = false
    file.close()
    unlink(draftPath)
  }

  /// The error as one of the file's place: nobody asked for its draft.
  private static func told(_ error: SessionRecordError, of path: String) -> SessionRecordError {
    var error = error
    error.file = path
    error.remedy = error.remedy ?? "choose another folder, or make room on the disk"
    return error
  }
}
