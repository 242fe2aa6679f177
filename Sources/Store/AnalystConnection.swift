import GRDB
import GRDBSQLite
import SeededRandom

/// The connection that runs analysts' SQL, under a policy and with a way to stop it.
final class AnalystConnection {
  let pointer: OpaquePointer
  /// The policy in force; the notebook's own statements run with it switched off.
  private var policy = AccessPolicy(protected: [:])
  /// Asked every few thousand steps of SQLite's machine; true stops the statement.
  var isInterrupted: @Sendable () -> Bool
  /// Whether the notebook is being opened: then waiting can be stopped, and no work half-way.
  var isOpening = true
  /// The instructions that are left to what runs; nil where they are not counted.
  private var stepsLeft: Int?
  /// How long the connection has waited for another writer, this time.
  private var lockWait = LockWait()
  /// What `random()` and `randomblob()` draw from: the statement's own stream, never the clock's.
  var draws = SeededGenerator(seed: 0)
  /// Whether a statement has drawn, in a view, a default or a trigger too, since somebody asked.
  var hasDrawn = false

  /// The SQL functions that statements were prepared with, in lower case, views' among them.
  var functions: Set<String> = []

  /// The rows that the statement at hand changes, while somebody asks.
  var changeLog: ChangeLog?

  /// How many instructions of SQLite's machine pass between two looks at Ctrl-C: well under 1 ms.
  private static let interruptInterval: Int32 = 4_000

