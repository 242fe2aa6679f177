import CXLSXWriter
import CivilTime
import Files

/// Writes an xlsx workbook whose bytes depend on its content alone.
///
///     let workbook = try WorkbookWriter(draft)
///     try workbook.addSheet("Feuil1", columnWidths: [24, 18])
///     try workbook.write(["Nom", "Date"], isHeader: true)
///     try workbook.write([.text("FAVRE Anne"), .date(day, time: nil)])
///     try workbook.close()
///
/// Nothing is on disk before `close`.
public final class WorkbookWriter {
  private let path: String
  private var workbook: UnsafeMutablePointer<lxw_workbook>?
  private var sheet: UnsafeMutablePointer<lxw_worksheet>?
  private var nextRow = 0
  private let bold: UnsafeMutablePointer<lxw_format>?
  private let dateFormat: UnsafeMutablePointer<lxw_format>?
  private let dateTimeFormat: UnsafeMutablePointer<lxw_format>?
  private let wrapped: UnsafeMutablePointer<lxw_format>?
  private let timeFormat: UnsafeMutablePointer<lxw_format>?

  /// The largest sheet that the format knows (ECMA-376 Part 1, 18.3.1).
  public static let mostRows = 1_048_576
  public static let mostColumns = 16_384
  /// The longest text of a cell, in UTF-16 units, which is how workbooks count.
  public static let longestText = 32_767

  /// 2025-01-01 00:00 UTC, which every workbook carries as its creation date.
  private static let creationTime = 1_735_689_600

  /// Begins a workbook that `close` will write into a draft.
  ///
  /// - Parameters:
  ///   - draft: a file in the making, which the caller keeps.
  ///   - isStreamed: whether rows leave memory as they are written, for a nameless file beside the
  ///     draft: rows come in order, and texts stand in their cells. Else the workbook grows in memory.
  /// - Throws: `TabularError` where the library makes none.
  public convenience init(_ draft: DraftFile, isStreamed: Bool = false) throws(TabularError) {
    try self.init(path: draft.draftPath, scratch: isStreamed ? draft.folder : nil)
  }

  /// Begins a workbook at a path, replacing what is there; only a draft gives one.
  init(path: String, scratch: String? = nil) throws(TabularError) {
    self.path = path
    guard let workbook = Self.workbook(path, scratch: scratch) else {
      throw TabularError(.unwritable, "cannot create a workbook", file: path)
    }
    self.workbook = workbook
    var properties = lxw_doc_properties()
    properties.created = Self.creationTime
    workbook_set_properties(workbook, &properties)
    bold = workbook_add_format(workbook)
    format_set_bold(bold)
    dateFormat = workbook_add_format(workbook)
    format_set_num_format(dateFormat, "dd.mm.yyyy")
    dateTimeFormat = workbook_add_format(workbook)
    format_set_num_format(dateTimeFormat, "dd.mm.yyyy hh:mm")
    wrapped = workbook_add_format(workbook)
    format_set_text_wrap(wrapped)
    timeFormat = scratch == nil ? nil : workbook_add_format(workbook)
    if let timeFormat { format_set_num_format(timeFormat, "[hh]:mm") }
  }

  private static func workbook(_ path: String, scratch: String?)
    -> UnsafeMutablePointer<lxw_workbook>?
  {
    guard let scratch else { return workbook_new(path) }
    // The library keeps a copy of the folder's name.
    var folder = Array(scratch.utf8CString)
    return folder.withUnsafeMutableBufferPointer { folder in
      var options = lxw_workbook_options()
      options.constant_memory = 1
      options.tmpdir = folder.baseAddress
      return workbook_new_opt(path, &options)
    }
  }

  deinit {
    if let workbook { lxw_workbook_free(workbook) }
  }

