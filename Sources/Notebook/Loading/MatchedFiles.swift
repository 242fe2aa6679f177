import CommandLanguage
import Files
import SessionRecord
import TerminalText

/// The files that a pattern matches, in the order of their names' bytes.
struct MatchedFiles {
  let pattern: FilePattern
  /// What each file is called, its path below the pattern's folder, and where to read it.
  let files: [(name: String, path: String)]
  /// Files that spreadsheet programs put beside those that are open.
  let locks: [String]

  init(_ pattern: FilePattern, through gate: FileGate) {
    self.pattern = pattern
    let names = pattern.files(through: gate)
    locks = names.filter(Self.isLock)
    files = names.filter { !Self.isLock($0) }
      .map { ($0, gate.pathToRead(pattern.path(of: $0))) }
  }

  private static func isLock(_ name: String) -> Bool {
    (name.split(separator: "/").last ?? "").hasPrefix("~$")
  }

  /// Refuses a pattern that matches nothing.
  ///
  /// - Throws: `Diagnostic` with the files that there are.
  func requireFiles(_ call: CommandCall) throws {
    guard files.isEmpty else { return }
    let names = pattern.neighbours
    let typed = call.command[LoadCommand.file] ?? ""
    let last = typed.split(separator: "/").last.map(String.init) ?? typed
    let shown = names.prefix(Self.mostShown).joined(separator: ", ")
    throw call.mistake(
      .file, "no file matches \(path: typed)", at: LoadCommand.file,
      expected: names.isEmpty
        ? "a folder with files in it"
        : "names such as those there: \(shown)"
          + (names.count > Self.mostShown ? " and \(names.count - Self.mostShown) more" : ""),
      remedy: NearestNames.question(for: last, among: names))
  }

  private static let mostShown = 8

  /// What a path is called among the files; nil for another one.
  func name(ofPath path: String) -> String? { files.first { $0.path == path }?.name }
}

/// Several files by what they hold: one that is added, removed or changed makes another manifest.
struct FileManifest: Equatable {
  let files: [(name: String, hash: ContentHash)]

  init(_ files: [(name: String, hash: ContentHash)]) { self.files = files }

  /// The manifest of files as they are now.
  ///
  /// - Throws: `SessionRecordError` where one cannot be read.
  /// - Complexity: O(bytes of the files).
  init(of matched: MatchedFiles) throws {
    self.init(try matched.files.map { ($0.name, try .sha256(ofFile: $0.path)) })
  }

  /// What facts state of files, perhaps of none.
  init(_ facts: FactSet) {
    files = facts.facts.compactMap { fact in
      guard fact.key.hasPrefix(Self.prefix), case .hash(let hash) = fact.value else { return nil }
      return (String(fact.key.dropFirst(Self.prefix.count)), hash)
    }
  }

  private static let prefix = "file "

  /// The hash of all: of a line a file, its digits and its name, as `sha256sum` writes them.
  var hash: ContentHash {
    .sha256(of: files.map { "\($0.hash.digits)  \($0.name)\n" }.joined())
  }

  /// The hash of all, then that of each file.
  var facts: [Fact] {
    [Fact("file", .hash(hash))] + files.map { Fact(Self.prefix + $0.name, .hash($0.hash)) }
  }

  /// Whether a fact states what a file holds.
  static func isFact(_ key: String) -> Bool { key == "file" || key.hasPrefix(prefix) }

  /// What is other than in an earlier manifest, a clause each: `b.xlsx is new`.
  func changes(from earlier: FileManifest) -> [String] {
    let was = Dictionary(earlier.files.map { ($0.name, $0.hash) }) { first, _ in first }
    let names = Set(files.map(\.name))
    return files.compactMap { name, hash in
      guard let old = was[name] else { return "\(name) is new" }
      return old.agrees(with: hash) ? nil : "\(name) has changed"
    } + earlier.files.filter { !names.contains($0.name) }.map { "\($0.name) is gone" }
  }

  static func == (left: FileManifest, right: FileManifest) -> Bool { left.hash == right.hash }
}
