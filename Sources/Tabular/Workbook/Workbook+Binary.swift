/// The parts of a binary workbook (.xlsb) that say what its cells refer to.
extension Workbook {
  /// What a binary workbook's parts say.
  struct BinaryParts {
    var sheets: [(name: String, part: String, isHidden: Bool)] = []
    var uses1904 = false
  }

  /// Whether an archive's workbook is a binary one.
  static func isBinary(_ archive: ZipArchive) -> Bool {
    let part = try? Relations(of: "", in: archive).first("officeDocument")
    return part.map { $0.hasSuffix(".bin") } ?? false
  }

  /// Calls `body` with each record of a part, of which there may be none.
  static func forEachRecord(
    of part: String, in archive: ZipArchive, watch: LoadWatch = .none,
    _ body: (BinaryRecord) throws(TabularError) -> Void
  ) throws(TabularError) {
    guard let entry = try archive.open(part) else { return }
    var records = BinaryRecords(entry, part: part, source: archive.source)
    var count = 0
    while let record = try records.next() {
      if count & 0xFFF == 0 { try watch.check(archive.source) }
      count += 1
      try body(record)
    }
  }

  /// Reads the list of sheets and the date system.
  static func binaryParts(
    _ part: String, _ parts: Relations, _ archive: ZipArchive
  ) throws(TabularError) -> BinaryParts {
    var found = BinaryParts()
    try forEachRecord(of: part, in: archive) { record in
      switch record.kind {
      case BinaryKind.workbookProperties:
        found.uses1904 = (record.byte(0) ?? 0) & 1 == 1
      case BinaryKind.sheet:
        guard let state = record.word(0), let id = record.text(8), let name = record.text(id.end),
          let target = parts.target(id: String(decoding: id.bytes, as: UTF8.self)),
          target.kind == "worksheet"
        else { return }
        found.sheets.append(
          (String(decoding: name.bytes, as: UTF8.self), target.part, state != 0))
      default: break
      }
    }
    return found
  }

  /// Reads the texts that cells share.
  static func binaryTexts(
    _ part: String, _ archive: ZipArchive, watch: LoadWatch
  ) throws(TabularError) -> SharedTexts {
    var texts = SharedTexts()
    try forEachRecord(of: part, in: archive, watch: watch) { record throws(TabularError) in
      guard record.kind == BinaryKind.sharedText else { return }
      texts.append(record.richText(0) ?? [])
      guard texts.memory <= SharedTexts.mostMemory else {
        throw TabularError(
          .tooLarge, "the texts take more than \(SharedTexts.mostMemory >> 20) MB",
          file: archive.source.name, remedy: "export the table as csv")
      }
    }
    return texts
  }
}

extension CellStyles {
  /// Reads the styles of a binary workbook.
  init(binary part: String, _ archive: ZipArchive) throws(TabularError) {
    var custom: [Int: String] = [:]
    var formats: [(format: Int, font: Int)] = []
    var struckFonts: [Bool] = []
    var isInCells = false
    try Workbook.forEachRecord(of: part, in: archive) { record in
      switch record.kind {
      case BinaryKind.numberFormat:
        guard let id = record.half(0), let code = record.text(2) else { return }
        custom[id] = String(decoding: code.bytes, as: UTF8.self)
      case BinaryKind.font: struckFonts.append((record.half(2) ?? 0) & 8 != 0)
      case BinaryKind.beginCellFormats: isInCells = true
      case BinaryKind.endCellFormats: isInCells = false
      case BinaryKind.cellFormat where isInCells:
        formats.append((record.half(2) ?? 0, record.half(4) ?? 0))
      default: break
      }
    }
    self.init(
      formats: formats.map(\.format), custom: custom,
      struck: formats.map { struckFonts.indices.contains($0.font) && struckFonts[$0.font] })
  }
}

extension BinaryRecord {
  /// The cells that four words name: rows, then columns, from and to.
  func range(_ offset: Int) -> CellRange? {
    guard let cells = corners(offset) else { return nil }
    return CellRange(rows: cells.rows, columns: cells.columns)
  }

  /// The 1-based rows and 0-based columns that four words name.
  func corners(_ offset: Int) -> (rows: (Int, Int), columns: (Int, Int))? {
    guard let first = word(offset), let last = word(offset + 4), let left = word(offset + 8),
      let right = word(offset + 12), max(first, last, left, right) < 1 << 20
    else { return nil }
    return ((Int(first) + 1, Int(last) + 1), (Int(left), Int(right)))
  }
}

/// The kinds of records that are read ([MS-XLSB] 2.3.2).
enum BinaryKind {
  static let row = 0
  static let blank = 1
  static let packedNumber = 2
  static let error = 3
  static let boolean = 4
  static let real = 5
  static let text = 6
  static let sharedTextCell = 7
  static let formulaText = 8
  static let formulaReal = 9
  static let formulaBoolean = 10
  static let formulaError = 11
  /// From here on to `shortSharedText` the same cells without their column, the one behind the last.
  static let shortBlank = 12
  static let shortSharedText = 18
  static let sharedText = 19
  static let font = 43
  static let numberFormat = 44
  static let cellFormat = 47
  static let richText = 62
  static let beginRows = 145
  static let endRows = 146
  static let merge = 176
  static let workbookProperties = 153
  static let sheet = 156
  static let beginCellFormats = 617
  static let endCellFormats = 618
  static let beginComment = 635
}