  /// Adds a sheet; the rows written next go there.
  ///
  /// - Parameters:
  ///   - name: 1 to 31 characters, unique in the workbook, none of `[]:*?/\`.
  ///   - columnWidths: widths in characters from the first column on.
  ///   - isHidden: whether the sheet is hidden; the first one may not be.
  ///   - headerRows: how many rows stay in sight while the others move.
  /// - Throws: `TabularError` where the name is not allowed.
  public func addSheet(
    _ name: String, columnWidths: [Double] = [], isHidden: Bool = false, headerRows: Int = 0
  ) throws(TabularError) {
    guard let workbook, let sheet = workbook_add_worksheet(workbook, name) else {
      throw TabularError(
        .unwritable, "a sheet cannot be named \"\(name)\"", file: path,
        expected: "1 to 31 characters, unique, none of [ ] : * ? / \\")
    }
    self.sheet = sheet
    nextRow = 0
    for (index, width) in columnWidths.enumerated() {
      let column = lxw_col_t(truncatingIfNeeded: index)
      worksheet_set_column(sheet, column, column, width, nil)
    }
    if isHidden { worksheet_hide(sheet) }
    if headerRows > 0 { worksheet_freeze_panes(sheet, lxw_row_t(clamping: headerRows), 0) }
  }

  /// Writes a row of texts.
  public func write(_ texts: [String], isHeader: Bool = false) throws(TabularError) {
    try write(texts.map { $0.isEmpty ? .empty : .text($0) }, isHeader: isHeader)
  }

  /// Writes the sheet's next row.
  ///
  /// Numbers that are not finite and empty cells are left out; texts with line breaks are wrapped.
  ///
  /// - Parameters:
  ///   - cells: from the first column on.
  ///   - isHeader: whether the texts are bold.
  ///   - isStruck: whether the texts are struck through.
  /// - Throws: `TabularError` before the first sheet, beyond the last row or column of the format,
  ///   and for a text of more than 32,767 characters.
  public func write(
    _ cells: [Cell], isHeader: Bool = false, isStruck: Bool = false
  ) throws(TabularError) {
    for (column, cell) in cells.enumerated() {
      try refuseUnfit(cell, column: column)
      let style = isHeader ? bold : isStruck && cell.isText ? struck : nil
      let code = write(cell, lxw_col_t(clamping: column), style)
      guard code == LXW_NO_ERROR else { throw failure(code, column: column + 1) }
    }
    nextRow += 1
  }

  /// Refuses what the format has no place for, with the limit: the library would say less, or cut.
  private func refuseUnfit(_ cell: Cell, column: Int) throws(TabularError) {
    var error = TabularError(
      .unwritable, "", file: path, row: nextRow + 1, column: column + 1,
      remedy: "export to .csv, which has no such limit")
    if column >= Self.mostColumns || nextRow >= Self.mostRows {
      error.message = "the cell is outside the sheet"
      error.expected = "at most \(Self.mostRows) rows and \(Self.mostColumns) columns"
      throw error
    }
    guard case .text(let text) = cell, text.utf8.count > Self.longestText,
      text.utf16.count > Self.longestText
    else { return }
    error.message = "a text of \(text.utf16.count) characters does not fit into a cell"
    error.expected = "at most \(Self.longestText) characters"
    throw error
  }

  /// Hides the row written last.
  public func hideRow() throws(TabularError) {
    var options = lxw_row_col_options()
    options.hidden = 1
    let row = lxw_row_t(clamping: nextRow - 1)
    let code = worksheet_set_row_opt(sheet, row, Self.rowHeight, nil, &options)
    guard code == LXW_NO_ERROR else { throw failure(code, column: 1) }
  }

  /// The height of a row where nothing else is said, in points.
  private static let rowHeight = 15.0

  /// The format of texts that are struck through, made where it is first asked for: a workbook
  /// without it has the same bytes as before there was one.
  private lazy var struck: UnsafeMutablePointer<lxw_format>? = {
    let format = workbook_add_format(workbook)
    format_set_font_strikeout(format)
    return format
  }()

  /// Leaves rows out before the next one.
  public func skipRows(_ count: Int) {
    nextRow += max(0, count)
  }

