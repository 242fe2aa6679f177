import Naming
import Tabular

extension WheelchairMention {
  /// Reads a cell of a column for wheelchairs, in which a mark is enough.
  ///
  /// - Parameter cell: The cell; an empty one says no.
  /// - Complexity: O(n) in the text's length.
  init(mark cell: Cell) {
    guard !cell.isVacant else {
      self = .none
      return
    }
    let written = cell.writtenText
    let shown = String(TextFolding.singleBlanked(written).prefix(40))
    let marks = Set(written.unicodeScalars.filter { !TextFolding.isBlank($0) })
    let isOpen = !marks.isDisjoint(with: WheelchairWords.symbolsOpen)
    if case .error = cell {
      self = .doubtful(shown, taken: false)
      return
    }
    let spoken = WheelchairMention(SpokenWords(written), shortForms: .wheelchair)
    if spoken == .denied || spoken == .needed, !isOpen {
      self = spoken
      return
    }
    var mark = Self.marked(TextFolding.words(written), marks, shown)
    if mark == .doubtful(shown, taken: false), case .doubtful(_, let taken) = spoken {
      mark = .doubtful(shown, taken: taken)
    }
    // "oui ?" is a doubt, and the wheelchair is sent.
    if isOpen, mark != .doubtful(shown, taken: true) {
      mark = .doubtful(shown, taken: mark == .needed || spoken == .needed)
    }
    self = mark
  }

  private static func marked(
    _ words: [String], _ marks: Set<Unicode.Scalar>, _ shown: String
  ) -> WheelchairMention {
    let hasTick = !marks.isDisjoint(with: WheelchairWords.symbolsYes)
    guard let first = words.first else {
      if hasTick { return .needed }
      let isNo = marks.isSubset(of: WheelchairWords.symbolsNo)
      return isNo ? .denied : .doubtful(shown, taken: false)
    }
    let rest = words.dropFirst()
    let doubt = WheelchairMention.doubtful(shown, taken: true)
    if WheelchairWords.marksYes.contains(first) || hasTick {
      let others = hasTick && !WheelchairWords.marksYes.contains(first) ? words[...] : rest
      let areKinds = others.allSatisfy(WheelchairWords.kinds.contains)
      if areKinds { return .needed }
      let isShort = !hasTick && WheelchairWords.shortMarks.contains(first)
      return isShort || others.contains(where: isDenial) ? doubt : .needed
    }
    if WheelchairWords.marksNo.contains(first) {
      guard let next = rest.first else { return .denied }
      let isOfAnother =
        WheelchairWords.kinds.contains(next)
        || (WheelchairWords.ableAfoot.contains(next) && !marks.contains(","))
      return isOfAnother ? doubt : .denied
    }
    if words.allSatisfy(WheelchairWords.kinds.contains) { return .needed }
    if words.allSatisfy(WheelchairWords.afoot.contains) { return .denied }
    return .doubtful(shown, taken: false)
  }

  private static func isDenial(_ word: String) -> Bool {
    WheelchairWords.denials.contains(word) || WheelchairWords.without.contains(word)
      || WheelchairWords.verbDenials.contains(word) || WheelchairWords.marksNo.contains(word)
  }
}
