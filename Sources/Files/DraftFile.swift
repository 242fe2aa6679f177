#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file in the making: it lies beside its place and takes the name once it is whole.
///
///     let draft = try gate.draft(of: "/home/ana/october.csv", replacing: false)
///     try draft.append(bytes)
///     try draft.keep()
///
/// What is not kept is removed with the draft, so a failure leaves nothing half-written.
public final class DraftFile {
  /// The file that was asked for, which mistakes name.
  public let path: String
  /// Where it will stand: in a replay a place in its scratch folder.
  public let place: String
  /// Where it is written until then.
  public let draftPath: String
  private let list: UnfinishedList?
  private let file: OpenFile
  private var isThere = true

  /// Begins a file; its folder is made where it is missing.
  ///
  /// - Throws: `FileError` where none can be made.
  init(
    of path: String, at place: String, for readers: FileReaders, in list: UnfinishedList?
  ) throws(FileError) {
    let draft = "\(place).\(getpid())\(Self.ending)"
    list?.add(draft)
    let created: OpenFile?
    do throws(FileError) {
      if let slash = place.lastIndex(of: "/"), slash > place.startIndex {
        try OpenFile.makeFolder(String(place[..<slash]), for: readers)
      }
      created = try OpenFile.creating(draft)
    } catch {
      list?.remove(draft)
      throw Self.told(error, of: path)
    }
    guard let created else {
      list?.remove(draft)
      throw FileError(
        .unwritable, "another draft of the file exists", file: draft, remedy: "remove it")
    }
    (self.path, self.place, draftPath, file) = (path, place, draft, created)
    self.list = list
  }

  deinit { discard() }

  static let ending = ".draft"

  /// The folder that it is written in.
  public var folder: String {
    draftPath.lastIndex(of: "/").map { String(draftPath[..<$0]) } ?? "."
  }

  /// Writes bytes behind those that stand.
  ///
  /// - Throws: `FileError` where the disk does not take them.
  public func append(_ bytes: [UInt8]) throws(FileError) {
    do throws(FileError) {
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
  /// - Throws: `FileError` where that fails; the draft is then removed.
  public func keep(replacing: Bool = true) throws(FileError) {
    defer { discard() }
    if let kind = FileKind(at: place) {
      if let refusal = kind.refusal(.unwritable, of: path) { throw refusal }
      guard replacing else { throw Self.inTheWay(path) }
    }
    do throws(FileError) {
      try file.sync()
    } catch {
      throw Self.told(error, of: path)
    }
    // What is written so is made to be handed on; only drafts and journals are for the owner's eyes.
    chmod(draftPath, 0o644)
    guard rename(draftPath, place) == 0 else {
      throw FileError(
        .unwritable, String(cString: strerror(errno)), file: path,
        remedy: "choose another folder")
    }
  }

  /// Gives the file up.
  public func discard() {
    guard isThere else { return }
    isThere = false
    file.close()
    unlink(draftPath)
    list?.remove(draftPath)
  }

  /// The error of a file that is there and was not to be written over.
  static func inTheWay(_ path: String) -> FileError {
    FileError(
      .unwritable, "the file exists already", file: path,
      remedy: "choose another name, or end the statement with `replace`", reason: .exists)
  }

  /// The error as one of the file's place: nobody asked for its draft.
  private static func told(_ error: FileError, of path: String) -> FileError {
    var error = error
    error.file = path
    error.remedy = error.remedy ?? "choose another folder, or free space on the disk"
    return error
  }
}