  /// Merges cells of the row written last, from one 0-based column to another, under a text.
  public func merge(columns: ClosedRange<Int>, text: String) throws(TabularError) {
    let row = lxw_row_t(clamping: nextRow - 1)
    let code = worksheet_merge_range(
      sheet, row, lxw_col_t(clamping: columns.lowerBound), row,
      lxw_col_t(clamping: columns.upperBound), text, bold)
    guard code == LXW_NO_ERROR else { throw failure(code, column: columns.lowerBound + 1) }
  }

  /// Writes a formula with the value that it is known to have, in the row written last.
  public func writeFormula(_ formula: String, value: Double, column: Int) throws(TabularError) {
    let code = worksheet_write_formula_num(
      sheet, lxw_row_t(clamping: nextRow - 1), lxw_col_t(clamping: column), formula, nil, value)
    guard code == LXW_NO_ERROR else { throw failure(code, column: column + 1) }
  }

  /// Writes a time of day, or one beyond midnight, in the row written last.
  public func writeTime(_ time: Minutes, column: Int) throws(TabularError) {
    let code = worksheet_write_number(
      sheet, lxw_row_t(clamping: nextRow - 1), lxw_col_t(clamping: column),
      Double(time.count) / 1_440, timeFormat)
    guard code == LXW_NO_ERROR else { throw failure(code, column: column + 1) }
  }

  private func write(
    _ cell: Cell, _ column: lxw_col_t, _ format: UnsafeMutablePointer<lxw_format>?
  ) -> lxw_error {
    let row = lxw_row_t(clamping: nextRow)
    guard let sheet else { return LXW_ERROR_NULL_PARAMETER_IGNORED }
    switch cell {
    case .empty: return LXW_NO_ERROR
    case .text(let text), .error(let text):
      // The library would cut the text at a NUL.
      guard !text.utf8.contains(0) else { return LXW_ERROR_PARAMETER_VALIDATION }
      let style = format ?? (text.utf8.contains(UInt8(ascii: "\n")) ? wrapped : nil)
      return worksheet_write_string(sheet, row, column, EscapedText.escaped(text), style)
    case .number(let value):
      guard value.isFinite else { return LXW_NO_ERROR }
      return worksheet_write_number(sheet, row, column, value, format)
    case .boolean(let value):
      return worksheet_write_boolean(sheet, row, column, value ? 1 : 0, format)
    case .date(let date, let time):
      let (year, month, day) = date.parts
      var moment = lxw_datetime()
      moment.year = Int32(clamping: year)
      moment.month = Int32(clamping: month)
      moment.day = Int32(clamping: day)
      moment.hour = Int32(clamping: (time?.count ?? 0) / 60)
      moment.min = Int32(clamping: (time?.count ?? 0) % 60)
      let style = time == nil ? dateFormat : dateTimeFormat
      return worksheet_write_datetime(sheet, row, column, &moment, format ?? style)
    }
  }

  /// Writes the file.
  ///
  /// - Parameter isCancelled: asked twenty times a second; true ends it with `load-cancelled`, and
  ///   what then stands at the path is to be removed.
  /// - Throws: `TabularError` where the path cannot be written.
  public func close(isCancelled: () -> Bool = { false }) throws(TabularError) {
    guard let workbook else { return }
    self.workbook = nil
    sheet = nil
    let packing = WorkbookClosing(workbook)
    guard let code = packing.finish(path: path, isCancelled: isCancelled) else {
      throw TabularError(.cancelled, "writing was cancelled", file: path)
    }
    guard code == LXW_NO_ERROR else { throw failure(code, column: nil) }
  }

  private func failure(_ code: lxw_error, column: Int?) -> TabularError {
    let reason = lxw_strerror(code).map { String(cString: $0) } ?? "the library refused it"
    return TabularError(
      .unwritable, "cannot be written: \(reason)", file: path,
      row: column == nil ? nil : nextRow + 1, column: column)
  }
}

extension Cell {
  fileprivate var isText: Bool {
    if case .text = self { true } else { false }
  }
}
