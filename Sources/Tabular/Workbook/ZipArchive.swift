import CZip

/// A zip archive opened for reading, which inflates no more than a bomb's worth.
///
/// Not shared between threads: each reading of a workbook opens its own.
final class ZipArchive {
  /// The most bytes that one reading may inflate in all: 1 GiB.
  static let mostInflated = 1 << 30
  /// The most bytes that one compressed byte may become in a part above `ratioFree`; workbooks
  /// of real tables stay below 50, and deflate cannot exceed 1032.
  static let mostRatio = 200
  /// Small parts may be as repetitive as they like: 16 MB.
  static let ratioFree = 16 << 20

  let source: ByteSource
  let handle: OpaquePointer
  fileprivate var inflated = 0

  init(_ source: ByteSource) throws(TabularError) {
    self.source = source
    var failure = zip_error_t()
    zip_error_init(&failure)
    defer { zip_error_fini(&failure) }
    let input =
      if let path = source.path {
        zip_source_file_create(path, 0, -1, &failure)
      } else {
        zip_source_buffer_create(
          source.memory?.baseAddress, UInt64(source.byteCount), 0, &failure)
      }
    guard let input else {
      throw Self.damaged(source, String(cString: zip_error_strerror(&failure)))
    }
    guard let handle = zip_open_from_source(input, ZIP_RDONLY, &failure) else {
      zip_source_free(input)
      throw Self.damaged(source, String(cString: zip_error_strerror(&failure)))
    }
    self.handle = handle
  }

  deinit {
    zip_discard(handle)
  }

  static func damaged(_ source: ByteSource, _ reason: String) -> TabularError {
    TabularError(
      .damaged, "is a damaged or truncated zip archive: \(reason)", file: source.name,
      remedy: "copy or export it again")
  }

  /// Whether there is an entry of that name, in whatever case.
  func contains(_ name: String) -> Bool {
    index(of: name) >= 0
  }

  /// The names of the first entries.
  func names(most: Int) -> [String] {
    let count = min(Int64(most), max(0, zip_get_num_entries(handle, 0)))
    return (0..<count).compactMap { index in
      zip_get_name(handle, UInt64(index), 0).map { String(cString: $0) }
    }
  }

  /// The number of an entry, in whatever case and however its program spells the name, or -1.
  func index(of name: String) -> Int64 {
    let exact = zip_name_locate(handle, name, 0)
    if exact >= 0 { return exact }
    let anyCase = zip_name_locate(handle, name, zip_flags_t(ZIP_FL_NOCASE))
    return anyCase >= 0 ? anyCase : plainIndices[Self.plain(name)] ?? -1
  }

  /// The entries by their plain names; of two with one name the first counts.
  ///
  /// Only asked for a name: its order shows nowhere.
  private lazy var plainIndices: [String: Int64] = {
    var indices: [String: Int64] = [:]
    for index in 0..<max(0, zip_get_num_entries(handle, 0)) {
      guard let name = zip_get_name(handle, UInt64(index), 0) else { continue }
      let plain = Self.plain(String(cString: name))
      if indices[plain] == nil { indices[plain] = index }
    }
    return indices
  }()

  /// All bytes of an entry.
  ///
  /// - Throws: `TabularError` where there is none of that name, and as `open`.
  func bytes(of name: String) throws(TabularError) -> [UInt8] {
    guard let entry = try open(name) else {
      throw Self.damaged(source, "\(name) is missing")
    }
    var bytes: [UInt8] = []
    while true {
      let piece = try entry.next()
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }

  /// A name as some programs misspell it: backslashes for slashes, a slash in front, other case.
  private static func plain(_ name: String) -> String {
    let slashed = name.lowercased().map { $0 == "\\" ? "/" : $0 }
    return String(slashed.drop { $0 == "/" })
  }

  /// Opens an entry, or nil where there is none of that name.
  ///
  /// - Parameters:
  ///   - name: from the package's root, with slashes.
  ///   - most: how many bytes it may inflate to.
  /// - Returns: the entry, at its beginning.
  /// - Throws: `TabularError` where it is encrypted, broken, or claims to be larger than allowed.
  func open(
    _ name: String, most: Int = ZipArchive.mostInflated
  ) throws(TabularError) -> ZipEntry? {
    let index = index(of: name)
    guard index >= 0 else { return nil }
    var status = zip_stat_t()
    zip_stat_init(&status)
    guard zip_stat_index(handle, UInt64(index), 0, &status) == 0 else { throw failure }
    guard status.encryption_method == UInt16(ZIP_EM_NONE) else {
      throw TabularError(
        .encrypted, "is encrypted with a password", file: source.name,
        remedy: "open it in a spreadsheet and save it without a password")
    }
    let claimed = Int(clamping: status.size)
    guard claimed <= most else { throw tooLarge(name, inflated: claimed, most: most) }
    guard let file = zip_fopen_index(handle, UInt64(index), 0) else { throw failure }
    return ZipEntry(
      archive: self, file: file, name: name,
      compressed: Int(min(status.comp_size, UInt64(source.byteCount))), claimed: claimed,
      most: most)
  }

  fileprivate func tooLarge(_ name: String, inflated: Int, most: Int) -> TabularError {
    TabularError(
      .tooLarge, "\(name) inflates to more than \(inflated >> 20) MB", file: source.name,
      expected: "at most \(most >> 20) MB, and at most \(Self.mostRatio) times its packed size",
      remedy: "export the table as csv")
  }

  fileprivate var failure: TabularError {
    Self.damaged(source, String(cString: zip_strerror(handle)))
  }
}

/// One entry of an archive, inflated piece by piece.
final class ZipEntry {
  private let archive: ZipArchive
  private let file: OpaquePointer
  private let name: String
  private let compressed: Int
  /// The inflated size that the archive claims, good for showing progress and nothing else.
  private let claimed: Int
  private let most: Int
  private var inflated = 0
  private let buffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: ZipEntry.pieceSize, alignment: 64)

  private static let pieceSize = 1 << 17

  fileprivate init(
    archive: ZipArchive, file: OpaquePointer, name: String, compressed: Int, claimed: Int, most: Int
  ) {
    self.most = most
    self.claimed = claimed
    self.archive = archive
    self.file = file
    self.name = name
    self.compressed = compressed
  }

  deinit {
    zip_fclose(file)
    buffer.deallocate()
  }

  /// The share of the entry that was inflated, as that share of the archive's bytes.
  var estimatedBytesRead: Int {
    let share = min(1, Double(inflated) / Double(max(1, claimed)))
    return Int(Double(archive.source.byteCount) * share)
  }

  /// The next piece, empty at the end; it is valid until the next call.
  ///
  /// - Throws: `TabularError` for broken data, a wrong checksum, and more bytes than allowed,
  ///   whatever the archive claims of its sizes.
  func next() throws(TabularError) -> UnsafeRawBufferPointer {
    let got = zip_fread(file, buffer.baseAddress, UInt64(buffer.count))
    guard got >= 0 else {
      let reason = String(cString: zip_file_strerror(file))
      throw ZipArchive.damaged(archive.source, "\(name): \(reason)")
    }
    inflated += Int(got)
    archive.inflated += Int(got)
    let isBomb =
      archive.inflated > ZipArchive.mostInflated || inflated > most
      || (inflated > ZipArchive.ratioFree && inflated / ZipArchive.mostRatio > compressed)
    if isBomb { throw archive.tooLarge(name, inflated: inflated, most: most) }
    return UnsafeRawBufferPointer(rebasing: buffer[..<Int(got)])
  }
}
