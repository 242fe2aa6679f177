/// What went wrong with a file: the fact, the file, what was expected and what to do.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whether it was to be read or to be written.
  public enum Code: Hashable, Sendable {
    case unreadable
    case unwritable
  }

  public var code: Code
  /// The fact, in lower case, without a full stop.
  public var headline: String
  public var file: String
  public var expected: String?
  public var remedy: String?

  public init(
    _ code: Code, _ headline: String, file: String, expected: String? = nil, remedy: String? = nil
  ) {
    self.code = code
    self.headline = headline
    self.file = file
    self.expected = expected
    self.remedy = remedy
  }

  /// The whole report, a few lines: headline, file, expectation, remedy.
  public var description: String {
    ([headline, "  at \(file)"]
      + [expected.map { "  expected \($0)" }, remedy.map { "  \($0)" }]
      .compactMap { $0 }).joined(separator: "\n")
  }
}
