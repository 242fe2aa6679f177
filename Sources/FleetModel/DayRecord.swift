import CivilTime

/// A day that brings its own drivers and rules, and perhaps its optimum, as stored.
///
/// Days of ride sheets have none: they stand under the notebook's drivers and rules.
public struct DayRecord: Sendable, Equatable {
  public var label: DayLabel
  /// In ascending order of id.
  public var drivers: [Driver]
  public var rules: Rules
  /// The optimum that the file states.
  public var optimum: Score?

  public init(label: DayLabel, drivers: [Driver], rules: Rules, optimum: Score?) {
    self.label = label
    self.drivers = drivers
    self.rules = rules
    self.optimum = optimum
  }
}
