/// A `$NAME` in a script, and how a value is written in its place.
///
/// As in a shell, a parameter stands outside quotes and within double quotes; single quotes keep a
/// text as it is. A value is always one value of SQL, one word of a command or a piece of a quoted
/// text: whatever it holds, it never becomes a statement or ends one.
public struct ParameterUse: Hashable, Sendable {
  /// What surrounds a parameter, which decides how its value is written.
  public enum Place: Hashable, Sendable {
    /// A value in SQL: a number as it is, anything else as a text in quotes.
    case sql
    /// A whole word of a command.
    case word
    /// A piece of a longer word of a command, or of a name.
    case piece
    /// Within double quotes.
    case quoted
    /// A statement's first word, which no value may be.
    case verb
  }

  /// The name without `$` and braces.
  public var name: String
  /// Where it stands, `$` included.
  public var span: SourceSpan
  public var place: Place

  /// Why a value cannot stand in a place.
  public enum Refusal: Error, Hashable, Sendable {
    /// A line break or another control character.
    case controlCharacter
    /// A blank or a mark within a longer word.
    case brokenWord
    /// The place is a statement's first word.
    case verb
  }

  /// The value as it stands in the parameter's place.
  ///
  /// - Throws: ``Refusal``.
  public func written(_ value: String) throws(Refusal) -> String {
    guard !value.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" }) else {
      throw .controlCharacter
    }
    switch place {
    case .sql: return Self.sqlValue(value)
    case .quoted: return String(NameRules.quoted(value).dropFirst().dropLast())
    case .word: return Self.isPlain(value) ? value : NameRules.quoted(value)
    case .piece:
      guard Self.isPlain(value) else { throw .brokenWord }
      return value
    case .verb: throw .verb
    }
  }

  private static func sqlValue(_ value: String) -> String {
    guard isNumber(value) else {
      var text = "'"
      for scalar in value.unicodeScalars {
        if scalar == "'" { text.unicodeScalars.append(scalar) }
        text.unicodeScalars.append(scalar)
      }
      return text + "'"
    }
    // `1 -$X` with a bare minus would begin a comment.
    return value.hasPrefix("-") ? "(\(value))" : value
  }

  /// Whether a text is a number in its shortest form: `007` and `+1` are texts.
  static func isNumber(_ text: String) -> Bool {
    var rest = Substring(text)
    func digits() -> Substring {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      return digits
    }
    if rest.hasPrefix("-") { rest = rest.dropFirst() }
    let whole = digits()
    guard !whole.isEmpty, whole == "0" || !whole.hasPrefix("0") else { return false }
    if rest.hasPrefix(".") {
      rest = rest.dropFirst()
      guard !digits().isEmpty else { return false }
    }
    if rest.hasPrefix("e") || rest.hasPrefix("E") {
      rest = rest.dropFirst()
      if rest.hasPrefix("-") || rest.hasPrefix("+") { rest = rest.dropFirst() }
      guard !digits().isEmpty else { return false }
    }
    return rest.isEmpty
  }

  /// Whether a value may be a bare word: nothing in it ends a word or begins a comment.
  private static func isPlain(_ value: String) -> Bool {
    !value.isEmpty
      && value.utf8.allSatisfy { byte in
        Ascii.isNameByte(byte) || byte == Ascii.dot || byte == Ascii.minus || byte == Ascii.slash
          || byte == Ascii.percent || byte == Ascii.plus || byte == UInt8(ascii: ":")
      }
  }
}
