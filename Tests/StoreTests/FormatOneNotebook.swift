@testable import Store

/// A notebook as format 1 made it: its tables and views as they stood then, and a plan in them.
///
/// The text is a record of the past; later formats leave it as it is.
enum FormatOneNotebook {
  /// Makes a notebook of format 1 with a dataset of two rides, a plan of them, and more.
  ///
  /// - Parameters:
  ///   - path: An empty file.
  ///   - more: Further statements, such as an analyst's own.
  /// - Throws: `StoreError` where SQLite refuses a statement.
  static func make(at path: String, more: [String] = []) throws {
    let connection = try AnalystConnection(path: path)
    let texts = [marks, recordTables, rideTables, planTables, views, rows]
    for text in texts {
      for statement in text.split(separator: ";") where statement.contains(where: \.isLetter) {
        try connection.execute(String(statement))
      }
    }
    for statement in more { try connection.execute(statement) }
  }

  private static let marks = """
    PRAGMA application_id = 1131572852;
    PRAGMA user_version = 1;
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES ('1');
    """

  private static let recordTables = """
    CREATE TABLE carnet_setting (
      name TEXT PRIMARY KEY, value TEXT NOT NULL
    ) STRICT;
    CREATE TABLE carnet_statement (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, settings TEXT NOT NULL,
      folder TEXT NOT NULL, reads TEXT NOT NULL, writes TEXT NOT NULL, creates TEXT NOT NULL,
      facts TEXT NOT NULL
    ) STRICT;
    CREATE TABLE carnet_object (
      name TEXT PRIMARY KEY COLLATE NOCASE, kind TEXT NOT NULL, is_imported INTEGER NOT NULL,
      identity TEXT NOT NULL, source TEXT NOT NULL
    ) STRICT;
    """

  private static let rideTables = """
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
    CREATE TABLE carnet_ride (
      dataset_id INTEGER NOT NULL REFERENCES carnet_dataset ON DELETE CASCADE,
      id INTEGER NOT NULL, sheet TEXT NOT NULL, source_row INTEGER NOT NULL, leg INTEGER NOT NULL,
      client TEXT NOT NULL, date TEXT NOT NULL, weekday TEXT NOT NULL, scheduled INTEGER NOT NULL,
      direction TEXT NOT NULL, is_confirmed INTEGER NOT NULL, needs_wheelchair INTEGER NOT NULL,
      initials TEXT, driver TEXT,
      pickup TEXT NOT NULL, pickup_kind TEXT, pickup_latitude REAL, pickup_longitude REAL,
      pickup_precision TEXT,
      dropoff TEXT NOT NULL, dropoff_kind TEXT, dropoff_latitude REAL, dropoff_longitude REAL,
      dropoff_precision TEXT, metres INTEGER,
      PRIMARY KEY (dataset_id, id)
    ) STRICT, WITHOUT ROWID;
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

  private static let planTables = """
    CREATE TABLE carnet_plan (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE,
      dataset_id INTEGER NOT NULL REFERENCES carnet_dataset ON DELETE CASCADE,
      method TEXT NOT NULL, rules TEXT NOT NULL
    ) STRICT;
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

  private static func clock(_ column: String) -> String {
    "printf('%02d:%02d', \(column) / 60, \(column) % 60)"
  }

  private static let rideColumns = """
    r.id AS ride, date, weekday, \(clock("scheduled")) AS time, driver, client, pickup, dropoff,
    metres / 1000.0 AS km, direction, is_confirmed AS confirmed, needs_wheelchair AS wheelchair,
    initials, pickup_precision, dropoff_precision, metres IS NOT NULL AS located,
    sheet, source_row AS row, leg
    """

  private static let assignmentColumns = """
    a.date, a.ride, \(clock("r.scheduled")) AS time, a.driver, a.recorded AS recorded_driver,
    a.driver IS NOT a.recorded AS reassigned, a.position, \(clock("a.starts")) AS starts,
    \(clock("a.ends")) AS ends, a.lateness, a.hop_metres / 1000.0 AS hop_km,
    r.metres / 1000.0 AS km, r.direction, r.client, r.pickup, r.dropoff
    """

  private static let assignmentSource = """
    carnet_assignment a JOIN carnet_plan p ON p.id = a.plan_id
    JOIN carnet_ride r ON r.dataset_id = p.dataset_id AND r.id = a.ride
    """

