/// What a file cannot hold as a table does, gathered while its rows are written.
///
///     var losses = WrittenLosses(.csv, columns: ["code"])
///     losses.add(text: "7")
///     losses.endRow()
///     losses.sentences  // ["code: texts such as '7' are read back as whole numbers"]
public struct WrittenLosses: Sendable {
  /// The form of the file.
  public enum Form: Sendable {
    case csv
    case json
    case workbook
  }

  private let form: Form
  private var columns: [ColumnLosses]
  /// The column that the next value belongs to.
  private var column = 0
  private var rows = 0
  private var nullRows = 0
  private var isNullRow = true

  /// Whole numbers beyond this lose digits in a workbook, whose numbers are Doubles.
  private static let exactLimit: UInt64 = 1 << 53

  /// Whether a workbook, whose numbers are Doubles, holds a whole number as it is.
  public static func isExactInWorkbook(_ integer: Int64) -> Bool {
    integer.magnitude <= exactLimit
  }

  public init(_ form: Form, columns names: [String]) {
    self.form = form
    columns = names.map { ColumnLosses($0) }
  }

  private mutating func take(_ change: (inout ColumnLosses) -> Void) {
    isNullRow = false
    if columns.indices.contains(column) { change(&columns[column]) }
    column += 1
  }

  /// A sentence for each kind of loss, columns in their order.
  public var sentences: [String] {
    var sentences: [String] = []
    if rows == 0, form == .json {
      sentences.append("without rows the names of the columns are lost")
    }
    if nullRows > 0, form == .workbook {
      sentences.append(
        "\(nullRows) row\(nullRows == 1 ? "" : "s") of NULL alone cannot be told from no row")
    }
    return sentences + columns.flatMap { $0.sentences(form) }
  }
}

extension WrittenLosses: RowTaker {
  public mutating func addNull() {
    if columns.indices.contains(column) { columns[column].nulls += 1 }
    column += 1
  }

  public mutating func add(integer: Int64) {
    take { losses in
      losses.numbers += 1
      if !Self.isExactInWorkbook(integer) { losses.largeNumbers += 1 }
    }
  }

  public mutating func add(real: Double) {
    guard !real.isNaN else { return addNull() }
    let form = form
    take { losses in
      losses.numbers += 1
      if real.isInfinite { losses.infinities += 1 }
      if form == .workbook, RoundTripNumber.digitCount(real) > 16 { losses.longNumbers += 1 }
    }
  }

  public mutating func add(text: UnsafeRawBufferPointer) {
    let form = form
    take { losses in losses.add(text, form) }
  }

  /// Adds the row's next value as a text.
  public mutating func add(text: String) {
    var text = text
    text.withUTF8 { add(text: UnsafeRawBufferPointer($0)) }
  }

  public mutating func add(blob: UnsafeRawBufferPointer) {
    take { $0.blobs += 1 }
  }

  public mutating func endRow() {
    while column < columns.count { addNull() }
    rows += 1
    if isNullRow { nullRows += 1 }
    isNullRow = true
    column = 0
  }
}

/// What one column loses.
private struct ColumnLosses: Sendable {
  let name: String
  var nulls = 0
  var numbers = 0
  var texts = 0
  var emptyTexts = 0
  var largeNumbers = 0
  var longNumbers = 0
  var infinities = 0
  var blobs = 0
  var longTexts = 0
  private var typing = ColumnTyping()
  private var firstText = ""

  init(_ name: String) {
    self.name = name
  }

  mutating func add(_ text: UnsafeRawBufferPointer, _ form: WrittenLosses.Form) {
    texts += 1
    if text.isEmpty { emptyTexts += 1 }
    switch form {
    case .csv:
      guard !typing.isSettled, let base = text.baseAddress else { return }
      let value = ValueText(base.assumingMemoryBound(to: UInt8.self), text.count)
      if firstText.isEmpty {
        firstText = CellMention(row: 0, text: String(decoding: text, as: UTF8.self)).text
      }
      typing.observe(value.kinds, row: 0) { firstText }
    case .workbook:
      // UTF-16 has no more units than UTF-8 has bytes.
      if text.count > WorkbookWriter.longestText,
        String(decoding: text, as: UTF8.self).utf16.count > WorkbookWriter.longestText
      {
        longTexts += 1
      }
    case .json: break
    }
  }

  func sentences(_ form: WrittenLosses.Form) -> [String] {
    var sentences: [String] = []
    func say(_ count: Int, _ one: String, _ many: String, _ becomes: String) {
      if count > 0 {
        sentences.append("\(name): \(count) \(count == 1 ? one : many) \(becomes)")
      }
    }
    if texts > 0, numbers > 0 {
      say(numbers, "number", "numbers", "beside texts become texts when they are read back")
    }
    say(blobs, "blob", "blobs", "written as hexadecimal digits")
    switch form {
    case .csv:
      say(emptyTexts, "empty text", "empty texts", "cannot be told from NULL")
      say(infinities, "infinite number", "infinite numbers", "written as text")
      if let becomes = reading {
        sentences.append("\(name): texts such as '\(firstText)' \(becomes)")
      }
    case .json:
      say(infinities, "infinite number", "infinite numbers", "written as null")
    case .workbook:
      say(emptyTexts, "empty text", "empty texts", "cannot be told from NULL")
      say(infinities, "infinite number", "infinite numbers", "written as text")
      say(largeNumbers, "whole number", "whole numbers", "beyond 2^53 written as text")
      say(longNumbers, "number", "numbers", "of 17 digits rounded to 16")
      say(longTexts, "text", "texts", "of more than \(WorkbookWriter.longestText) characters")
    }
    return sentences
  }

  /// What the texts of a delimited file's column are read back as, where it is not text.
  private var reading: String? {
    guard texts > 0, numbers == 0, blobs == 0 else { return nil }
    switch typing.decision().format.type {
    case .integer: return "are read back as whole numbers"
    case .real: return "are read back as numbers"
    case .boolean: return "are read back as truth values"
    case .text, .date, .time, .datetime: return nil
    }
  }
}
