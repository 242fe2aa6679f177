/// What can go wrong between the notebook and its database.
public enum StoreError: Error, Sendable, Equatable {
  /// The file is an SQLite database of another program; it is left untouched.
  case foreignDatabase(path: String)
  /// The file is not a database at all.
  case notADatabase(path: String)
  /// The notebook was written by a later version of Carnet.
  case newerNotebook(path: String, version: Int, supported: Int)
  /// Another program held the notebook's write lock for longer than `seconds`; `holder` tells which,
  /// where the system does.
  case locked(path: String, seconds: Int, holder: String? = nil)
  /// The notebook's file does not hold what it should, in the words of `reason`.
  case damaged(path: String, reason: String)
  /// The file or its folder cannot be opened.
  case cannotOpen(path: String, reason: String)
  /// A statement of SQL failed; `offset` counts UTF-8 bytes into its text, `code` is SQLite's
  /// extended result code.
  case sql(message: String, offset: Int?, code: Int32)
  /// A statement of SQL asks for what an analyst's SQL may not do.
  case refused(SQLRefusal)
  /// Ctrl-C stopped the statement; nothing was changed.
  case interrupted
  /// The notebook is open for reading only, and the statement would change it.
  case readOnly
  /// Ctrl-C stopped what follows a statement that has changed the notebook already.
  case interruptedAfterwards
  /// The disk is full or the file cannot be written.
  case cannotWrite(reason: String)
}

/// Why a statement of SQL was refused before it ran.
public struct SQLRefusal: Sendable, Equatable {
  /// What was asked for, as a fact: `october is imported and read-only`.
  public let reason: String
  /// What to do instead.
  public let remedy: String
  /// The table, view, trigger or function that the reason is about; nil where there is none.
  public let subject: String?

  public init(reason: String, remedy: String, subject: String? = nil) {
    self.reason = reason
    self.remedy = remedy
    self.subject = subject
  }
}

extension StoreError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .foreignDatabase(let path):
      "\(path) is a database of another program and was left untouched; name another file"
    case .notADatabase(let path):
      "\(path) is not a notebook; name another file"
    case .newerNotebook(let path, let version, let supported):
      "\(path) was written by a later Carnet (format \(version), this one reads up to \(supported))"
        + "; open it with that version"
    case .locked(let path, let seconds, let holder):
      "\(path) is being written by \(holder ?? "another program"); waited \(seconds) s; "
        + "try again when it is done"
    case .damaged(let path, let reason):
      "\(path) is damaged (\(reason)); keep a copy of it, then load its files or replay its "
        + "saved sessions into a new notebook; `sqlite3 FILE .recover` saves what can still be read"
    case .cannotOpen(let path, let reason): "\(path) cannot be opened: \(reason)"
    case .sql(let message, _, _): message
    case .refused(let refusal): "\(refusal.reason); \(refusal.remedy)"
    case .interrupted: "stopped; nothing was changed"
    case .readOnly: "the notebook is open for reading only, so nothing in it can be changed"
    case .interruptedAfterwards:
      "stopped while the statement was being recorded; what it changed is kept"
    case .cannotWrite(let reason): "the notebook cannot be written: \(reason)"
    }
  }
}