  /// Opens a database.
  ///
  /// - Parameters:
  ///   - path: SQLite's name of it.
  ///   - isInterrupted: Asked while a statement runs or waits for another writer.
  /// - Throws: ``StoreError/cannotOpen(path:reason:)``.
  init(
    path: String, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(StoreError) {
    self.isInterrupted = isInterrupted
    let clock = WatchedClock.name
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(path, &opened, flags, clock)
    guard code == SQLITE_OK, let opened else {
      throw .cannotOpen(path: path, reason: String(cString: sqlite3_errstr(code)))
    }
    pointer = opened
    sqlite3_extended_result_codes(opened, 1)
    sqlite3_limit(opened, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_limit(opened, SQLITE_LIMIT_LENGTH, Int32(NotebookDatabase.largestCell))
    // A pattern takes time that grows with its length and the text's, in one call that hears nobody.
    sqlite3_limit(opened, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200)
    // SQLite takes "drivr" for a text where no column has the name: a slip would give wrong figures.
    _disableDoubleQuotedStringLiterals(opened)
    policy.isEnforced = false
    registerCallbacks()
    registerDraws()
    registerTextFunctions()
  }

  deinit {
    sqlite3_close_v2(pointer)
  }

  private func registerCallbacks() {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_set_authorizer(
      pointer,
      { context, action, first, second, schema, accessor in
        guard let context else { return SQLITE_DENY }
        let connection = Unmanaged<AnalystConnection>.fromOpaque(context).takeUnretainedValue()
        if action == SQLITE_FUNCTION, let second {
          connection.functions.insert(AccessPolicy.folded(String(cString: second)))
        }
        guard connection.policy.isEnforced else { return SQLITE_OK }
        return connection.policy.answer(
          action, first.map { String(cString: $0) }, second.map { String(cString: $0) },
          in: schema.map { String(cString: $0) }, by: accessor.map { String(cString: $0) })
      }, context)
    sqlite3_progress_handler(
      pointer, Self.interruptInterval,
      { context in
        guard let context else { return 0 }
        let connection = Unmanaged<AnalystConnection>.fromOpaque(context).takeUnretainedValue()
        return connection.goesOn() ? 0 : 1
      }, context)
    sqlite3_busy_handler(
      pointer,
      { context, attempts in
        guard let context else { return 0 }
        let connection = Unmanaged<AnalystConnection>.fromOpaque(context).takeUnretainedValue()
        return connection.waitsOn(after: attempts) ? 1 : 0
      }, context)
  }

  /// Whether a statement goes on: false on Ctrl-C, and once its steps are used up.
  private func goesOn() -> Bool {
    if let left = stepsLeft {
      guard left > 0 else { return false }
      stepsLeft = left - Int(Self.interruptInterval)
    }
    return isOpening || !isInterrupted()
  }

  /// Runs a body whose statements take so many instructions of SQLite's machine together at most.
  ///
  /// - Throws: ``StoreError/interrupted`` where they need more, or what the body throws.
  func limitingSteps<Result>(to steps: Int, _ body: () throws -> Result) rethrows -> Result {
    stepsLeft = steps
    defer { stepsLeft = nil }
    return try body()
  }

  /// Waits a little for another writer: false once the time is over, or Ctrl-C was pressed.
  private func waitsOn(after attempts: Int32) -> Bool {
    if attempts == 0 { lockWait = LockWait() }
    guard !isInterrupted(), lockWait.seconds < Double(NotebookDatabase.lockWaitSeconds) else {
      return false
    }
    lockWait.pause()
    return true
  }

  /// Puts seeded draws in the place of SQLite's own, which no replay could repeat.
  private func registerDraws() {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_create_function_v2(
      pointer, "random", 0, SQLITE_UTF8, context,
      { call, _, _ in
        guard let connection = AnalystConnection.of(call) else { return }
        connection.hasDrawn = true
        sqlite3_result_int64(call, Int64(bitPattern: connection.draws.next()))
      }, nil, nil, nil)
    sqlite3_create_function_v2(
      pointer, "randomblob", 1, SQLITE_UTF8, context,
      { call, _, arguments in
        guard let connection = AnalystConnection.of(call) else { return }
        connection.hasDrawn = true
        let wanted = max(1, sqlite3_value_int64(arguments?[0]))
        guard wanted <= AnalystConnection.largestBlob else {
          return sqlite3_result_error_toobig(call)
        }
        let bytes = (0..<wanted).map { _ in
          UInt8(truncatingIfNeeded: connection.draws.next())
        }
        bytes.withUnsafeBytes {
          sqlite3_result_blob(call, $0.baseAddress, Int32($0.count), transientDestructor)
        }
      }, nil, nil, nil)
  }

  /// The largest blob of random bytes, far above any use of one.
  private static let largestBlob: Int64 = 1_000_000

  private static func of(_ call: OpaquePointer?) -> AnalystConnection? {
    sqlite3_user_data(call).map {
      Unmanaged<AnalystConnection>.fromOpaque($0).takeUnretainedValue()
    }
  }

  /// Prepares one statement under a policy.
  ///
  /// - Throws: ``StoreError/refused(_:)`` with the reason, or SQLite's own error with its place.
  func prepare(_ sql: String, under policy: AccessPolicy) throws(StoreError) -> RawStatement {
    enforce(policy)
    defer { policy.isEnforced = false }
    do {
      return try RawStatement(sql, on: pointer)
    } catch {
      if let refusal = policy.refusal { throw .refused(refusal) }
      if case .sql(let message, _, _) = error, let refusal = policy.viewRefusal(message) {
        throw .refused(refusal)
      }
      throw error
    }
  }

  /// Why a statement is refused under a policy, or nil where it is not, or is no statement.
  func refusal(of sql: String, under policy: AccessPolicy) -> SQLRefusal? {
    do {
      _ = try prepare(sql, under: policy)
      return nil
    } catch {
      if case .refused(let refusal) = error { return refusal }
      return nil
    }
  }

  /// Puts a policy in force; the one before is dropped.
  func enforce(_ policy: AccessPolicy) {
    self.policy = policy
    policy.isEnforced = true
  }

  /// Runs one of the notebook's own statements.
  func execute(_ sql: String, _ values: [SQLValue] = []) throws(StoreError) {
    let statement = try RawStatement(sql, on: pointer)
    statement.bind(values)
    while try statement.step() {}
  }

  /// Runs several of the notebook's own statements, none of which gives rows.
  func executeAll(_ script: String) throws(StoreError) {
    let code = sqlite3_exec(pointer, script, nil, nil, nil)
    guard code == SQLITE_OK else { throw StoreError(code: code, connection: pointer) }
  }

  /// Runs a body in one transaction, undone where it throws.
  ///
  /// - Parameters:
  ///   - start: When it takes the right to write: with its first write, or at once.
  ///   - body: What to run.
  /// - Returns: What the body gives.
  /// - Throws: ``StoreError``, or what the body throws.
  func transaction<Result>(
    _ start: TransactionStart = .deferred, _ body: () throws -> Result
  ) throws -> Result {
    lockWait = LockWait()
    do {
      try execute(start.rawValue)
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // A failed statement may have ended the transaction already; that is no second error.
      if sqlite3_get_autocommit(pointer) == 0 { try? execute("ROLLBACK") }
      throw told(error)
    }
  }

  /// An error with the time that was really waited for another writer.
  private func told(_ error: any Error) -> any Error {
    guard case StoreError.locked(let path, _, let holder) = error else { return error }
    if isInterrupted() { return StoreError.interrupted }
    return StoreError.locked(path: path, seconds: lockWait.wholeSeconds, holder: holder)
  }

  /// Runs a body while SQLite takes no more memory than so many bytes beyond what it has.
  ///
  /// The limit is the process's: it is lifted before anything else runs.
  func limitingMemory<Result>(to bytes: Int64, _ body: () throws -> Result) rethrows -> Result {
    sqlite3_hard_heap_limit64(sqlite3_memory_used() + bytes)
    defer { sqlite3_hard_heap_limit64(0) }
    return try body()
  }

  /// Steps a statement of an analyst's, under its policy where SQLite compiles it anew.
  func step(_ statement: RawStatement, under policy: AccessPolicy) throws(StoreError) -> Bool {
    enforce(policy)
    defer { policy.isEnforced = false }
    do {
      return try statement.step()
    } catch {
      // Another connection changed the schema since: what SQLite compiled anew may not be done.
      throw policy.refusal.map(StoreError.refused) ?? error
    }
  }
}

/// When a transaction takes the right to write.
enum TransactionStart: String {
  case deferred = "BEGIN"
  case immediate = "BEGIN IMMEDIATE"
}
