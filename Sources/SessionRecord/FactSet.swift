/// The facts of one statement, in order, in the groups that they are printed in.
///
///     var facts = FactSet()
///     facts.beginGroup([Fact("rows", .integer(4))])
///     facts.lines          // ["#= rows 4"]
///
/// Two sets are equal where their facts are, in order; the grouping is a matter of looks.
public struct FactSet: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// The facts by printed group.
  public private(set) var groups: [[Fact]] = []

  public init() {}

  public init(_ facts: [Fact]) { beginGroup(facts) }

  public init(arrayLiteral facts: Fact...) { self.init(facts) }

  init(groups: [[Fact]]) { self.groups = groups }

  /// All facts in order.
  public var facts: [Fact] { groups.flatMap { $0 } }

  public var isEmpty: Bool { groups.isEmpty }

  public var count: Int { groups.reduce(0) { $0 + $1.count } }

  /// The value of a fact, or nil where there is none of this key.
  public subscript(_ key: String) -> FactValue? {
    for group in groups {
      if let fact = group.first(where: { $0.key == key }) { return fact.value }
    }
    return nil
  }

  /// Adds facts as a line of their own; a fact of a key that stands already replaces it in place.
  public mutating func beginGroup(_ facts: [Fact]) {
    var added: [Fact] = []
    for fact in facts {
      if replace(fact) { continue }
      if let index = added.firstIndex(where: { $0.key == fact.key }) {
        added[index] = fact
      } else {
        added.append(fact)
      }
    }
    if !added.isEmpty { groups.append(added) }
  }

  /// Adds one fact to the last line, or replaces the fact of its key in place.
  public mutating func add(_ key: String, _ value: FactValue) {
    let fact = Fact(key, value)
    if replace(fact) { return }
    if groups.isEmpty { groups.append([]) }
    groups[groups.count - 1].append(fact)
  }

  /// Adds the groups of another set behind these.
  public mutating func append(_ other: FactSet) {
    for group in other.groups { beginGroup(group) }
  }

  private mutating func replace(_ fact: Fact) -> Bool {
    for group in groups.indices {
      for index in groups[group].indices where groups[group][index].key == fact.key {
        groups[group][index] = fact
        return true
      }
    }
    return false
  }

  public static func == (left: FactSet, right: FactSet) -> Bool { left.facts == right.facts }

  public func hash(into hasher: inout Hasher) { hasher.combine(facts) }
}

// MARK: Text

extension FactSet {
  /// The widest that a fact line grows, where its parts allow.
  static let lineWidth = 100

  /// The `#=` lines, each within 100 columns where its single facts are.
  public var lines: [String] {
    groups.flatMap(Self.lines(of:))
  }

  private static func lines(of group: [Fact]) -> [String] {
    var lines: [String] = []
    var current = ""
    for fact in group {
      let text = FactNotation.text(of: fact)
      if !current.isEmpty, current.count + text.count + 3 <= lineWidth {
        current += " \(FactNotation.separator) \(text)"
        continue
      }
      if !current.isEmpty { lines.append(current) }
      current = "#= " + text
      if current.count > lineWidth, let broken = Self.broken(fact) {
        lines += broken
        current = ""
      }
    }
    if !current.isEmpty { lines.append(current) }
    return lines
  }

  /// A fact with a long list over several lines, each but the last ending with a comma.
  private static func broken(_ fact: Fact) -> [String]? {
    let (open, items, close): (String, [String], String)
    switch fact.value {
    case .columns(let columns):
      items = columns.map { "\(FactNotation.word($0.name)) \(FactNotation.word($0.type))" }
      (open, close) = ("(", ")")
    case .list(let texts):
      items = texts.map(FactNotation.word)
      (open, close) = ("[", "]")
    default: return nil
    }
    var lines: [String] = []
    var current = "#= \(FactNotation.text(ofKey: fact.key)) \(open)"
    var isFresh = true
    for (index, item) in items.enumerated() {
      let text = item + (index + 1 < items.count ? "," : close)
      if !isFresh, current.count + text.count + 1 > lineWidth {
        lines.append(current)
        current = "#=   " + text
      } else {
        current += (isFresh ? "" : " ") + text
      }
      isFresh = false
    }
    lines.append(current)
    return lines
  }

  /// Reads `#=` lines; what stands before `#=` must be gone, the mark itself may stand.
  ///
  /// - Parameter lines: the lines, in order.
  /// - Throws: `SessionRecordError` with the line's number in the list and the column.
  public init(lines: [String]) throws(SessionRecordError) {
    let texts = lines.map { $0.hasPrefix("#=") ? String($0.dropFirst(2)) : $0 }
    do throws(FactParser.Failure) {
      groups = try FactParser.groups(of: texts)
    } catch {
      let text = lines.indices.contains(error.line) ? lines[error.line] : ""
      let offset = text.hasPrefix("#=") ? 2 : 0
      throw SessionRecordError(
        .malformedFact, error.headline,
        place: .init(line: error.line + 1, column: error.column + offset + 1, text: text),
        expected: error.expected)
    }
  }
}
