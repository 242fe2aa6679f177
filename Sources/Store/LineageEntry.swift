import Naming

/// A statement that changed the notebook, kept with what it read and changed.
///
/// From these entries the script of a session over a kept notebook takes the statements that make
/// again what the session uses.
public struct LineageEntry: Sendable, Equatable {
  /// The statement in its canonical form.
  public var source: String
  /// Seed and rules in force, as `seed=1 speed=25 …`.
  public var settings: String
  /// The folder that relative paths of the statement start from.
  public var folder: String
  /// What the statement read and changed.
  public var effects: Effects
  /// The facts as a session file writes them, one line each.
  public var facts: [String]
  /// Statements that changed nothing but the last result, which this one reads: they come before it.
  public var results: [LineageEntry] = []

  public init(
    source: String, settings: String, folder: String, effects: Effects = Effects(),
    facts: [String] = []
  ) {
    self.source = source
    self.settings = settings
    self.folder = folder
    self.effects = effects
    self.facts = facts
  }

  static let insertion = """
    INSERT INTO main.carnet_statement (source, settings, folder, reads, writes, creates, effects,
      facts)
    VALUES (?, ?, ?, '', '', '', ?, ?)
    """

  /// The values of ``insertion`` for each entry, this one last.
  var values: [[SQLValue]] {
    results.flatMap(\.values)
      + [
        [source, settings, folder, effects.text, facts.joined(separator: "\n")].map(SQLValue.text)
      ]
  }
}

extension LineageEntry {
  static let selection =
    "SELECT source, settings, folder, reads, writes, creates, effects, facts "
    + "FROM main.carnet_statement"

  /// Takes a row of ``selection``.
  init(row: [SQLValue]) {
    let effects = Effects(text: row[6].text)
    self.init(
      source: row[0].text, settings: row[1].text, folder: row[2].text,
      effects: effects == Effects() ? Self.earlierEffects(row[3...5].map(\.text)) : effects,
      facts: row[7].text.split(separator: "\n").map(String.init))
  }

  /// The effects of an entry of format 4 and before: lists of names read, written and made.
  private static func earlierEffects(_ lists: [String]) -> Effects {
    let subjects = lists.map { list in
      Set(list.split(separator: "\n").map { earlierSubject(String($0)) })
    }
    return Effects(
      reads: subjects[0], replaces: subjects[2], changes: subjects[1].subtracting(subjects[2]))
  }

  private static func earlierSubject(_ name: String) -> Subject {
    switch name {
    case "drivers": .single(.roster)
    case "places": .single(.places)
    case "auto", "rollback": .single(.activeAgent)
    default: .named(name)
    }
  }
}
