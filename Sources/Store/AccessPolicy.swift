import GRDBSQLite
import Naming

/// What one statement of analyst SQL touches, and why it is refused if it is.
///
/// SQLite asks while it compiles a statement, so a refusal comes before anything runs. What it does
/// not ask about, such as the new name of a renaming, ``SchemaGuard`` judges after the statement.
/// Source: sqlite.org/c3ref/set_authorizer.html.
final class AccessPolicy {
  /// Names that SQL may read and not change, folded, with what they are.
  private let protected: [String: String]
  private(set) var reads: Set<String> = []
  /// Each table that is read or written with the view or trigger that does it, folded.
  private(set) var accesses: Set<Access> = []
  private(set) var writes: Set<String> = []
  private(set) var creates: Set<String> = []
  private(set) var drops: Set<String> = []
  /// Whether the statement makes, changes or drops a table, view, index or trigger.
  private(set) var changesSchema = false
  /// Whether it may rewrite what others made, as a renaming does.
  private(set) var altersSchema = false
  /// What it drops, in SQLite's letters.
  private(set) var dropped: [SchemaName] = []
  private(set) var refusal: SQLRefusal?
  /// Off while the notebook itself uses the connection.
  var isEnforced = true

  init(protected: [String: String]) {
    self.protected = protected
  }

  /// A table that is touched, and the innermost view, trigger or common table expression in which.
  struct Access: Hashable {
    let table: String
    let accessor: String?
  }

  /// Answers one question of SQLite's: OK or DENY.
  ///
  /// - Parameters:
  ///   - action: SQLite's code of what is asked.
  ///   - first: The first name that the action has; which one that is, the code says.
  ///   - second: The second one.
  ///   - schema: `main` or `temp`, where the action touches one.
  ///   - accessor: The innermost view or trigger that does it; nil for the statement itself.
  /// - Returns: `SQLITE_OK` or `SQLITE_DENY`.
  func answer(
    _ action: Int32, _ first: String?, _ second: String?, in schema: String?,
    by accessor: String? = nil
  ) -> Int32 {
    guard isEnforced else { return SQLITE_OK }
    let refused = temporaryRefusal(of: action, first, schema) ?? refusal(of: action, first, second)
    if let refused {
      refusal = refusal ?? refused
      return SQLITE_DENY
    }
    note(action, first, second, by: accessor)
    return SQLITE_OK
  }

  private func refusal(of action: Int32, _ first: String?, _ second: String?) -> SQLRefusal? {
    switch action {
    case SQLITE_ATTACH: SQLRefusal(ofVerb: "attach")
    case SQLITE_DETACH: SQLRefusal(ofVerb: "detach")
    case SQLITE_PRAGMA: pragmaRefusal(first)
    case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: .transactions
    case SQLITE_CREATE_VTABLE, SQLITE_DROP_VTABLE:
      SQLRefusal(
        reason: "virtual tables are not part of a notebook", remedy: "create an ordinary table")
    case SQLITE_ANALYZE: SQLRefusal(ofVerb: "analyze")
    case SQLITE_FUNCTION: functionRefusal(second)
    case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE: changeRefusal(first)
    case SQLITE_DROP_TABLE, SQLITE_DROP_VIEW: dropRefusal(first)
    case SQLITE_CREATE_TABLE, SQLITE_CREATE_VIEW: creationRefusal(first)
    case SQLITE_ALTER_TABLE: changeRefusal(second)
    case SQLITE_CREATE_INDEX, SQLITE_CREATE_TRIGGER, SQLITE_DROP_INDEX, SQLITE_DROP_TRIGGER:
      changeRefusal(second)
    default: nil
    }
  }

  private func note(
    _ action: Int32, _ first: String?, _ second: String?, by accessor: String?
  ) {
    if Self.schemaActions.contains(action) { changesSchema = true }
    if action == SQLITE_ALTER_TABLE { altersSchema = true }
    if let first, let type = Self.droppingActions[action] {
      dropped.append(SchemaName(type: type, name: first))
    }
    guard let name = first.map(Self.folded) else { return }
    if [SQLITE_READ, SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE].contains(action) {
      accesses.insert(Access(table: name, accessor: accessor.map(Self.folded)))
    }
    guard !name.hasPrefix("sqlite_") else { return }
    switch action {
    case SQLITE_READ: reads.insert(name)
    case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE: writes.insert(name)
    case SQLITE_CREATE_TABLE, SQLITE_CREATE_VIEW: creates.insert(name)
    case SQLITE_DROP_TABLE, SQLITE_DROP_VIEW: drops.insert(name)
    case SQLITE_ALTER_TABLE: second.map { _ = writes.insert(Self.folded($0)) }
    default: break
    }
  }

