/// The unit that a number format shows beside its numbers.
enum FormatUnit {
  /// The currencies that are known where a format writes them as any other text.
  private static let currencies: [(text: String, name: String)] = [
    ("SFr.", "CHF"), ("CHF", "CHF"), ("Fr.", "CHF"), ("EUR", "EUR"), ("€", "EUR"), ("USD", "USD"),
    ("GBP", "GBP"), ("£", "GBP"), ("$", "$"),
  ]

  /// The unit of a format: `%`, a currency, or nothing.
  ///
  ///     FormatUnit.unit(ofFormat: "0.00%")                  // %
  ///     FormatUnit.unit(ofFormat: "#,##0.00\\ [$€-407]")     // EUR
  ///     FormatUnit.unit(ofFormat: "0.0\" days\"")            // nothing
  static func unit(ofFormat format: String) -> String {
    var literal = ""
    var scalars = format.unicodeScalars.makeIterator()
    scan: while let scalar = scalars.next() {
      switch scalar {
      case ";": break scan
      case "%": return "%"
      case "\"":
        while let quoted = scalars.next(), quoted != "\"" {
          literal.unicodeScalars.append(quoted)
        }
      case "\\": if let next = scalars.next() { literal.unicodeScalars.append(next) }
      case "_", "*": _ = scalars.next()
      case "[":
        var inside = ""
        while let next = scalars.next(), next != "]" { inside.unicodeScalars.append(next) }
        guard inside.hasPrefix("$") else { continue }
        let symbol = inside.dropFirst().prefix { $0 != "-" }.filter { $0 != " " }
        if !symbol.isEmpty { return currency(named: String(symbol)) ?? String(symbol) }
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return currency(named: literal) ?? ""
  }

  /// The unit of a built-in format (ECMA-376 Part 1, 18.8.30); its currencies are the reader's own.
  static func unit(ofBuiltIn id: Int) -> String { id == 9 || id == 10 ? "%" : "" }

  /// A known currency that a text contains, by its code.
  static func currency(named text: String) -> String? {
    currencies.first { text.contains($0.text) }?.name
  }
}

/// The first number of a column, in a stretch of its rows, whose format has a unit.
struct UnitChange: Hashable, Sendable {
  /// The 1-based row.
  let row: Int
  /// The 0-based column.
  let column: Int
  let unit: String
}

/// Notices where the units of a sheet's number formats change down its columns.
struct FormatUnits {
  /// The unit of the last number of each column.
  private var last: [String?] = []
  /// Its style, where styles are numbered: the same one shows the same unit.
  private var lastStyles: [Int] = []
  /// Titles stand in the first rows, whose numbers say nothing of the table: each number is told.
  private static let toldRows = 32

  init() {}

  /// The change that a number brings, nil where its unit is that of the number above it.
  mutating func change(row: Int, column: Int, unit: String) -> UnitChange? {
    while last.count <= column {
      last.append(nil)
      lastStyles.append(-1)
    }
    guard row <= Self.toldRows || last[column] != unit else { return nil }
    last[column] = unit
    return UnitChange(row: row, column: column, unit: unit)
  }

  /// The change that a number brings whose style has a number, looked up where it is a new one.
  @inline(__always)
  mutating func change(row: Int, column: Int, style: Int, of styles: CellStyles) -> UnitChange? {
    if styles.units.isEmpty { return nil }
    if row > Self.toldRows, column < lastStyles.count, lastStyles[column] == style { return nil }
    let change = change(row: row, column: column, unit: styles.unit(style))
    lastStyles[column] = style
    return change
  }
}
