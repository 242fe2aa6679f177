import Tabular
import TerminalText

extension FormulaGuard {
  /// What is said of the file; nil where there was nothing to guard.
  func remark(on file: String) -> Outcome.Block? {
    guard let first else { return nil }
    let place: Sentence =
      first.row == 0
      ? "the header of column \(first.column)" : "row \(first.row), column \(first.column)"
    let cells: Sentence =
      "\(counted(count, "cell")) that a spreadsheet would run as formulas, the first in \(place)"
    return guards
      ? .talk("\(path: file): \(cells): guarded by a leading '")
      : .warning("\(path: file): \(cells); `safe` guards them by a leading '")
  }
}
