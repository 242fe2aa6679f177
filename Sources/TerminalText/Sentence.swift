/// A sentence to the reader whose figures and names are values: what a record compares of it.
///
///     let sentence: Sentence = "loaded \(name): \(counted: 211, "ride") in \(volatile: "0.3 s")"
///     sentence.text          // "loaded october: 211 rides in 0.3 s"
///     sentence.recordedText  // "loaded october: 211 rides in …"
///     sentence.values        // [.text("october"), .integer(211)]
///
/// Literal text is the program's own wording; whatever is interpolated is a value, unless it is
/// marked as `words:` or `volatile:`. The text holds control characters as they came: streams and
/// documents escape them (``ScreenLine``).
public struct Sentence: Sendable, Hashable {
  /// One piece of a sentence.
  public enum Part: Sendable, Hashable {
    /// The program's own wording, which a later version may better: drawn, not compared.
    case words(String)
    /// A value, with the text that it is shown by where that is not its plain one: compared.
    case value(SentenceValue, shown: String?)
    /// What another run may state otherwise, such as a duration: shown, drawn as `…` in records.
    case volatile(String)
  }

  /// The pieces in reading order; no two pieces of words stand side by side, and none is empty.
  public private(set) var parts: [Part]

  /// Makes a sentence of its pieces.
  ///
  /// - Complexity: O(pieces).
  public init(_ parts: some Sequence<Part>) {
    self.parts = []
    for part in parts { append(part) }
  }

  /// A sentence that is one value: a text from outside, such as another program's message.
  public init(value text: String) { self.init([.value(.text(text), shown: nil)]) }

  public static let empty = Sentence([])

  public var isEmpty: Bool { parts.isEmpty }

  /// The sentence as it is shown.
  ///
  /// - Complexity: O(length).
  public var text: String { parts.map(\.text).joined() }

  /// The sentence as records show it: volatile pieces as `…`.
  ///
  /// - Complexity: O(length).
  public var recordedText: String { recorded.text }

  /// The sentence as records hold it: volatile pieces with `…` as their text.
  ///
  /// - Complexity: O(pieces).
  public var recorded: Sentence {
    guard hasVolatileParts else { return self }
    return Sentence(
      parts.map { if case .volatile = $0 { .volatile(Self.unrecorded) } else { $0 } })
  }

  /// What a replay compares: the values in reading order, without the texts that show them.
  ///
  /// - Complexity: O(pieces).
  public var values: [SentenceValue] {
    parts.compactMap { if case .value(let value, _) = $0 { value } else { nil } }
  }

  /// Whether a piece may read otherwise in another run.
  public var hasVolatileParts: Bool {
    parts.contains { if case .volatile = $0 { true } else { false } }
  }

  /// The sentence with the texts among its values changed; its own wording and its numbers stay.
  ///
  /// - Parameter change: What becomes of a text.
  /// - Returns: The sentence.
  /// - Complexity: O(pieces) calls.
  public func mappingTexts(_ change: (String) -> String) -> Sentence {
    Sentence(
      parts.map { part in
        switch part {
        case .value(.text(let text), let shown):
          .value(.text(change(text)), shown: shown.map(change))
        case .volatile(let text): .volatile(change(text))
        case .words, .value: part
        }
      })
  }

  /// What stands in records for a volatile piece.
  public static let unrecorded = "…"

  private mutating func append(_ part: Part) {
    switch (parts.last, part) {
    case (_, .words("")): break
    case (.words(let before)?, .words(let words)):
      parts[parts.count - 1] = .words(before + words)
    default: parts.append(part)
    }
  }

  public static func + (left: Sentence, right: Sentence) -> Sentence {
    Sentence(left.parts + right.parts)
  }

  public static func += (left: inout Sentence, right: Sentence) {
    for part in right.parts { left.append(part) }
  }
}

extension Sentence.Part {
  /// The piece as it is shown.
  public var text: String {
    switch self {
    case .words(let words): words
    case .value(let value, let shown): shown ?? value.text
    case .volatile(let text): text
    }
  }
}

/// A value that a sentence states.
///
/// Reals are equal by their bits; both zeros are one value, and all NaNs are.
public enum SentenceValue: Sendable, Hashable {
  case integer(Int64)
  case real(Double)
  case text(String)

  /// The value as it is shown where its sentence does not say how.
  public var text: String {
    switch self {
    case .integer(let integer): NumberText.display(integer)
    case .real(let real): NumberText.display(real)
    case .text(let text): text
    }
  }

