/// Collects the rows of delimited text that cannot be read.
///
/// One reading's own; it crosses no threads.
final class BrokenRows {
  private(set) var rows: [BrokenRow] = []
  /// The offsets of bytes that are no characters, ascending.
  private let badBytes: [Int]
  private var nextBad = 0
  private let source: ByteSource

  /// More broken rows than that are another file than the user thinks.
  private static let most = 10_000
  /// Bytes of a broken row that are kept.
  private static let longestText = 1_000

  init(source: ByteSource, badBytes: [Int]) {
    self.source = source
    self.badBytes = badBytes
  }

  /// Adds a row.
  ///
  /// - Throws: `TabularError` where there are too many to be slips.
  func add(row: Int, bytes: UnsafeBufferPointer<UInt8>, reason: String) throws(TabularError) {
    guard rows.count < Self.most else {
      throw TabularError(
        .malformed, "more than \(Self.most) rows cannot be read", file: source.name, row: row,
        expected: "rows of as many cells as the header", remedy: "check the delimiter and quotes")
    }
    var text = bytes
    while let last = text.last, last == 0x0A || last == 0x0D {
      text = UnsafeBufferPointer(rebasing: text.dropLast())
    }
    let kept = String(decoding: text.prefix(Self.longestText), as: UTF8.self)
    rows.append(
      BrokenRow(row: row, text: kept + (text.count > Self.longestText ? "…" : ""), reason: reason))
  }

  /// The first bad byte in a range of the source, whose beginnings only grow.
  @inline(__always)
  func badByte(in range: Range<Int>) -> Int? {
    if nextBad == badBytes.count { return nil }
    return slowBadByte(in: range)
  }

  private func slowBadByte(in range: Range<Int>) -> Int? {
    while nextBad < badBytes.count, badBytes[nextBad] < range.lowerBound { nextBad += 1 }
    return nextBad < badBytes.count && badBytes[nextBad] < range.upperBound
      ? badBytes[nextBad] : nil
  }
}
