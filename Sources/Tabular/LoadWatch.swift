/// How far a load has come.
public struct LoadProgress: Hashable, Sendable {
  public let rows: Int
  public let bytesRead: Int
  public let bytesTotal: Int

  public init(rows: Int, bytesRead: Int, bytesTotal: Int) {
    self.rows = rows
    self.bytesRead = bytesRead
    self.bytesTotal = bytesTotal
  }
}

/// Who is told of a load's progress, and who may stop it.
struct LoadWatch {
  let isCancelled: () -> Bool
  let progress: (LoadProgress) -> Void

  static var none: LoadWatch { LoadWatch(isCancelled: { false }) }

  /// A watch that may stop the reading and is told nothing.
  init(isCancelled: @escaping () -> Bool, progress: @escaping (LoadProgress) -> Void = { _ in }) {
    self.isCancelled = isCancelled
    self.progress = progress
  }

  /// Asks whether to go on; every reader of bytes does so at least once a megabyte.
  ///
  /// - Throws: `TabularError` with `load-cancelled` where not.
  @inline(__always)
  func check(_ source: ByteSource) throws(TabularError) {
    if isCancelled() { throw cancelled(source) }
  }

  func cancelled(_ source: ByteSource) -> TabularError {
    TabularError(.cancelled, "the load was cancelled", file: source.name)
  }

  func report(rows: Int, bytes: Int, of source: ByteSource) throws(TabularError) {
    try check(source)
    progress(LoadProgress(rows: rows, bytesRead: bytes, bytesTotal: source.byteCount))
  }
}
