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

/// Who is told of a load's progress, and who may stop it; asked every few thousand rows.
struct LoadWatch {
  let isCancelled: () -> Bool
  let progress: (LoadProgress) -> Void

  static var none: LoadWatch { LoadWatch(isCancelled: { false }, progress: { _ in }) }

  func report(rows: Int, bytes: Int, of source: ByteSource) throws(TabularError) {
    if isCancelled() {
      throw TabularError(.cancelled, "the load was cancelled", file: source.name)
    }
    progress(LoadProgress(rows: rows, bytesRead: bytes, bytesTotal: source.byteCount))
  }
}
