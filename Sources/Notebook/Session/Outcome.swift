import Plotting
import SessionRecord
import Store
import TerminalText

/// What a statement gave: what is shown, what is kept as `_`, and the facts that a replay compares.
public struct Outcome: Sendable {
  public var blocks: [Block] = []
  /// The result that `_` names, in memory or in the database; nil where there is none.
  public var result: ResultTable?
  public var facts = FactSet()
  /// The hashes of tables' rows as the record took them that a replay compares with, where it took
  /// them otherwise than ``facts``.
  public var rowHashesAsRecorded: [Fact] = []
  /// The facts as the record took them that a replay compares with.
  public var comparedFacts: FactSet {
    var compared = facts
    for fact in rowHashesAsRecorded { compared.add(fact.key, fact.value) }
    return compared
  }
  /// The relation whose table facts complete `facts`, where it is not the result itself.
  public var factsRelation: String?
  /// The statement as recorded, where running it decided more than its words did.
  public var source: String?
  /// False where `facts` say all, so that no table's facts follow.
  public var hasTableFacts = true
  /// The table whose facts replace the result's, where some of its rows belong to the program.
  public var factsTable: ResultTable?
  /// Whether values may differ in their last bits on another machine's mathematical library, so
  /// that a replay there compares its reals within a tolerance.
  public var dependsOnMathLibrary = false
  /// Why no other run need give the same; nil where it must.
  public var unverifiable: Sentence?
  /// Whether no other run can be held against this one: it read the clock or the connection.
  public var isUnverifiable: Bool { unverifiable != nil }
  /// Whether the statement goes into the session's file: it changed or showed something.
  public var isRecorded = true
  /// What did not come out as recorded where this was a replay; nil where all did.
  public var divergence: String?
  /// Whether this was a replay that diverged, which the exit code of a script tells.
  public var hasDiverged: Bool { divergence != nil }
  /// Whether what an earlier run kept was taken in place of running again.
  public var isResumed = false
  /// Whether the session ends after this statement.
  public var endsSession = false
  /// Statements that the session goes on with, each after a sentence; each is recorded by itself.
  public var steps: [GuidedStep] = []
  /// Whether the shell opens an editor on the statement before.
  public var opensEditor = false
  /// The name that the result was kept under, where a person can look at it again.
  public var keptName: String?
  /// How the result is drawn at a terminal; records draw it to their own width.
  public var shape = Shape.fitted

  /// The tables that are shown beside the result, each with the prefix of its facts' keys.
  ///
  /// The table of a result that is drawn with some of its columns has no heading.
  var furtherTables: [(owner: String, table: ResultTable)] {
    var named: [(owner: String, table: ResultTable)] = []
    var counts: [String: Int] = [:]
    for case .table(let heading, let table) in blocks {
      let name = heading.isEmpty ? "shown" : heading
      let count = counts[name, default: 0] + 1
      counts[name] = count
      named.append((count == 1 ? name : "\(name) #\(count)", table))
    }
    return named
  }

  /// How much of a result a terminal shows.
  public enum Shape: Sendable {
    /// As many columns as fit, the first rows.
    case fitted
    /// All rows and columns, however wide that is.
    case whole
    /// All rows, each as a list of its columns.
    case vertical
  }

  /// One piece of what is shown.
  public enum Block: Sendable {
    /// A sentence to the reader, on standard error.
    case talk(Sentence)
    /// A sentence that asks for attention, on standard error.
    case warning(Sentence)
    /// The result's table.
    case result
    /// A further table with its heading.
    case table(String, ResultTable)
    /// A plot: its data and how they are drawn.
    case plot(Plot)
    /// Prose that belongs to the results, such as help.
    case lines([String])
  }

  public init() {}

  /// An outcome that only speaks.
  static func talk(_ sentence: Sentence) -> Outcome {
    var outcome = Outcome()
    outcome.blocks = [.talk(sentence)]
    return outcome
  }

  /// An outcome that shows one table, which becomes `_`.
  static func showing(_ table: ResultTable) -> Outcome {
    var outcome = Outcome()
    outcome.result = table
    outcome.blocks = [.result]
    return outcome
  }
}

/// One step of a tour: what it shows, and the statement that shows it.
public struct GuidedStep: Sendable {
  /// Its number, from 1.
  public let number: Int
  public let count: Int
  public let sentence: String
  public let statement: String
}

/// A table of results: its columns and its rows, or the name of the relation that holds them.
public struct ResultTable: Sendable {
  public var columns: [ResultColumn]
  public var rows: [[SQLValue]]
  public var rowCount: Int
  /// The relation that holds all rows, where `rows` are left in the database.
  public var relation: String?
  /// Where each column comes from, for rows that SQL gave; nil for what is computed.
  public var origins: [ColumnOrigin?] = []
  /// The columns that the table is read for: where room lacks, others are left out before them.
  public var keyColumns: [String] = []
  /// The columns whose texts are shown whole, in several lines where room lacks.
  public var wholeColumns: [String] = []

  /// A table whose rows are at hand; a column's kind is told by its values.
  public init(_ names: [String], _ rows: [[SQLValue]]) {
    columns = names.enumerated().map { index, name in
      let kind = rows.reduce(ColumnKind.null) { $0.adding(ColumnKind(of: $1[index])) }
      return ResultColumn(name: name, kind: kind)
    }
    self.rows = rows
    rowCount = rows.count
  }

  /// A table whose rows stay in the database.
  public init(relation: String, columns: [ResultColumn], rowCount: Int) {
    self.columns = columns
    rows = []
    self.rowCount = rowCount
    self.relation = relation
  }

  /// Some of the columns under heads for reading, such as a terminal has room for.
  ///
  /// - Parameter heads: Each column's name with the head that it gets, in the order wanted.
  /// - Returns: A table of all rows; a name that no column has is left out.
  func picking(_ heads: [(name: String, head: String)]) -> ResultTable {
    let picked = heads.compactMap { name, head in
      columns.firstIndex { $0.name == name }.map { (place: $0, head: head) }
    }
    var table = ResultTable(picked.map(\.head), rows.map { row in picked.map { row[$0.place] } })
    for (index, column) in picked.enumerated() {
      table.columns[index].nature = columns[column.place].nature
    }
    return table
  }

  /// The table with columns whose values are shown and never compared, such as durations.
  ///
  /// - Parameter names: Their names; one that no column has is left out.
  /// - Returns: The table.
  func volatile(_ names: String...) -> ResultTable {
    var table = self
    for index in columns.indices where names.contains(columns[index].name) {
      table.columns[index].nature = .volatile
    }
    return table
  }

  /// Whether a column of it is volatile.
  var isVolatile: Bool { columns.contains { $0.nature == .volatile } }

  /// The table with all columns volatile: a report about the program itself.
  var entirelyVolatile: ResultTable {
    var table = self
    for index in columns.indices { table.columns[index].nature = .volatile }
    return table
  }

  /// The table with the columns that it is read for: where room lacks, others are left out before.
  func keeping(_ names: [String]) -> ResultTable {
    var table = self
    table.keyColumns = names
    return table
  }

  /// The table with columns whose texts are shown whole, in several lines where room lacks.
  func showingWhole(_ names: [String]) -> ResultTable {
    var table = self
    table.wholeColumns = names
    return table
  }

  /// Some of the columns under their own names.
  func picking(_ names: [String]) -> ResultTable {
    picking(names.map { ($0, $0) })
  }
}
