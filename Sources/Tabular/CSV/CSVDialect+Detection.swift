extension CSVDialect {
  /// Finds the delimiter and the quotes of delimited text.
  ///
  /// The delimiter is the one that gives the most of the first records one and the same number of
  /// cells, at least two; among equals, the one that gives the most cells. A line `sep=;` says it.
  /// Where no delimiter makes a table, the text is one column, and none that splits it is taken.
  ///
  /// - Parameters:
  ///   - source: the text.
  ///   - encoding: its encoding.
  ///   - named: the delimiter where the user names it.
  /// - Returns: the dialect; a comma where nothing speaks for another delimiter.
  /// - Throws: `TabularError` where the text cannot be read.
  static func detect(
    in source: ByteSource, encoding: Encoding, delimiter named: UInt8? = nil
  ) throws(TabularError) -> CSVDialect {
    var head = Transcoder.text(try source.head(sampleSize), encoding)[...]
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
    let isWhole = source.byteCount <= sampleSize
    let stated = separatorLine(head)
    if stated != nil { head = head.drop { $0 != 0x0A && $0 != 0x0D } }
    let isTabbed = ["tsv", "tab"].contains(FileName(source.name).ending)
    let candidates: [UInt8] =
      if let delimiter = named ?? stated { [delimiter] } else if isTabbed { [0x09] } else {
        [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]
      }
    var best = (delimiter: candidates[0], hasBackslashes: false, score: -1.0)
    var bestShare: Double?
    // The first one that the header has, or else the first one that splits no record.
    var headed: UInt8?
    var idle: UInt8?
    for delimiter in candidates {
      var sample = DialectSample(head, delimiter: delimiter, isWhole: isWhole)
      if sample.badQuotes > 0 {
        // Backslashes are believed only where they mend every quote.
        let escaped = DialectSample(
          head, delimiter: delimiter, isWhole: isWhole, hasBackslashes: true)
        if escaped.badQuotes == 0, escaped.escapedQuotes > 0 { sample = escaped }
      }
      if headed == nil, sample.isInHeader { headed = delimiter }
      if idle == nil, sample.isIdle { idle = delimiter }
      // Rows that two delimiters split as well are split by the one that leaves more values whole.
      if abs(sample.score - best.score) < closeScore, sample.score > 0.5 {
        let share = try valueShare(head, delimiter, sample.hasBackslashes)
        let other: Double
        if let bestShare {
          other = bestShare
        } else {
          other = try valueShare(head, best.delimiter, best.hasBackslashes)
        }
        bestShare = max(share, other)
        if share == other ? sample.score > best.score : share > other {
          best = (delimiter, sample.hasBackslashes, sample.score)
        }
      } else if sample.score > best.score {
        best = (delimiter, sample.hasBackslashes, sample.score)
        bestShare = nil
      }
    }
    if best.score <= 0, candidates.count > 1 {
      best.delimiter = headed ?? idle ?? (head.contains(unused) ? candidates[0] : unused)
    }
    return CSVDialect(
      delimiter: best.delimiter, encoding: encoding, hasBackslashes: best.hasBackslashes,
      hasSeparatorLine: stated != nil)
  }

  /// A byte that no text of one column has, where each delimiter stands in some of it.
  private static let unused: UInt8 = 0x1F
  /// Scores closer than this differ by the number of cells alone.
  private static let closeScore = 0.01
  /// Records whose cells are looked at one by one.
  private static let mostValued = 100

  /// The share of the first records' cells that are numbers, dates, times or truth values.
  private static func valueShare(
    _ head: ArraySlice<UInt8>, _ delimiter: UInt8, _ hasBackslashes: Bool
  ) throws(TabularError) -> Double {
    let source = ByteSource(bytes: head.prefix(1 << 14), name: "")
    let scanner = CSVScanner(
      source: source,
      dialect: CSVDialect(delimiter: delimiter, encoding: .utf8, hasBackslashes: hasBackslashes))
    scanner.broken = BrokenRows(source: source, badBytes: [])
    var filled = 0
    var values = 0
    while scanner.row < mostValued, try scanner.readRecord(mayMove: true) {
      for index in 0..<scanner.fieldCount {
        let bytes = scanner.bytes(at: index)
        guard let base = bytes.baseAddress, bytes.count > 0 else { continue }
        filled += 1
        if !ValueText(base, bytes.count).kinds.isDisjoint(with: .all) { values += 1 }
      }
      scanner.clear()
    }
    return filled > 0 ? Double(values) / Double(filled) : 0
  }

  /// Enough for hundreds of rows of a usual table.
  private static let sampleSize = 1 << 17

  /// The delimiter that the first line states as spreadsheets write it, `sep=;`, perhaps in quotes.
  private static func separatorLine(_ head: ArraySlice<UInt8>) -> UInt8? {
    var line = Array(head.prefix(9).prefix { $0 != 0x0A && $0 != 0x0D })
    guard line.count < 9, line.count < head.count else { return nil }
    if line.first == UInt8(ascii: "\""), line.last == UInt8(ascii: "\""), line.count > 2 {
      line = Array(line[1..<(line.count - 1)])
    }
    guard line.count == 5, String(decoding: line[..<4], as: UTF8.self).lowercased() == "sep=",
      line[4] < 0x80, line[4] != UInt8(ascii: "\""), line[4] == 0x09 || line[4] > 0x20
    else { return nil }
    return line[4]
  }
}

