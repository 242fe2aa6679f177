/// What may stand at the cursor.
public struct EditorCompletion: Sendable, Equatable {
  /// The part of the text that a candidate takes the place of, as UTF-8 offsets; it ends at the cursor.
  public let range: Range<Int>
  public let candidates: [EditorCandidate]
  /// What follows a candidate that was the only one: a blank, a closing quote, or nothing.
  ///
  /// Nothing follows a candidate that ends in `/`: a path goes on.
  public let suffix: String
  /// What may stand there, in words, where there is nothing to choose from; empty to say nothing.
  public let hint: String

  public init(
    range: Range<Int>, candidates: [EditorCandidate], suffix: String = " ", hint: String = ""
  ) {
    self.range = range
    self.candidates = candidates
    self.suffix = suffix
    self.hint = hint
  }

  /// The completion that knows nothing.
  public static let none = EditorCompletion(range: 0..<0, candidates: [])
}

/// One text that may stand at the cursor, and what it is.
public struct EditorCandidate: Sendable, Equatable {
  public let text: String
  /// A remark shown beside the text in the list: a column's table, a command's summary.
  public let note: String

  public init(_ text: String, note: String = "") {
    self.text = text
    self.note = note
  }
}
