/// The state of parsing a worksheet's XML: what Expat's callbacks fill.
///
/// Lives behind a pointer for the C callbacks; only its parser's thread touches it.
struct SheetParser {
  private let styles: CellStyles
  private let uses1904: Bool
  private let shared: SharedTexts

  private var scope = XMLScope(.spreadsheet)
  /// Finished rows and, behind them, the cells of the row being read.
  var block = RowBlock()
  /// Why the parsing was stopped, where it was.
  private(set) var failure: String?
  /// The 1-based row being read, or the last one.
  private(set) var row = 0
  private var rowTextStart = 0
  private var units = FormatUnits()
  /// The 0-based column of the cell being read, or the last one.
  private var column = -1
  private var style = 0
  private var isHiddenRow = false
  private var type = CellType.number
  private var value: [UInt8] = []
  private var isInCell = false
  private var isInInline = false
  /// Whether the cell has a text of its own, beside which a value does not count.
  private var hasInline = false
  private var isInValue = false
  private var hints = 0
  /// Whether the cell has a formula, and an element for its value.
  private var hasFormula = false
  private var hasValue = false
  /// What is struck through of the cell's own text.
  private var runs = StruckRuns()
  private var runStart = 0
  private var isInRun = false
  private var isStruckRun = false
  /// The cells that have comments and are not marked yet.
  private var comments: ArraySlice<MarkedCell>

  /// The largest sheet that the format knows (ECMA-376 Part 1, 18.3.1).
  private static let lastRow = 1_048_576
  private static let lastColumn = 16_383
  /// The most text of a row, 16 MB as in delimited text.
  private static let longestRow = 16 << 20

  private enum CellType {
    case number
    case shared
    case text
    case inline
    case boolean
    case error
    case date
  }

  init(_ workbook: Workbook, comments: [MarkedCell] = []) {
    self.comments = comments[...]
    styles = workbook.styles
    uses1904 = workbook.uses1904
    shared = workbook.sharedTexts
    value.reserveCapacity(256)
  }

  mutating func removeFinishedRows() {
    block.removeFinishedRows(textBefore: rowTextStart)
    rowTextStart = 0
  }

  // MARK: Events

  typealias Name = UnsafePointer<CChar>
  typealias Attributes = XMLAttributes

  private mutating func start(_ name: Name, _ attributes: Attributes) {
    guard let local = scope.enter(name) else {
      if let reason = scope.failure { failure = reason }
      return
    }
    if XMLName.matches(local, "c") {
      startCell(attributes)
    } else if XMLName.matches(local, "v") {
      isInValue = isInCell && !isInInline && !hasInline
      hasValue = true
    } else if XMLName.matches(local, "f") {
      hasFormula = isInCell
    } else if XMLName.matches(local, "row") {
      startRow(attributes)
    } else if XMLName.matches(local, "is") {
      startInline()
    } else if XMLName.matches(local, "t") {
      isInValue = isInInline && hints == 0
      runStart = value.count
    } else if XMLName.matches(local, "r") {
      (isInRun, isStruckRun) = (isInInline, false)
    } else if XMLName.matches(local, "strike") {
      isStruckRun = isInRun && CellStyles.isOn(XMLName.value("val", attributes))
    } else if XMLName.matches(local, "mergeCell") {
      let range = XMLName.value("ref", attributes).flatMap { CellRange($0) }
      if let range { block.merge(range) }
    } else if XMLName.matches(local, "rPh") {
      hints += 1
    } else if XMLName.matches(local, "col") {
      hideColumns(attributes)
    }
  }

  private mutating func end(_ name: Name) {
    guard let local = scope.leave(name) else { return }
    if XMLName.matches(local, "v") {
      isInValue = false
    } else if XMLName.matches(local, "t") {
      if isInValue, isInInline { runs.add(value[runStart...], isStruck: isStruckRun) }
      isInValue = false
    } else if XMLName.matches(local, "r") {
      (isInRun, isStruckRun) = (false, false)
    } else if XMLName.matches(local, "c") {
      endCell()
    } else if XMLName.matches(local, "row") {
      markComments(through: row)
      block.endRow(number: row, isHidden: isHiddenRow)
      rowTextStart = block.text.count
    } else if XMLName.matches(local, "is") {
      isInInline = false
    } else if XMLName.matches(local, "rPh") {
      hints -= 1
    }
  }