/// The cell counts of the first records of a text under one delimiter, quotes respected.
private struct DialectSample {
  let hasBackslashes: Bool
  private(set) var badQuotes = 0
  private(set) var escapedQuotes = 0
  private var counts: [Int] = []
  /// Cells of each record that begin with a digit.
  private var digits: [Int] = []
  /// The first record that stands behind a blank line.
  private var firstAfterBlank: Int?
  /// Whether a blank stands behind every delimiter, as behind the commas of a text.
  private var isProse = true

  private static let mostRecords = 1_000
  private static let mostTitles = 20

  init(
    _ head: ArraySlice<UInt8>, delimiter: UInt8, isWhole: Bool, hasBackslashes: Bool = false
  ) {
    self.hasBackslashes = hasBackslashes
    head.withUnsafeBufferPointer { read($0, delimiter, isWhole) }
  }

  private mutating func read(
    _ head: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, _ isWhole: Bool
  ) {
    var cells = 1
    var isEmpty = true
    var isQuoted = false
    var isEscaped = false
    // A quote opens at a cell's start; behind a closing one another one is a doubled quote.
    var mayOpen = true
    var isClosed = false
    var digitCells = 0
    // Of a line end in two bytes the second one ends no blank line.
    var isBreak = false
    var isBehindDelimiter = false
    var isCellBlank = true
    for byte in head {
      if isBehindDelimiter, byte != 0x20 { isProse = false }
      isBehindDelimiter = !isQuoted && byte == delimiter
      if isQuoted {
        if isEscaped {
          if byte == UInt8(ascii: "\"") { escapedQuotes += 1 }
          isEscaped = false
        } else if hasBackslashes, byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          (isQuoted, mayOpen, isClosed) = (false, true, true)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where mayOpen:
        (isQuoted, isEmpty, isClosed) = (true, false, false)
      case delimiter:
        cells += 1
        (mayOpen, isEmpty, isClosed) = (true, false, false)
        isCellBlank = true
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if !isEmpty {
          counts.append(cells)
          digits.append(digitCells)
        } else if !counts.isEmpty, !isBreak, firstAfterBlank == nil {
          firstAfterBlank = counts.count
        }
        if counts.count == Self.mostRecords { return }
        isBreak = byte == 0x0D
        (cells, digitCells) = (1, 0)
        (mayOpen, isEmpty, isClosed) = (true, true, false)
        isCellBlank = true
      default:
        if isClosed { badQuotes += 1 }
        if isCellBlank, ValueText.digit(byte) != nil { digitCells += 1 }
        isCellBlank = isCellBlank && byte == 0x20
        isBreak = false
        (mayOpen, isEmpty, isClosed) = (false, false, false)
      }
    }
    if isQuoted, isWhole { badQuotes += 1 }
    // The last record of a longer text is cut off and says nothing.
    if !isEmpty, isWhole || counts.isEmpty {
      counts.append(cells)
      digits.append(digitCells)
    }
  }

  /// Whether no record is split.
  var isIdle: Bool { counts.allSatisfy { $0 == 1 } }

  /// Whether the first record is split, and not as the commas of a text would split it.
  var isInHeader: Bool { (counts.first ?? 1) > 1 && !isProse }

  /// How well the records agree in their cell count, weighed a little by that count.
  var score: Double {
    let table = belowTitles
    guard let common = Self.commonWidth(table), common > 1,
      table.count(where: { $0 > 1 }) * 2 >= table.count
    else { return 0 }
    let score = score(common, from: counts.firstIndex { $0 == common } ?? 0)
    // The record that heads the table says its width too: those below it may have one cell more, of
    // a column without a name or behind a delimiter at the end.
    let headed = table[table.startIndex]
    return headed == common ? score : max(score, self.score(headed, from: table.startIndex))
  }

  /// A cell more than the header has is nearly a match.
  private static let oneMore = 0.9
  /// Fewer cells are half a match: trailing empty cells are often left out.
  private static let fewer = 0.5

  private func score(_ width: Int, from first: Int) -> Double {
    // Rows above the first one of that width are titles, which a table seldom has.
    guard first == 0 || isTable(from: first, width) else { return 0 }
    let matches = counts[first...].reduce(0.0) { sum, count in
      if count == width { return sum + 1 }
      if count == width + 1, counts[first] == width, first == belowTitles.startIndex {
        return sum + Self.oneMore
      }
      return count < width ? sum + Self.fewer : sum
    }
    let agreement = matches / Double(counts.count - first)
    let titles = first == 0 ? 1.0 : max(0.3, 0.85 - 0.02 * Double(first))
    let quotes = badQuotes == 0 ? 1.0 : 0.9
    return agreement * titles * quotes + Double(min(width, 1_000)) / 10_000
  }

  /// Whether what stands below other rows is a table of its own, and not texts of one column.
  private func isTable(from first: Int, _ width: Int) -> Bool {
    if !isProse {
      if firstAfterBlank == first { return true }
      if width > 2, counts[first...].count(where: { $0 == width }) > 2 { return true }
    }
    return digits[first] == 0 && digits[first...].contains { $0 > 0 }
  }

  /// The records from the first one of several cells on, where few of one cell are above it.
  private var belowTitles: ArraySlice<Int> {
    guard let first = counts.firstIndex(where: { $0 > 1 }), first <= Self.mostTitles else {
      return counts[...]
    }
    return counts[first...]
  }

  /// The cell count of the most records, that of the first one among equals.
  private static func commonWidth(_ counts: ArraySlice<Int>) -> Int? {
    var frequency: [Int: Int] = [:]
    for count in counts { frequency[count, default: 0] += 1 }
    guard let most = frequency.values.max() else { return nil }
    return counts.first { frequency[$0] == most && $0 > 1 } ?? counts.first
  }
}
