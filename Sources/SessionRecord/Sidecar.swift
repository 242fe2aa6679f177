import Files
import Tabular

/// Names a table that lies in a file of its own beside a session file.
public struct SidecarReference: Hashable, Sendable {
  /// The first 128 bits of the SHA-256 of the file's bytes, in hexadecimal digits.
  public let hash: String
  /// How many rows it holds, for readers.
  public let rows: Int

  /// Makes a reference, or nil where the hash is not 32 lower-case hexadecimal digits.
  public init?(hash: String, rows: Int) {
    guard hash.utf8.count == Self.digits,
      hash.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) })
    else { return nil }
    self.hash = hash
    self.rows = rows
  }

  fileprivate init(of bytes: [UInt8], rows: Int) {
    hash = String(ContentHash.sha256(of: bytes).digits.prefix(Self.digits))
    self.rows = rows
  }

  fileprivate static let digits = 32
  fileprivate static let ending = ".json"

  fileprivate var fileName: String { hash + Self.ending }

  /// Whether a file's name is one that a sidecar has.
  fileprivate static func isName(_ name: String) -> Bool {
    name.hasSuffix(ending)
      && SidecarReference(hash: String(name.dropLast(ending.count)), rows: 0) != nil
  }
}

/// A table on its way into a file of its own.
public struct Sidecar: Hashable, Sendable {
  public let reference: SidecarReference
  public let bytes: [UInt8]

  /// The most rows of a table that stands in the session file itself.
  public static let mostInlineRows = 100

  init(_ table: RecordedTable) {
    bytes = Array(RecordedBlock.table(table).line.utf8) + [UInt8(ascii: "\n")]
    reference = SidecarReference(of: bytes, rows: table.rows.count)
  }
}

extension RecordedBlock {
  /// The block as a session file holds it, and the table that goes into a file of its own.
  var packed: (block: RecordedBlock, sidecar: Sidecar?) {
    guard case .table(let table) = self, table.rows.count > Sidecar.mostInlineRows else {
      return (self, nil)
    }
    let sidecar = Sidecar(table)
    return (.sidecar(sidecar.reference), sidecar)
  }
}

/// The folder of a session file's larger tables: `NAME.carnet.tables` beside `NAME.carnet`.
public struct SidecarFolder: Sendable {
  public let path: String

  /// The folder of the session file at a path.
  public init(ofSession path: String) { self.path = path + ".tables" }

  /// What a reference leads to.
  public enum Reading: Hashable, Sendable {
    case table(RecordedTable)
    /// There is no such file, or something that is none.
    case missing
    /// The file has other bytes than those that were written.
    case changed
  }

  /// The most bytes of a table's file.
  static let mostBytes = 1 << 28

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - reference: What a block of the session file names.
  ///   - files: The gate, which knows what a replay wrote.
  /// - Returns: The table, or why there is none.
  /// - Complexity: O(bytes).
  public func read(_ reference: SidecarReference, through files: FileGate) -> Reading {
    let place = files.pathToRead("\(path)/\(reference.fileName)")
    // Whatever is the matter with it, there is no table to be had.
    guard let read = try? WholeFile.read(place, upTo: Self.mostBytes) else { return .missing }
    // Git may have put a carriage return before the line feed at its end; JSON holds none itself.
    let bytes = read.suffix(2) == [0x0D, 0x0A] ? read.dropLast(2) + [0x0A] : read
    guard SidecarReference(of: bytes, rows: reference.rows) == reference,
      case .table(let table) = RecordedBlock(
        line: String(decoding: bytes.dropLast(), as: UTF8.self)),
      table.rows.count == reference.rows
    else { return .changed }
    return .table(table)
  }

  /// Writes tables that are not there yet.
  ///
  /// - Throws: `FileError` where one cannot be written.
  func write(_ sidecars: [Sidecar], through files: FileGate) throws(FileError) {
    for sidecar in sidecars {
      if case .table = read(sidecar.reference, through: files) { continue }
      // Whoever may read the session file may read its tables.
      try files.write(
        sidecar.bytes, to: "\(path)/\(sidecar.reference.fileName)", replacing: true, for: .everyone)
    }
  }

  /// Removes the tables of earlier saves; no file of another name, and nothing in a replay.
  func removeAll(but kept: Set<SidecarReference>, through files: FileGate) {
    // What a link leads to is somebody else's.
    guard !files.isReplay, !OpenFile.isLink(path) else { return }
    let names = Set(kept.map(\.fileName))
    for name in OpenFile.names(in: path)
    where SidecarReference.isName(name) && !names.contains(name) {
      // One that stays is in nobody's way.
      try? files.remove("\(path)/\(name)")
    }
  }
}

extension SessionFile {
  /// The references to tables in files of their own.
  var sidecars: Set<SidecarReference> {
    Set(
      entries.flatMap(\.blocks).compactMap {
        if case .sidecar(let reference) = $0 { reference } else { nil }
      })
  }

  /// The session as its file holds it, and the tables that go into files of their own.
  ///
  /// - Complexity: O(cells).
  func packed() -> (file: SessionFile, sidecars: [Sidecar]) {
    var file = self
    var sidecars: [Sidecar] = []
    for index in file.entries.indices {
      let packed = file.entries[index].blocks.map(\.packed)
      file.entries[index].blocks = packed.map(\.block)
      sidecars += packed.compactMap(\.sidecar)
    }
    return (file, sidecars)
  }

  /// The session with its tables in place of the references to them; a reference whose file is
  /// missing or changed stays.
  ///
  /// - Parameters:
  ///   - path: Where the session file lies.
  ///   - files: The gate, which knows what a replay wrote.
  /// - Returns: The session.
  /// - Complexity: O(bytes of the tables).
  public func withTables(ofSession path: String, through files: FileGate) -> SessionFile {
    let folder = SidecarFolder(ofSession: path)
    var file = self
    for index in file.entries.indices {
      file.entries[index].blocks = file.entries[index].blocks.map { block in
        guard case .sidecar(let reference) = block,
          case .table(let table) = folder.read(reference, through: files)
        else { return block }
        return .table(table)
      }
    }
    return file
  }
}
