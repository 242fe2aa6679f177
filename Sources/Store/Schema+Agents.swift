import FleetModel

extension Schema {
  /// Which part of a dataset each of its days is, and how they were parted.
  static let splitTables = """
    CREATE TABLE carnet_split (
      dataset_id INTEGER PRIMARY KEY REFERENCES carnet_dataset ON DELETE CASCADE,
      holdout TEXT NOT NULL, validation REAL NOT NULL, seed INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE carnet_split_day (
      dataset_id INTEGER NOT NULL REFERENCES carnet_split ON DELETE CASCADE,
      date TEXT NOT NULL, day_hash TEXT NOT NULL, part TEXT NOT NULL, known_from TEXT,
      UNIQUE (dataset_id, date)
    ) STRICT;
    """

  /// Agents with what they learnt from, what came of it, and which one is in use.
  ///
  /// An agent's dataset is a name and no reference: an agent outlives what it was trained on. Its
  /// parent is both, for a name that was given anew is another agent.
  static let agentTables = """
    CREATE TABLE carnet_agent (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, parent TEXT,
      parent_id INTEGER REFERENCES carnet_agent ON DELETE SET NULL,
      formulation TEXT NOT NULL, settings TEXT NOT NULL, seed INTEGER NOT NULL,
      seeds INTEGER NOT NULL, dataset TEXT NOT NULL, fingerprint TEXT NOT NULL,
      architecture TEXT NOT NULL, parameters INTEGER NOT NULL, episodes INTEGER NOT NULL,
      best_episode INTEGER, updates INTEGER NOT NULL, kernel TEXT NOT NULL,
      statement TEXT NOT NULL, validation_excess_gap REAL, validation_equal_1_5 REAL,
      validation_km_above REAL
    ) STRICT;
    CREATE TABLE carnet_agent_checkpoint (
      agent_id INTEGER PRIMARY KEY REFERENCES carnet_agent ON DELETE CASCADE,
      sha256 TEXT NOT NULL, bytes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE carnet_agent_day (
      agent_id INTEGER NOT NULL REFERENCES carnet_agent ON DELETE CASCADE,
      day_hash TEXT NOT NULL, date TEXT NOT NULL, dataset TEXT NOT NULL, role TEXT NOT NULL,
      UNIQUE (agent_id, day_hash)
    ) STRICT;
    CREATE TABLE carnet_agent_curve (
      agent_id INTEGER NOT NULL REFERENCES carnet_agent ON DELETE CASCADE,
      seed INTEGER NOT NULL, episode INTEGER NOT NULL, reward REAL, loss REAL, exploration REAL,
      validation_excess_gap REAL, validation_equal_1_5 REAL, validation_km_above REAL,
      PRIMARY KEY (agent_id, seed, episode)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE carnet_agent_score (
      agent_id INTEGER NOT NULL REFERENCES carnet_agent ON DELETE CASCADE,
      dataset TEXT NOT NULL, part TEXT NOT NULL, method TEXT NOT NULL, days INTEGER NOT NULL,
      seen INTEGER NOT NULL, gap REAL, excess_gap REAL, late REAL, km REAL, at_optimum REAL,
      equal_1_5 REAL, km_above REAL, km_above_p95 REAL, fallback REAL,
      UNIQUE (agent_id, dataset, part, method)
    ) STRICT;
    CREATE TABLE carnet_promotion (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      agent_id INTEGER NOT NULL REFERENCES carnet_agent ON DELETE CASCADE
    ) STRICT;
    """

  /// The columns in which people read a learning curve, over `carnet_agent_curve c`.
  static let curveColumns = """
    c.seed, c.episode, c.reward, c.loss, c.exploration, c.validation_excess_gap,
    c.validation_equal_1_5, c.validation_km_above
    """

  /// How many days an agent's lineage has in a role, over `carnet_agent a`.
  private static func dayCount(_ role: DayPart) -> String {
    """
    (SELECT count(*) FROM carnet_agent_day y WHERE y.agent_id = a.id AND y.role = '\(role.rawValue)')
    """
  }

  /// The table's column `kernel` is no longer used: weights are the same on every processor.
  static let agentsView = """
    CREATE VIEW agents AS
      SELECT a.name AS agent, a.parent,
        a.id IS (SELECT agent_id FROM carnet_promotion ORDER BY sequence DESC LIMIT 1) AS active,
        a.formulation, a.dataset, \(dayCount(.training)) AS training_days,
        \(dayCount(.validation)) AS validation_days, \(dayCount(.holdout)) AS holdout_days,
        a.episodes, a.best_episode, a.updates, a.seed, a.seeds, a.parameters, a.architecture,
        a.settings, a.validation_excess_gap, a.validation_equal_1_5, a.validation_km_above,
        a.fingerprint, k.sha256, length(k.bytes) AS bytes, a.statement
      FROM carnet_agent a JOIN carnet_agent_checkpoint k ON k.agent_id = a.id ORDER BY a.id;
    """

  static let agentViews =
    agentsView + """
      CREATE VIEW agent_days AS
        SELECT a.name AS agent, y.dataset, y.date, y.role, y.day_hash
        FROM carnet_agent_day y JOIN carnet_agent a ON a.id = y.agent_id ORDER BY y.rowid;
      CREATE VIEW agent_scores AS
        SELECT a.name AS agent, s.dataset, s.part, s.method, s.days, s.seen, s.gap, s.excess_gap,
          s.late, s.km, s.at_optimum, s.equal_1_5, s.km_above, s.km_above_p95, s.fallback
        FROM carnet_agent_score s JOIN carnet_agent a ON a.id = s.agent_id ORDER BY s.rowid;
      CREATE VIEW curves AS
        SELECT a.name AS agent, \(curveColumns)
        FROM carnet_agent_curve c JOIN carnet_agent a ON a.id = c.agent_id;
      """ + splitsView

  /// The days of splits, each with its rides that take place.
  static let splitsView = """
    CREATE VIEW splits AS
      SELECT d.name AS dataset, y.date, y.part,
        (SELECT count(*) FROM carnet_ride r WHERE r.dataset_id = d.id AND r.date = y.date
          AND r.status IS NOT 'cancelled') AS rides,
        y.known_from, y.day_hash, s.holdout, s.validation, s.seed
      FROM carnet_split_day y JOIN carnet_split s ON s.dataset_id = y.dataset_id
        JOIN carnet_dataset d ON d.id = y.dataset_id ORDER BY y.rowid;
    """
}
