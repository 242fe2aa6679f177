/// What the marks in a column's numbers mean.
enum NumberMarks: Hashable, Sendable {
  /// A point or a comma separates decimals.
  case decimal
  /// Commas separate thousands, a point decimals.
  case commaGroups
  /// Points separate thousands, a comma decimals.
  case pointGroups
}

/// How a column's values are read and stored.
struct ColumnFormat: Hashable, Sendable {
  var type: ColumnType
  var marks = NumberMarks.decimal
  /// Whether its numbers are written as offices do: with blanks, currencies or percent signs.
  var isOffice = false
  /// Whether its times are stored as `HH:MM:SS` and not as `HH:MM`.
  var hasSeconds = false

  init(type: ColumnType) {
    self.type = type
  }
}
