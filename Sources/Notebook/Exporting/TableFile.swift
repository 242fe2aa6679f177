import CommandLanguage
import Files
import SessionRecord
import Store
import Tabular
import TerminalText

/// One `export NAME, … to FILE`.
struct TableFile {
  let call: CommandCall

  /// Writes the tables that the statement names.
  ///
  /// - Throws: `Diagnostic` for a name that nothing has and a format that cannot hold the tables,
  ///   else what keeps the file from being written.
  /// - Complexity: O(cells); memory does not grow with the rows.
  func write() throws -> Outcome {
    let format = try format()
    var tables = try call.relations(ExportCommand.name).map { try table($0.name, in: format) }
    try refuse(tables, in: format)
    let file = ExportedFile(call: call)
    defer { call.session.context.progress(nil) }
    let written = try write(&tables, as: format, to: file)
    let (hash, bytes) = (written.hash, written.bytes)
    // A workbook holds when it was written.
    let what: Sentence =
      format == .xlsx
      ? ", \(volatile: "\(bytes)") bytes, sha256 \(volatile: hash.digits)"
      : ", \(bytes) bytes, sha256 \(hash.digits)"
    var outcome = Outcome.talk(file.sentence(Self.sentence(tables) + what))
    if let remark = written.formulas.remark(on: file.typed) { outcome.blocks.append(remark) }
    outcome.blocks += written.losses.map { .warning("\($0)") }
    if format != .xlsx {
      outcome.facts.beginGroup([
        Fact("file", .hash(hash)), Fact("bytes", .integer(Int64(bytes))),
      ])
    }
    for table in written.facts { outcome.facts.append(table) }
    return outcome
  }

  /// A file that was written, and what has to be said of it.
  private struct Written {
    let hash: ContentHash
    let bytes: Int
    let formulas: FormulaGuard
    /// What the file cannot hold as the notebook does, a sentence each.
    let losses: [String]
    /// Each table's.
    let facts: [FactSet]
  }

  /// A table as far as it must be known before it is written: the kinds of its columns are read where
  /// they lay the file out.
  private func table(_ name: String, in format: ExportFormat) throws -> ExportedTable {
    guard format == .xlsx || format == .markdown else {
      let columns = try call.database.columnNames(of: name)
      return ExportedTable(
        name: name, relation: name, columns: columns.map { ResultColumn(name: $0, kind: .null) })
    }
    let (columns, rows) = try call.database.resultColumns(
      of: name, isInterrupted: call.session.context.isInterrupted)
    return ExportedTable(name: name, relation: name, columns: columns, rowCount: rows)
  }

  private func write(
    _ tables: inout [ExportedTable], as format: ExportFormat, to file: ExportedFile
  ) throws -> Written {
    let reader = ExportReader(session: call.session)
    var bytes = 0
    var formulas = FormulaGuard(guards: call.command.has(ExportCommand.safe))
    var losses: [String] = []
    var facts: [FactSet] = []
    do {
      let hash = try file.write { draft in
        if format == .xlsx {
          losses = try WorkbookExport(draft: draft, reader: reader).write(tables)
        } else {
          var export = TextExport(
            format: format, draft: draft, reader: reader, formulas: formulas)
          try export.write(&tables)
          formulas = export.formulas
          losses = export.losses
        }
        bytes = draft.byteCount
        // Before the file has its name: what is there afterwards is not given up.
        facts = try tables.map { try self.facts(of: $0, among: tables.count) }
      }
      return Written(hash: hash, bytes: bytes, formulas: formulas, losses: losses, facts: facts)
    } catch var error as TabularError {
      error.file = file.typed
      throw error
    }
  }

  private func format() throws -> ExportFormat {
    let path = call.command[ExportCommand.file] ?? ""
    if let format = ExportFormat(path: path) { return format }
    throw call.wrongEnding(for: "a table", ExportFormat.allCases.map(\.rawValue))
  }

  private func refuse(_ tables: [ExportedTable], in format: ExportFormat) throws {
    if tables.count > 1, !format.holdsSeveral {
      throw call.mistake(
        .format, "a .\(format.rawValue) file can contain only one table, not \(tables.count)",
        at: ExportCommand.file,
        expected: "a name that ends in " + ExportFormat.endings { $0.holdsSeveral },
        remedy: "or export one table per statement")
    }
    if call.command.has(ExportCommand.safe), format != .csv, format != .tsv {
      throw call.mistake(
        .format,
        "a .\(format.rawValue) file does not need `safe`: its text is never run as formulas",
        at: ExportCommand.file,
        expected: "a name that ends in .csv or .tsv", remedy: "leave `safe` out")
    }
    guard format == .xlsx else { return }
    for table in tables
    where table.rowCount ?? 0 > WorkbookExport.rowLimit
      || table.columns.count > WorkbookExport.columnLimit
    {
      throw call.mistake(
        .format,
        "\(table.name) has \(counted(table.rowCount ?? 0, "row")) and "
          + "\(counted(table.columns.count, "column")), too many for a sheet",
        at: ExportCommand.name,
        expected:
          "at most \(WorkbookExport.rowLimit) rows and \(WorkbookExport.columnLimit) columns",
        remedy: "export to .csv, or export part of it: part = select …;")
    }
  }

  private static func sentence(_ tables: [ExportedTable]) -> Sentence {
    tables.map { table -> Sentence in
      (tables.count > 1 ? "\(table.name) " : "") + counted(table.rowCount ?? 0, "row") + ", "
        + counted(table.columns.count, "column")
    }.joined(separator: "; ")
  }

  /// A table's facts; of several tables each fact says whose it is.
  private func facts(of table: ExportedTable, among count: Int) throws -> FactSet {
    let facts = TableFacts(
      of: table.columns, owner: count > 1 ? table.name : nil,
      comparison: call.session.comparison)
    guard let fingerprint = table.fingerprint else {
      return try facts.facts(of: table.relation, in: call.database)
    }
    return try facts.facts(of: table.relation, in: call.database, read: fingerprint)
  }
}
