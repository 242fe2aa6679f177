/// The values of a column of texts, by the type that all of them have, as a delimited file's are read.
public struct TypedTexts: Sendable {
  /// What the texts are read as.
  public let type: ColumnType
  /// Why they stayed text, or what was guessed; nil where nothing need be said.
  public let note: String?
  private let format: ColumnFormat

  /// Decides the type over all texts.
  ///
  /// - Parameters:
  ///   - name: The column's name, for the note.
  ///   - texts: Each text with its row in the file.
  /// - Complexity: O(n) in the texts' length.
  public init(named name: String, _ texts: some Sequence<(row: Int, text: String)>) {
    var typing = ColumnTyping()
    for (row, text) in texts {
      guard typing.isOpen else { break }
      let kinds = Self.with(text) { $0.kinds }
      if let kinds { typing.observe(kinds, row: row) { text } }
    }
    let decision = typing.decision()
    format = decision.format
    type = format.type
    note = typing.reading(name, decision).note
  }

  /// What a text holds by the column's type.
  public enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
  }

  /// The value of one of the texts; a text that does not fit the type stays as it is.
  public func value(of text: String) -> Value {
    let value = Self.with(text) { trimmed -> Value? in
      switch format.type {
      case .integer:
        (format.isOffice ? trimmed.officeInteger(format.marks) : trimmed.integer).map(Value.integer)
      case .real:
        (format.isOffice ? trimmed.officeReal(format.marks) : trimmed.real).map(Value.real)
      case .boolean: trimmed.boolean.map { .integer($0 ? 1 : 0) }
      case .date, .time, .datetime:
        Temporal(trimmed).map { .text(Self.text(of: $0, format)) }
      case .text: nil
      }
    }
    return value.map { $0 ?? .text(text) } ?? .null
  }

  private static func text(of value: Temporal, _ format: ColumnFormat) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Temporal.longestText) { buffer in
      guard let base = buffer.baseAddress else { return "" }
      let bytes = UnsafeBufferPointer(start: base, count: value.write(format, to: base))
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private static func with<Result>(_ text: String, _ body: (ValueText) -> Result) -> Result? {
    var text = text
    return text.withUTF8 { buffer in
      guard let base = buffer.baseAddress else { return nil }
      let trimmed = ValueText(base, buffer.count).trimmed
      return trimmed.count > 0 ? body(trimmed) : nil
    }
  }
}
