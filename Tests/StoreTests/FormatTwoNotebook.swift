@testable import Store

/// A notebook as format 2 made it: a notebook of format 1 brought up, then with a plan of its own.
///
/// The text is a record of the past; later formats leave it as it is.
enum FormatTwoNotebook {
  /// Makes a notebook of format 2 with a dataset, its day and two plans, and more.
  ///
  /// - Parameters:
  ///   - path: An empty file.
  ///   - more: Further statements, such as an analyst's own.
  /// - Throws: `StoreError` where SQLite refuses a statement.
  static func make(at path: String, more: [String] = []) throws {
    try FormatOneNotebook.make(at: path)
    let connection = try AnalystConnection(path: path)
    for text in [marks, dispatchTables, dropViews, views, rows] {
      for statement in text.split(separator: ";") where statement.contains(where: \.isLetter) {
        try connection.execute(String(statement))
      }
    }
    for statement in more { try connection.execute(statement) }
  }

  private static let marks = """
    PRAGMA user_version = 2;
    INSERT INTO grdb_migrations VALUES ('2');
    """

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
    ALTER TABLE carnet_plan ADD COLUMN conditions TEXT NOT NULL DEFAULT '';
    CREATE TABLE carnet_proof (
      plan_id INTEGER NOT NULL REFERENCES carnet_plan ON DELETE CASCADE,
      date TEXT NOT NULL, level TEXT NOT NULL, found INTEGER NOT NULL, bound INTEGER NOT NULL,
      PRIMARY KEY (plan_id, date, level)
    ) STRICT;
    """

  private static func clock(_ column: String) -> String {
    "CASE WHEN \(column) IS NOT NULL THEN printf('%02d:%02d', \(column) / 60, \(column) % 60) END"
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

  private static let dropViews = """
    DROP VIEW IF EXISTS rides;
    DROP VIEW IF EXISTS drivers;
    DROP VIEW IF EXISTS places;
    DROP VIEW IF EXISTS rejects;
    DROP VIEW IF EXISTS plans;
    DROP VIEW IF EXISTS days;
    DROP VIEW IF EXISTS assignments;
    DROP VIEW IF EXISTS loads;
    DROP VIEW IF EXISTS violations;
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
        sum(y.metres) / 1000.0 AS km, sum(y.violations) AS violations, p.rules, p.conditions
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
    CREATE VIEW proofs AS
      SELECT p.name AS plan, f.date, f.level, f.found, f.bound, f.found = f.bound AS proven
      FROM carnet_proof f JOIN carnet_plan p ON p.id = f.plan_id;
    """

  private static let rows = """
    UPDATE carnet_plan SET conditions = 'seed 7' WHERE name = 'first';
    INSERT INTO carnet_proof VALUES (1, '2025-05-05', 'gap', 1, 1);
    INSERT INTO carnet_day VALUES (1, '2025-05-05', 'speed=30', NULL, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO carnet_day_driver VALUES (1, '2025-05-05', 1, 'Anna', 'regular', 360, 1320, 1);
    """
}
