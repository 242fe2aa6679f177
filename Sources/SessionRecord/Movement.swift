import TerminalText

/// One thing that a statement gives now and did not give when it was recorded, in figures.
///
///     Movement("rides of Giuseppe", .integer(82), .integer(80)).description  // "rides of Giuseppe 82 → 80"
public struct Movement: Hashable, Sendable, CustomStringConvertible {
  /// What the figure is of, such as `rides of Giuseppe`; a whole sentence where it has no values.
  public var subject: String
  /// What the record holds; nil where it holds nothing.
  public var recorded: RecordedValue?
  /// What was found now; nil where nothing was.
  public var found: RecordedValue?

  /// A figure that was one value and is another; nil for a value that is not there.
  public init(_ subject: String, _ recorded: RecordedValue?, _ found: RecordedValue?) {
    self.subject = subject
    self.recorded = recorded
    self.found = found
  }

  /// A change that no single figure states, such as `the same rows in another order`.
  public init(_ sentence: String) { self.init(sentence, nil, nil) }

  /// One line, such as `rides of Giuseppe 82 → 80`.
  public var description: String {
    if recorded?.isDigest == true || found?.isDigest == true { return "\(subject) differs" }
    return switch (recorded?.brief, found?.brief) {
    case (let was?, let now?): "\(subject) \(was) → \(now)"
    case (let was?, nil): "\(subject) is missing, was \(was)"
    case (nil, let now?): "\(subject) is new, \(now)"
    case (nil, nil): subject
    }
  }

  /// Figures in a line: the first three and how many more there are.
  public static func text(of movements: [Movement]) -> String {
    let texts = movements.prefix(mostShown).map(\.description)
    let rest = movements.count - texts.count
    return texts.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
  }

  /// A row as its cells in brackets.
  static func text(ofRow row: [RecordedValue]) -> String {
    "(\(row.map(\.brief).joined(separator: ", ")))"
  }

  /// The most figures that a line names.
  public static let mostShown = 3
}

extension RecordedValue {
  /// Whether it is a hash, which tells a reader nothing.
  fileprivate var isDigest: Bool {
    guard case .text(let text) = self else { return false }
    return text.utf8.count >= 32
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
      }
  }

  /// The value as facts write it, for readers, shortened where it is long.
  var brief: String {
    guard case .text(let text) = self else { return whole }
    if text == "NULL" { return FactNotation.quoted(text) }
    return FactNotation.word(text.count > 40 ? text.prefix(39) + "…" : text)
  }

  /// The value as a text.
  var whole: String {
    switch self {
    case .null: "NULL"
    case .integer(let integer): "\(integer)"
    case .real(let real): "\(real)"
    case .bytes(let count): "\(count) bytes"
    case .text(let text): text
    }
  }

  /// The value as tables draw it.
  public var drawn: String {
    switch self {
    case .integer(let integer): NumberText.display(integer)
    case .real(let real): NumberText.display(real)
    case .null, .text, .bytes: whole
    }
  }
}

extension FactValue {
  /// The value as a cell; nil for a hash, which nobody reads, and for what is not one value.
  var cell: RecordedValue? {
    switch self {
    case .null: .null
    case .boolean(let value): .text(value ? "true" : "false")
    case .integer(let value): .integer(value)
    case .real(let value, _): .real(value)
    case .text(let text): .text(text)
    case .atMost, .atLeast: .text(FactNotation.text(of: self))
    case .hash, .columns, .list: nil
    }
  }
}
