/// The namespaces of OpenDocument, and what attributes of them say.
enum OpenDocumentVocabulary {
  static let office: StaticString = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  static let table: StaticString = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  static let text: StaticString = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  static let style: StaticString = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
  static let calc: StaticString =
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"

  /// The value of an attribute of a namespace, or nil.
  static func value(
    _ namespace: StaticString, _ wanted: StaticString, _ attributes: XMLAttributes
  ) -> String? {
    var next = attributes
    while let key = next[0], let text = next[1] {
      if let local = XMLName.local(key, in: namespace), XMLName.matches(local, wanted) {
        return String(cString: text)
      }
      next += 2
    }
    return nil
  }

  /// How often something is repeated: once where it is not said, and at most a sheet's length.
  static func count(
    _ wanted: StaticString, _ attributes: XMLAttributes, in namespace: StaticString = table
  ) -> Int {
    guard let text = value(namespace, wanted, attributes), let count = Int(text) else { return 1 }
    return min(max(1, count), 1 << 24)
  }
}

/// A cell of an OpenDocument spreadsheet while it is read.
struct OpenDocumentCell {
  private enum Kind {
    case none
    case number
    case date
    case time
    case boolean
    case text
    case error
  }

  let style: String
  let repeats: Int
  /// How many rows and columns it covers, itself among them.
  let span: (rows: Int, columns: Int)
  let hasFormula: Bool
  var hasComment = false
  /// The unit of its number, nil where it is none.
  private(set) var unit: String?
  /// What is struck through of its text by styles of characters.
  var runs = StruckRuns()
  /// The paragraphs, with line ends between them.
  var text: [UInt8] = []
  private var kind = Kind.none
  private var value = ""
  private var hasParagraph = false
  private var content: (kind: RawKind, payload: UInt64)?

  init(_ attributes: XMLAttributes) {
    typealias Words = OpenDocumentVocabulary
    style = Words.value(Words.table, "style-name", attributes) ?? ""
    repeats = Words.count("number-columns-repeated", attributes)
    span = (
      Words.count("number-rows-spanned", attributes),
      Words.count("number-columns-spanned", attributes)
    )
    hasFormula = Words.value(Words.table, "formula", attributes) != nil
    let type = Words.value(Words.office, "value-type", attributes)
    switch type {
    case "float", "percentage", "currency":
      kind = .number
      value = Words.value(Words.office, "value", attributes) ?? ""
      let currency = type == "currency" ? Words.value(Words.office, "currency", attributes) : nil
      unit = type == "percentage" ? "%" : currency ?? ""
    case "date":
      kind = .date
      value = Words.value(Words.office, "date-value", attributes) ?? ""
    case "time":
      kind = .time
      value = Words.value(Words.office, "time-value", attributes) ?? ""
    case "boolean":
      kind = .boolean
      value = Words.value(Words.office, "boolean-value", attributes) ?? ""
    case "string":
      let isError = Words.value(Words.calc, "value-type", attributes) == "error"
      kind = isError ? .error : .text
      value = Words.value(Words.office, "string-value", attributes) ?? ""
    default: break
    }
  }

  mutating func startParagraph() {
    if hasParagraph { text.append(0x0A) }
    hasParagraph = true
  }

  /// Whether the cell holds anything.
  var hasContent: Bool {
    switch kind {
    case .none, .text, .error: !text.isEmpty || !value.isEmpty
    case .number, .date, .time, .boolean: !value.isEmpty || !text.isEmpty
    }
  }

  /// Whether it has a formula that was never calculated; an empty text is a value.
  var isEmptyFormula: Bool {
    guard hasFormula, !hasContent else { return false }
    switch kind {
    case .text, .error: return false
    case .none, .number, .date, .time, .boolean: return true
    }
  }

  /// Reads the value; what cannot be read stays the text that is shown.
  mutating func settle() {
    switch kind {
    case .number:
      if let number = Double(value), number.isFinite { content = (.number, number.bitPattern) }
    case .date: content = ISODate(Array(value.utf8))?.cell(as: .date)
    case .time:
      if let seconds = Self.seconds(value) { content = (.time, UInt64(seconds)) }
    case .boolean:
      if value == "true" || value == "false" { content = (.boolean, value == "true" ? 1 : 0) }
    case .none, .text, .error: break
    }
    if content == nil, !value.isEmpty, kind == .text || kind == .error || text.isEmpty {
      text = Array(value.utf8)
    }
  }

  func append(to block: inout RowBlock, column: Int) {
    if let content {
      block.append(column: column, kind: content.kind, payload: content.payload)
    } else {
      block.append(column: column, kind: kind == .error ? .error : .text, text: text)
    }
  }

  /// The seconds of a duration as XML Schema writes it, `PT07H30M00S`, fractions rounded.
  static func seconds(_ text: String) -> Int? {
    var digits = ""
    var total = 0.0
    guard text.hasPrefix("PT") else { return nil }
    for character in text.dropFirst(2) {
      let unit: Double
      switch character {
      case "H": unit = 3_600
      case "M": unit = 60
      case "S": unit = 1
      default:
        guard character.isASCII, character.isNumber || character == "." else { return nil }
        digits.append(character)
        continue
      }
      guard let count = Double(digits), count < 1e9 else { return nil }
      total += count * unit
      digits = ""
    }
    return digits.isEmpty ? Int(total.rounded()) : nil
  }
}
