/// A statement that changed the notebook, kept with what it read and wrote.
///
/// From these entries a session over a kept notebook writes the preamble that makes again what it
/// stands on.
public struct LineageEntry: Sendable, Equatable {
  /// The statement in its canonical form.
  public var source: String
  /// Seed and rules in force, as `seed=1 speed=25 …`.
  public var settings: String
  /// The folder that relative paths of the statement start from.
  public var folder: String
  /// Names that the statement read, sorted.
  public var reads: [String]
  /// Names that the statement changed or created, sorted.
  public var writes: [String]
  /// Names among `writes` that it made anew, whatever they held before, sorted.
  public var creates: [String]
  /// The facts as a session file writes them, one line each.
  public var facts: [String]

  public init(
    source: String, settings: String, folder: String, reads: [String] = [],
    writes: [String] = [], creates: [String] = [], facts: [String] = []
  ) {
    self.source = source
    self.settings = settings
    self.folder = folder
    self.reads = reads
    self.writes = writes
    self.creates = creates
    self.facts = facts
  }

  static let insertion = """
    INSERT INTO main.carnet_statement (source, settings, folder, reads, writes, creates, facts)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    """

  /// The values of ``insertion``; lists are joined by newlines, which no name holds.
  var values: [SQLValue] {
    [source, settings, folder].map(SQLValue.text)
      + [reads, writes, creates, facts].map { .text($0.joined(separator: "\n")) }
  }
}

extension LineageEntry {
  static let selection =
    "SELECT source, settings, folder, reads, writes, creates, facts FROM main.carnet_statement"

  /// Takes a row of ``selection``.
  init(row: [SQLValue]) {
    let lists = row[3...].map { $0.text.split(separator: "\n").map(String.init) }
    self.init(
      source: row[0].text, settings: row[1].text, folder: row[2].text, reads: lists[0],
      writes: lists[1], creates: lists[2], facts: lists[3])
  }
}
