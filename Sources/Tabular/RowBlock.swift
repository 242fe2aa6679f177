/// What a raw cell of a workbook or a JSON table holds; the payload's meaning follows from it.
enum RawKind: UInt8 {
  /// A text keeps its characters: `1E5` is no number. Payload: offset and length in the block's text.
  case text
  /// Payload: index of a shared string.
  case shared
  /// Payload: the bits of a Double.
  case number
  /// Payload: an Int64.
  case integer
  /// Payload: a day number as Int64.
  case date
  /// Payload: seconds since 1970-01-01 as Int64.
  case datetime
  /// Payload: seconds, beyond a day where time is elapsed.
  case time
  /// Payload: 0 or 1.
  case boolean
  /// Payload as `text`.
  case error
}

/// Some rows of raw cells, sparse, one after the other.
struct RowBlock: Sendable {
  /// The 0-based column of each cell.
  private(set) var columns: [Int32] = []
  private(set) var kinds: [RawKind] = []
  private(set) var payloads: [UInt64] = []
  private(set) var text: [UInt8] = []
  /// The 1-based number of each row in its sheet.
  private(set) var rowNumbers: [Int] = []
  /// Rows that are hidden, by their places in the block, ascending: few or none.
  private(set) var hiddenRows: [Int] = []
  /// Columns that are hidden, by their 0-based numbers: few or none, and of the first block alone.
  private(set) var hiddenColumns: [ClosedRange<Int>] = []
  /// What is marked of cells, by ascending rows: few or none.
  private(set) var marked: [MarkedCell] = []
  /// How many of the marks belong to finished rows, some of which may have no cell.
  private(set) var finishedMarks = 0
  /// Cells that are merged, as far as they were found.
  private(set) var merged: [CellRange] = []
  /// Where the units of number formats change down a column; of all formats without one nothing.
  private(set) var unitChanges: [UnitChange] = []
  /// Row `i` has the cells `rowStarts[i]..<rowStarts[i + 1]`.
  private(set) var rowStarts: [Int] = [0]
  /// How many bytes of the source were read for it.
  var bytesRead = 0
  /// The keys of all records up to here, where keys name the columns.
  var keys: [String] = []

  var rowCount: Int { rowNumbers.count }
  var cellCount: Int { columns.count }
  /// An estimate of the memory that the block takes.
  var memory: Int {
    columns.count * 13 + text.count + rowNumbers.count * 16 + marked.count * 24
      + merged.count * 32 + unitChanges.count * 32
  }

  /// Whether there is anything to hand over, be it marks alone.
  var isEmpty: Bool { rowNumbers.isEmpty && finishedMarks == 0 && merged.isEmpty }

  @inline(__always)
  mutating func append(column: Int, kind: RawKind, payload: UInt64) {
    columns.append(Int32(truncatingIfNeeded: column))
    kinds.append(kind)
    payloads.append(payload)
  }

  /// Adds a cell of text.
  mutating func append(column: Int, kind: RawKind = .text, text bytes: some Collection<UInt8>) {
    let payload = UInt64(text.count) << 32 | UInt64(UInt32(truncatingIfNeeded: bytes.count))
    text.append(contentsOf: bytes)
    append(column: column, kind: kind, payload: payload)
  }

  /// Where the cells and their texts end.
  var end: (cell: Int, text: Int) { (columns.count, text.count) }

  /// Forgets what was added behind an end that was, of a row that is not finished.
  mutating func goBack(to end: (cell: Int, text: Int)) {
    columns.removeLast(columns.count - end.cell)
    kinds.removeLast(kinds.count - end.cell)
    payloads.removeLast(payloads.count - end.cell)
    text.removeLast(text.count - end.text)
  }

  /// Forgets the finished row that was added last, which began at an end that was.
  mutating func dropLastRecord(to end: (cell: Int, text: Int)) {
    rowNumbers.removeLast()
    rowStarts.removeLast()
    goBack(to: end)
  }

  /// The cells of the row that is being added.
  var openCellCount: Int { columns.count - (rowStarts.last ?? 0) }

  /// Adds a finished row once more; its texts are shared with it.
  mutating func repeatRow(_ row: Int, number: Int) {
    let cells = cells(ofRow: row)
    let isHidden = hiddenRows.last == row
    for cell in marks(inRow: rowNumbers[row]) {
      marked.append(MarkedCell(mark: cell.mark, row: number, column: cell.column))
    }
    columns.append(contentsOf: columns[cells])
    kinds.append(contentsOf: kinds[cells])
    payloads.append(contentsOf: payloads[cells])
    if isHidden { hiddenRows.append(rowNumbers.count) }
    endRecord(number: number)
  }

  /// Marks a cell of the row that is being added, or of one before it that has no cells.
  mutating func mark(_ mark: CellMark, row: Int, column: Int) {
    marked.append(MarkedCell(mark: mark, row: row, column: column))
  }

  /// Adds merged cells; a file may name more than anybody merges.
  mutating func merge(_ range: CellRange) {
    if merged.count < Self.mostMerged { merged.append(range) }
  }

  mutating func hideColumns(_ columns: ClosedRange<Int>) { hiddenColumns.append(columns) }

  /// Adds a change of the units in a column.
  mutating func add(_ change: UnitChange?) {
    if let change { unitChanges.append(change) }
  }

  private static let mostMerged = 100_000

