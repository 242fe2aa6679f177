/// What differs between two session files: statements aligned, then their figures compared.
public struct SessionDiff: Sendable {
  /// One difference.
  public struct Line: Hashable, Sendable {
    public enum What: Hashable, Sendable {
      case onlyInFirst
      case onlyInSecond
      case moved(Movement)
      /// Another error is expected, by its code.
      case error(first: String?, second: String?)
    }

    /// The lines of the statement in the first and the second file, from 1.
    public var first: Int?
    public var second: Int?
    public var source: String
    public var what: What
  }

  public private(set) var lines: [Line] = []
  /// Statements that stand in both.
  public private(set) var commonCount = 0
  /// Statements that stand in both with the same figures.
  public private(set) var sameCount = 0

  /// Compares two sessions by their longest common subsequence of statements.
  ///
  /// - Complexity: O(n · m) in the statements between the common beginning and the common end.
  public init(_ first: SessionFile, _ second: SessionFile) {
    let (left, right) = (first.entries, second.entries)
    compare(first.header, second.header)
    var (i, j) = (0, 0)
    for (a, b) in Self.matches(left.map(\.source), right.map(\.source)) {
      while i < a { add(left[i], nil, .onlyInFirst, &i) }
      while j < b { add(nil, right[j], .onlyInSecond, &j) }
      compare(left[a], right[b])
      (i, j) = (a + 1, b + 1)
    }
    while i < left.count { add(left[i], nil, .onlyInFirst, &i) }
    while j < right.count { add(nil, right[j], .onlyInSecond, &j) }
  }

  private mutating func add(
    _ first: SessionEntry?, _ second: SessionEntry?, _ what: Line.What, _ index: inout Int
  ) {
    lines.append(
      Line(
        first: first?.line, second: second?.line,
        source: first?.source ?? second?.source ?? "", what: what))
    index += 1
  }

  /// Compares what all statements stand on.
  private mutating func compare(_ first: SessionHeader, _ second: SessionHeader) {
    let texts = [first, second].map { header in
      (["seed \(header.seed ?? 1)"] + (header.rules ?? []).map(\.description)).joined(
        separator: " ")
    }
    for change in SettingChange.changes(from: texts[0], to: texts[1]) {
      let movement = Movement(change.name, .text(change.recorded), .text(change.found))
      lines.append(Line(first: 1, second: 1, source: "#: (the header)", what: .moved(movement)))
    }
  }

  /// What two statements showed beside their tables and figures, where it is another.
  private static func further(_ first: SessionEntry, _ second: SessionEntry) -> [Movement] {
    if let was = first.expectedError, let now = second.expectedError, was != now {
      return [Movement("its error", .text(was.description), .text(now.description))]
    }
    guard first.blocks.count == second.blocks.count else {
      return [
        Movement(
          "blocks", .integer(Int64(first.blocks.count)), .integer(Int64(second.blocks.count)))
      ]
    }
    return zip(first.blocks, second.blocks).compactMap { was, now in
      guard was != now else { return nil }
      return switch (was, now) {
      case (.message(let was), .message(let now)):
        Movement("a message", .text(was.text), .text(now.text))
      case (.plot, .plot): Movement("the data of a plot differ")
      case (.lines(let was), .lines(let now)):
        Movement(
          "a text", .text(was.joined(separator: " ")), .text(now.joined(separator: " ")))
      default: Movement("what it shows is written differently")
      }
    }
  }

  private mutating func compare(_ first: SessionEntry, _ second: SessionEntry) {
    commonCount += 1
    let before = lines.count
    if first.expectedError?.code != second.expectedError?.code {
      lines.append(
        Line(
          first: first.line, second: second.line, source: first.source,
          what: .error(first: first.expectedError?.code, second: second.expectedError?.code)))
    }
    let movements = StatementMovements(
      second.facts.differences(from: first.facts).filter { !$0.isEvidence }, from: first.blocks,
      to: second.blocks)
    let all = movements.all
    let isTold = !all.isEmpty || lines.count > before
    for movement in isTold ? all : Self.further(first, second) {
      lines.append(
        Line(first: first.line, second: second.line, source: first.source, what: .moved(movement)))
    }
    if lines.count == before { sameCount += 1 }
  }

  /// The pairs of a longest common subsequence, ascending.
  static func matches(_ left: [String], _ right: [String]) -> [(Int, Int)] {
    let head = zip(left, right).prefix { $0 == $1 }.count
    let tail = zip(left.dropFirst(head).reversed(), right.dropFirst(head).reversed())
      .prefix { $0 == $1 }.count
    let (a, b) = (
      Array(left[head..<(left.count - tail)]), Array(right[head..<(right.count - tail)])
    )
    var lengths = [[Int]](
      repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        lengths[i][j] =
          a[i] == b[j]
          ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
      }
    }
    var pairs = (0..<head).map { ($0, $0) }
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        pairs.append((head + i, head + j))
        (i, j) = (i + 1, j + 1)
      } else if lengths[i + 1][j] >= lengths[i][j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs + (0..<tail).map { (left.count - tail + $0, right.count - tail + $0) }
  }
}
