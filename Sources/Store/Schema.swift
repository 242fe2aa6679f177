import GRDB

/// The tables and views of a notebook, as migrations that run once each.
///
/// Tables named `carnet_…` are the notebook's own; analysts read them through the views, which
/// carry the names of the domain.
enum Schema {
  /// The format that this Carnet writes; a later one is refused.
  static let version: Int32 = 9

  /// What each format adds, the oldest first; a notebook gets those that it lacks.
  private static let formats = [
    Format(
      identifier: "1", sql: recordTables() + rideTables() + planTables(),
      whenNew: recordTables(", \(effectsColumn)")
        + rideTables(statusText + placeText)
        + planTables(", \(conditionsColumn), \(askedColumn), \(staleColumn)")),
    Format(
      identifier: "2", takes: ["proofs"],
      sql: dispatchTables + adding(conditionsColumn, to: "carnet_plan") + dropViews + views,
      whenNew: dispatchTables + views),
    Format(
      identifier: "3", takes: ["agents", "agent_days", "agent_scores", "curves", "splits"],
      sql: splitTables + agentTables + agentViews),
    Format(identifier: "4", sql: contentTable),
    Format(identifier: "5", sql: adding(effectsColumn, to: "carnet_statement"), whenNew: ""),
    Format(
      identifier: "6",
      sql: "DROP VIEW agents;" + agentsView + adding(askedColumn, to: "carnet_plan"),
      whenNew: ""),
    Format(
      identifier: "7", takes: ["corrections"],
      sql: statusColumns.map { adding($0, to: "carnet_ride") }.joined()
        + adding(staleColumn, to: "carnet_plan") + tableRejects
        + correctionTables(statusText) + sourceTables + mappingTable
        + "DROP VIEW rejects; DROP VIEW splits; DROP VIEW plans;"
        + rejectsView + splitsView + plansView,
      whenNew: tableRejects + correctionTables(statusText + placeText) + sourceTables
        + mappingTable),
    Format(
      identifier: "8", takes: ["addresses"],
      sql: ["carnet_ride", "carnet_ride_source"].map { table in
        placeColumns.map { adding($0, to: table) }.joined() + precisions(in: table)
      }.joined() + addressTables + "DROP VIEW rides;" + ridesView,
      whenNew: addressTables, upgrade: DatasetRecord.renewViews),
    Format(identifier: "9", takes: ["roads", "lookups"], sql: roadTables + answerTable),
  ]

  /// The statements of one format, and the names that analysts could give before it.
  private struct Format {
    let identifier: String
    var takes: [String] = []
    let sql: String
    /// What a new notebook gets in its place, where the formats before make it as it is to be.
    var whenNew: String?
    /// What depends on what an older notebook holds.
    var upgrade: @Sendable (Database) throws -> Void = { _ in }

    var creation: String { whenNew ?? sql }
  }

  private static func adding(_ column: String, to table: String) -> String {
    "ALTER TABLE \(table) ADD COLUMN \(column);"
  }

  /// The statements of all formats, in order.
  static var creationStatements: String { formats.map(\.creation).joined() }

