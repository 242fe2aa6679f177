import Tabular

/// The differences found up to now.
struct AggregateDifferences {
  private(set) var list: [AggregateDifference] = []

  mutating func add(_ path: String, stated: String, recomputed: String) {
    list.append(AggregateDifference(path: path, stated: stated, recomputed: recomputed))
  }

  /// Adds a difference where a value is stated and is not the recomputed one.
  mutating func compare(_ stated: JSONValue?, with value: Double, at path: String) {
    guard let stated, stated != .null else { return }
    let recomputed = Self.text(value)
    guard let number = stated.number, number.isFinite else {
      add(path, stated: String(stated.description.prefix(80)), recomputed: recomputed)
      return
    }
    let tolerance = Self.halfUnit(of: stated) + 1e-6
    let isWhole = value == value.rounded() && number == number.rounded()
    if abs(number - value) > (isWhole ? 0 : tolerance) {
      add(path, stated: stated.description, recomputed: recomputed)
    }
  }

  /// Half of the last decimal that a number is written with.
  private static func halfUnit(of stated: JSONValue) -> Double {
    guard case .real(let number) = stated else { return 0.5 }
    let text = "\(number)"
    guard !text.contains("e"), let point = text.firstIndex(of: ".") else { return 0.5 }
    var unit = 0.5
    for _ in text[text.index(after: point)...].prefix(9) { unit /= 10 }
    return unit
  }

  /// A figure with at most two decimals.
  private static func text(_ value: Double) -> String {
    guard abs(value) < 1e12 else { return "\(value)" }
    let hundredths = Int((value * 100).rounded())
    let whole = hundredths / 100
    let rest = abs(hundredths % 100)
    if rest == 0 { return "\(whole)" }
    let sign = hundredths < 0 && whole == 0 ? "-" : ""
    let decimals = rest < 10 ? "0\(rest)" : rest % 10 == 0 ? "\(rest / 10)" : "\(rest)"
    return "\(sign)\(whole).\(decimals)"
  }
}
