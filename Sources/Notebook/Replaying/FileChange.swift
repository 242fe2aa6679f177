import Naming
import SessionRecord
import Tabular

/// Says what changed in a file since a session loaded it.
struct FileChange {
  /// The path as the statement has it.
  let typed: String
  let source: LoadSource
  let recorded: FactSet
  /// What was found now; nil where the file could not be loaded any more.
  let found: FactSet?

  /// Whether the bytes are other ones than the record's; nil where the record does not tell.
  var isOther: Bool? {
    guard case .hash(let was)? = recorded["file"] else { return nil }
    if case .hash(let now)? = found?["file"] { return !was.agrees(with: now) }
    return source.hash.map { !was.agrees(with: $0) }
  }

  /// What is other, as far as the facts do not tell it by themselves: the place of one change.
  var sentence: String {
    let name = LoadSource.shown(typed)
    guard let found else {
      if case .files(let matched) = source, let now = try? FileManifest(of: matched) {
        return now.changes(from: FileManifest(recorded)).joined(separator: ", ")
          + "; they can no longer be read together"
      }
      return "\(name) has changed and can no longer be read"
    }
    let manifest = FileManifest(recorded)
    if !manifest.files.isEmpty {
      let changes = FileManifest(found).changes(from: manifest)
      if !changes.isEmpty { return changes.joined(separator: ", ") }
    }
    if let place = place(in: found) { return "\(name): \(place)" }
    let moved = found.differences(from: recorded)
      .contains { !$0.isEvidence && !FileManifest.isFact($0.key) && $0.kind != .added }
    // Of a load before the session the record keeps no sketch of the cells.
    let isKnown = recorded[FactEvidence.cells] != nil
    return moved || !isKnown
      ? "\(name) has changed" : "\(name) has changed, but its cells have not"
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

  /// The file as it is now.
  private var file: TabularFile? {
    guard case .file(let path, _) = source else { return nil }
    return try? TabularFile.open(path)
  }

  private func name(_ sheet: Int) -> String {
    guard let names = file?.sheetNames, names.indices.contains(sheet) else {
      return "sheet \(sheet + 1)"
    }
    return "sheet \(names[sheet])"
  }

  /// The head of a column, else its letters as spreadsheets count them.
  private func name(_ column: Int, of sheet: Int) -> String {
    var head: String?
    if let file, file.sheetNames.indices.contains(sheet) {
      try? file.sheet(at: sheet).forEachRow(broken: { _ in }) { _, cells in
        if cells.indices.contains(column), case .text(let text) = cells[column] { head = text }
        return false
      }
    }
    return head.map { $0.trimmed } ?? CellRange.letters(ofColumn: column)
  }
}
