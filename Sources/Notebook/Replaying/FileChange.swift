import Naming
import SessionRecord
import Tabular

/// Says what changed in a file since a session loaded it.
struct FileChange {
  /// The path as the statement has it.
  let typed: String
  /// The file's absolute path.
  let path: String
  let recorded: FactSet
  /// What was found now; nil where the file could not be loaded any more.
  let found: FactSet?

  /// Whether the bytes are other ones than the record's; nil where the record does not tell.
  var isOther: Bool? {
    guard case .hash(let was)? = recorded["file"] else { return nil }
    if case .hash(let now)? = found?["file"] { return !was.agrees(with: now) }
    guard let now = try? ContentHash.sha256(ofFile: path) else { return nil }
    return !was.agrees(with: now)
  }

  /// What is other, as far as the facts do not tell it by themselves: the place of one change.
  var sentence: String {
    guard let found else { return "\(typed) has changed and can no longer be read" }
    if let place = place(in: found) { return "\(typed): \(place)" }
    let moved = found.differences(from: recorded)
      .contains { !$0.isEvidence && $0.key != "file" && $0.kind != .added }
    // Of a load before the session the record keeps no sketch of the cells.
    let isKnown = recorded[FactEvidence.cells] != nil
    return moved || !isKnown
      ? "\(typed) has changed" : "\(typed) has changed, but its cells have not"
  }

  // MARK: The cell

  private func place(in found: FactSet) -> String? {
    guard case .hash(let was)? = recorded[FactEvidence.cells], let before = CellSketch(was),
      case .hash(let now)? = found[FactEvidence.cells], let after = CellSketch(now)
    else { return nil }
    switch after.change(from: before) {
    case .none, .several: return nil
    case .order: return "the same cells in another order"
    case .cell(let sheet, let row, let column):
      return "one cell: \(name(sheet)), row \(row), column \(name(column, of: sheet))"
    case .row(let sheet, let row): return "cells of one row: \(name(sheet)), row \(row)"
    case .column(let sheet, let column):
      return "cells of one column: \(name(sheet)), column \(name(column, of: sheet))"
    }
  }

  private func name(_ sheet: Int) -> String {
    guard let names = try? TabularFile.open(path).sheetNames, names.indices.contains(sheet) else {
      return "sheet \(sheet + 1)"
    }
    return "sheet \(names[sheet])"
  }

  /// The head of a column, else its letters as spreadsheets count them.
  private func name(_ column: Int, of sheet: Int) -> String {
    var head: String?
    if let file = try? TabularFile.open(path), file.sheetNames.indices.contains(sheet) {
      try? file.sheet(at: sheet).forEachRow(broken: { _ in }) { _, cells in
        if cells.indices.contains(column), case .text(let text) = cells[column] { head = text }
        return false
      }
    }
    return head.map { $0.trimmed } ?? Self.letters(column)
  }

  private static func letters(_ column: Int) -> String {
    var (text, left) = ("", column)
    repeat {
      text = String(UnicodeScalar(UInt8(65 + left % 26))) + text
      left = left / 26 - 1
    } while left >= 0
    return text
  }
}
