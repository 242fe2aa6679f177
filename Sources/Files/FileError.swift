/// What went wrong with a file: the fact, the file, what was expected and what to do.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whether it was to be read or to be written.
  public enum Code: Hashable, Sendable {
    case unreadable
    case unwritable
  }

  /// What stood in the way, for whoever names causes.
  public enum Reason: Hashable, Sendable {
    /// There is no such file.
    case missing
    /// A folder stands in a file's place.
    case folder
    /// A device, a pipe or a socket stands in a file's place.
    case notAFile
    /// The file exists and was not to be written over.
    case exists
    /// It has more bytes than may be read.
    case tooLarge
    /// No temporary folder or file can be made: `TMPDIR` is missing or full.
    case noScratchFolder
    /// Whatever the system says: permissions, a full disk, a bad device.
    case system
  }

  public var code: Code
  public var reason: Reason
  /// The fact, in lower case, without a full stop.
  public var headline: String
  public var file: String
  public var expected: String?
  public var remedy: String?

  public init(
    _ code: Code, _ headline: String, file: String, expected: String? = nil,
    remedy: String? = nil, reason: Reason = .system
  ) {
    self.code = code
    self.reason = reason
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
