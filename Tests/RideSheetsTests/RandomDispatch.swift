import Tabular

@testable import RideSheets

/// The text of an export with members in any order, odd numbers, unknown members and any layout.
struct RandomDispatch {
  private var draws: GarbageDraws
  private let newline: String
  private let indent: String
  private let isTight: Bool
  private let loadsByName: Bool
  /// The number and name of each driver.
  static let drivers = [(7, "Yannis"), (9, "Giuseppe"), (12, "Zoé"), (4, "Ben \"B\" {x}")]

  private init(seed: UInt64) {
    draws = GarbageDraws(seed: seed)
    newline = draws.pick(["", "\n", "\r\n"])
    indent = draws.pick(["", "  ", "\t"])
    isTight = draws.below(2) == 0
    loadsByName = draws.below(2) == 0
  }

  /// The text of a document drawn by a seed, a byte order mark in front of some.
  static func text(seed: UInt64) -> String {
    var dispatch = RandomDispatch(seed: seed)
    return (dispatch.draws.below(4) == 0 ? "\u{feff}" : "") + dispatch.document()
  }

  private mutating func document() -> String {
    let dispatches = (0..<(1 + draws.below(3))).map { dispatch($0) }
    return object(
      [
        ("company_id", draws.pick(["null", "1", "\"c-1\""])),
        ("exported_at", "\"2025-10-25T06:00:00\""), ("total_bookings", number()),
        (
          "statistics",
          object(
            [("average_load_gap", number()), ("total_distance_km", number())], depth: 1)
        ),
        ("dispatches", array(dispatches, depth: 1)),
      ], depth: 0)
  }

  private mutating func dispatch(_ index: Int) -> String {
    let listed = Self.drivers.filter { _ in draws.below(4) > 0 }
    let bookings = (0..<draws.below(6)).map { booking(index, $0, listed.map(\.0)) }
    let drivers = listed.map { driver in
      object(
        [
          ("id", "\(driver.0)"), ("name", string(driver.1)),
          ("is_emergency", draws.pick(["true", "false"])), ("num_assignments", number()),
        ], depth: 3)
    }
    let loads = listed.filter { _ in draws.below(3) > 0 }.map { driver in
      (loadsByName ? driver.1 : "\(driver.0)", number())
    }
    return object(
      [
        ("id", "43\(index)"), ("date", "\"2025-10-2\(index)\""), ("num_bookings", number()),
        ("num_drivers", number()), ("load_gap", number()), ("total_distance_km", number()),
        ("driver_loads", object(loads, depth: 2, more: false)),
        ("bookings", array(bookings, depth: 2)), ("drivers", array(drivers, depth: 2)),
      ], depth: 2)
  }

  private mutating func booking(_ dispatch: Int, _ index: Int, _ drivers: [Int]) -> String {
    let assigned = draws.pick(
      drivers.map { "\($0)" } + drivers.map { "\"\($0)\"" } + ["null", "99"])
    var members = [
      ("id", draws.pick(["\(4300 + index)", "\"b-\(index)\""])),
      ("scheduled_time", "\"2025-10-2\(dispatch)T0\(6 + draws.below(4)):00:00\""),
      ("pickup_lat", draws.pick(["46.20", "46.25e0", "4.62E1"])), ("pickup_lon", "6.1"),
      ("dropoff_lat", draws.pick(["46.3", "46.30"])), ("dropoff_lon", "6.150"),
      ("pickup_location", string("gare")), ("dropoff_location", string("hôtel")),
      ("distance_km", number()),
    ]
    if draws.below(6) > 0 { members.append(("assigned_driver_id", assigned)) }
    return object(members, depth: 3)
  }

  private mutating func number() -> String {
    draws.pick(["0", "1", "2", "1.50", "2.0", "1e2", "0.333", "-0", "3.25", "12"])
  }

  /// A string, perhaps with its letters escaped.
  private mutating func string(_ text: String) -> String {
    guard draws.below(2) == 0 else { return JSONValue.string(text).description }
    return "\""
      + text.utf16.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined() + "\""
  }

  private mutating func object(
    _ members: [(String, String)], depth: Int, more: Bool = true
  ) -> String {
    var members = members
    if more, draws.below(2) == 0 {
      members.append((draws.pick(["note", "x y", "load_gap_2", "}"]), string("a {\"b\": [1,")))
      members.append(("nested", "{\"load_gap\": [1.0, {\"id\":\t2}], \"bookings\": \"\"}"))
    }
    for index in members.indices.dropLast() {
      members.swapAt(index, index + draws.below(members.count - index))
    }
    let colon = isTight ? ":" : ": "
    return laidOut(
      members.map { "\(string($0.0))\(colon)\($0.1)" }, depth: depth, open: "{", close: "}")
  }

  private func array(_ elements: [String], depth: Int) -> String {
    laidOut(elements, depth: depth, open: "[", close: "]")
  }

  private func laidOut(_ parts: [String], depth: Int, open: String, close: String) -> String {
    guard !parts.isEmpty else { return open + (isTight ? "" : " ") + close }
    let line = newline.isEmpty ? "" : newline + String(repeating: indent, count: depth + 1)
    let end = newline.isEmpty ? "" : newline + String(repeating: indent, count: depth)
    let comma = "," + (newline.isEmpty && !isTight ? " " : "")
    return open + line + parts.joined(separator: comma + line) + end + close
  }
}
