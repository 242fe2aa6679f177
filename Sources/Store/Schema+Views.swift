extension Schema {
  /// A time of day from minutes after midnight, as SQL; NULL where there is none.
  static func clock(_ column: String) -> String {
    "CASE WHEN \(column) IS NOT NULL THEN printf('%02d:%02d', \(column) / 60, \(column) % 60) END"
  }

  /// The columns in which people read a ride, over `carnet_ride r`.
  static let rideColumns = """
    r.id AS ride, date, weekday, \(clock("scheduled")) AS time, driver, client, pickup, dropoff,
    metres / 1000.0 AS km, direction, is_confirmed AS confirmed, needs_wheelchair AS wheelchair,
    initials, pickup_precision, dropoff_precision, metres IS NOT NULL AS located,
    \(placeColumns("pickup").joined(separator: ", ")),
    \(placeColumns("dropoff").joined(separator: ", ")),
    (pickup_radius + dropoff_radius) / 1000.0 AS km_radius,
    sheet, source_row AS row, leg, coalesce(status, 'planned') AS status
    """

  /// What is known of an end of a ride beside its address and precision.
  private static func placeColumns(_ end: String) -> [String] {
    ["place", "kind", "postcode", "town", "match", "radius"].map { "\(end)_\($0)" }
  }

  /// The names of ``rideColumns``.
  static let rideColumnNames =
    [
      "ride", "date", "weekday", "time", "driver", "client", "pickup", "dropoff", "km", "direction",
      "confirmed", "wheelchair", "initials", "pickup_precision", "dropoff_precision", "located",
    ] + placeColumns("pickup") + placeColumns("dropoff")
    + ["km_radius", "sheet", "row", "leg", "status"]

  /// The rides of all datasets.
  static let ridesView = """
    CREATE VIEW rides AS
      SELECT d.name AS dataset, \(rideColumns)
      FROM carnet_ride r JOIN carnet_dataset d ON d.id = r.dataset_id;
    """

  /// The columns in which people read an assignment, over `carnet_assignment a` and its ride `r`.
  static let assignmentColumns = """
    a.date, a.ride, \(clock("r.scheduled")) AS time, a.driver, a.recorded AS recorded_driver,
    a.driver IS NOT a.recorded AS reassigned, a.position, \(clock("a.starts")) AS starts,
    \(clock("a.ends")) AS ends, a.lateness, a.hop_metres / 1000.0 AS hop_km,
    r.metres / 1000.0 AS km, r.direction, r.client, r.pickup, r.dropoff
    """

  static let assignmentSource = """
    carnet_assignment a JOIN carnet_plan p ON p.id = a.plan_id
    JOIN carnet_ride r ON r.dataset_id = p.dataset_id AND r.id = a.ride
    """

  /// The plans, each with its totals.
  static let plansView = """
    CREATE VIEW plans AS
        SELECT p.name AS plan, d.name AS dataset, p.method, count(*) AS days, sum(y.rides) AS rides,
          sum(y.unlocated) AS unlocated, sum(y.unassigned) AS unassigned, sum(y.reserve) AS reserve,
          max(y.gap) AS worst_gap, avg(y.gap) AS mean_gap, sum(y.lateness) AS lateness,
          sum(y.metres) / 1000.0 AS km, sum(y.violations) AS violations, p.rules, p.conditions,
          nullif(p.stale, '') AS stale
        FROM carnet_plan p JOIN carnet_dataset d ON d.id = p.dataset_id
          JOIN carnet_plan_day y ON y.plan_id = p.id
        GROUP BY p.id;
    """

  /// What could not be read of datasets, and of tables that were loaded.
  static let rejectsView = """
    CREATE VIEW rejects AS
      SELECT d.name AS dataset, x.sheet, x.source_row AS row, x.column_name AS "column", x.value,
        x.reason
      FROM carnet_reject x JOIN carnet_dataset d ON d.id = x.dataset_id
      UNION ALL
      SELECT o.name, x.sheet, x.source_row, x.column_name, x.value, x.reason
      FROM carnet_table_reject x JOIN carnet_object o ON o.name = x.name AND o.kind = 'table';
    """

  /// Views of an earlier format give way to those of this one.
  static let dropViews = """
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

  static let views =
    ridesView + """
      CREATE VIEW drivers AS
        SELECT name AS driver, surname, initials, aliases, kind, \(clock("shift_start")) AS shift_start,
          \(clock("shift_end")) AS shift_end, wheelchair, from_date, to_date, absences
        FROM carnet_driver;
      CREATE VIEW places AS
        SELECT name AS place, kind, latitude, longitude, postcode, town, spellings, source
        FROM carnet_place;
      \(rejectsView)
      \(plansView)
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
}