  /// The marks of a row by its number in the sheet.
  func marks(inRow number: Int) -> ArraySlice<MarkedCell> {
    var (low, high) = (0, marked.count)
    while low < high {
      let middle = (low + high) / 2
      if marked[middle].row < number { low = middle + 1 } else { high = middle }
    }
    return marked[low...].prefix { $0.row == number }
  }

  /// Ends the row whose cells were added last; a row without cells is left out.
  mutating func endRow(number: Int, isHidden: Bool = false) {
    finishedMarks = marked.count
    guard rowStarts.last != columns.count else { return }
    if isHidden { hiddenRows.append(rowNumbers.count) }
    rowNumbers.append(number)
    rowStarts.append(columns.count)
  }

  /// Ends a row that counts even where it has no cell.
  mutating func endRecord(number: Int) {
    finishedMarks = marked.count
    rowNumbers.append(number)
    rowStarts.append(columns.count)
  }

  /// Forgets all rows and keeps the memory.
  mutating func clear() {
    columns.removeAll(keepingCapacity: true)
    kinds.removeAll(keepingCapacity: true)
    payloads.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    rowNumbers.removeAll(keepingCapacity: true)
    hiddenRows.removeAll(keepingCapacity: true)
    marked.removeAll(keepingCapacity: true)
    merged.removeAll(keepingCapacity: true)
    unitChanges.removeAll(keepingCapacity: true)
    hiddenColumns = []
    finishedMarks = 0
    rowStarts.removeAll(keepingCapacity: true)
    rowStarts.append(0)
  }

  /// Forgets the finished rows and keeps the cells of the row that is being added.
  ///
  /// - Parameter textBefore: how much text belongs to finished rows.
  mutating func removeFinishedRows(textBefore: Int) {
    let finished = rowStarts.last ?? 0
    columns.removeFirst(finished)
    kinds.removeFirst(finished)
    payloads.removeFirst(finished)
    text.removeFirst(textBefore)
    rowNumbers.removeAll(keepingCapacity: true)
    hiddenRows.removeAll(keepingCapacity: true)
    marked.removeFirst(finishedMarks)
    merged.removeAll(keepingCapacity: true)
    unitChanges.removeAll(keepingCapacity: true)
    hiddenColumns = []
    finishedMarks = 0
    rowStarts = [0]
    for cell in kinds.indices {
      switch kinds[cell] {
      case .text, .error: payloads[cell] -= UInt64(textBefore) << 32
      default: break
      }
    }
  }

  func cells(ofRow row: Int) -> Range<Int> { rowStarts[row]..<rowStarts[row + 1] }

  /// The bytes of a text cell.
  func textRange(_ cell: Int) -> Range<Int> {
    let payload = payloads[cell]
    let start = Int(payload >> 32)
    return start..<(start + Int(payload & 0xFFFF_FFFF))
  }
}

/// What gives rows of raw cells, as often as asked.
protocol RowBlocks: Sendable {
  var source: ByteSource { get }
  var sheetName: String { get }
  /// The texts that cells share, for workbooks.
  var sharedTexts: SharedTexts { get }
  /// Whether keys name the columns, each block's own ones, so that no row does.
  var hasKeys: Bool { get }
  /// Members of a JSON document beside its tables.
  var otherMembers: [String] { get }
  /// What one should know of the values as they are given, a clause each.
  var notes: [String] { get }

  /// Calls `body` with block after block until it answers false.
  ///
  /// The block belongs to `body` for the time of the call; its memory is used again. The watch is
  /// asked between the blocks too, where many bytes make no row.
  ///
  /// - Returns: what the reading met beside the rows.
  @discardableResult
  func forEachBlock(
    watch: LoadWatch, _ body: (RowBlock) throws -> Bool
  ) throws -> BlockRemainder
}

/// What a reading of blocks met beside their rows.
struct BlockRemainder: Sendable {
  /// Keys that stand twice, for JSON.
  var doubledKeys = DoubledKeys()
  /// Rows that could not be read and were left out.
  var brokenRows: [BrokenRow] = []
}

extension RowBlocks {
  var hasKeys: Bool { false }
  var otherMembers: [String] { [] }
  var notes: [String] { [] }
}

/// Texts stored once and referred to by number.
struct SharedTexts: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var offsets: [Int] = [0]
  /// The texts of which all or some characters are struck through; only asked for one.
  private var struck: [Int: CellMark] = [:]

  /// The most memory that the texts of a workbook may take; the rest of it is read piece by piece.
  static let mostMemory = 192 << 20

  var count: Int { offsets.count - 1 }
  /// The memory that the texts take, in bytes.
  var memory: Int { bytes.count + offsets.count * MemoryLayout<Int>.size }

  mutating func append(_ text: some Collection<UInt8>) {
    bytes.append(contentsOf: text)
    offsets.append(bytes.count)
  }

  /// Marks the text that was added last as struck through, as a whole or in part.
  mutating func markLast(_ mark: CellMark) {
    struck[count - 1] = mark
  }

  /// How a text is struck through, nil where it is not.
  @inline(__always)
  func mark(_ index: UInt64) -> CellMark? {
    struck.isEmpty ? nil : struck[Int(truncatingIfNeeded: index)]
  }

  /// The bytes of a text, none where there is no such number.
  func range(_ index: UInt64) -> Range<Int> {
    guard index < UInt64(count) else { return 0..<0 }
    return offsets[Int(index)]..<offsets[Int(index) + 1]
  }
}
