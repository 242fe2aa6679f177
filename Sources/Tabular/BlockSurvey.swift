import Synchronization

/// What one pass over all blocks tells: the evidence for the columns, and the blocks where they are few.
struct BlockSurvey: Sendable {
  private(set) var inference: BlockInference
  /// All blocks, where they are small enough to be kept for the next pass.
  private(set) var kept: [RowBlock]? = []
  private(set) var remainder = BlockRemainder()

  /// Keeping saves the second reading; beyond this, memory matters more.
  private static let mostKeptMemory = 48 << 20

  /// Reads all rows.
  ///
  /// - Parameters:
  ///   - blocks: The rows.
  ///   - options: What the user says of them.
  ///   - earlier: The evidence of tables that this one is joined to.
  ///   - part: What its file is called among those of the tables that are joined.
  ///   - watch: Asked whether to go on, and told how far the reading is.
  /// - Throws: `TabularError` where they cannot be read, and for cancellation.
  /// - Complexity: O(bytes of the sheet).
  init(
    _ blocks: any RowBlocks, _ options: ReadingOptions, continuing earlier: [ColumnTyping] = [],
    part: String? = nil, _ watch: LoadWatch
  ) throws {
    var inference = try BlockInference(blocks, options, continuing: earlier, part: part)
    var kept: [RowBlock]? = []
    var memory = 0
    remainder = try blocks.forEachBlock(watch: watch) { block in
      try inference.observe(block)
      memory += block.memory
      if memory > Self.mostKeptMemory { kept = nil } else { kept?.append(block) }
      try watch.report(rows: inference.rowCount, bytes: block.bytesRead, of: blocks.source)
      return true
    }
    self.inference = inference
    self.kept = kept
  }
}

/// The survey of a sheet, made when it is first asked for.
final class KeptSurvey: Sendable {
  private let survey = Mutex<BlockSurvey?>(nil)

  /// What all blocks tell; of rows without keys nothing is kept, since it is asked for once.
  ///
  /// - Throws: `TabularError` where they cannot be read, and for cancellation.
  /// - Complexity: O(bytes of the sheet) the first time.
  func of(
    _ blocks: any RowBlocks, _ options: ReadingOptions, _ watch: LoadWatch
  ) throws -> BlockSurvey {
    if let known = survey.withLock({ $0 }) { return known }
    let made = try BlockSurvey(blocks, options, watch)
    if blocks.hasKeys { survey.withLock { $0 = made } }
    return made
  }
}
