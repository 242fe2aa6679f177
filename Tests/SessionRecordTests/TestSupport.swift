import Files
import SessionRecord

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Journals through a gate of the test's own.
extension Journal {
  static func begin(
    in folder: String, _ begin: JournalBegin, sync: SyncPolicy = .everyLine
  ) throws(SessionRecordError) -> Journal {
    try Journal.begin(in: folder, begin, sync: sync, through: FileGate())
  }

  static func settle(
    _ path: String, decision: String = "recovered"
  ) throws(SessionRecordError) {
    try settle(path, decision: decision, through: FileGate())
  }
}

extension JournalClaim {
  convenience init?(_ path: String) throws(SessionRecordError) {
    try self.init(path, through: FileGate())
  }
}

/// Reproducible draws for the property tests (SplitMix64).
struct Draws {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(bits() % UInt64(max(1, bound))) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// A text with whatever breaks notations: quotes, marks, blanks, controls, other scripts.
  mutating func nastyText(atMost length: Int = 12) -> String {
    var text = ""
    for _ in 0..<below(length + 1) { text += pick(Self.pieces) }
    return text
  }

  private static let pieces = [
    "a", "Z", "é", "e\u{301}", "\u{301}", "0", "1", "-", "+", ".", ",", " ", "  ", "\t", "\n",
    "\r", "\r\n", "\"", "\"\"", "'", "\\", "·", "±", "≤", "≥", "(", ")", "[", "]", "{", "}", "#",
    "#=", "#x", ":", "=", ";", "/", "null", "true", "nan", "inf", "relative", "sha256:", "œ", "漢",
    "👩‍👩‍👧", "\u{0}", "\u{85}", "\u{2028}", "\u{200d}", "\u{feff}", "_", "%", "~", "|",
  ]
}

/// A new empty folder, removed with all in it when it goes.
final class ScratchFolder {
  let path: String

  init() {
    var template = Array("/tmp/session-record-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/tmp"
    }
  }

  deinit {
    if path != "/tmp" { Self.remove(path) }
  }

  private static func remove(_ path: String) {
    for name in OpenFile.names(in: path) { remove("\(path)/\(name)") }
    if rmdir(path) != 0 { unlink(path) }
  }

  /// Writes a file into the folder and gives its path.
  func write(_ bytes: [UInt8], to name: String) -> String {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = bytes.withUnsafeBytes { Self.write(descriptor, $0) }
    close(descriptor)
    return file
  }

  private static func write(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  /// The permission bits of a file in the folder.
  static func mode(of path: String) -> UInt32 {
    var status = stat()
    return stat(path, &status) == 0 ? UInt32(status.st_mode) & 0o777 : 0
  }
}
