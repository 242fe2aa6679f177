import CivilTime
import SessionRecord
import Tabular

extension LoadedFile {
  /// The most bytes of a file whose cells are gone through once more for their sketch.
  private static let mostSketchedBytes = 1 << 20

  /// A sketch of the cells of every sheet, or nil for a large file and for one without sheets.
  ///
  /// - Throws: `TabularError` where a sheet cannot be read.
  /// - Complexity: O(cells).
  func cellSketch() throws -> CellSketch? {
    guard file.byteCount <= Self.mostSketchedBytes else { return nil }
    switch content {
    case .dispatchExport, .days, .register: return nil
    case .rideSheets, .roster, .gazetteer, .roads, .tables: break
    }
    var sketch = CellSketch()
    for index in file.sheetNames.indices {
      try file.sheet(at: index).forEachRow(isCancelled: isInterrupted, broken: { _ in }) {
        row, cells in
        for (column, cell) in cells.enumerated() where cell != .empty {
          sketch.add(Self.text(of: cell), sheet: index, row: row, column: column)
        }
        return true
      }
    }
    return sketch
  }

  /// A text that no cell of other content has.
  private static func text(of cell: Cell) -> String {
    switch cell {
    case .empty: ""
    case .text(let text): "t" + text
    case .number(let number): "n\(number)"
    case .date(let date, let time): "d\(date) \(time.map { "\($0.count)" } ?? "")"
    case .boolean(let value): "b\(value)"
    case .error(let text): "e" + text
    }
  }
}
