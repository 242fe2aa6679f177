import Naming

/// Rows of a table that one should know of: those without any value, and those that sum up others.
///
/// They are data like any other, for nothing says that they are not; a sum over the table counts them.
public struct RowRemarks: Sendable {
  private var rows = 0
  private var vacant = (count: 0, first: 0)
  private var totals = (count: 0, first: 0, text: "")

  public init() {}

  /// Looks at the next rows.
  ///
  /// - Complexity: O(rows × columns).
  public mutating func add(_ batch: TableBatch) {
    for row in 0..<batch.rowCount {
      rows += 1
      if batch.columns.allSatisfy({ $0.isNull(at: row) }) {
        if vacant.count == 0 { vacant.first = rows }
        vacant.count += 1
        continue
      }
      for column in batch.columns {
        guard case .text(let bytes, let offsets, let isNull) = column, !isNull[row] else {
          continue
        }
        let cell = bytes[offsets[row]..<offsets[row + 1]]
        guard Self.mayBeTotal(cell) else { continue }
        let text = String(decoding: cell, as: UTF8.self)
        guard Self.words.contains(TextFolding.key(text)) else { continue }
        if totals.count == 0 { (totals.first, totals.text) = (rows, text) }
        totals.count += 1
        break
      }
    }
  }

  /// What is to be said, a sentence each.
  public var notes: [String] {
    var notes: [String] = []
    if vacant.count > 0 {
      notes.append(
        vacant.count == 1
          ? "row \(vacant.first) of the table holds nothing"
          : "\(vacant.count) rows of the table hold nothing, the first is row \(vacant.first)")
    }
    if totals.count > 0 {
      let name = "'\(TextFolding.singleBlanked(totals.text).prefix(30))'"
      notes.append(
        totals.count == 1
          ? "row \(totals.first) of the table is called \(name) and is data like any other: sums count it"
          : "\(totals.count) rows of the table are totals by name, the first \(name) in row "
            + "\(totals.first), and data like any other: sums count them")
    }
    return notes
  }

  private static let words: Set<String> = [
    "total", "totaux", "totals", "sous total", "sous totaux", "grand total", "total general",
    "sum", "summe", "somme", "subtotal", "sub total", "gesamt", "totale",
  ]

  /// Whether it is worth folding: a short text that begins as one of the words.
  private static func mayBeTotal(_ cell: ArraySlice<UInt8>) -> Bool {
    guard (3...30).contains(cell.count), let first = cell.first else { return false }
    return "tTsSgG =".utf8.contains(first)
  }
}
