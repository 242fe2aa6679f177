import TerminalText

/// What a terminal shows: as much of an xterm as line editors use.
public struct TerminalScreen: Sendable {
  private let columns: Int
  private let rows: Int
  /// One text for each column; the second column of a wide character is empty.
  private var cells: [[String]]
  private var row = 0
  private var column = 0
  /// Whether the last column was written and the next character begins a new row.
  private var wrapsNext = false
  private var parser = EscapeParser()
  private var pending: [UInt8] = []

  init(columns: Int, rows: Int) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    cells = Array(
      repeating: Array(repeating: " ", count: self.columns), count: self.rows)
  }

  /// The rows without blanks at their ends, and without the empty rows at the end.
  public var lines: [String] {
    var lines = cells.map { row in
      var text = row.joined()
      while text.last == " " { text.removeLast() }
      return text
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  public var text: String { lines.joined(separator: "\n") }

  /// The row and column of the cursor, from 0.
  public var cursor: (row: Int, column: Int) { (row, column) }

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      switch parser.take(byte) {
      case .byte(let byte): take(byte)
      case .control(let last, let numbers): control(last, numbers)
      case .nothing: break
      }
    }
  }

  private mutating func take(_ byte: UInt8) {
    switch byte {
    case 0x0D: move(to: 0)
    case 0x0A: lineFeed()
    case 0x08: move(to: column - 1)
    case 0x09: move(to: (column / 8 + 1) * 8)
    case 0..<0x20, 0x7F: break
    default:
      pending.append(byte)
      guard let text = String(validating: pending, as: UTF8.self) else {
        if pending.count >= 4 { pending = [] }
        return
      }
      pending = []
      put(text)
    }
  }

  private mutating func put(_ text: String) {
    let width = displayWidth(of: text)
    guard width > 0 else {
      if column > 0 { cells[row][column - 1] += text }
      return
    }
    if wrapsNext || column + width > columns {
      lineFeed()
      column = 0
    }
    wrapsNext = false
    cells[row][column] = text
    if width == 2, column + 1 < columns { cells[row][column + 1] = "" }
    wrapsNext = column + width >= columns
    column = min(column + width, columns - 1)
  }

  private mutating func move(to newColumn: Int) {
    column = max(0, min(newColumn, columns - 1))
    wrapsNext = false
  }

  private mutating func lineFeed() {
    wrapsNext = false
    guard row == rows - 1 else {
      row += 1
      return
    }
    cells.removeFirst()
    cells.append(Array(repeating: " ", count: columns))
  }

  private mutating func control(_ last: UInt8, _ numbers: [Int]) {
    let first = numbers.first ?? 0
    let count = max(1, first)
    switch Character(Unicode.Scalar(last)) {
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": move(to: column + count)
    case "D": move(to: column - count)
    case "G": move(to: count - 1)
    case "H":
      row = max(0, min(rows, count) - 1)
      move(to: (numbers.count > 1 ? max(1, numbers[1]) : 1) - 1)
    case "K": erase(row, first == 1 ? 0..<column + 1 : first == 2 ? 0..<columns : column..<columns)
    case "J":
      for other in first == 2 ? 0..<rows : row + 1..<max(row + 1, rows) {
        erase(other, 0..<columns)
      }
      if first == 0 { erase(row, column..<columns) }
    case "P":
      let deleted = min(count, columns - column)
      cells[row].removeSubrange(column..<column + deleted)
      cells[row] += Array(repeating: " ", count: deleted)
    case "@":
      let inserted = min(count, columns - column)
      cells[row].insert(contentsOf: Array(repeating: " ", count: inserted), at: column)
      cells[row].removeLast(inserted)
    default: break
    }
  }

  private mutating func erase(_ row: Int, _ range: Range<Int>) {
    for column in range where column < columns { cells[row][column] = " " }
  }
}
