/// An OpenDocument spreadsheet: the names of its sheets.
///
/// Source: OASIS, "Open Document Format for Office Applications 1.3", part 3.
struct OpenDocument: Sendable {
  let source: ByteSource
  private(set) var sheets: [(name: String, isHidden: Bool)] = []

  /// The part that holds all cells.
  static let content = "content.xml"

  /// Reads the sheets' names, for which all of the content is parsed once.
  ///
  /// - Throws: `TabularError` where it is no spreadsheet, encrypted, broken or too large, and for
  ///   cancellation.
  init(_ source: ByteSource, watch: LoadWatch) throws(TabularError) {
    self.source = source
    if try Self.isEncrypted(ZipArchive(source)) {
      throw TabularError(
        .encrypted, "is encrypted with a password", file: source.name,
        remedy: "open it in a spreadsheet and save it without a password")
    }
    let state = try Self.parse(source, sheet: nil, watch: watch) { _, _ in true }
    sheets = state.sheets
    guard !sheets.isEmpty else {
      throw TabularError(.noTable, "has no sheet", file: source.name)
    }
  }

  /// Whether an archive is one, by its content and not by its name.
  static func isOne(_ archive: ZipArchive) -> Bool {
    archive.contains(content) && !archive.contains("[Content_Types].xml")
  }

  /// Whether the list of parts says that they are encrypted.
  private static func isEncrypted(_ archive: ZipArchive) throws(TabularError) -> Bool {
    guard let entry = try archive.open("META-INF/manifest.xml", most: XMLPart.mostBytes) else {
      return false
    }
    var manifest: [UInt8] = []
    while true {
      let piece = try entry.next()
      if piece.isEmpty { break }
      manifest.append(contentsOf: piece)
    }
    return String(decoding: manifest, as: UTF8.self).contains("encryption-data")
  }

  /// Parses the content and hands over the rows of one sheet in blocks.
  ///
  /// - Parameters:
  ///   - source: the document.
  ///   - sheet: the sheet's 0-based number, or nil for none.
  ///   - watch: asked at least once a megabyte.
  ///   - body: takes a block and the bytes read for it; answers whether to go on.
  /// - Returns: what the parser found of the sheets.
  /// - Throws: `TabularError` where it is broken or too large, for cancellation, and from `body`.
  @discardableResult
  static func parse(
    _ source: ByteSource, sheet: Int?, watch: LoadWatch,
    _ body: (RowBlock, Int) throws(TabularError) -> Bool
  ) throws(TabularError) -> OpenDocumentParser {
    let archive = try ZipArchive(source)
    guard let entry = try archive.open(content) else {
      throw ZipArchive.damaged(source, "\(content) is missing")
    }
    let state = UnsafeMutablePointer<OpenDocumentParser>.allocate(capacity: 1)
    state.initialize(to: OpenDocumentParser(wanted: sheet))
    defer {
      state.deinitialize(count: 1)
      state.deallocate()
    }
    let feed = try XMLFeed(
      OpenDocumentParser.callbacks, state: state, part: content, source: source)
    while true {
      try watch.check(source)
      let piece = try entry.next()
      do throws(TabularError) {
        try feed.feed(piece) { state.pointee.failure }
      } catch {
        throw located(error, state.pointee, source)
      }
      if state.pointee.isFull || piece.isEmpty || state.pointee.isPastWanted,
        !state.pointee.block.isEmpty
      {
        guard try body(state.pointee.block, entry.estimatedBytesRead) else { break }
        state.pointee.removeFinishedRows()
      }
      if piece.isEmpty || state.pointee.isPastWanted { break }
    }
    return state.pointee
  }

  /// An error with the sheet and the row that were being read, and the parser's own reason.
  private static func located(
    _ error: TabularError, _ state: OpenDocumentParser, _ source: ByteSource
  ) -> TabularError {
    guard let reason = state.failure else { return error }
    return TabularError(
      .tooLarge, reason, file: source.name, sheet: state.sheets.last?.name,
      row: state.row > 0 ? state.row : nil, remedy: "export the table as csv")
  }
}

/// One sheet of an OpenDocument spreadsheet as rows of raw cells.
struct OpenDocumentSheet: RowBlocks {
  let document: OpenDocument
  let index: Int

  var source: ByteSource { document.source }
  var sheetName: String { document.sheets[index].name }
  var sharedTexts: SharedTexts { SharedTexts() }

  func forEachBlock(
    watch: LoadWatch, _ body: (RowBlock) throws -> Bool
  ) throws -> BlockRemainder {
    var failure: (any Error)?
    try OpenDocument.parse(source, sheet: index, watch: watch) {
      block, bytes throws(TabularError) in
      var block = block
      block.bytesRead = bytes
      do {
        return try body(block)
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return BlockRemainder()
  }
}
