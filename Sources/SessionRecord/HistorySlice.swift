import Naming

/// The statements of a history on which some subjects depend, in the order of the history.
///
/// Run in an empty notebook they make every wanted subject in the version that it has at the end:
/// a statement of the slice finds each subject that it reads in the version that it had then, since
/// whatever changed it between is in the slice too, and nothing else of the slice changes it.
/// The slice goes backwards from what is wanted, as a program slice does (M. Weiser, Program slicing,
/// ICSE 1981), over versions of subjects in place of variables.
public struct HistorySlice {
  private let history: [Effects]

  /// - Parameter history: What each statement did, the oldest first.
  public init(of history: [Effects]) {
    self.history = history
  }

  /// The statements on which subjects depend.
  ///
  /// A thing that is dropped and made again needs the statement that drops it only where the slice
  /// holds an earlier one of the name: each is added until none is missing.
  ///
  /// - Parameters:
  ///   - wanted: What must have its present version.
  ///   - absent: What must not be there at the end.
  /// - Returns: Their places in the history, ascending.
  /// - Complexity: O(entries · subjects) for each name that is dropped and made again.
  public func places(of wanted: Set<Subject>, without absent: Set<Subject> = []) -> [Int] {
    var forced: Set<Int> = []
    while true {
      let places = slice(of: wanted, with: forced)
      guard let remover = missingRemover(in: places, without: absent) else { return places }
      forced.insert(remover)
    }
  }

  private func slice(of wanted: Set<Subject>, with forced: Set<Int>) -> [Int] {
    var needed = wanted
    var places: [Int] = []
    for place in history.indices.reversed() {
      let effects = history[place]
      guard forced.contains(place) || !effects.writes.isDisjoint(with: needed) else { continue }
      places.append(place)
      needed.subtract(effects.makes)
      // What is not there needs no version before, but the statement needs something to remove.
      needed.formUnion(effects.removes)
      needed.formUnion(effects.changes)
      needed.formUnion(effects.reads)
    }
    return places.reversed()
  }

  /// The statement that removes what the slice makes and later makes again, or must end without.
  private func missingRemover(in places: [Int], without absent: Set<Subject>) -> Int? {
    var makers: [Subject: Int] = [:]
    for place in places {
      let effects = history[place]
      for subject in effects.creates.sorted() {
        if let maker = makers[subject] { return remover(of: subject, after: maker) }
      }
      for subject in effects.removes { makers[subject] = nil }
      for subject in effects.makes { makers[subject] = place }
    }
    for subject in absent.sorted() {
      if let maker = makers[subject] { return remover(of: subject, after: maker) }
    }
    return nil
  }

  private func remover(of subject: Subject, after maker: Int) -> Int? {
    history.indices.dropFirst(maker + 1).first { history[$0].removes.contains(subject) }
  }
}
