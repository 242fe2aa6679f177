import Glibc
import Store
import Terminal

/// Where the statements of a session write.
///
/// A replay writes to a scratch folder only, which goes with its session; what it wrote there it
/// reads again where a later statement names the file.
final class OutputPaths {
  private let isReplay: Bool
  private var scratch: String?
  /// Files of the scratch folder by the path that statements give them.
  private var stands: [String: String] = [:]

  init(isReplay: Bool) { self.isReplay = isReplay }

  deinit {
    for path in stands.values {
      unlink(path)
      rmdir(FilePath.folder(of: path))
    }
    if let scratch { rmdir(scratch) }
  }

  /// The path to write, for a path that a statement gives; both are absolute.
  ///
  /// - Throws: `StoreError` where no scratch folder can be made.
  func pathToWrite(_ path: String) throws -> String {
    guard isReplay else { return path }
    if let stand = stands[path] { return stand }
    // A folder a file keeps its name, which tells its format.
    let folder = try scratchFolder() + "/\(stands.count + 1)"
    try FilePath.makeFolder(folder)
    let name = path.split(separator: "/").last.map(String.init) ?? "file"
    stands[path] = "\(folder)/\(name)"
    return "\(folder)/\(name)"
  }

  /// The path to read: what this replay wrote, else the file itself.
  func pathToRead(_ path: String) -> String { stands[path] ?? path }

  private func scratchFolder() throws -> String {
    if let scratch { return scratch }
    let parent = environmentVariable("TMPDIR") ?? "/tmp"
    var template = Array("\(parent)/carnet-replay-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw StoreError.cannotOpen(path: parent, reason: String(cString: strerror(errno)))
    }
    let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    scratch = made
    return made
  }
}
