import CommandLanguage
import Foundation
import Store

/// The order of the rows that SQL gives: whether it is decided by the statement.
struct RowOrder {
  /// The terms of the outermost `order by`, each without its direction; nil where there is none.
  let terms: [[SQLPieces.Piece]]?
  /// Whether only some of the rows are taken.
  let hasLimit: Bool
  /// The most rows, where a plain number says so.
  let limit: Int?
  private let isQuery: Bool
  /// The source of the rows, from `from` to the order, of a query that takes each row of it once; nil
  /// for any other.
  private let source: String?
  /// The query up to what it reads from, and from there on, where what it gives may have more columns.
  private let halves: (String, String)?
  private let termTexts: [String]

  /// Reads SQL; what stands in brackets does not order the rows of the whole.
  init(of sql: String) {
    let read = SQLPieces(sql)
    let pieces = read.pieces.filter { !$0.isMark(";") }
    isQuery = SQLWords.queryLeads.contains(pieces.first?.keyword ?? "")
    let outer = pieces.indices.filter { pieces[$0].depth == 0 }
    let limit = outer.last { pieces[$0].keyword == "limit" }
    hasLimit = isQuery && limit != nil
    self.limit = limit.flatMap {
      $0 + 1 == pieces.count - 1 ? Int(pieces[$0 + 1].text) : nil
    }
    let start = outer.last { index in
      pieces[index].keyword == "order" && index + 1 < pieces.count
        && pieces[index + 1].keyword == "by"
    }
    guard let start else {
      (terms, source, halves, termTexts) = (nil, nil, nil, [])
      return
    }
    let end = limit.flatMap { $0 > start ? $0 : nil } ?? pieces.count
    let terms = pieces[(start + 2)..<max(start + 2, end)]
      .split { $0.isMark(",") && $0.depth == 0 }.map(Self.withoutDirection)
    self.terms = terms
    termTexts = terms.map(read.text)
    let words = Set(outer.map { pieces[$0].keyword })
    let from = outer.first { pieces[$0].keyword == "from" }
    source =
      pieces.first?.keyword == "select" && words.isDisjoint(with: Self.gathering)
      ? from.map { read.text(from: pieces[$0], upTo: pieces[start]) } : nil
    let second = pieces[from ?? start]
    halves =
      isQuery && words.contains("select") && words.isDisjoint(with: Self.unextendable)
      ? (
        read.text(from: pieces[0], upTo: second),
        read.text(of: Array(pieces[(from ?? start)...]))
      ) : nil
  }

  /// Words of what takes no more columns, or is no query.
  private static let unextendable: Set<String> = [
    "distinct", "union", "intersect", "except", "insert", "update", "delete", "replace",
  ]

  /// Words of a query that makes its rows of several others.
  private static let gathering: Set<String> = [
    "distinct", "group", "having", "union", "intersect", "except", "window",
  ]

  private static func withoutDirection(_ term: ArraySlice<SQLPieces.Piece>)
    -> [SQLPieces.Piece]
  {
    var term = Array(term)
    while let last = term.last?.keyword, term.count > 1 {
      if ["asc", "desc", "nulls", "first", "last"].contains(last) {
        term.removeLast()
      } else if term.count > 2, term[term.count - 2].keyword == "collate" {
        term.removeLast(2)
      } else {
        break
      }
    }
    return term
  }

  /// Whether the statement decides the order.
  enum Judgement: Equatable {
    case total
    /// It does not: why.
    case loose(String)
    /// It orders by what its rows do not show, so that nobody has looked.
    case unknown
  }

  /// Why the order of a statement may be open whose judgement is unknown.
  static let unknownReason = "the `order by` may leave ties"

  /// Judges by the rows of the last result, which the statement must have given.
  ///
  /// - Parameters:
  ///   - database: Where `_` is the result.
  ///   - query: What has the rows that are looked at.
  /// - Returns: Whether the statement decides their order.
  /// - Complexity: O(n log n) in its rows.
  func judgement(in database: NotebookDatabase, of query: String = "_") -> Judgement {
    guard isQuery, let columns = try? database.columnNames(of: NotebookDatabase.lastResult),
      !columns.isEmpty
    else { return .total }
    guard let terms else {
      let rows = (try? database.rows("SELECT count(*) FROM (SELECT 1 FROM _ LIMIT 2)")) ?? []
      return rows.first == [.integer(2)] || hasLimit
        ? .loose("the query has no `order by`")
        : .total
    }
    var keys: [String] = []
    var isComplete = true
    for term in terms {
      if let key = Self.column(term, among: columns) {
        keys.append(key)
      } else {
        isComplete = false
      }
    }
    if !keys.isEmpty {
      let list = keys.map { SQLIdentifier($0).description }.joined(separator: ", ")
      let ties = try? database.rows(
        """
        SELECT 1 FROM (SELECT DISTINCT * FROM \(query)) GROUP BY \(list) HAVING count(*) > 1 LIMIT 1
        """)
      guard let ties, !ties.isEmpty else { return .total }
    }
    return isComplete
      ? .loose("rows are tied in \(keys.joined(separator: ", "))")
      : judgement(bySource: terms, in: database)
  }

