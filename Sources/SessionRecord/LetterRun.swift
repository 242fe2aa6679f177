/// The letters and digits of a text, with the hash of any piece of them at hand.
struct LetterRun {
  private let text: FoldedText
  /// Whether each byte stands within quotes or a comment; empty for prose.
  private let quoted: [Bool]
  /// The unit of each letter.
  private var units: [Int] = []
  /// The hash of all letters before each letter, and of all.
  private var hashes: [UInt64] = [0]
  /// Where the run that each letter belongs to begins and ends: nothing but separators within.
  private var runs: [Range<Int>] = []
  /// Runs of letters without a separator between them.
  private(set) var words: [Range<Int>] = []

  /// - Complexity: linear in the text.
  init(_ text: FoldedText, quoted: [Bool]) {
    self.text = text
    self.quoted = quoted
    units.reserveCapacity(text.units.count)
    hashes.reserveCapacity(text.units.count + 1)
    runs.reserveCapacity(text.units.count)
    var runStart = 0
    var wordStart = 0
    func isLetter(_ kind: LetterFolding.Kind) -> Bool { kind == .letter || kind == .digit }
    for (index, unit) in text.units.enumerated() {
      if isLetter(unit.kind) {
        hashes.append(hashes[units.count] &* NameHash.base &+ NameHash.code(of: unit.scalar))
        units.append(index)
        continue
      }
      if wordStart < units.count { words.append(wordStart..<units.count) }
      wordStart = units.count
      guard unit.kind == .other else { continue }
      endRun(&runStart)
    }
    if wordStart < units.count { words.append(wordStart..<units.count) }
    endRun(&runStart)
  }

  private mutating func endRun(_ start: inout Int) {
    let run = start..<units.count
    for _ in run { runs.append(run) }
    start = units.count
  }

  var count: Int { units.count }

  /// The hash of some letters, at most `NameHash.mostLetters`.
  @inline(__always)
  func hash(_ start: Int, _ end: Int) -> UInt64 {
    hashes[end] &- hashes[start] &* NameHash.powers[end - start]
  }

  /// The hash of some letters with others behind them.
  func joined(_ start: Int, _ end: Int, to behind: UInt64, _ count: Int) -> UInt64 {
    hash(start, end) &* NameHash.powers[count] &+ behind
  }

  func runEnd(from start: Int) -> Int { runs[start].upperBound }

  /// How far a piece from a letter on may reach.
  func farthestEnd(from start: Int) -> Int {
    min(runs[start].upperBound, start + NameHash.mostLetters)
  }

  /// From where on a piece may reach up to an end.
  func farthestStart(to end: Int) -> Int {
    max(runs[end - 1].lowerBound, end - NameHash.mostLetters)
  }

  func isBoundary(_ letter: Int) -> Bool { text.isBoundary(units[letter]) }
  func isBoundary(after end: Int) -> Bool { text.isBoundary(units[end - 1] + 1) }

  func scalars(_ start: Int, _ end: Int) -> [UInt32] {
    units[start..<end].map { text.units[$0].scalar }
  }

  func bytes(_ range: Range<Int>) -> Range<Int> {
    text.units[units[range.lowerBound]].start..<text.units[units[range.upperBound - 1]].end
  }

  /// The letters as they are written, without their marks.
  func text(_ start: Int, _ end: Int) -> String {
    var result = String.UnicodeScalarView()
    for index in units[start..<end] {
      let unit = text.units[index]
      let isLarge = unit.isUpper && (0x61...0x7A).contains(unit.scalar)
      Unicode.Scalar(isLarge ? unit.scalar - 0x20 : unit.scalar).map { result.append($0) }
    }
    return String(result)
  }

  func isEllipsis(after end: Int) -> Bool { scalar(after: end) == 0x2026 }

  /// Whether a bracket opens right behind the letters, as behind a function's name.
  func isCall(_ end: Int) -> Bool { scalar(after: end) == 0x28 }

  private func scalar(after end: Int) -> UInt32? {
    let next = units[end - 1] + 1
    return next < text.units.count ? text.units[next].scalar : nil
  }

  /// Whether a letter stands within quotes or a comment.
  func isQuoted(_ letter: Int) -> Bool {
    let byte = text.units[units[letter]].start
    return byte < quoted.count && quoted[byte]
  }
}