  private static let views = """
    CREATE VIEW rides AS
      SELECT d.name AS dataset, \(rideColumns)
      FROM carnet_ride r JOIN carnet_dataset d ON d.id = r.dataset_id;
    CREATE VIEW drivers AS
      SELECT name AS driver, surname, initials, aliases, kind, \(clock("shift_start")) AS shift_start,
        \(clock("shift_end")) AS shift_end, wheelchair, from_date, to_date, absences
      FROM carnet_driver;
    CREATE VIEW places AS
      SELECT name AS place, kind, latitude, longitude, postcode, town, spellings, source
      FROM carnet_place;
    CREATE VIEW rejects AS
      SELECT d.name AS dataset, x.sheet, x.source_row AS row, x.column_name AS "column", x.value,
        x.reason
      FROM carnet_reject x JOIN carnet_dataset d ON d.id = x.dataset_id;
    CREATE VIEW plans AS
      SELECT p.name AS plan, d.name AS dataset, p.method, count(*) AS days, sum(y.rides) AS rides,
        sum(y.unlocated) AS unlocated, sum(y.unassigned) AS unassigned, sum(y.reserve) AS reserve,
        max(y.gap) AS worst_gap, avg(y.gap) AS mean_gap, sum(y.lateness) AS lateness,
        sum(y.metres) / 1000.0 AS km, sum(y.violations) AS violations, p.rules
      FROM carnet_plan p JOIN carnet_dataset d ON d.id = p.dataset_id
        JOIN carnet_plan_day y ON y.plan_id = p.id
      GROUP BY p.id;
    CREATE VIEW days AS
      SELECT p.name AS plan, d.name AS dataset, p.method, y.date, y.rides, y.unlocated,
        y.unassigned, y.reserve, y.gap, y.gap_floor, y.squares, y.lateness,
        y.metres / 1000.0 AS km, y.violations
      FROM carnet_plan_day y JOIN carnet_plan p ON p.id = y.plan_id
        JOIN carnet_dataset d ON d.id = p.dataset_id;
    CREATE VIEW assignments AS
      SELECT p.name AS plan, \(assignmentColumns) FROM \(assignmentSource);
    CREATE VIEW loads AS
      SELECT p.name AS plan, d.name AS dataset, p.method, l.date, l.driver, l.kind, l.rides,
        l.metres / 1000.0 AS km
      FROM carnet_load l JOIN carnet_plan p ON p.id = l.plan_id
        JOIN carnet_dataset d ON d.id = p.dataset_id;
    CREATE VIEW violations AS
      SELECT p.name AS plan, v.date, v.rule, v.driver, v.rides, v.minutes, v.detail
      FROM carnet_violation v JOIN carnet_plan p ON p.id = v.plan_id;
    """

  private static let rows = """
    INSERT INTO carnet_dataset VALUES (1, 'may', 'may.xlsx', 'abc', 'xlsx', 2, 0);
    INSERT INTO carnet_ride VALUES (1, 1, 'S', 2, 1, 'A', '2025-05-05', 'Monday', 540, 'outbound',
      1, 0, 'A.A', 'Anna', 'here', NULL, 46.2, 6.1, 'exact', 'there', NULL, 46.3, 6.2, 'exact', 900);
    INSERT INTO carnet_ride VALUES (1, 2, 'S', 3, 1, 'B', '2025-05-05', 'Monday', 600, 'return',
      0, 1, NULL, NULL, 'there', NULL, 46.3, 6.2, 'exact', 'nowhere', NULL, NULL, NULL, NULL, NULL);
    CREATE VIEW "may" AS SELECT \(rideColumns) FROM carnet_ride r WHERE dataset_id = 1;
    INSERT INTO carnet_object VALUES ('may', 'dataset', 1, 'abc', 'may.xlsx');
    INSERT INTO carnet_plan VALUES (1, 'first', 1, 'greedy', 'speed=30 boarding=5');
    INSERT INTO carnet_plan_day VALUES (1, '2025-05-05', 1, 1, 0, 0, 1, 1, 1, 0, 900, 1);
    INSERT INTO carnet_assignment VALUES (1, '2025-05-05', 1, 'Anna', 'Anna', 1, 540, 560, 0, 0);
    INSERT INTO carnet_violation VALUES (1, '2025-05-05', 'lateness', 'Anna', '1', 3, 'late');
    INSERT INTO carnet_load VALUES (1, '2025-05-05', 'Anna', 'regular', 1, 900);
    CREATE VIEW "first" AS SELECT \(assignmentColumns) FROM \(assignmentSource)
      WHERE a.plan_id = 1;
    INSERT INTO carnet_object VALUES ('first', 'plan', 1, 'def', 'may with greedy');
    INSERT INTO carnet_statement (source, settings, folder, reads, writes, creates, facts)
      VALUES ('load "may.xlsx" as may', 'seed=1', '/', '', 'may', 'may', '');
    """
}
