import Files

/// Clearing away the journals of sessions that ended.
extension Journal {
  /// How many journals of sessions that ended are kept.
  public static let mostEnded = 500
  /// How many days they are kept.
  public static let keptDays = 30

  /// Removes journals that ended long ago or are too many; one that a crash left is never removed.
  ///
  /// - Parameters:
  ///   - folder: where the journals live.
  ///   - now: seconds since 1970, Universal Time.
  ///   - files: the gate that removes them.
  /// - Complexity: O(journals), one call of the system for each that goes and for each that has not
  ///   ended. Where it fails nothing is lost: a later start tries again.
  public static func prune(in folder: String, now: Int, through files: FileGate) {
    for name in names(in: folder).prefix(mostMoved) {
      let path = "\(folder)/\(name)"
      let isDone =
        switch state(of: path) {
        case .ended: true
        // A day old it is no session that begins.
        case .empty: OpenFile.changeTime(of: path).map { now - $0 > secondsADay } ?? false
        case .living, .waiting, .unknown: false
        }
      if isDone { _ = moveToEnded(path, through: files) }
    }
    let ended = "\(folder)/\(endedFolder)"
    func isOld(_ name: String) -> Bool {
      OpenFile.changeTime(of: "\(ended)/\(name)").map { now - $0 > keptDays * secondsADay } ?? false
    }
    // Most starts find nothing to do, and need not sort to know it.
    let found = OpenFile.unsortedNames(in: ended).filter { $0.hasSuffix(nameSuffix) }
    guard let first = found.min(), found.count > mostEnded || isOld(first) else { return }
    var left = names(in: ended)[...]
    // By name the oldest stand first: behind one that is young enough all others are.
    while let oldest = left.first {
      guard left.count > mostEnded || isOld(oldest) else { return }
      // One that cannot be removed stands in the way of no other.
      try? files.remove("\(ended)/\(oldest)")
      left.removeFirst()
    }
  }

  private static let secondsADay = 86_400
  /// How many journals, of those that lie among the living, one start looks at.
  private static let mostMoved = 1_000

  /// Moves a journal that ended to its folder; its new path, or nil where it stays.
  static func moveToEnded(_ path: String, through files: FileGate) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    let moved = "\(path[..<slash])/\(endedFolder)\(path[slash...])"
    // A journal that stays where it is, is moved by a later start.
    return (try? files.rename(path, to: moved)) == nil ? nil : moved
  }
}
