extension CSVDialect {
  /// Finds the delimiter and the encoding of delimited text.
  ///
  /// The delimiter is the one that splits the header into at least two cells and the most of the
  /// first records into just as many; among equals, the one that gives the most cells.
  ///
  /// - Parameters:
  ///   - source: the text.
  ///   - isUTF8: whether all of it is valid UTF-8.
  /// - Returns: the dialect; a comma where nothing speaks for another delimiter.
  /// - Throws: `TabularError` where the text cannot be read.
  static func detect(in source: ByteSource, isUTF8: Bool) throws(TabularError) -> CSVDialect {
    var head = try source.head(1 << 16)[...]
    let hasMark = head.starts(with: [0xEF, 0xBB, 0xBF])
    if hasMark { head = head.dropFirst(3) }
    let encoding: Encoding =
      if !isUTF8 { .windows1252 } else { hasMark ? .utf8WithMark : .utf8 }
    let tab = UInt8(ascii: "\t")
    if ["tsv", "tab"].contains(FileName(source.name).ending) {
      return CSVDialect(delimiter: tab, encoding: encoding)
    }
    let isWhole = source.byteCount <= head.count + 3
    var best = (delimiter: UInt8(ascii: ","), score: 0.0)
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), tab] {
      let score = agreement(of: cellCounts(head, delimiter: delimiter, isWhole: isWhole))
      if score > best.score { best = (delimiter, score) }
    }
    return CSVDialect(delimiter: best.delimiter, encoding: encoding)
  }

  /// How well the rows agree with the first one's cell count, weighed a little by that count.
  private static func agreement(of counts: [Int]) -> Double {
    guard let header = counts.first, header > 1 else { return 0 }
    // Fewer cells are half a match: trailing empty cells are often left out.
    let matches = counts.reduce(0.0) { $0 + ($1 == header ? 1 : $1 < header ? 0.5 : 0) }
    return matches / Double(counts.count) + Double(min(header, 1_000)) / 10_000
  }

  /// The cell counts of the first records, quotes respected, blank lines left out.
  private static func cellCounts(
    _ head: ArraySlice<UInt8>, delimiter: UInt8, isWhole: Bool
  ) -> [Int] {
    var counts: [Int] = []
    var cells = 1
    var isEmpty = true
    var isQuoted = false
    // A quote opens at a cell's start, and again right behind a closing one (a doubled quote).
    var mayOpen = true
    for byte in head where counts.count < 64 {
      if isQuoted {
        if byte == UInt8(ascii: "\"") { (isQuoted, mayOpen) = (false, true) }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where mayOpen:
        (isQuoted, isEmpty) = (true, false)
      case delimiter:
        cells += 1
        (mayOpen, isEmpty) = (true, false)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if !isEmpty { counts.append(cells) }
        cells = 1
        (mayOpen, isEmpty) = (true, true)
      default:
        (mayOpen, isEmpty) = (false, false)
      }
    }
    // The last record of a longer text is cut off and says nothing.
    if !isEmpty, isWhole || counts.isEmpty { counts.append(cells) }
    return counts
  }
}
