import GRDBSQLite

/// What one statement of analyst SQL touches, and why it is refused if it is.
///
/// SQLite asks while it compiles a statement, so a refusal comes before anything runs.
/// Source: sqlite.org/c3ref/set_authorizer.html.
final class AccessPolicy {
  /// Names that SQL may read and not change, lower-cased, with what they are.
  private let protected: [String: String]
  private(set) var reads: Set<String> = []
  private(set) var writes: Set<String> = []
  private(set) var creates: Set<String> = []
  private(set) var drops: Set<String> = []
  private(set) var refusal: SQLRefusal?
  /// Off while the notebook itself uses the connection.
  var isEnforced = true

  init(protected: [String: String]) {
    self.protected = protected
  }

  /// Answers one question of SQLite's: OK or DENY.
  func answer(_ action: Int32, _ first: String?, _ second: String?) -> Int32 {
    guard isEnforced else { return SQLITE_OK }
    if let refusal = refusal(of: action, first, second) {
      self.refusal = self.refusal ?? refusal
      return SQLITE_DENY
    }
    note(action, first, second)
    return SQLITE_OK
  }

  private func refusal(of action: Int32, _ first: String?, _ second: String?) -> SQLRefusal? {
    switch action {
    case SQLITE_ATTACH, SQLITE_DETACH:
      SQLRefusal(
        reason: "SQL in a notebook cannot reach other files",
        remedy: "use `load` for a file's data")
    case SQLITE_PRAGMA: pragmaRefusal(first)
    case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: .transactions
    case SQLITE_CREATE_VTABLE, SQLITE_DROP_VTABLE:
      SQLRefusal(
        reason: "virtual tables are not part of a notebook", remedy: "create an ordinary table")
    case SQLITE_FUNCTION: functionRefusal(second)
    case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE: changeRefusal(first)
    case SQLITE_DROP_TABLE, SQLITE_DROP_VIEW: dropRefusal(first)
    case SQLITE_CREATE_TABLE, SQLITE_CREATE_VIEW, SQLITE_CREATE_TEMP_TABLE,
      SQLITE_CREATE_TEMP_VIEW:
      creationRefusal(first)
    case SQLITE_ALTER_TABLE, SQLITE_CREATE_INDEX, SQLITE_CREATE_TRIGGER,
      SQLITE_CREATE_TEMP_TRIGGER, SQLITE_DROP_INDEX, SQLITE_DROP_TRIGGER:
      changeRefusal(second)
    default: nil
    }
  }

  private func note(_ action: Int32, _ first: String?, _ second: String?) {
    guard let name = first.map(Self.folded), !name.hasPrefix("sqlite_") else { return }
    switch action {
    case SQLITE_READ: reads.insert(name)
    case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE: writes.insert(name)
    case SQLITE_CREATE_TABLE, SQLITE_CREATE_VIEW: creates.insert(name)
    case SQLITE_DROP_TABLE, SQLITE_DROP_VIEW: drops.insert(name)
    case SQLITE_ALTER_TABLE: second.map { _ = writes.insert(Self.folded($0)) }
    default: break
    }
  }

  static func folded(_ name: String) -> String {
    name.lowercased()
  }
}

// MARK: - Reasons

extension AccessPolicy {
  /// Pragmas that only describe, which SQLite also offers as table-valued functions.
  private static let describingPragmas: Set<String> = [
    "table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list",
    "function_list", "collation_list",
  ]

  private func pragmaRefusal(_ name: String?) -> SQLRefusal? {
    if let name, Self.describingPragmas.contains(Self.folded(name)) { return nil }
    return SQLRefusal(
      reason: "`pragma` is refused: it would change how the notebook works",
      remedy: "use `describe NAME` or `tables` to look at what is there")
  }

  private func functionRefusal(_ name: String?) -> SQLRefusal? {
    let refused: Set<String> = [
      "load_extension", "readfile", "writefile", "edit", "fts3_tokenizer",
    ]
    guard let name, refused.contains(Self.folded(name)) else { return nil }
    return SQLRefusal(
      reason: "\(name)() is refused: SQL in a notebook cannot reach files or load code",
      remedy: "use `load` for a file's data")
  }

  private func dropRefusal(_ name: String?) -> SQLRefusal? {
    guard let name, let refusal = changeRefusal(name) else { return nil }
    guard protected[Self.folded(name)].map({ $0 != "built in" }) == true else { return refusal }
    return SQLRefusal(reason: refusal.reason, remedy: "`forget \(name)` removes it")
  }

  /// Why a table or view of a name may not be changed, or nil where it may.
  func changeRefusal(_ name: String?) -> SQLRefusal? {
    guard let name else { return nil }
    let folded = Self.folded(name)
    if folded.hasPrefix("carnet_") || folded == "grdb_migrations" {
      return SQLRefusal(
        reason: "\(name) belongs to the notebook itself", remedy: "change it with commands")
    }
    guard let what = protected[folded] else { return nil }
    return SQLRefusal(
      reason: "\(name) is \(what) and read-only",
      remedy: "make your own copy first: create table my_copy as select * from \(name);")
  }

  private func creationRefusal(_ name: String?) -> SQLRefusal? {
    guard let name else { return nil }
    let folded = Self.folded(name)
    guard folded.hasPrefix("carnet_") || folded == "_" || reservedNames.contains(folded) else {
      return nil
    }
    return SQLRefusal(
      reason: "\(name) is a name that the notebook uses itself", remedy: "choose another name")
  }
}

extension SQLRefusal {
  /// Each statement is its own transaction, so the words that begin or end one have no place.
  public static let transactions = SQLRefusal(
    reason: "transaction words are refused: each statement already is its own transaction",
    remedy: "leave them out; a statement that fails changes nothing")
}

/// The built-in views' names, lower-cased.
let reservedNames: Set<String> = [
  "rides", "drivers", "days", "places", "rejects", "plans", "assignments", "loads", "violations",
  "proofs", "agents", "agent_days", "agent_scores", "curves", "splits",
]