  private mutating func hideColumns(_ attributes: Attributes) {
    guard let hidden = XMLName.value("hidden", attributes), CellStyles.isOn(hidden),
      let first = XMLName.value("min", attributes).flatMap({ Int($0) }),
      let last = XMLName.value("max", attributes).flatMap({ Int($0) }), 1 <= first, first <= last
    else { return }
    block.hideColumns((first - 1)...(last - 1))
  }

  /// Marks the rest of the cells that have comments, behind the last row.
  mutating func finish() {
    markComments(through: Self.lastRow)
    block.endRow(number: row)
  }

  /// Marks the cells of a row, and those of rows above it that the sheet leaves out.
  private mutating func markComments(through row: Int) {
    while let next = comments.first, next.row <= row {
      block.mark(.comment, row: next.row, column: next.column)
      comments.removeFirst()
    }
  }

  /// Begins a cell's own text: it counts, and not a value that some writers put beside it.
  private mutating func startInline() {
    guard isInCell, type == .inline || value.isEmpty else { return }
    isInInline = true
    hasInline = true
    (runs, isStruckRun) = (StruckRuns(), false)
    value.removeAll(keepingCapacity: true)
  }

  private mutating func add(_ bytes: UnsafeRawBufferPointer) {
    value.append(contentsOf: bytes)
    if value.count + block.text.count - rowTextStart > Self.longestRow {
      failure = "a row is longer than \(Self.longestRow >> 20) MB"
    }
  }

  private mutating func startRow(_ attributes: Attributes) {
    var number: Int? = row + 1
    var written: Name?
    isHiddenRow = false
    var next = attributes
    while let key = next[0], let text = next[1] {
      if XMLName.matches(key, "r") {
        number = Self.integer(text)
        written = text
      } else if XMLName.matches(key, "hidden") {
        isHiddenRow = text[0] == 0x31 || text[0] == 0x74
      }
      next += 2
    }
    guard let number, number > row, number <= Self.lastRow else {
      let shown = written.map(Self.shown) ?? "\(row + 1)"
      failure = "a row is numbered \(shown) after row \(row)"
      return
    }
    row = number
    column = -1
    markComments(through: row - 1)
  }

  /// A number as it stands in the file, cut where it is none that anybody wrote.
  private static func shown(_ text: Name) -> String {
    let whole = String(cString: text)
    let start = String(whole.unicodeScalars.prefix(longestNumber))
    return start.utf8.count < whole.utf8.count ? start + "…" : whole
  }

  private static let longestNumber = 24

  private mutating func startCell(_ attributes: Attributes) {
    column += 1
    style = 0
    type = .number
    isInCell = true
    hasInline = false
    (hasFormula, hasValue) = (false, false)
    value.removeAll(keepingCapacity: true)
    var next = attributes
    while let key = next[0], let text = next[1] {
      next += 2
      guard key[0] != 0, key[1] == 0 else { continue }
      switch UInt8(bitPattern: key[0]) {
      case UInt8(ascii: "r"):
        guard let found = Self.column(text), found <= Self.lastColumn else {
          failure = "there is no cell \(String(cString: text))"
          return
        }
        column = found
      case UInt8(ascii: "s"): style = Self.integer(text) ?? 0
      case UInt8(ascii: "t"): type = Self.cellType(text)
      default: break
      }
    }
    if column > Self.lastColumn { failure = "a row has more than \(Self.lastColumn + 1) cells" }
  }

  private static func cellType(_ text: Name) -> CellType {
    switch (UInt8(bitPattern: text[0]), text[0] == 0 ? 0 : text[1]) {
    case (UInt8(ascii: "s"), 0): .shared
    case (UInt8(ascii: "s"), _): .text
    case (UInt8(ascii: "i"), _): .inline
    case (UInt8(ascii: "b"), _): .boolean
    case (UInt8(ascii: "e"), _): .error
    case (UInt8(ascii: "d"), _): .date
    default: .number
    }
  }

  /// The 0-based column of a reference such as `BC12`, or nil.
  private static func column(_ text: Name) -> Int? {
    var column = 0
    var index = 0
    while index < 4 {
      let letter = (UInt8(bitPattern: text[index]) & 0xDF) &- 64
      guard (1...26).contains(letter), UInt8(bitPattern: text[index]) >= 64 else { break }
      column = column * 26 + Int(letter)
      index += 1
    }
    return index > 0 ? column - 1 : nil
  }

