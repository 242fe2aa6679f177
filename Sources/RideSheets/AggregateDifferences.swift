import Tabular

/// The differences found up to now.
struct AggregateDifferences {
  private(set) var list: [AggregateDifference] = []
  /// Where each stands, what it should be, and whose load it is where that is not stated.
  private(set) var places: [Place] = []

  struct Place {
    let path: JSONPath
    let value: Double?
    let driver: Int64?
  }

  /// Adds a difference.
  ///
  /// - Parameters:
  ///   - path: Where the value is stated, or should be.
  ///   - stated: What is stated, as text.
  ///   - recomputed: What it is, as text.
  ///   - value: The same as a number, where it is one.
  ///   - driver: The driver whose load is not stated.
  mutating func add(
    _ path: JSONPath, stated: String, recomputed: String, value: Double? = nil,
    driver: Int64? = nil
  ) {
    list.append(
      AggregateDifference(
        path: path.description, stated: stated, recomputed: recomputed))
    places.append(Place(path: path, value: value, driver: driver))
  }

  /// Adds a difference where a value is stated and is not the recomputed one.
  mutating func compare(_ stated: JSONValue?, with value: Double, at path: JSONPath) {
    guard let stated, stated != .null else { return }
    let recomputed = Self.text(value)
    guard let number = stated.number, number.isFinite else {
      add(
        path, stated: String(stated.description.prefix(80)), recomputed: recomputed, value: value)
      return
    }
    let tolerance = Self.halfUnit(of: stated) + 1e-6
    let isWhole = value == value.rounded() && number == number.rounded()
    if abs(number - value) > (isWhole ? 0 : tolerance) {
      add(path, stated: stated.description, recomputed: recomputed, value: value)
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
