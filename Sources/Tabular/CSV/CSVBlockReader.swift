/// Reads the data of a delimited text, some rows at a time, each padded to the header's width.
///
/// One reading's own; it crosses no threads.
final class CSVBlockReader {
  let scanner: CSVScanner
  let plan: CSVPlan
  /// The numbers in the file of the block's rows.
  let rowNumbers: UnsafeMutablePointer<Int>
  private(set) var shortRows = 0
  private(set) var firstShortRow: Int?
  private(set) var outsideRows = 0
  private(set) var firstOutsideRow = 0
  private let dataRows: ClosedRange<Int>
  private let most: Int
  private var isBegun = false

  init(source: ByteSource, form: CSVForm, plan: CSVPlan) {
    self.plan = plan
    scanner = CSVScanner(source: source, dialect: form.dialect)
    if plan.options.brokenRows == .collected {
      scanner.broken = BrokenRows(source: source, badBytes: form.badBytes)
    }
    dataRows = plan.dataRows
    // Rows in a block: about 400 kB of text of a usual table, fewer rows of a very wide one. Large
    // enough that per-block costs vanish, small enough that a few blocks stay in a cache.
    most = max(64, min(4_096, 262_144 / max(1, plan.columnCount)))
    rowNumbers = .allocate(capacity: most)
    rowNumbers.initialize(repeating: 0, count: most)
  }

  deinit {
    rowNumbers.deallocate()
  }

  /// Reads the next rows into the scanner's cells.
  ///
  /// - Returns: how many; 0 at the end.
  func readBlock() throws(TabularError) -> Int {
    if !isBegun { try begin() }
    scanner.clear()
    let columns = plan.columnCount
    var rows = 0
    while rows < most, try scanner.readRecord(mayMove: rows == 0) {
      guard scanner.row <= dataRows.upperBound else {
        scanner.dropFields(from: rows * columns)
        try countRest()
        break
      }
      let width = rows * columns + columns
      let count = scanner.fieldCount
      if count != width {
        if count > width, try isTooLong(row: rows) {
          scanner.dropFields(from: rows * columns)
          continue
        }
        if count < width { noteShort() }
        scanner.padFields(to: width)
      }
      rowNumbers[rows] = scanner.row
      rows += 1
    }
    if !plan.nulls.isEmpty { dropNulls(rows * columns) }
    return rows
  }

  /// Passes over everything above the first row of data.
  private func begin() throws(TabularError) {
    isBegun = true
    while true {
      scanner.clear()
      guard try scanner.readRecord(mayMove: true) else { return }
      guard scanner.row < dataRows.lowerBound else {
        scanner.takeBack()
        return
      }
      if scanner.row >= plan.firstDataRow { noteOutside() }
    }
  }

  private func countRest() throws(TabularError) {
    noteOutside()
    while true {
      scanner.clear()
      guard try scanner.readRecord(mayMove: true) else { return }
      noteOutside()
    }
  }

  private func noteOutside() {
    if outsideRows == 0 { firstOutsideRow = scanner.row }
    outsideRows += 1
  }

  private func noteShort() {
    if shortRows == 0 { firstShortRow = scanner.row }
    shortRows += 1
  }

  /// Whether a row has cells that are not empty beyond the header's last one.
  ///
  /// - Throws: `TabularError` for such a row where broken rows are refused.
  private func isTooLong(row: Int) throws(TabularError) -> Bool {
    let first = row * plan.columnCount
    let surplus = (first + plan.columnCount)..<scanner.fieldCount
    guard surplus.contains(where: { scanner.fields[$0].length > 0 }) else { return false }
    let count = scanner.fieldCount - first
    let owner = plan.reading.isHeaderless ? "most rows have" : "the header has"
    guard let broken = scanner.broken else {
      throw TabularError(
        .malformed, "the row has \(count) cells where \(owner) \(plan.columnCount)",
        file: scanner.window.source.name, row: scanner.row,
        expected: "at most \(plan.columnCount) cells",
        remedy: "quote cells that contain the delimiter, or name the other columns in the header")
    }
    try broken.add(
      row: scanner.row, bytes: scanner.recordBytes,
      reason: "it has \(count) cells where \(owner) \(plan.columnCount)")
    return true
  }

  /// Empties the cells that hold a word for a missing value.
  private func dropNulls(_ count: Int) {
    for index in 0..<count where scanner.fields[index].length > 0 {
      if plan.nulls.contains(scanner.bytes(at: index)) { scanner.emptyField(index) }
    }
  }
}
