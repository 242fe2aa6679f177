import CommandLanguage
import Files
import FleetModel
import Naming
import RideSheets
import SessionRecord
import Store
import Tabular
import TerminalText

/// Loads a file: rides from ride sheets and exports, drivers, places, or plain tables.
struct LoadCommand: NotebookCommand {
  static let file = Slot.path(
    "FILE", "the file, relative to the current or script's folder; `-` is standard input")
  static let format = Slot<FileFormat>.choice(
    "FORMAT", "what the content must be", default: "told by content")
  static let table = Slot.text("TABLE", "the table or view of a database to load")
  static let sheet = Slot.text(
    "SHEET", "the one sheet of a workbook to load", default: "all sheets")
  static let name = Slot.name(
    "NAME", "the name to load it under", default: "the file's name without its extension")
  static let replace = Flag("replace", "replaces what has that name")
  static let delimiter = Slot.text(
    "DELIMITER", "what separates cells of a text: `;`, `,`, `|`, `tab`", default: "told by content")
  static let encoding = Slot.text(
    "ENCODING", "how a text was written: UTF-8, Windows-1252, CP850, …", default: "told by content")
  static let header = Slot.text(
    "ROW", "the row that names the columns, or `none`", default: "told by content")
  static let first = Slot.integer("FIRST", 1...Int(Int32.max), "the first row of data")
  static let last = Slot.integer("LAST", 1...Int(Int32.max), "the last row of data")
  static let column = Slot.text("COLUMN", "the header of a column of the file")
  static let mapping = Slot.phrase(
    "ROLE", RideMapping.Column.allCases.map { "\($0.rawValue) COLUMN" }, slots: [column],
    "which column is what of a ride", default: "known by the headers")
  static let nulls = Slot.text("WORD", "a text that stands for a missing value")

  let syntaxes = [
    CommandSyntax(
      form:
        "load \(Self.file) [format \(Self.format)] [sheet \(Self.sheet)] [table \(Self.table)] "
        + "[delimiter \(Self.delimiter)] [encoding \(Self.encoding)] "
        + "[header \(Self.header)] [rows \(Self.first) to \(Self.last)] "
        + "[null \(list: Self.nulls)] [as \(Self.name)] [with \(list: Self.mapping)] [\(Self.replace)]",
      summary: "Loads a file: xlsx, xlsb, ods, csv, tsv, json, jsonl or SQLite.",
      details: [
        "Ride sheets and the production system's dispatch exports are recognised by their headers "
          + "and become datasets of rides. A file of drivers (name, initials, kind, …) replaces "
          + "the notebook's drivers, a gazetteer (name, latitude, longitude, …) its places; both "
          + "need `replace`. A matrix of legs by road (from_latitude, from_longitude, to_latitude, "
          + "to_longitude, seconds, metres) adds to the notebook's roads; `replace` puts it in the "
          + "place of all. Any other file becomes a typed table, one per sheet; of a database that holds "
          + "several, `table` names one. Texts may be packed by gzip.",
        "How a text is written is told by its content, and said where it is not the usual; "
          + "`delimiter`, `encoding`, `header`, `rows` and `null` say it instead, for tables: "
          + "`load \"fees.csv\" delimiter \";\" header 3 null \"NA\", \"-\"`.",
        "A path with `*`, `?` or `[…]`, such as `rides/2025-*.xlsx`, names several files: their ride sheets "
          + "become one dataset, their tables of one header one table, with a column `file`.",
        "`load \"-\"` reads standard input: `cat fees.csv | carnet -c 'load \"-\" as fees'`. It is not "
          + "kept; a replay needs it again, as `carnet replay FILE < fees.csv`.",
        "`with` makes rides of any table: it says which column is the client, the date (perhaps with "
          + "the times), the time, the time of the return, the course, the pickup, the dropoff and the "
          + "driver; date, pickup and dropoff are needed.",
        "Rows that cannot be read are kept in `rejects`. Loading is one transaction: a failure or "
          + "Ctrl-C leaves the notebook unchanged. Loading the same content again changes "
          + "nothing.",
      ],
      examples: [
        "load \"datasets/october-2025.xlsx\" as october",
        "load \"datasets/year-2025.xlsx\" sheet \"Mars\" as march",
      ],
      effects: [.loads])
  ]

  var namesItsObject: Bool { true }

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    let named = try call.namedSubjects()
    guard case .files(let matched) = LoadSource(call.command[Self.file] ?? "", in: call.session)
    else { return named }
    return named.union(matched.files.map { .file(matched.pattern.path(of: $0.name)) })
  }

  func observes(_ call: CommandCall) throws -> Set<Subject> {
    // Drivers, places and roads that are there already are not loaded again.
    try call.targets().union([.single(.roster), .single(.places), .single(.roads)])
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let typed = call.command[Self.file] ?? ""
    let source = LoadSource(typed, in: call.session)
    defer { call.session.context.progress(nil) }
    do {
      var outcome = try job(source, call).run()
      if case .file(_, isBundled: true) = source {
        outcome.blocks.append(
          .talk("\(typed) is not in this folder; the copy that comes with carnet was loaded"))
      }
      return outcome
    } catch var error as TabularError {
      guard error.code != .cancelled else { throw StoreError.interrupted }
      // Records are handed on: they name a file as typed, never its location on this machine.
      error.file = source.name(of: error.file) ?? LoadSource.shown(typed)
      throw error
    }
  }

  private func job(_ source: LoadSource, _ call: CommandCall) throws -> LoadJob {
    let typed = call.command[Self.file] ?? ""
    switch source {
    case .file(let path, _):
      let file = try recognised(open(path, call), call)
      try call.session.noteRead(ofFile: path, holding: file.hash)
      return LoadJob(call: call, typedPath: typed, files: [file])
    case .files(let matched):
      try matched.requireFiles(call)
      let files = try matched.files.map { name, path in
        let file = try recognised(open(path, call), named: name, call)
        try call.session.noteRead(ofFile: matched.pattern.path(of: name), holding: file.hash)
        return file
      }
      return LoadJob(call: call, typedPath: typed, files: files, matched: matched)
    case .input(let input):
      let file = try recognised(open(input, call), call)
      return LoadJob(call: call, typedPath: typed, files: [file])
    }
  }

  private func recognised(
    _ file: TabularFile, named name: String? = nil, _ call: CommandCall
  ) throws -> LoadedFile {
    try LoadedFile(
      file, named: name, sheet: call.command[Self.sheet], table: call.command[Self.table],
      mapping: RideMapping(call),
      isInterrupted: call.session.context.isInterrupted)
  }

  private func open(_ path: String, _ call: CommandCall) throws -> TabularFile {
    try TabularFile.open(
      path, format: call.command[Self.format], options: collecting(call),
      database: DatabaseFile.tables, isCancelled: call.session.context.isInterrupted)
  }

  private func open(_ input: StandardInput, _ call: CommandCall) throws -> TabularFile {
    try TabularFile.open(
      bytes: input.data(for: call), name: LoadSource.inputName, format: call.command[Self.format],
      options: collecting(call), isCancelled: call.session.context.isInterrupted)
  }

  /// What the statement says of the file, whose broken rows become rejects.
  private func collecting(_ call: CommandCall) throws -> ReadingOptions {
    var options = try ReadingOptions(call)
    options.brokenRows = .collected
    return options
  }
}
