import SeededRandom

/// What SQL depends on beside its data, by the functions that it called.
///
///     let mark = database.beginDependence(drawingFrom: seed)
///     …
///     database.dependence(since: mark).usesMathLibrary  // after `select sin(km) from rides;`
public struct SQLDependence: Sendable, Equatable {
  /// Whether a value may differ in its last bits on another machine's mathematical library.
  public var usesMathLibrary: Bool
  /// Whether the clock was read.
  public var readsClock: Bool
  /// Whether the time zone of the machine was read.
  public var readsTimeZone: Bool
  /// Whether it drew random numbers, in a view, a default or a trigger too.
  public var draws: Bool
  /// A function whose value another run need not give, such as `changes`; nil where there is none.
  public var unstableFunction: String?

  /// The place from which what SQL depends on is collected.
  public struct Mark: Sendable {
    fileprivate let reads: WatchedClock.Reads
  }

  /// What C's library computes, to the last bit as each library does.
  ///
  /// Square roots and degrees are
  /// the same bits everywhere.
  ///
  /// Source: sqlite.org/lang_mathfunc.html.
  static let mathFunctions: Set<String> = [
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cos", "cosh", "exp", "ln", "log",
    "log10", "log2", "pow", "power", "sin", "sinh", "tan", "tanh",
  ]

  /// What tells of the connection and of the library: a replay in a notebook of its own gives
  /// something else.
  static let unstableFunctions: Set<String> = [
    "changes", "last_insert_rowid", "sqlite_compileoption_get", "sqlite_compileoption_used",
    "sqlite_source_id", "sqlite_version", "total_changes",
  ]
}

extension NotebookDatabase {
  /// Whether SQL has drawn since ``beginDependence(drawingFrom:)``.
  public var hasDrawn: Bool { analystConnection.hasDrawn }

  /// Begins to collect what SQL depends on; statements of this thread count.
  ///
  /// - Parameter seed: What `random()` draws from, wherever it stands.
  /// - Returns: The place to give to ``dependence(since:)``.
  public func beginDependence(drawingFrom seed: UInt64) -> SQLDependence.Mark {
    analystConnection.draws = SeededGenerator(seed: seed)
    analystConnection.hasDrawn = false
    analystConnection.functions.removeAll(keepingCapacity: true)
    return SQLDependence.Mark(reads: WatchedClock.readCount)
  }

  /// What SQL depended on since a mark.
  public func dependence(since mark: SQLDependence.Mark) -> SQLDependence {
    let functions = analystConnection.functions
    let reads = WatchedClock.readCount
    return SQLDependence(
      usesMathLibrary: !functions.isDisjoint(with: SQLDependence.mathFunctions),
      readsClock: reads.clock > mark.reads.clock,
      readsTimeZone: reads.timeZone > mark.reads.timeZone, draws: hasDrawn,
      unstableFunction: functions.intersection(SQLDependence.unstableFunctions).min())
  }
}
