import SessionRecord
import Store
import Tabular

/// Loads one sheet as a typed table, in one transaction, while its fingerprint is taken.
struct TableLoading {
  let call: CommandCall
  let file: TabularFile
  let sheet: SheetSource
  let name: String
  let typedPath: String

  /// What a load made.
  struct Loaded {
    var columns: [Tabular.Column]
    var facts: FactSet
    var sentence: String
  }

  /// Reads, types and stores the sheet.
  ///
  /// - Throws: `TabularError` where the sheet is no table, `Diagnostic` where the name is taken.
  /// - Complexity: O(cells).
  func run() throws -> Loaded {
    let context = call.session.context
    let typed = try sheet.typed(
      cancel: context.isInterrupted,
      progress: { context.progress(Self.text(of: $0, verb: "typing")) })
    let identity = "\(file.sha256) \(sheet.name)"
    let existing = try call.database.object(named: name)
    let isSame = existing?.kind == .table && existing?.identity == identity
    if !isSame { try call.refuseTaken(name, existing: existing, kind: .table) }
    var fingerprinter = TableFingerprinter(columns: typed.columns)
    let started = context.seconds()
    if isSame {
      try typed.forEachBatch(isCancelled: context.isInterrupted) { fingerprinter.add($0) }
    } else {
      try call.database.transaction { transaction in
        let writer = try transaction.makeTable(named: name, columns: typed.columns)
        try typed.forEachBatch(
          isCancelled: context.isInterrupted,
          progress: { context.progress(rate($0, since: started)) }
        ) { batch in
          try writer.insert(batch)
          fingerprinter.add(batch)
        }
        try writer.finish(identity: identity, source: typedPath)
        let facts = TableFacts.facts(fingerprinter.fingerprint, columns: typed.columns)
        return call.lineage(writes: [name], creates: [name], facts: facts.lines)
      }
    }
    return Loaded(
      columns: typed.columns,
      facts: TableFacts.facts(fingerprinter.fingerprint, columns: typed.columns),
      sentence: isSame
        ? "\(name) already holds this file; nothing changed"
        : "\(name): \(counted(typed.rowCount, "row")), \(counted(typed.columns.count, "column"))")
  }

  private func rate(_ progress: LoadProgress, since started: Double) -> String {
    let seconds = max(call.session.context.seconds() - started, 0.001)
    return Self.text(of: progress, verb: "loading")
      + " · \(Int(Double(progress.rows) / seconds)) rows/s"
  }

  private static func text(of progress: LoadProgress, verb: String) -> String {
    let percent = progress.bytesTotal > 0 ? progress.bytesRead * 100 / progress.bytesTotal : 100
    return "\(verb): \(progress.rows) rows · \(min(100, percent)) %"
  }
}
