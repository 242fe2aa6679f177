import CommandLanguage
import Naming
import TerminalText

/// A statement's error as records hold it: a stable code and what it names.
///
/// A replay compares the code and the payload: the values of the sentence, and of SQL's errors the
/// extended code and the object. An error that was read from `#x` alone has no payload.
public struct RecordedError: Hashable, Sendable, CustomStringConvertible {
  /// Stable over versions, such as `E-unknown`.
  public let code: String
  /// The headline; its wording is drawn, its values are compared.
  ///
  /// Where ``sqlite`` is set, its values are SQLite's message, which is compared on the same version
  /// of SQLite only.
  public let sentence: Sentence
  /// SQLite's extended result code, for an error of SQL's; 0 or above.
  public let sqlite: Int32?
  /// The table, column or function that an error of SQL's names.
  public let object: String?

  /// Makes an error; blanks and colons of the code become hyphens.
  public init(code: String, _ sentence: Sentence, sqlite: Int32? = nil, object: String? = nil) {
    let code = Self.mapped(code) { $0 == ":" || $0.properties.isWhitespace ? "-" : $0 }
    self.code = code.isEmpty ? "error" : code
    self.sentence = sentence.recorded
    self.sqlite = sqlite
    self.object = object
  }

  /// The error of a mistake in a statement.
  public init(_ diagnostic: Diagnostic) {
    self.init(
      code: diagnostic.code.rawValue, diagnostic.sentence, sqlite: diagnostic.sqlite,
      object: diagnostic.object)
  }

  /// The headline, for readers, on one line: what is not seen in it is written out.
  public var message: String {
    visible(Self.mapped(sentence.text) { Self.breaksLines($0) ? " " : $0 }.trimmed)
  }

  public var description: String { message.isEmpty ? code : "\(code): \(message)" }

  /// Whether there is more to compare than the code.
  public var hasPayload: Bool { sqlite != nil || object != nil || !sentence.values.isEmpty }

  /// The error with the texts among its values changed.
  ///
  /// A sentence without values may have been read from `#x`, where wording and names are one text.
  public func mappingTexts(_ change: (String) -> String) -> RecordedError {
    let mapped =
      sentence.values.isEmpty
      ? Sentence([.words(change(sentence.text))]) : sentence.mappingTexts(change)
    return RecordedError(code: code, mapped, sqlite: sqlite, object: object.map(change))
  }

  /// Reads `code: message` or `code`; nil where the code is missing or has blanks.
  init?(_ text: String) {
    let scalars = text.unicodeScalars
    let colon = scalars.firstIndex(of: ":") ?? scalars.endIndex
    let code = String(scalars[..<colon]).trimmed
    guard !code.isEmpty, !code.unicodeScalars.contains(where: \.properties.isWhitespace) else {
      return nil
    }
    let message = String(scalars[colon...].dropFirst()).trimmed
    self.init(code: code, Sentence([.words(message)]))
  }

  private static func mapped(
    _ text: String, _ change: (Unicode.Scalar) -> Unicode.Scalar
  ) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map(change)))
  }

  private static func breaksLines(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
