/// Tells two texts apart line by line.
enum LineDifference {
  /// The lines of both: `-` for what was expected and is not there, `+` for what is there instead.
  static func text(of expected: [String], _ found: [String]) -> String {
    let changes = found.difference(from: expected)
    var removed: Set<Int> = []
    var inserted: [Int: String] = [:]
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, let line, _): inserted[offset] = line
      }
    }
    var lines: [String] = []
    var place = 0
    for (offset, line) in expected.enumerated() {
      if removed.contains(offset) {
        lines.append("- " + line)
        continue
      }
      while let line = inserted[place] {
        lines.append("+ " + line)
        place += 1
      }
      lines.append("  " + line)
      place += 1
    }
    while let line = inserted[place] {
      lines.append("+ " + line)
      place += 1
    }
    return lines.joined(separator: "\n")
  }
}
