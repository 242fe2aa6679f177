import SessionRecord
import Store

/// Facts as cells of tables: what they were, what they are, and how far they moved.
enum FactTable {
  /// The figure of a value, where it has one.
  static func figure(_ value: FactValue?) -> Double? {
    switch value {
    case .integer(let integer)?: Double(integer)
    case .real(let real, _)?: real
    default: nil
    }
  }

  /// A value as a table's cell: numbers as numbers, all else as records write it.
  static func cell(_ value: FactValue?) -> SQLValue {
    switch value {
    case nil, .null?: .null
    case .integer(let integer)?: .integer(integer)
    case .real(let real, _)?: .real(real)
    case .text(let text)?: .text(text)
    case .hash(let hash)?: .text("\(hash.algorithm):\(hash.display)")
    case .boolean?, .list?, .columns?, .atMost?, .atLeast?:
      .text(value.map { FactSet([Fact("x", $0)]).text(of: "x") } ?? "")
    }
  }

  /// Was, is, the difference and it in percent of what was.
  static func movement(_ difference: FactDifference) -> [SQLValue] {
    let (was, now) = (figure(difference.recorded), figure(difference.found))
    var moved: [SQLValue] = [.null, .null]
    if let was, let now {
      let change = now - was
      moved[0] =
        if case .integer? = difference.recorded, case .integer? = difference.found,
          let whole = Int64(exactly: change)
        {
          .integer(whole)
        } else { .real(rounded(change, to: 1_000_000)) }
      if was != 0 { moved[1] = .real(rounded(change / was.magnitude * 100)) }
    }
    return [cell(difference.recorded), cell(difference.found)] + moved
  }
}

extension FactSet {
  /// The value of a fact as records write it; empty where there is none.
  func text(of key: String) -> String {
    guard let value = self[key] else { return "" }
    let line = FactSet([Fact(key, value)]).lines.joined(separator: " ")
    return String(line.dropFirst("#= \(key) ".count))
  }
}
