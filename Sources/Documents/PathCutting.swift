/// Cuts absolute paths in a text to their last part: `/home/anna/data/october.xlsx` to
/// `october.xlsx`.
struct PathCutting: Sendable {
  /// Folders known by name, the longest first, each without a slash at its end; also such with
  /// blanks, which nothing else tells from two words.
  private let folders: [String]

  /// - Parameter folders: Absolute folders of the session, such as the one that paths start from.
  init(folders: [String]) {
    let ancestors = folders.flatMap(Self.ancestors)
    self.folders = ancestors.sorted { $0.count != $1.count ? $0.count > $1.count : $0 < $1 }
  }

  /// A folder and those above it, down to two parts: one alone tells nothing of anybody.
  private static func ancestors(of folder: String) -> [String] {
    let parts = folder.split(separator: "/")
    guard folder.hasPrefix("/"), parts.count >= 2 else { return [] }
    return (2...parts.count).map { "/" + parts.prefix($0).joined(separator: "/") }
  }

  /// The text without its absolute paths.
  ///
  /// A path in quotes may have blanks. In SQL only quoted paths count: `/` divides.
  ///
  /// - Complexity: O(text × known folders).
  func cutting(_ text: String, onlyQuoted: Bool = false) -> String {
    guard text.contains("/") || text.contains("\\") else { return text }
    var known = text
    if !onlyQuoted {
      for folder in folders { known = Self.removing(folder, from: known) }
    }
    let characters = Array(known)
    var cut = ""
    var index = 0
    while index < characters.count {
      if let end = Self.pathEnd(in: characters, from: index, onlyQuoted: onlyQuoted) {
        cut += Self.lastPart(characters[index..<end])
        index = end
      } else {
        cut.append(characters[index])
        index += 1
      }
    }
    return cut
  }

  /// Takes a known folder away: what lies in it keeps its path from there.
  private static func removing(_ folder: String, from text: String) -> String {
    let parts = text.split(separator: folder, omittingEmptySubsequences: false)
    guard var result = parts.first.map(String.init) else { return text }
    for part in parts.dropFirst() {
      switch part.first {
      case "/": result += part.dropFirst()
      // Another folder whose name only begins like this one.
      case let next? where isPathCharacter(next) && !".:".contains(next): result += folder + part
      default: result += "." + part
      }
    }
    return result
  }

  // MARK: Finding

  private static let quotes: Set<Character> = ["\"", "'", "`", "“", "«", "‘"]
  private static let closing: [Character: Character] = ["“": "”", "«": "»", "‘": "’"]
  private static let openers: Set<Character> = ["(", "[", "{", "=", ",", ":", ";", ">", "|"]

  /// The place behind an absolute path that begins here, or nil.
  private static func pathEnd(in text: [Character], from start: Int, onlyQuoted: Bool) -> Int? {
    let before = start > 0 ? text[start - 1] : nil
    let quote = before.flatMap { quotes.contains($0) ? $0 : nil }
    guard quote != nil || !onlyQuoted else { return nil }
    guard quote != nil || before.map({ $0.isWhitespace || openers.contains($0) }) ?? true else {
      return nil
    }
    guard let rootEnd = rootEnd(in: text, from: start), rootEnd < text.count,
      isPathCharacter(text[rootEnd])
    else { return nil }
    let isEnd = { (character: Character) in
      character.isNewline
        || quote.map { character == (closing[$0] ?? $0) }
          ?? (character.isWhitespace || !isPathCharacter(character) && !isSlash(character))
    }
    var end = text[rootEnd...].firstIndex(where: isEnd) ?? text.count
    // What closes a sentence behind a path is not part of it.
    while quote == nil, end > rootEnd, ".,;:!?".contains(text[end - 1]) { end -= 1 }
    let hasFolder = text[rootEnd..<end].contains(where: isSlash)
    return hasFolder || rootEnd - start > 1 ? end : nil
  }

  /// The place behind `/`, `~/`, `~name/`, `file:///` or `C:\`.
  private static func rootEnd(in text: [Character], from start: Int) -> Int? {
    let rest = text[start...]
    if rest.first == "/" { return rest.dropFirst().first == "/" ? nil : start + 1 }
    if rest.first == "~", let slash = rest.prefix(40).firstIndex(of: "/"),
      rest[start..<slash].allSatisfy({ !$0.isWhitespace })
    {
      return slash + 1
    }
    if rest.starts(with: "file:///") { return start + "file:///".count }
    if rest.count > 3, let letter = rest.first, letter.isASCII, letter.isLetter,
      rest[start + 1] == ":", rest[start + 2] == "\\" || rest[start + 2] == "/",
      rest[start + 3] != "/"
    {
      return start + 3
    }
    return nil
  }

  private static func isSlash(_ character: Character) -> Bool {
    character == "/" || character == "\\"
  }

  private static func isPathCharacter(_ character: Character) -> Bool {
    !character.isWhitespace && !isSlash(character) && !"\"'`<>|()[]{},;*".contains(character)
  }

  private static func lastPart(_ path: ArraySlice<Character>) -> String {
    let parts = path.split(whereSeparator: isSlash)
    guard let last = parts.last else { return "" }
    // `/home/anna` alone would leave the name that the cut is to hide.
    let isHome = parts.count == 2 && ["home", "Users", "users"].contains(String(parts[0]))
    return isHome ? "~" : String(last)
  }
}
