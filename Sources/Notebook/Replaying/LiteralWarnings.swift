import CommandLanguage
import Store
import TerminalText

/// Dates and times of a statement that compare as something else than they look like.
///
///     date = 2025-10-22    -- 1993
///     time > '9:00'        -- a text behind '10:00'
struct LiteralWarnings {
  private let comparisons: SQLComparisons
  private let pieces: [SQLPieces.Piece]

  /// A literal as it is written and as it is meant.
  private struct Literal: Hashable {
    let written: String
    let meant: String
    /// What the literal comes to where it is arithmetic.
    var value = 0
  }

  /// Literals each once, in the order in which they come.
  private struct OrderedLiterals {
    private(set) var literals: [Literal] = []
    private var known: Set<Literal> = []

    mutating func add(_ literal: Literal) {
      if known.insert(literal).inserted { literals.append(literal) }
    }
  }

  /// A sentence names so many at most; a list may hold hundreds.
  private static let mostNamed = 3

  init(_ pieces: [SQLPieces.Piece]) {
    self.pieces = pieces
    comparisons = SQLComparisons(pieces: pieces)
  }

  /// What compares otherwise than it looks, with the cure.
  ///
  /// - Parameter holdsTimes: Whether a column of that name holds times such as `09:05`.
  /// - Returns: At most a sentence for dates and one for times.
  /// - Complexity: O(pieces), and a question for each column.
  func sentences(holdsTimes: (String) -> Bool) -> [Sentence] {
    var sentences: [Sentence] = []
    let dates = dates
    if !dates.isEmpty {
      sentences.append(
        "an unquoted date is arithmetic: "
          + Self.listed(dates) { "\($0.written) is \($0.value)" } + "; write "
          + Self.listed(dates) { "\($0.meant)" })
    }
    let times = times(holdsTimes)
    if !times.isEmpty {
      sentences.append(
        "times are compared as text in the form 09:05: "
          + Self.listed(times) { "for \($0.written) write \($0.meant)" })
    }
    return sentences
  }

  private static func listed(_ literals: [Literal], _ text: (Literal) -> Sentence) -> Sentence {
    let named = literals.prefix(mostNamed).map(text).joined(separator: ", ")
    let more = literals.count - mostNamed
    return more > 0 ? "\(named) and \(more) more" : named
  }

  // MARK: Dates

  /// Unquoted dates that something is compared with, each once, in the statement's order.
  private var dates: [Literal] {
    var found = OrderedLiterals()
    for start in pieces.indices.dropLast(4) {
      guard pieces[start + 1].text == "-", pieces[start + 3].text == "-",
        let year = number(at: start, 1900...2100), let month = number(at: start + 2, 1...12),
        let day = number(at: start + 4, 1...31),
        comparisons.operand(comparedWith: start..<(start + 5)) != nil
      else { continue }
      let literal = Literal(
        written: pieces[start..<(start + 5)].map(\.text).joined(),
        meant:
          "'\(year)-\(NumberText.zeroPadded("\(month)", to: 2))-\(NumberText.zeroPadded("\(day)", to: 2))'",
        value: year - month - day)
      found.add(literal)
    }
    return found.literals
  }

  private func number(at index: Int, _ range: ClosedRange<Int>) -> Int? {
    let piece = pieces[index]
    guard piece.quote == nil, piece.text.allSatisfy({ $0.isASCII && $0.isNumber }),
      let number = Int(piece.text), range.contains(number)
    else { return nil }
    return number
  }

  // MARK: Times

  /// Times in another form that a column of times is compared with, each once.
  private func times(_ holdsTimes: (String) -> Bool) -> [Literal] {
    var found = OrderedLiterals()
    var columns: [String: Bool] = [:]
    for index in pieces.indices where pieces[index].quote == "'" {
      guard let time = Self.time(pieces[index].content), time != pieces[index].content,
        let operand = comparisons.operand(comparedWith: index..<(index + 1)),
        !comparisons.isAssigned(to: operand), let column = comparisons.column(at: operand)
      else { continue }
      let literal = Literal(written: pieces[index].text, meant: "'\(time)'")
      // A list may hold thousands of them: a column is asked once.
      let isOfTimes = columns[column] ?? holdsTimes(column)
      columns[column] = isOfTimes
      if isOfTimes { found.add(literal) }
    }
    return found.literals
  }

  /// The time of day that a text such as `9:00`, `9h00` or `9h` means, with two digits of the hour.
  private static func time(_ text: String) -> String? {
    let parts = text.lowercased().split(omittingEmptySubsequences: false) { ":h".contains($0) }
    guard parts.count == 2, (1...2).contains(parts[0].count),
      parts.joined().allSatisfy({ $0.isASCII && $0.isNumber }),
      let hour = Int(parts[0]), hour < 24
    else { return nil }
    // Of `9h` the minutes are left out, of `9:` they are missing.
    if parts[1].isEmpty {
      return text.last == ":" ? nil : NumberText.zeroPadded("\(hour)", to: 2) + ":00"
    }
    guard parts[1].count == 2, let minute = Int(parts[1]), minute < 60 else { return nil }
    return "\(NumberText.zeroPadded("\(hour)", to: 2)):\(NumberText.zeroPadded("\(minute)", to: 2))"
  }
}

extension NotebookSession {
  /// Whether a column of times is meant: by the values of the relations that a statement names, and
  /// by the name where none of them has such a column.
  ///
  /// - Complexity: O(1): some rows of each relation are looked at.
  func holdsTimes(_ column: String, in sql: String) -> Bool {
    let wanted = NameRules.folded(column)
    var isKnown = false
    for relation in SQLPieces.relations(in: sql).sorted() {
      // What cannot be read any more tells nothing of the column.
      guard let names = try? database.columnNames(of: relation),
        let name = names.first(where: { NameRules.folded($0) == wanted }),
        let holds = try? holdsTimes(SQLIdentifier(name), of: SQLIdentifier(relation))
      else { continue }
      if holds { return true }
      isKnown = true
    }
    return !isKnown && wanted.hasSuffix("time")
  }

  /// Whether the first values of a column are times with two digits of the hour, none in another
  /// form; nil where it has none.
  private func holdsTimes(_ column: SQLIdentifier, of relation: SQLIdentifier) throws -> Bool? {
    var holds: Bool?
    try database.forEachRow(
      sql: """
        SELECT max(carnet_value GLOB '[0-2][0-9]:[0-5][0-9]*') AND NOT max(
          carnet_value GLOB '[0-9]:[0-5][0-9]*' OR carnet_value GLOB '[0-9][hH]*'
          OR carnet_value GLOB '[0-9][0-9][hH]*')
        FROM (
          SELECT \(column) AS carnet_value FROM \(relation)
          WHERE \(column) IS NOT NULL LIMIT 100)
        """, isInterrupted: context.isInterrupted
    ) { row in
      if let value = row[0].number { holds = value == 1 }
    }
    return holds
  }
}