  private static let schemaActions: Set<Int32> = [
    SQLITE_CREATE_TABLE, SQLITE_CREATE_VIEW, SQLITE_CREATE_INDEX, SQLITE_CREATE_TRIGGER,
    SQLITE_DROP_TABLE, SQLITE_DROP_VIEW, SQLITE_DROP_INDEX, SQLITE_DROP_TRIGGER,
    SQLITE_ALTER_TABLE,
  ]

  private static let droppingActions: [Int32: String] = [
    SQLITE_DROP_TABLE: "table", SQLITE_DROP_VIEW: "view", SQLITE_DROP_INDEX: "index",
    SQLITE_DROP_TRIGGER: "trigger",
  ]

  /// The form in which names are compared.
  static func folded(_ name: String) -> String { NameFolding.folded(name) }
}

// MARK: - What is owned

extension AccessPolicy {
  /// Whether a name is the program's, or stands for what was imported, planned or learnt.
  func owns(_ name: String) -> Bool {
    isReserved(name) || protected[Self.folded(name)] != nil
  }

  /// Whether a name is one that the notebook uses itself, whatever stands in it.
  private func isReserved(_ name: String) -> Bool {
    let folded = Self.folded(name)
    return Self.hasReservedPrefix(folded) || folded == "_" || reservedNames.contains(folded)
  }

  /// Whether a folded name begins as those of the notebook's own tables do, SQLite's and GRDB's.
  static func hasReservedPrefix(_ folded: String) -> Bool {
    ["carnet_", "sqlite_", "grdb_"].contains { folded.hasPrefix($0) }
  }

  /// Why a table or view of a name may not be changed, or nil where it may.
  func changeRefusal(_ name: String?) -> SQLRefusal? {
    guard let name else { return nil }
    let folded = Self.folded(name)
    if folded.hasPrefix("sqlite_") {
      // SQLite itself writes there while it makes, changes or drops a table, and lets no statement.
      let isSchema = ["sqlite_master", "sqlite_schema"].contains(folded)
      return isSchema || changesSchema ? nil : Self.belongsToNotebook(name)
    }
    if Self.hasReservedPrefix(folded) { return Self.belongsToNotebook(name) }
    guard let what = protected[folded] else { return nil }
    return SQLRefusal(
      reason: "\(name) is \(what) and read-only",
      remedy:
        "make your own copy first: create table my_copy as select * from \(Self.written(name));",
      subject: name)
  }

  private static func belongsToNotebook(_ name: String) -> SQLRefusal {
    SQLRefusal(
      reason: "\(name) belongs to the notebook itself", remedy: "change it with commands",
      subject: name)
  }

  /// Why a view or a table of SQLite's may not be changed, where SQLite only says that it is one.
  func viewRefusal(_ message: String) -> SQLRefusal? {
    // By bytes: a message may hold any text of the statement's, and to compare characters sorts the
    // marks of each.
    let isTable = message.utf8.starts(with: "cannot modify ".utf8)
    let ending = " may not be modified"
    guard isTable || message.utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8) else {
      return nil
    }
    let words = message.unicodeScalars.split(separator: " ").map { String($0) }
    if isTable { return words.count > 2 ? changeRefusal(words[2]) : nil }
    return words.count > 1 ? Self.belongsToNotebook(words[1]) : nil
  }

  /// Why nothing new may have a name, or nil where it may.
  func creationRefusal(_ name: String?) -> SQLRefusal? {
    guard let name else { return nil }
    if name.isEmpty {
      return SQLRefusal(
        reason: "a table or view needs a name", remedy: "write one, as in `create table mine (a);`")
    }
    if name.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) {
      return SQLRefusal(
        reason: "a name cannot contain the end of a line, for no command could name it",
        remedy: "write it on one line", subject: name)
    }
    if Self.isBuiltInTable(name) {
      return SQLRefusal(
        reason: "\(name) is a built-in table of SQLite, which a new one would hide",
        remedy: "choose another name", subject: name)
    }
    guard isReserved(name) else { return nil }
    return SQLRefusal(
      reason: "the notebook itself uses the name \(name)", remedy: "choose another name",
      subject: name)
  }

  /// Whether SQLite has a table or table-valued function of a name without anybody's making one.
  private static func isBuiltInTable(_ name: String) -> Bool {
    let folded = Self.folded(name)
    return folded.hasPrefix("pragma_") || builtInTables.contains(folded)
  }

  /// What a name stands for where SQL may not change it: `imported`, `a recorded plan`.
  func description(of name: String) -> String {
    protected[Self.folded(name)] ?? "the notebook's own"
  }
}

// MARK: - Reasons

