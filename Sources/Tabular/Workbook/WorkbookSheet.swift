/// One sheet of a workbook as rows of raw cells.
struct WorkbookSheet: RowBlocks {
  let workbook: Workbook
  let sheetName: String
  let part: String

  private static let rowsPerBlock = 2_048
  /// Memory at which a block of wide rows is full: 8 MB.
  private static let blockMemory = 8 << 20

  var source: ByteSource { workbook.source }
  var sharedTexts: SharedTexts { workbook.sharedTexts }

  func forEachBlock(
    watch: LoadWatch, _ body: (RowBlock) throws -> Bool
  ) throws -> BlockRemainder {
    if workbook.isBinary {
      var sheet = BinarySheet(workbook, sheetName: sheetName)
      try sheet.forEachBlock(of: part, watch: watch, body)
    } else {
      try forEachXMLBlock(watch: watch, body)
    }
    return BlockRemainder()
  }

  private func forEachXMLBlock(watch: LoadWatch, _ body: (RowBlock) throws -> Bool) throws {
    let archive = try ZipArchive(source)
    let comments = try SheetComments.read(of: part, isBinary: false, archive)
    guard let entry = try archive.open(part) else {
      throw ZipArchive.damaged(source, "\(part) is missing")
    }
    let state = UnsafeMutablePointer<SheetParser>.allocate(capacity: 1)
    state.initialize(to: SheetParser(workbook, comments: comments))
    defer {
      state.deinitialize(count: 1)
      state.deallocate()
    }
    let feed = try XMLFeed(SheetParser.callbacks, state: state, part: part, source: source)
    while true {
      try watch.check(source)
      let piece = try entry.next()
      do throws(TabularError) {
        try feed.feed(piece) { state.pointee.failure }
      } catch {
        throw located(error, state.pointee)
      }
      let isFull =
        state.pointee.block.rowCount >= Self.rowsPerBlock
        || state.pointee.block.memory >= Self.blockMemory
      if piece.isEmpty { state.pointee.finish() }
      if isFull || piece.isEmpty, !state.pointee.block.isEmpty {
        state.pointee.block.bytesRead = entry.estimatedBytesRead
        guard try body(state.pointee.block) else { return }
        state.pointee.removeFinishedRows()
      }
      if piece.isEmpty { return }
    }
  }

  /// An error with the sheet and the row that were being read, and the parser's own reason.
  private func located(_ error: TabularError, _ state: SheetParser) -> TabularError {
    guard let reason = state.failure else { return error }
    return TabularError(
      .damaged, reason, file: source.name, sheet: sheetName,
      row: state.row > 0 ? state.row : nil,
      remedy: "open it in a spreadsheet and save it again")
  }
}
