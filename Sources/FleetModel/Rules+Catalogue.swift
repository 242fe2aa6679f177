import CivilTime
import Naming

extension Rules {
  /// Every rule that can be set, in the order in which they are shown.
  public static let catalogue: [Rule] = [
    Rule(
      "speed", .speed, unit: "km/h", default: 25, range: 1...130, allowsFractions: true,
      summary: "Average speed on every leg, from which travel minutes follow."),
    Rule(
      "boarding", .boarding, unit: "minutes", default: 5, range: 0...120,
      summary: "Time from a ride's start until the client is aboard."),
    Rule(
      "alighting", .alighting, unit: "minutes", default: 10, range: 0...120,
      summary: "Time from the arrival at the drop-off until the driver is free."),
    Rule(
      "margin", .margin, unit: "minutes", default: 5, range: 0...120,
      summary: "Spare time between the end of a ride and the trip to the next."),
    Rule(
      "tolerance_outbound", .toleranceOutbound, unit: "minutes", default: 0, range: 0...240,
      summary: "How late an outbound ride may start."),
    Rule(
      "tolerance_return", .toleranceReturn, unit: "minutes", default: 30, range: 0...240,
      summary: "How late a confirmed return may start."),
    Rule(
      "tolerance_unconfirmed", .toleranceUnconfirmed, unit: "minutes", default: 60,
      range: 0...480, summary: "How late an unconfirmed return may start."),
    Rule(
      "max_rides", .maxRides, unit: "rides", default: 12, range: 1...100,
      summary: "The maximum number of rides per driver and day."),
    Rule(
      "stay", .stay, unit: "minutes", default: 120, range: 0...720,
      summary: "Time from an outbound ride to its unconfirmed return, assumed at import."),
    Rule(
      "break", .breakLength, unit: "minutes", default: 0, range: 0...240,
      summary: "Uninterrupted free time between 10:00 and 15:00 for each driver; 0 requires none."),
    Rule(
      "max_span", .maxSpan, unit: "minutes", default: 0, range: 0...1_440,
      summary: "The maximum time from a driver's first start to his last end; 0 sets no limit."),
    Rule(
      "travel", .travel, words: TravelKind.words,
      summary: "What a leg's time and length are taken from; `speed` counts on great circles."),
  ]

  /// What a statement may give as a rule's value; the rule's own range judges it.
  public static let anyValue = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

  /// The rule of a name, compared without case and with `-` or a blank read as `_`.
  ///
  /// - Throws: `RuleError.unknown` with the nearest name.
  public static func rule(named name: String) throws(RuleError) -> Rule {
    let wanted = String(
      name.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    if let rule = catalogue.first(where: { $0.name == wanted }) { return rule }
    throw .unknown(name: name, nearest: nearestRule(to: wanted))
  }

  /// The value of a rule by its name, in the rule's unit.
  ///
  /// - Throws: `RuleError.unknown` with the nearest name.
  public func value(of name: String) throws(RuleError) -> Double {
    value(of: try Self.rule(named: name))
  }

  /// The value of a rule, in the rule's unit.
  public func value(of rule: Rule) -> Double {
    switch rule.field {
    case .travel: Double(travel.index)
    case .speed: speedKmh
    case .boarding: Double(boarding.count)
    case .alighting: Double(alighting.count)
    case .margin: Double(margin.count)
    case .toleranceOutbound: Double(toleranceOutbound.count)
    case .toleranceReturn: Double(toleranceReturn.count)
    case .toleranceUnconfirmed: Double(toleranceUnconfirmed.count)
    case .maxRides: Double(maxRides)
    case .stay: Double(stay.count)
    case .breakLength: Double(breakLength.count)
    case .maxSpan: Double(maxSpan.count)
    }
  }

  /// These rules with one of them set to another value.
  ///
  /// - Parameters:
  ///   - name: a name of the catalogue, compared without case.
  ///   - value: in the rule's unit and within its range.
  /// - Returns: the changed rules.
  /// - Throws: `RuleError`, which states the allowed range or the nearest name.
  public func setting(_ name: String, to value: Double) throws(RuleError) -> Rules {
    let rule = try Self.rule(named: name)
    guard value.isFinite, rule.range.contains(value) else {
      throw .outOfRange(rule: rule, value: value)
    }
    guard rule.allowsFractions || value == value.rounded() else {
      throw .notWhole(rule: rule, value: value)
    }
    var changed = self
    changed.store(value, in: rule.field)
    return changed
  }

  private mutating func store(_ value: Double, in field: Rule.Field) {
    switch field {
    case .travel: travel = value == 0 ? .greatCircle : .roads(travel.roads ?? RoadTable())
    case .speed: speedKmh = value
    case .boarding: boarding = Minutes(Int(value))
    case .alighting: alighting = Minutes(Int(value))
    case .margin: margin = Minutes(Int(value))
    case .toleranceOutbound: toleranceOutbound = Minutes(Int(value))
    case .toleranceReturn: toleranceReturn = Minutes(Int(value))
    case .toleranceUnconfirmed: toleranceUnconfirmed = Minutes(Int(value))
    case .maxRides: maxRides = Int(value)
    case .stay: stay = Minutes(Int(value))
    case .breakLength: breakLength = Minutes(Int(value))
    case .maxSpan: maxSpan = Minutes(Int(value))
    }
  }

  /// A value without a needless `.0`: `25`, `27.5`.
  public static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  /// The catalogue's nearest name, or nil where every name differs by more than half its letters.
  private static func nearestRule(to name: String) -> String? {
    let starts = catalogue.first { name.count >= 3 && $0.name.hasPrefix(name) }
    if let starts { return starts.name }
    let ranked = catalogue.compactMap { rule in
      EditDistance.between(String(name.prefix(64)), rule.name, limit: rule.name.count / 2).map {
        (name: rule.name, distance: $0)
      }
    }
    return ranked.min { $0.distance < $1.distance }?.name
  }
}
