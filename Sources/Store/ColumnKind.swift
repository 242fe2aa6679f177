/// What a result's column holds, told by the values found in it.
public enum ColumnKind: String, Sendable, Hashable {
  case null
  case integer
  case real
  case text
  case blob
  /// Values of several kinds that are not all numbers.
  case mixed

  /// The kind after one more value of SQLite's storage class; NULLs change nothing.
  public func adding(_ value: ColumnKind) -> ColumnKind {
    switch (self, value) {
    case (_, .null): self
    case (.null, let kind): kind
    case (.integer, .real), (.real, .integer): .real
    case (let before, let kind): before == kind ? before : .mixed
    }
  }

  /// The type that a table made of such a column declares; nothing where values are mixed.
  var declaration: String {
    switch self {
    case .integer: "INTEGER"
    case .real: "REAL"
    case .text: "TEXT"
    case .blob: "BLOB"
    case .null, .mixed: ""
    }
  }
}

/// The table and column that a column of a result is read from, whatever its alias.
public struct ColumnOrigin: Sendable, Hashable {
  public let relation: String
  public let column: String

  public init(relation: String, column: String) {
    self.relation = relation
    self.column = column
  }
}

/// What a replay does with the values of a column.
public enum ColumnNature: String, Sendable, Hashable {
  /// They are compared.
  case fact
  /// They may be others in each run, such as a duration: shown, drawn as `…` in records, never
  /// compared.
  case volatile
}

/// A column of a result.
public struct ResultColumn: Sendable, Hashable {
  public let name: String
  public let kind: ColumnKind
  /// What whoever makes the table declares of the column.
  public var nature: ColumnNature

  public init(name: String, kind: ColumnKind, nature: ColumnNature = .fact) {
    self.name = name
    self.kind = kind
    self.nature = nature
  }
}

extension ColumnKind {
  /// The kind of one value.
  public init(of value: SQLValue) {
    switch value {
    case .null: self = .null
    case .integer: self = .integer
    case .real: self = .real
    case .text: self = .text
    case .blob: self = .blob
    }
  }
}