  private static func integer(_ text: Name) -> Int? {
    var value = 0
    var index = 0
    while let digit = ValueText.digit(UInt8(bitPattern: text[index])) {
      guard index < 9 else { return nil }
      value = value * 10 + Int(digit)
      index += 1
    }
    return index > 0 && text[index] == 0 ? value : nil
  }

  // MARK: Cells

  private mutating func endCell() {
    isInCell = false
    isInInline = false
    guard failure == nil else { return }
    guard !value.isEmpty else {
      // The value of a formula may be an empty text, which the cell's type says.
      if hasFormula, type != .text || !hasValue {
        block.mark(.emptyFormula, row: row, column: column)
      }
      return
    }
    let before = block.cellCount
    let mark = struckMark
    defer {
      if let mark, block.cellCount > before { block.mark(mark, row: row, column: column) }
    }
    switch type {
    case .number: appendNumber()
    case .shared: appendShared()
    case .date: appendDate()
    case .text, .inline: appendText()
    case .boolean: appendTruth()
    case .error: block.append(column: column, kind: .error, text: value)
    }
  }

  /// How the cell is struck through: by its style, or by its text's own runs.
  private var struckMark: CellMark? {
    if styles.isStruck(style) { return .struck }
    if hasInline { return runs.mark }
    return type == .shared ? sharedIndex.flatMap { shared.mark(UInt64($0)) } : nil
  }

  private mutating func appendText() {
    EscapedText.unescape(&value)
    block.append(column: column, text: value)
  }

  /// A truth value in digits or in words (XML Schema Part 2, 3.2.2); anything else stays text.
  private mutating func appendTruth() {
    if value.elementsEqual("0".utf8) || value.elementsEqual("false".utf8) {
      block.append(column: column, kind: .boolean, payload: 0)
    } else if value.elementsEqual("1".utf8) || value.elementsEqual("true".utf8) {
      block.append(column: column, kind: .boolean, payload: 1)
    } else {
      appendText()
    }
  }

  private mutating func appendDate() {
    guard let date = ISODate(value) else { return appendText() }
    let cell = date.cell(as: styles.kind(style))
    block.append(column: column, kind: cell.kind, payload: cell.payload)
  }

  /// The number of the shared text that the value names, nil where there is none.
  private var sharedIndex: Int? {
    let index = value.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { ValueText($0, buffer.count).integer }
    }
    guard let index, index >= 0, index < shared.count else { return nil }
    return Int(index)
  }

  private mutating func appendShared() {
    guard let index = sharedIndex else {
      failure = "a cell refers to a shared text that does not exist"
      return
    }
    // An empty text is no cell: a row of such cells is no row.
    if shared.range(UInt64(index)).isEmpty { return }
    block.append(column: column, kind: .shared, payload: UInt64(index))
  }

  private mutating func appendNumber() {
    let parsed = value.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { ValueText($0, buffer.count).real }
    }
    guard let number = parsed ?? Double(String(decoding: value, as: UTF8.self)) else {
      block.append(column: column, text: value)
      return
    }
    let kind = styles.kind(style)
    if kind != .number, let cell = SerialDate.cell(number, as: kind, uses1904: uses1904) {
      block.append(column: column, kind: cell.kind, payload: cell.payload)
    } else if let text = styles.filledUp(number, style) {
      block.append(column: column, text: text)
    } else {
      block.append(column: column, kind: .number, payload: number.bitPattern)
      block.add(units.change(row: row, column: column, style: style, of: styles))
    }
  }

  static let callbacks = XMLCallbacks(
    start: { parser, name, attributes in
      guard let parser, let name, let attributes,
        let state = XMLFeed.state(parser, as: SheetParser.self)
      else { return }
      state.pointee.start(name, attributes)
      if state.pointee.failure != nil { XMLFeed.stop(parser) }
    },
    end: { parser, name in
      guard let parser, let name, let state = XMLFeed.state(parser, as: SheetParser.self) else {
        return
      }
      state.pointee.end(name)
      if state.pointee.failure != nil { XMLFeed.stop(parser) }
    },
    text: { parser, bytes, count in
      guard let parser, let bytes, let state = XMLFeed.state(parser, as: SheetParser.self),
        state.pointee.isInValue
      else { return }
      state.pointee.add(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
      if state.pointee.failure != nil { XMLFeed.stop(parser) }
    })
}
