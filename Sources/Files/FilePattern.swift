/// A path with marks that stand for parts of names: `rides/2025-*.xlsx`.
///
/// `*` is any text, `?` one character, `[a-c]` one of some and `[!a-c]` one of the others; none of them
/// matches a `/`, or the dot that a hidden name begins with.
///
///     FilePattern("/data/2025-*.xlsx")?.files(through: gate)   // ["2025-01.xlsx", "2025-02.xlsx"]
public struct FilePattern: Sendable {
  /// The folder above the first part that has a mark, absolute.
  public let folder: String
  /// The parts below it.
  private let parts: [Substring]

  /// Reads an absolute path; nil where no part of it has a mark.
  public init?(_ path: String) {
    let all = path.split(separator: "/")
    guard let first = all.firstIndex(where: Self.hasMark) else { return nil }
    folder = "/" + all[..<first].joined(separator: "/")
    parts = Array(all[first...])
  }

  /// A pattern of names in one folder, whose own path has no marks whatever it holds.
  public init(folder: String, names: String) {
    self.folder = folder
    parts = [names[...]]
  }

  private static func hasMark(_ part: Substring) -> Bool {
    part.contains { $0 == "*" || $0 == "?" || $0 == "[" }
  }

  /// The files that match, by their paths below ``folder``, ordered by their bytes; folders are none.
  ///
  /// - Parameter gate: Knows what a replay wrote, which counts as if it stood there.
  /// - Returns: The paths, none where nothing matches.
  /// - Complexity: O(names in the folders that match).
  public func files(through gate: FileGate) -> [String] {
    var found = Set(matches(parts[...], in: folder).filter { FileKind(at: path(of: $0)) == .file })
    let base = PlacePath(folder).text
    for place in gate.writtenPlaces where place.hasPrefix(base + "/") {
      let below = String(decoding: place.utf8.dropFirst(base.utf8.count + 1), as: UTF8.self)
      let pieces = below.split(separator: "/")
      if pieces.count == parts.count, zip(pieces, parts).allSatisfy({ Self.matches($0, $1) }) {
        found.insert(below)
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The absolute path of a match.
  public func path(of name: String) -> String { (folder == "/" ? "" : folder) + "/" + name }

  /// The names in the folder, for whoever looks for what was meant.
  public var neighbours: [String] { OpenFile.names(in: folder).filter { !$0.hasPrefix(".") } }

  private func matches(_ parts: ArraySlice<Substring>, in folder: String) -> [String] {
    guard let part = parts.first else { return [] }
    let names = OpenFile.names(in: folder).filter { Self.matches($0[...], part) }
    let rest = parts.dropFirst()
    guard !rest.isEmpty else { return names }
    return names.flatMap { name in
      matches(rest, in: folder + "/" + name).map { name + "/" + $0 }
    }
  }

  // MARK: One name

  /// Whether a name is one that a part of a pattern stands for.
  ///
  /// - Complexity: O(name × part).
  static func matches(_ name: Substring, _ part: Substring) -> Bool {
    if name.first == ".", part.first != "." { return false }
    let (name, part) = (Array(name.unicodeScalars), Array(part.unicodeScalars))
    var (at, mark) = (0, 0)
    // Where the last `*` stands, and how much of the name it takes.
    var star: (mark: Int, at: Int)?
    while at < name.count {
      if mark < part.count, part[mark] == "*" {
        star = (mark, at)
        mark += 1
      } else if let next = next(name[at], part, mark) {
        (at, mark) = (at + 1, next)
      } else if let last = star {
        star = (last.mark, last.at + 1)
        (at, mark) = (last.at + 1, last.mark + 1)
      } else {
        return false
      }
    }
    return part[mark...].allSatisfy { $0 == "*" }
  }

  /// Where the part goes on behind what one scalar matches; nil where it matches nothing.
  private static func next(
    _ scalar: Unicode.Scalar, _ part: [Unicode.Scalar], _ mark: Int
  ) -> Int? {
    guard mark < part.count else { return nil }
    if part[mark] == "?" { return mark + 1 }
    if part[mark] == "[", let end = part[(mark + 1)...].dropFirst().firstIndex(of: "]") {
      let isOther = part[mark + 1] == "!" && end > mark + 2
      let set = part[(mark + (isOther ? 2 : 1))..<end]
      return contains(scalar, set) != isOther ? end + 1 : nil
    }
    return part[mark] == scalar ? mark + 1 : nil
  }

  private static func contains(_ scalar: Unicode.Scalar, _ set: ArraySlice<Unicode.Scalar>) -> Bool
  {
    var rest = set
    while let first = rest.first {
      if rest.count > 2, rest[rest.startIndex + 1] == "-" {
        if first <= scalar, scalar <= rest[rest.startIndex + 2] { return true }
        rest = rest.dropFirst(3)
      } else {
        if first == scalar { return true }
        rest = rest.dropFirst()
      }
    }
    return false
  }
}