  /// Judges by the rows that the query reads, where it orders by what its own do not show.
  ///
  /// - Parameters:
  ///   - terms: Its terms.
  ///   - database: Where it runs.
  /// - Returns: Whether it decides their order.
  /// - Complexity: O(n log n) in the rows that it reads.
  private func judgement(
    bySource terms: [[SQLPieces.Piece]], in database: NotebookDatabase
  ) -> Judgement {
    guard let source, terms.allSatisfy({ $0.count == 1 }) else { return .unknown }
    let list = terms.map { $0[0].text }.joined(separator: ", ")
    // What stands for a column of the result alone, SQLite refuses here.
    let ties = try? database.rows(
      "SELECT 1 \(source) GROUP BY \(list) HAVING count(*) > 1 LIMIT 1")
    guard let ties else { return .unknown }
    return ties.isEmpty
      ? .total : .loose("rows are tied in \(list)")
  }

  /// The rows of the last result in groups, within which the statement leaves their order open: the number
  /// of each row's group, from 0.
  ///
  /// What the statement orders by and does not show is asked for by the same query with more columns.
  ///
  /// - Parameter database: Where `_` is the result.
  /// - Returns: The numbers; nil where nothing tells what a row was ordered by.
  /// - Complexity: O(n log n) in the rows that the query reads.
  func groups(in database: NotebookDatabase) -> [Int]? {
    guard isQuery, let terms, !terms.isEmpty,
      let columns = try? database.columnNames(of: NotebookDatabase.lastResult)
    else { return nil }
    let places = terms.map { term in
      Self.column(term, among: columns).flatMap { columns.firstIndex(of: $0) }
    }
    let further = zip(termTexts, places).filter { $0.1 == nil }.map { ", (\($0.0))" }.joined()
    let extended = further.isEmpty ? nil : halves.map { "\($0.0)\(further) \($0.1)" }
    guard let counts = try? database.rows("SELECT count(*) FROM _") else { return nil }
    for query in [extended, "SELECT *\(further) FROM _"].compactMap(\.self) {
      // A query that SQLite refuses tells nothing; the next one may.
      let groups = try? Self.groups(by: query, places, behind: columns.count, in: database)
      if let groups, !groups.isEmpty, counts == [[.integer(Int64(groups.count))]] { return groups }
    }
    return nil
  }

  /// The rows of a query in groups that are equal in the columns at some places, or, for each place that is
  /// nil, in the next one behind so many columns.
  private static func groups(
    by query: String, _ places: [Int?], behind width: Int, in database: NotebookDatabase
  ) throws -> [Int] {
    var groups: [Int] = []
    var last: [SQLValue]?
    try database.forEachRow(ofQuery: query) { row in
      var next = width
      let keys = places.map { place in
        if let place { return row[place].foldedForOrder }
        defer { next += 1 }
        return row[next].foldedForOrder
      }
      groups.append((groups.last ?? -1) + (keys == last ? 0 : 1))
      last = keys
    }
    return groups
  }

  /// The judgement over the rows taken and the first one that was left out, which may equal the last.
  ///
  /// The query runs once more, for a row more.
  func judgementAcrossLimit(of sql: String, in database: NotebookDatabase) -> Judgement {
    let judgement = judgement(in: database)
    guard judgement == .total, let limit, limit < Int(Int32.max),
      let place = sql.range(of: "\(limit)", options: .backwards)
    else { return judgement }
    let more = sql[..<place.lowerBound] + "\(limit + 1)"
    return self.judgement(in: database, of: "(\(more))")
  }

  /// The column of the result that a term stands for: by place, by name, or by its last part.
  private static func column(_ term: [SQLPieces.Piece], among columns: [String]) -> String? {
    guard term.count == 1, let piece = term.first, piece.quote != "'" else {
      return qualified(term, among: columns)
    }
    if piece.quote == nil, let place = Int(piece.text) {
      return columns.indices.contains(place - 1) ? columns[place - 1] : nil
    }
    let name =
      piece.quote == nil
      ? piece.text.split(separator: ".").last.map(String.init) ?? piece.text : piece.content
    return columns.first { NameRules.folded($0) == NameRules.folded(name) }
  }

  private static func qualified(_ term: [SQLPieces.Piece], among columns: [String]) -> String? {
    guard term.count == 2, term[0].text.hasSuffix("."), term[1].quote != nil else { return nil }
    return columns.first { NameRules.folded($0) == NameRules.folded(term[1].content) }
  }
}

extension SQLValue {
  /// A value as one in which those are equal that any of SQLite's collations takes for equal.
  fileprivate var foldedForOrder: SQLValue {
    switch self {
    case .text(let text): .text(text.lowercased().trimmingSuffix(" "))
    case .real(let real): Int64(exactly: real).map(SQLValue.integer) ?? self
    case .null, .integer, .blob: self
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ sign: Character) -> String {
    String(self[..<(lastIndex { $0 != sign }.map(index(after:)) ?? startIndex)])
  }
}
