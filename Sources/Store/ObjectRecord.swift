/// A name in the notebook that a command gave: a dataset, a table, a plan, a result or an agent.
public struct ObjectRecord: Sendable, Equatable {
  public var name: String
  public var kind: Kind
  /// What the object holds, as a digest: equal identities are equal contents.
  public var identity: String
  /// Where it came from, for `tables`: a file's name, a dataset and method, or nothing.
  public var source: String

  /// What kind of thing a name stands for.
  public enum Kind: String, Sendable, CaseIterable {
    case dataset
    case table
    case plan
    case result
    case agent

    /// Whether SQL may not change it: what was imported, planned or learnt stays as it was.
    public var isReadOnly: Bool { self != .result }

    /// What it is to one who wants to change it by SQL.
    var readOnlyReason: String {
      switch self {
      case .dataset, .table, .result: "imported"
      case .plan: "a recorded plan"
      case .agent: "the learning curve of an agent"
      }
    }
  }

  public init(name: String, kind: Kind, identity: String, source: String) {
    self.name = name
    self.kind = kind
    self.identity = identity
    self.source = source
  }
}

extension ObjectRecord {
  static let selection = "SELECT name, kind, identity, source FROM main.carnet_object"

  /// Takes a row of ``selection``.
  init(row: [SQLValue]) {
    self.init(
      name: row[0].text, kind: Kind(rawValue: row[1].text) ?? .table, identity: row[2].text,
      source: row[3].text)
  }

  static let insertion = "INSERT OR REPLACE INTO main.carnet_object VALUES (?, ?, ?, ?, ?)"

  /// The values of ``insertion``.
  var values: [SQLValue] {
    [
      .text(name), .text(kind.rawValue), .integer(kind.isReadOnly ? 1 : 0), .text(identity),
      .text(source),
    ]
  }
}
