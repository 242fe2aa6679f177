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
  /// Where each fact stands, by key.
  private var places: [String: Place] = [:]

  private struct Place {
    let group: Int
    let index: Int
  }

  public init() {}

  public init(_ facts: [Fact]) { beginGroup(facts) }

  public init(arrayLiteral facts: Fact...) { self.init(facts) }

  init(groups: [[Fact]]) { for group in groups { beginGroup(group) } }

  /// All facts in order.
  public var facts: [Fact] { groups.flatMap { $0 } }

  public var isEmpty: Bool { groups.isEmpty }

  public var count: Int { groups.reduce(0) { $0 + $1.count } }

  /// The value of a fact, or nil where there is none of this key.
  public subscript(_ key: String) -> FactValue? {
    places[key].map { groups[$0.group][$0.index].value }
  }

  /// Adds facts as a line of their own; a fact of a key that stands already replaces it in place.
  ///
  /// - Complexity: O(facts added).
  public mutating func beginGroup(_ facts: [Fact]) {
    let group = groups.count
    groups.append([])
    for fact in facts where !replace(fact) { append(fact, to: group) }
    if groups[group].isEmpty { groups.removeLast() }
  }

  /// Adds one fact to the last line, or replaces the fact of its key in place.
  public mutating func add(_ key: String, _ value: FactValue) {
    let fact = Fact(key, value)
    if replace(fact) { return }
    if groups.isEmpty { groups.append([]) }
    append(fact, to: groups.count - 1)
  }

  /// Adds the groups of another set behind these.
  public mutating func append(_ other: FactSet) {
    for group in other.groups { beginGroup(group) }
  }

  /// These facts as those of one of several tables, whose name stands before each key.
  public func prefixed(with name: String) -> FactSet {
    var facts = FactSet()
    for group in groups {
      facts.beginGroup(group.map { Fact("\(name) \($0.key)", $0.value) })
    }
    return facts
  }

  private mutating func append(_ fact: Fact, to group: Int) {
    places[fact.key] = Place(group: group, index: groups[group].count)
    groups[group].append(fact)
  }

  private mutating func replace(_ fact: Fact) -> Bool {
    guard let place = places[fact.key] else { return false }
    groups[place.group][place.index] = fact
    return true
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
      items = columns.map(FactNotation.text(of:))
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
      self.init(groups: try FactParser.groups(of: texts))
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
