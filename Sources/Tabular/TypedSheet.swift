/// What can deliver its rows in typed batches, on whatever thread it is asked on.
protocol TypedRows: Sendable {
  var source: ByteSource { get }
  var names: [String] { get }
  /// How each column's values are read; joined tables set what all of them have in common.
  var formats: [ColumnFormat] { get set }
  /// The evidence for the columns' types, of the tables before it too.
  var typings: [ColumnTyping] { get }
  var rowCount: Int { get }
  var reading: TableReading { get }
  var brokenRows: [BrokenRow] { get }
  /// The bytes of all its files.
  var byteCount: Int { get }

  /// Calls `deliver` with batch after batch until it answers false.
  func produce(
    watch: LoadWatch, _ deliver: (TableBatch, _ bytesRead: Int) throws -> Bool) throws
}

extension TypedRows {
  var byteCount: Int { source.byteCount }
}

/// A sheet whose columns' types are known: ready to be read once more, as typed values.
public struct TypedSheet: Sendable {
  public let columns: [Column]
  /// The number of rows, the header not counted.
  public let rowCount: Int
  /// The sheet's name.
  public let name: String
  /// What was taken of the sheet's form, and what was left out.
  public var reading: TableReading { rows.reading }
  /// The rows that could not be read, where the options have them collected.
  public var brokenRows: [BrokenRow] { rows.brokenRows }
  private let rows: any TypedRows

  /// The most columns of a typed table: what an SQLite table holds as it is commonly built.
  public static let mostColumns = 2_000

  init(name: String, rows: any TypedRows) {
    self.name = name
    self.rows = rows
    rowCount = rows.rowCount
    columns = zip(rows.names, rows.formats).map { Column(name: $0, type: $1.type) }
  }

  /// Reads the sheet once and calls `body` with batches of some thousand rows, in row order.
  ///
  /// The next batches are read and typed on a second thread while `body` works; at most three
  /// wait. `body` runs on the caller's thread, and what it throws ends the reading.
  ///
  /// - Parameters:
  ///   - isCancelled: asked before each batch and while one is waited for; true ends the reading with `load-cancelled`.
  ///   - progress: told after each batch how far the reading is.
  ///   - body: takes the batch.
  /// - Throws: `TabularError` where the file cannot be read or has changed since its columns were
  ///   typed, and whatever `body` throws.
  /// - Complexity: O(bytes of the sheet); memory for four batches.
  public func forEachBatch(
    isCancelled: () -> Bool = { false },
    progress: (LoadProgress) -> Void = { _ in },
    _ body: (TableBatch) throws -> Void
  ) throws {
    let rows = rows
    let pipeline = BatchPipeline { queue in
      // Nobody waits for a batch that nobody wants.
      let watch = LoadWatch(isCancelled: { queue.isGivenUp })
      try rows.produce(watch: watch) { batch, bytes in queue.put(batch, bytesRead: bytes) }
    }
    defer { pipeline.finish() }
    var delivered = 0
    func check() throws {
      if isCancelled() {
        throw TabularError(.cancelled, "the load was cancelled", file: rows.source.name)
      }
    }
    while true {
      try check()
      guard let (batch, bytes) = try pipeline.next(whileWaiting: check) else { return }
      try body(batch)
      delivered += batch.rowCount
      progress(
        LoadProgress(rows: delivered, bytesRead: bytes, bytesTotal: rows.byteCount))
    }
  }
}

extension TypedSheet {
  static func tooWide(_ count: Int, _ source: ByteSource, _ sheet: String? = nil) -> TabularError {
    TabularError(
      .tooLarge, "has \(count) columns", file: source.name, sheet: sheet,
      expected: "at most \(mostColumns) columns",
      remedy: "split the table, or check its delimiter")
  }
}
