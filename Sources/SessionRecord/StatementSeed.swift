import Files

/// The seeds of a session's statements: each derives its own from the root and its own content.
///
///     var seeds = StatementSeeds(root: 7)
///     seeds.next(for: "train v1 on october seed 1")
///
/// The seed of a statement is the first 8 bytes, little-endian, of the SHA-256 of
/// `carnet statement seed 1`, a line feed, the root in decimal, a line feed, the occurrence in
/// decimal (the first of its content is 1), a line feed, and the statement's canonical text in
/// UTF-8 without blanks at its ends. So a statement put in between shifts no later draw, and only
/// a repeated statement knows how often it stood before.
public struct StatementSeeds: Hashable, Sendable {
  /// The session's root seed; a new one counts the occurrences anew.
  public let root: UInt64
  private var occurrences: [[UInt8]: Int] = [:]

  public init(root: UInt64) { self.root = root }

  /// The seed of the next statement of this canonical text, counting its occurrences.
  public mutating func next(for content: String) -> UInt64 {
    Self.seed(root: root, content: content, occurrence: occurrence(of: content))
  }

  /// Counts a statement, and returns how often its text stood in the session so far.
  public mutating func occurrence(of content: String) -> Int {
    // By bytes: to compare texts sorts the marks of each letter, in quadratic time.
    let content = Array(Self.trimmed(content).utf8)
    occurrences[content, default: 0] += 1
    return occurrences[content] ?? 1
  }

  /// The seed of a statement that stands for the `occurrence`th time (from 1) in its session.
  public static func seed(root: UInt64, content: String, occurrence: Int) -> UInt64 {
    var hasher = SHA256()
    hasher.update("carnet statement seed 1\n\(root)\n\(occurrence)\n\(trimmed(content))".utf8)
    return hasher.digest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func trimmed(_ content: String) -> String {
    let head = content.drop(while: \.isWhitespace)
    guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(head[...last])
  }
}