  public static func == (left: SentenceValue, right: SentenceValue) -> Bool {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): left == right
    case (.real(let left), .real(let right)): left == right || left.isNaN && right.isNaN
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    case (.integer, _), (.real, _), (.text, _): false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .integer(let integer): hasher.combine(integer)
    case .real(let real): hasher.combine(real.isNaN ? Double.nan.bitPattern : (real + 0).bitPattern)
    case .text(let text): for byte in text.utf8 { hasher.combine(byte) }
    }
  }
}

// MARK: - Making

extension Sentence: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init([.words(value)]) }

  public init(stringInterpolation: Interpolation) { self = stringInterpolation.sentence }

  /// Collects the pieces of a literal.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var sentence = Sentence.empty

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { sentence.append(.words(literal)) }

    /// A name or another text: compared.
    public mutating func appendInterpolation(_ text: some StringProtocol) {
      sentence.append(.value(.text(String(text)), shown: nil))
    }

    /// A text that is shown otherwise than it is: the value is compared.
    public mutating func appendInterpolation(_ text: some StringProtocol, shown: String) {
      sentence.append(.value(.text(String(text)), shown: shown))
    }

    /// A whole number in plain digits: compared.
    public mutating func appendInterpolation(_ number: some FixedWidthInteger) {
      guard let value = Int64(exactly: number) else {
        return appendInterpolation(String(number))
      }
      sentence.append(.value(.integer(value), shown: nil))
    }

    /// A whole number that is shown by a text of its own: compared.
    public mutating func appendInterpolation(_ number: some FixedWidthInteger, shown: String) {
      let value = Int64(clamping: number)
      sentence.append(
        .value(.integer(value), shown: shown == NumberText.display(value) ? nil : shown))
    }

    /// A whole number with its thousands apart: compared.
    public mutating func appendInterpolation(grouped number: Int) {
      appendInterpolation(number, shown: NumberText.grouped(number))
    }

    /// A real number, with at most three decimals: all its bits are compared.
    public mutating func appendInterpolation(_ number: Double) {
      sentence.append(.value(.real(number), shown: nil))
    }

    /// A real number that is shown by a text of its own: all its bits are compared.
    public mutating func appendInterpolation(_ number: Double, shown: String) {
      sentence.append(
        .value(.real(number), shown: shown == NumberText.display(number) ? nil : shown))
    }

    /// A number and its noun, `1 row` or `1204 rows`: the number is compared.
    public mutating func appendInterpolation(
      counted number: Int, _ singular: String, _ plural: String? = nil
    ) {
      sentence += .counted(number, singular, plural)
    }

    /// Words of the program that are no literal, such as one of two endings.
    public mutating func appendInterpolation(words: String) { sentence.append(.words(words)) }

    /// What another run may state otherwise, such as a duration, a rate, the clock or a version.
    public mutating func appendInterpolation(volatile text: some StringProtocol) {
      sentence.append(.volatile(String(text)))
    }

    /// A path as it is shown: compared where it starts from the session's folder, volatile where
    /// it is absolute.
    public mutating func appendInterpolation(path: some StringProtocol) {
      sentence.append(
        path.hasPrefix("/") ? .volatile(String(path)) : .value(.text(String(path)), shown: nil))
    }

    /// What describes itself, such as a day: its description is compared.
    @_disfavoredOverload
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      appendInterpolation(value.description)
    }

    /// An error: its description is compared.
    @_disfavoredOverload
    public mutating func appendInterpolation(_ error: any Error) {
      appendInterpolation("\(error)" as String)
    }

    /// A sentence within the sentence.
    public mutating func appendInterpolation(_ inner: Sentence) { sentence += inner }
  }

  /// A number and its noun: `1 row`, `1204 rows`.
  public static func counted(
    _ number: Int, _ singular: String, _ plural: String? = nil
  ) -> Sentence {
    let noun = number == 1 ? singular : plural ?? singular + "s"
    return "\(number) \(words: noun)"
  }
}

extension Sequence<Sentence> {
  /// The sentences as one, with the program's words between them.
  ///
  /// - Complexity: O(pieces).
  public func joined(separator: String = "") -> Sentence {
    var whole = Sentence.empty
    for (index, sentence) in enumerated() {
      if index > 0 { whole += Sentence([.words(separator)]) }
      whole += sentence
    }
    return whole
  }
}

extension Sentence: CustomStringConvertible {
  public var description: String { text }
}
