import CommandLanguage
import Store

/// The columns that may stand in a command: those of the table that it names, before or after them.
struct ColumnCompletion {
  let database: NotebookDatabase

  /// More tables than that are not looked through while somebody waits.
  private static let mostTables = 20

  /// The names of columns for a statement: of the table behind `of`, else of the last result and of
  /// what was loaded and planned.
  ///
  /// - Complexity: O(words + columns).
  func names(in statement: String) -> [String] {
    if let named = Self.relation(in: statement) {
      let columns = (try? database.columnNames(of: named)) ?? []
      if !columns.isEmpty { return written(columns) }
    }
    let loaded = ((try? database.objects()) ?? []).filter { $0.kind != .agent }.map(\.name)
    return written(
      ([NotebookDatabase.lastResult] + loaded).prefix(Self.mostTables).flatMap {
        (try? database.columnNames(of: $0)) ?? []
      })
  }

  private func written(_ columns: [String]) -> [String] {
    (columns + PlotColumn.derivedNames(of: columns)).map(NameRules.written)
  }

  /// The word behind the last `of`, without its quotes; nil where there is none.
  private static func relation(in statement: String) -> String? {
    let words = statement.split { $0 == " " || $0 == "\n" || $0 == ";" }
    guard let place = words.lastIndex(where: { $0.lowercased() == "of" }),
      place + 1 < words.count
    else { return nil }
    return words[place + 1].filter { $0 != "\"" && $0 != "'" }
  }
}