extension AccessPolicy {
  /// Why a statement may not touch the temporary database, or nil where it does not.
  ///
  /// What lies there is found before the notebook's own tables, so nothing but `_` may.
  private func temporaryRefusal(
    of action: Int32, _ first: String?, _ schema: String?
  ) -> SQLRefusal? {
    switch action {
    case SQLITE_CREATE_TEMP_TABLE, SQLITE_CREATE_TEMP_VIEW, SQLITE_CREATE_TEMP_TRIGGER,
      SQLITE_CREATE_TEMP_INDEX:
      return .temporary
    case SQLITE_DROP_TEMP_TABLE, SQLITE_DROP_TEMP_VIEW, SQLITE_DROP_TEMP_TRIGGER,
      SQLITE_DROP_TEMP_INDEX:
      return .lastResult
    case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE:
      guard schema == "temp" else { return nil }
      let isSchema = first.map(Self.folded)?.hasPrefix("sqlite_") == true
      // Altering a table of the notebook looks at what may name it, there too.
      if isSchema, action == SQLITE_UPDATE, changesSchema { return nil }
      // Making a temporary thing begins with a row of its schema, dropping one with a row less.
      return isSchema && action == SQLITE_INSERT ? .temporary : .lastResult
    case SQLITE_ALTER_TABLE:
      return first == "temp" ? .lastResult : nil
    default: return nil
    }
  }

  /// Pragmas that only describe, which SQLite also offers as table-valued functions.
  private static let describingPragmas: Set<String> = [
    "table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list",
    "function_list", "collation_list",
  ]

  private func pragmaRefusal(_ name: String?) -> SQLRefusal? {
    if let name, Self.describingPragmas.contains(Self.folded(name)) { return nil }
    return SQLRefusal(ofVerb: "pragma")
  }

  private func functionRefusal(_ name: String?) -> SQLRefusal? {
    let refused: Set<String> = [
      "load_extension", "readfile", "writefile", "edit", "fts3_tokenizer",
    ]
    guard let name, refused.contains(Self.folded(name)) else { return nil }
    return SQLRefusal(
      reason: "\(name)() is refused: SQL in a notebook cannot reach files or load code",
      remedy: "use `load` for a file's data", subject: name)
  }

  /// A name as a statement has it: in quotes where it is not of letters, digits and `_` alone.
  private static func written(_ name: String) -> String {
    let isBare = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isBare && name.first?.isNumber == false ? name : SQLIdentifier(name).description
  }

  private func dropRefusal(_ name: String?) -> SQLRefusal? {
    guard let name, let refusal = changeRefusal(name) else { return nil }
    guard protected[Self.folded(name)].map({ $0 != "built in" }) == true else { return refusal }
    return SQLRefusal(
      reason: refusal.reason, remedy: "`forget \(Self.written(name))` removes it", subject: name)
  }
}

extension SQLRefusal {
  /// Each statement is its own transaction, so the words that begin or end one have no place.
  public static let transactions = SQLRefusal(
    reason: "transaction statements are refused: each statement is already a transaction",
    remedy: "leave them out; a statement that fails changes nothing")

  /// Why no statement may begin with a word, or nil where one may.
  public init?(ofVerb verb: String) {
    switch verb {
    case "begin", "commit", "end", "rollback", "savepoint", "release": self = .transactions
    case "pragma":
      self.init(
        reason: "`pragma` is refused: it would change how the notebook works",
        remedy: "use `describe NAME` or `tables` to look at what is there")
    case "attach", "detach":
      self.init(
        reason: "`\(verb)` is refused: SQL in a notebook cannot reach other files",
        remedy: "use `load` for a file's data")
    case "vacuum", "reindex", "analyze":
      self.init(
        reason: "`\(verb)` is refused: the notebook looks after its own file",
        remedy: "leave it out")
    default: return nil
    }
  }

  static let temporary = SQLRefusal(
    reason:
      "temporary tables, views and triggers are refused: they would hide imported data",
    remedy:
      "leave `temp` out, and drop what you made when you are done; `NAME = select …` keeps rows")

  static let lastResult = SQLRefusal(
    reason: "_ contains the last result and is read-only",
    remedy: "keep it under a name, as in `mine = select * from _;`, and change that")
}

/// The built-in views' names, folded.
let reservedNames = Set(NotebookDatabase.builtInSubjects.keys)

/// The names of the tables and table-valued functions that SQLite was built with, folded.
private let builtInTables: Set<String> = {
  var opened: OpaquePointer?
  defer { sqlite3_close_v2(opened) }
  guard sqlite3_open(":memory:", &opened) == SQLITE_OK, let opened else { return [] }
  // Where SQLite was built without the list, there is nothing to ask: no name is refused then.
  let rows = try? RawStatement("SELECT name FROM pragma_module_list", on: opened).rows()
  return Set((rows ?? []).map { AccessPolicy.folded($0[0].text) })
}()