  /// Brings a notebook of any format up to this one.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for format in formats {
      migrator.registerMigration(format.identifier) { database in
        // Before anything else: renaming a table looks at every view, and some break below.
        for name in format.takes { try makeRoom(for: name, in: database) }
        try database.execute(sql: format.sql)
        try format.upgrade(database)
      }
    }
    return migrator
  }

  /// Makes all tables and views in one go where there are none yet.
  ///
  /// The same statements as the migrator's, and marked as its own, without what it does around each:
  /// half of the time that a new notebook took.
  ///
  /// - Returns: Whether the database was empty; if not, nothing was done.
  static func create(on connection: AnalystConnection) throws -> Bool {
    guard try isEmpty(connection) else { return false }
    return try connection.transaction(.immediate) {
      // Another shell may have made them in between.
      guard try isEmpty(connection) else { return false }
      try connection.executeAll(
        "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);"
          + formats.map(\.creation).joined()
          + formats.map { "INSERT INTO grdb_migrations VALUES ('\($0.identifier)');" }.joined())
      return true
    }
  }

  /// Whether a notebook has all formats already; nothing is written to find out.
  static func isCurrent(on connection: AnalystConnection) throws -> Bool {
    guard
      try RawStatement(
        "SELECT 1 FROM sqlite_master WHERE name = 'grdb_migrations'", on: connection.pointer
      ).step()
    else { return false }
    let applied = try RawStatement(
      "SELECT count(*) FROM grdb_migrations", on: connection.pointer)
    guard try applied.step() else { return false }
    return applied.value(at: 0) == .integer(Int64(formats.count))
  }

  private static func isEmpty(_ connection: AnalystConnection) throws -> Bool {
    try !RawStatement("SELECT 1 FROM sqlite_master", on: connection.pointer).step()
  }

  /// What each statement read and changed, in place of three lists of names.
  private static let effectsColumn = "effects TEXT NOT NULL DEFAULT ''"

  /// What was asked of a plan as JSON, beside its words.
  private static let askedColumn = "asked TEXT NOT NULL DEFAULT ''"

  /// What a plan was asked for, in words.
  private static let conditionsColumn = "conditions TEXT NOT NULL DEFAULT ''"

  /// Whether a ride takes place, where its source says so, and its further columns as a JSON array.
  private static let statusColumns = ["status TEXT", "extra TEXT"]
  private static let statusText = statusColumns.map { ", " + $0 }.joined()

  /// What is known of where the ends of a ride lie, beside their points.
  private static let placeColumns = ["pickup", "dropoff"].flatMap { end in
    ["match TEXT", "radius INTEGER", "place TEXT", "postcode TEXT", "town TEXT"].map {
      "\(end)_\($0)"
    }
  }
  private static let placeText = placeColumns.map { ", " + $0 }.joined()

  /// The address register: streets of a postcode and town, and their house numbers.
  private static let addressTables = """
    CREATE TABLE carnet_street (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, postcode TEXT NOT NULL, town TEXT NOT NULL
    ) STRICT;
    CREATE TABLE carnet_house (
      street_id INTEGER NOT NULL, number TEXT NOT NULL, latitude REAL NOT NULL,
      longitude REAL NOT NULL
    ) STRICT;
    CREATE VIEW addresses AS
      SELECT s.name AS street, h.number, s.postcode, s.town, h.latitude, h.longitude
      FROM carnet_house h JOIN carnet_street s ON s.id = h.street_id ORDER BY h.rowid;
    """

  /// What servers answered of addresses: one answer an address and server, of which one is used.
  private static let answerTable = """
    CREATE TABLE carnet_answer (
      key TEXT NOT NULL, address TEXT NOT NULL, server TEXT NOT NULL, date TEXT NOT NULL,
      request TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, licence TEXT NOT NULL,
      name TEXT, kind TEXT, latitude REAL, longitude REAL, precision TEXT, match TEXT,
      radius INTEGER, postcode TEXT, town TEXT, is_used INTEGER NOT NULL,
      PRIMARY KEY (key, server)
    ) STRICT;
    CREATE VIEW lookups AS
      SELECT address, outcome, precision, match, name AS place, kind, latitude, longitude,
        radius AS radius_m, postcode, town, nullif(reason, '') AS reason, server, date, request,
        nullif(licence, '') AS licence, is_used AS used
      FROM carnet_answer ORDER BY rowid;
    """

  /// Earlier formats had one word for how closely a point is known and how it was found.
  private static func precisions(in table: String) -> String {
    ["pickup", "dropoff"].map { end in
      """
      UPDATE \(table) SET
        \(end)_match = CASE \(end)_precision WHEN 'stated' THEN 'stated'
          WHEN 'spelling' THEN 'spelling' ELSE 'exact' END,
        \(end)_precision = CASE \(end)_precision WHEN 'town' THEN 'town'
          WHEN 'postcode' THEN 'postcode' ELSE 'address' END
        WHERE \(end)_precision IS NOT NULL;
      """
    }.joined()
  }

  /// Why a plan no longer fits its dataset; empty for one that does.
  private static let staleColumn = "stale TEXT NOT NULL DEFAULT ''"

  /// What analysts corrected, and the corrected rides as their source had them.
  private static func correctionTables(_ later: String) -> String {
    """
    CREATE TABLE carnet_correction (
      id INTEGER PRIMARY KEY AUTOINCREMENT, dataset TEXT NOT NULL COLLATE NOCASE, ride INTEGER,
      field TEXT NOT NULL, was TEXT NOT NULL, value TEXT NOT NULL, client TEXT NOT NULL,
      date TEXT NOT NULL, scheduled INTEGER NOT NULL, pickup TEXT NOT NULL, dropoff TEXT NOT NULL,
      leg INTEGER NOT NULL, sheet TEXT NOT NULL, source_row INTEGER NOT NULL,
      alike INTEGER NOT NULL
    ) STRICT;
    \(rideTable("carnet_ride_source", later))
    CREATE VIEW corrections AS
      SELECT id AS correction, nullif(dataset, '') AS dataset, ride, field,
        nullif(was, '') AS was, nullif(value, '') AS value,
        CASE WHEN field = 'place' THEN pickup END AS address, ride IS NULL AND field <> 'place'
          AS without_ride
      FROM carnet_correction ORDER BY id;
    """
  }

  /// Rows that could not be read, of tables that are no datasets.
  private static let tableRejects = """
    CREATE TABLE carnet_table_reject (
      name TEXT NOT NULL COLLATE NOCASE, sheet TEXT NOT NULL, source_row INTEGER NOT NULL,
      column_name TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL
    ) STRICT;
    """

  /// The document that a dataset came from, packed by zlib, and the drivers whom it lists.
  private static let sourceTables = """
    CREATE TABLE carnet_source_document (
      dataset_id INTEGER PRIMARY KEY REFERENCES carnet_dataset ON DELETE CASCADE,
      length INTEGER NOT NULL, packed BLOB NOT NULL
    ) STRICT;
    CREATE TABLE carnet_source_driver (
      dataset_id INTEGER NOT NULL REFERENCES carnet_dataset ON DELETE CASCADE,
      number INTEGER NOT NULL, written TEXT NOT NULL, name TEXT NOT NULL,
      is_adopted INTEGER NOT NULL, kind TEXT NOT NULL, wheelchair INTEGER NOT NULL,
      dates TEXT NOT NULL
    ) STRICT;
    """

  /// Legs by road between points in millionths of a degree, and the files that they come from.
  private static let roadTables = """
    CREATE TABLE carnet_road_source (
      id INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL
    ) STRICT;
    CREATE TABLE carnet_road (
      from_latitude INTEGER NOT NULL, from_longitude INTEGER NOT NULL,
      to_latitude INTEGER NOT NULL, to_longitude INTEGER NOT NULL, seconds REAL NOT NULL,
      metres INTEGER NOT NULL, source_id INTEGER NOT NULL REFERENCES carnet_road_source,
      PRIMARY KEY (from_latitude, from_longitude, to_latitude, to_longitude)
    ) STRICT, WITHOUT ROWID;
    CREATE VIEW roads AS
      SELECT from_latitude / 1e6 AS from_latitude, from_longitude / 1e6 AS from_longitude,
        to_latitude / 1e6 AS to_latitude, to_longitude / 1e6 AS to_longitude, seconds, metres,
        s.file AS source, s.sha256
      FROM carnet_road r JOIN carnet_road_source s ON s.id = r.source_id;
    """

  /// Which columns of its file a dataset was made of, as JSON arrays.
  private static let mappingTable = """
    CREATE TABLE carnet_mapping (
      dataset_id INTEGER PRIMARY KEY REFERENCES carnet_dataset ON DELETE CASCADE,
      header TEXT NOT NULL, roles TEXT NOT NULL
    ) STRICT;
    """

  private static func recordTables(_ later: String = "") -> String {
    """
    CREATE TABLE carnet_setting (
      name TEXT PRIMARY KEY, value TEXT NOT NULL
    ) STRICT;
    CREATE TABLE carnet_statement (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, settings TEXT NOT NULL,
      folder TEXT NOT NULL, reads TEXT NOT NULL, writes TEXT NOT NULL, creates TEXT NOT NULL,
      facts TEXT NOT NULL
    \(later)) STRICT;
    CREATE TABLE carnet_object (
      name TEXT PRIMARY KEY COLLATE NOCASE, kind TEXT NOT NULL, is_imported INTEGER NOT NULL,
      identity TEXT NOT NULL, source TEXT NOT NULL
    ) STRICT;
    """
  }

  /// A table of rides: those of datasets, and the corrected ones as their source has them.
  private static func rideTable(_ name: String, _ later: String) -> String {
    """
    CREATE TABLE \(name) (
      dataset_id INTEGER NOT NULL REFERENCES carnet_dataset ON DELETE CASCADE,
      id INTEGER NOT NULL, sheet TEXT NOT NULL, source_row INTEGER NOT NULL, leg INTEGER NOT NULL,
      client TEXT NOT NULL, date TEXT NOT NULL, weekday TEXT NOT NULL, scheduled INTEGER NOT NULL,
      direction TEXT NOT NULL, is_confirmed INTEGER NOT NULL, needs_wheelchair INTEGER NOT NULL,
      initials TEXT, driver TEXT,
      pickup TEXT NOT NULL, pickup_kind TEXT, pickup_latitude REAL, pickup_longitude REAL,
      pickup_precision TEXT,
      dropoff TEXT NOT NULL, dropoff_kind TEXT, dropoff_latitude REAL, dropoff_longitude REAL,
      dropoff_precision TEXT, metres INTEGER\(later),
      PRIMARY KEY (dataset_id, id)
    ) STRICT, WITHOUT ROWID;
    """
  }

  private static func rideTables(_ later: String = "") -> String {
    """
    CREATE TABLE carnet_driver (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, surname TEXT NOT NULL, initials TEXT NOT NULL,
      aliases TEXT NOT NULL, kind TEXT NOT NULL, shift_start INTEGER NOT NULL,
      shift_end INTEGER NOT NULL, wheelchair INTEGER NOT NULL, from_date TEXT, to_date TEXT,
      absences TEXT NOT NULL
    ) STRICT;
    CREATE TABLE carnet_absence (
      driver_id INTEGER NOT NULL REFERENCES carnet_driver ON DELETE CASCADE,
      from_date TEXT NOT NULL, to_date TEXT NOT NULL
    ) STRICT;
    CREATE TABLE carnet_place (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, latitude REAL NOT NULL,
      longitude REAL NOT NULL, postcode TEXT, town TEXT, spellings TEXT NOT NULL,
      source TEXT NOT NULL
    ) STRICT;
    CREATE TABLE carnet_dataset (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, file TEXT NOT NULL,
      sha256 TEXT NOT NULL, format TEXT NOT NULL, rows_read INTEGER NOT NULL,
      blank_rows INTEGER NOT NULL
    ) STRICT;
    \(rideTable("carnet_ride", later))
    CREATE INDEX carnet_ride_by_date ON carnet_ride (dataset_id, date);
    CREATE TABLE carnet_reject (
      dataset_id INTEGER NOT NULL REFERENCES carnet_dataset ON DELETE CASCADE,
      sheet TEXT NOT NULL, source_row INTEGER NOT NULL, column_name TEXT NOT NULL,
      value TEXT NOT NULL, reason TEXT NOT NULL
    ) STRICT;
    CREATE TABLE carnet_finding (
      dataset_id INTEGER NOT NULL REFERENCES carnet_dataset ON DELETE CASCADE,
      finding TEXT NOT NULL, sheet TEXT NOT NULL, source_row INTEGER NOT NULL, detail TEXT NOT NULL
    ) STRICT;
    """
  }

  /// Days with drivers and rules of their own, what a plan was asked for, and what is proven of it.
  private static let dispatchTables = """
    CREATE TABLE carnet_day (
      dataset_id INTEGER NOT NULL REFERENCES carnet_dataset ON DELETE CASCADE,
      date TEXT NOT NULL, rules TEXT NOT NULL, unassigned INTEGER, reserve INTEGER, gap INTEGER,
      squares INTEGER, lateness INTEGER, metres INTEGER,
      UNIQUE (dataset_id, date)
    ) STRICT;
    CREATE TABLE carnet_day_driver (
      dataset_id INTEGER NOT NULL REFERENCES carnet_dataset ON DELETE CASCADE,
      date TEXT NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
      shift_start INTEGER NOT NULL, shift_end INTEGER NOT NULL, wheelchair INTEGER NOT NULL,
      PRIMARY KEY (dataset_id, date, id)
    ) STRICT;
    CREATE TABLE carnet_proof (
      plan_id INTEGER NOT NULL REFERENCES carnet_plan ON DELETE CASCADE,
      date TEXT NOT NULL, level TEXT NOT NULL, found INTEGER NOT NULL, bound INTEGER NOT NULL,
      PRIMARY KEY (plan_id, date, level)
    ) STRICT;
    """

  /// The sums of what analysts' tables hold, as ``ContentSums`` writes them.
  private static let contentTable = """
    CREATE TABLE carnet_content (
      name TEXT PRIMARY KEY COLLATE NOCASE, signature TEXT NOT NULL, is_whole INTEGER NOT NULL,
      sums BLOB NOT NULL
    ) STRICT;
    """

  private static func planTables(_ later: String = "") -> String {
    """
    CREATE TABLE carnet_plan (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE,
      dataset_id INTEGER NOT NULL REFERENCES carnet_dataset ON DELETE CASCADE,
      method TEXT NOT NULL, rules TEXT NOT NULL
    \(later)) STRICT;
    CREATE TABLE carnet_plan_day (
      plan_id INTEGER NOT NULL REFERENCES carnet_plan ON DELETE CASCADE,
      date TEXT NOT NULL, rides INTEGER NOT NULL, unlocated INTEGER NOT NULL,
      unassigned INTEGER NOT NULL, reserve INTEGER NOT NULL, gap INTEGER NOT NULL,
      gap_floor INTEGER NOT NULL, squares INTEGER NOT NULL, lateness INTEGER NOT NULL,
      metres INTEGER NOT NULL, violations INTEGER NOT NULL,
      PRIMARY KEY (plan_id, date)
    ) STRICT;
    CREATE TABLE carnet_assignment (
      plan_id INTEGER NOT NULL REFERENCES carnet_plan ON DELETE CASCADE,
      date TEXT NOT NULL, ride INTEGER NOT NULL, driver TEXT, recorded TEXT, position INTEGER,
      starts INTEGER, ends INTEGER, lateness INTEGER, hop_metres INTEGER,
      PRIMARY KEY (plan_id, ride)
    ) STRICT;
    CREATE TABLE carnet_violation (
      plan_id INTEGER NOT NULL REFERENCES carnet_plan ON DELETE CASCADE,
      date TEXT NOT NULL, rule TEXT NOT NULL, driver TEXT NOT NULL, rides TEXT NOT NULL,
      minutes INTEGER, detail TEXT NOT NULL
    ) STRICT;
    CREATE TABLE carnet_load (
      plan_id INTEGER NOT NULL REFERENCES carnet_plan ON DELETE CASCADE,
      date TEXT NOT NULL, driver TEXT NOT NULL, kind TEXT NOT NULL, rides INTEGER NOT NULL,
      metres INTEGER NOT NULL,
      PRIMARY KEY (plan_id, date, driver)
    ) STRICT;
    """
  }
}
