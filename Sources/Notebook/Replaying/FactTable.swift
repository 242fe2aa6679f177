import SessionRecord
import Store

/// Figures as cells of tables: what they were, what they are, and how far they moved.
enum FactTable {
  /// The figure of a fact, where it has one.
  static func figure(_ value: FactValue?) -> Double? {
    switch value {
    case .integer(let integer)?: Double(integer)
    case .real(let real, _)?: real
    default: nil
    }
  }

  /// A recorded value as a table's cell.
  static func cell(_ value: RecordedValue?) -> SQLValue {
    switch value {
    case nil, .null?: .null
    case .integer(let integer)?: .integer(integer)
    case .real(let real)?: .real(real)
    case .text(let text)?: .text(text)
    case .bytes(let count)?: .text("\(count) bytes")
    }
  }

  /// Was, is, the difference and it in percent of what was.
  static func movement(_ movement: Movement) -> [SQLValue] {
    let (was, now) = (cell(movement.recorded), cell(movement.found))
    var moved: [SQLValue] = [.null, .null]
    switch (movement.recorded, movement.found) {
    case (.integer(let before)?, .integer(let after)?):
      let (change, isTooFar) = after.subtractingReportingOverflow(before)
      moved[0] = isTooFar ? .real(Double(after) - Double(before)) : .integer(change)
      moved[1] = percent(Double(before), Double(after))
    case (let before?, let after?):
      guard let first = number(before), let second = number(after) else { break }
      moved = [.real(rounded(second - first, to: 1_000_000)), percent(first, second)]
    default: break
    }
    return [was, now] + moved
  }

  /// The number of a cell, where it is one.
  static func number(_ value: RecordedValue) -> Double? {
    switch value {
    case .integer(let integer): Double(integer)
    case .real(let real): real
    default: nil
    }
  }

  private static func percent(_ was: Double, _ now: Double) -> SQLValue {
    was == 0 ? .null : .real(rounded((now - was) / was.magnitude * 100))
  }
}
