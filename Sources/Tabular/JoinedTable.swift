/// Tables of the same columns from several files as one, whose first column names the file.
///
/// The types are those that the values of all files have: each file's evidence goes on from that of
/// the files before it.
struct JoinedTable: TypedRows {
  let names: [String]
  var formats: [ColumnFormat]
  var reading: TableReading
  let rowCount: Int
  private let files: [String]
  private let parts: [any TypedRows]

  /// Joins tables in the order given.
  ///
  /// - Parameters:
  ///   - files: what each part's file is called.
  ///   - parts: the tables, each of which was typed behind the one before it.
  /// - Throws: `TabularError` where a table has other columns than the first one.
  init(files: [String], parts: [any TypedRows]) throws(TabularError) {
    for (file, part) in zip(files, parts) {
      try Self.requireColumns(of: part, in: file, toBe: parts[0].names, as: files[0])
    }
    // The last one has seen the values of all.
    let whole = parts[parts.count - 1]
    self.files = files
    self.parts = parts.map { part in
      var part = part
      part.formats = whole.formats
      return part
    }
    names = HeaderNames.make(from: ["file"] + parts[0].names, count: parts[0].names.count + 1)
    formats = [ColumnFormat(type: .text)] + whole.formats
    rowCount = parts.reduce(0) { $0 + $1.rowCount }
    reading = parts[0].reading
    reading.columns = [ColumnReading(name: names[0], type: .text)] + whole.reading.columns
    reading.partNotes = zip(files, parts).flatMap { file, part in
      part.reading.rowNotes.map { "\(file): \($0)" }
    }
    reading.partForms = Self.otherForms(files, parts)
  }

  var typings: [ColumnTyping] { parts.last?.typings ?? [] }
  var source: ByteSource { parts[0].source }
  var byteCount: Int { parts.reduce(0) { $0 + $1.source.byteCount } }

  var brokenRows: [BrokenRow] {
    zip(files, parts).flatMap { file, part in part.brokenRows.map { $0.placed(in: file) } }
  }

  private static func requireColumns(
    of part: any TypedRows, in file: String, toBe names: [String], as first: String
  ) throws(TabularError) {
    guard part.names != names else { return }
    let missing = names.filter { !part.names.contains($0) }
    let new = part.names.filter { !names.contains($0) }
    var clauses: [String] = []
    if !missing.isEmpty { clauses.append("it lacks " + listed(missing)) }
    if !new.isEmpty { clauses.append("it has also " + listed(new)) }
    if clauses.isEmpty { clauses.append("they stand in another order") }
    throw TabularError(
      .noTable, "has other columns than \(first): " + clauses.joined(separator: ", "), file: file,
      expected: "the same header in every file",
      remedy: "load it by itself, or give it the header of the others")
  }

  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(mostNamed).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > mostNamed ? shown + " and \(names.count - mostNamed) more" : shown
  }

  private static let mostNamed = 6

  /// How the files are written that are not written as the first one.
  private static func otherForms(_ files: [String], _ parts: [any TypedRows]) -> [String] {
    let own = parts[0].reading.formWords
    return zip(files, parts).compactMap { file, part in
      let words = part.reading.formWords
      guard words != own else { return nil }
      return "\(file): " + (words.isEmpty ? "as usual" : words.joined(separator: ", "))
    }
  }

  func produce(
    watch: LoadWatch, _ deliver: (TableBatch, _ bytesRead: Int) throws -> Bool
  ) throws {
    var bytesBefore = 0
    var wantsMore = true
    for (file, part) in zip(files, parts) where wantsMore {
      let name = Array(file.utf8)
      try part.produce(watch: watch) { batch, bytes in
        let names = ColumnValues.text(
          bytes: Array((0..<batch.rowCount).map { _ in name }.joined()),
          offsets: (0...batch.rowCount).map { $0 * name.count },
          isNull: [Bool](repeating: false, count: batch.rowCount))
        let whole = TableBatch(rowCount: batch.rowCount, columns: [names] + batch.columns)
        wantsMore = try deliver(whole, bytesBefore + bytes)
        return wantsMore
      }
      bytesBefore += part.source.byteCount
    }
  }
}

extension TypedSheet {
  /// Several sheets of the same columns as one table, whose first column `file` names the file.
  ///
  /// - Parameters:
  ///   - sheets: the sheets, each with what its file is called; at least one.
  ///   - name: the table's name.
  ///   - cancel: asked at least once a megabyte; true ends with `load-cancelled`.
  ///   - progress: told every few thousand rows how far the reading of a sheet is.
  /// - Returns: the typed sheet, its types inferred over all rows.
  /// - Throws: `TabularError` where a sheet is no table, cannot be read or has other columns than the
  ///   first one.
  /// - Complexity: O(bytes of the sheets).
  public static func joining(
    _ sheets: [(file: String, sheet: SheetSource)], name: String, cancel: () -> Bool = { false },
    progress: (LoadProgress) -> Void = { _ in }
  ) throws -> TypedSheet {
    if let other = sheets.first(where: { $0.sheet.isDelimited != sheets[0].sheet.isDelimited }) {
      throw TabularError(
        .noTable, "is no file of the same sort as \(sheets[0].file)", file: other.file,
        expected: "delimited texts alone, or none", remedy: "load it by itself")
    }
    var parts: [any TypedRows] = []
    for (file, sheet) in sheets {
      parts.append(
        try sheet.rows(
          continuing: parts.last?.typings ?? [], of: file, cancel: cancel, progress: progress))
    }
    return TypedSheet(
      name: name, rows: try JoinedTable(files: sheets.map(\.file), parts: parts))
  }
}
