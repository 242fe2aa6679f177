import CivilTime
import FleetModel

/// The drivers of a notebook: who they are is data, read from a table and replaceable.
public struct Roster: Hashable, Sendable {
  /// In ascending order of id.
  public let drivers: [RosterDriver]
  private let positionsByInitials: [String: Int]

  /// Makes a roster of drivers whose names, initials and aliases must all differ.
  ///
  /// - Throws: `RideSheetError` that names the two drivers who share a name, initials or an id.
  public init(drivers: [RosterDriver]) throws(RideSheetError) {
    let ordered = drivers.sorted { $0.id < $1.id }
    self.drivers = ordered
    var positions: [String: Int] = [:]
    var names: Set<String> = []
    for (position, driver) in ordered.enumerated() {
      if position > 0, ordered[position - 1].id == driver.id {
        throw RideSheetError("two drivers have the number \(driver.id)")
      }
      guard names.insert(driver.name.lowercased()).inserted else {
        throw RideSheetError(
          "two drivers have the name '\(driver.name)'", expected: "a name for each driver",
          remedy: "plans identify drivers by name; add a letter of the surname, such as "
            + "'\(driver.name) \(driver.surname.first ?? "B")'")
      }
      for initials in [driver.initials] + driver.aliases {
        guard let key = Initials.key(initials) else { continue }
        if let other = positions[key], other != position {
          throw RideSheetError(
            "'\(initials)' stands for both \(ordered[other].name) and \(driver.name)",
            remedy: "give each driver different initials and aliases")
        }
        positions[key] = position
      }
    }
    positionsByInitials = positions
  }

  /// A roster of nobody.
  public static let empty = Roster()

  private init() {
    drivers = []
    positionsByInitials = [:]
  }

  /// The driver whom a sheet means by `Y.L`, `YL`, `y.l.`, `Y L` or an alias, or nil.
  public func driver(initials: some StringProtocol) -> RosterDriver? {
    guard let key = Initials.key(initials), let position = positionsByInitials[key] else {
      return nil
    }
    return drivers[position]
  }

  /// The driver of a number, or nil.
  public func driver(id: Int) -> RosterDriver? {
    drivers.first { $0.id == id }
  }

  /// The only driver of a name, of a surname, or of both in either order; nil where not one alone.
  public func driver(named name: some StringProtocol) -> RosterDriver? {
    let wanted = TextFolding.key(name)
    guard !wanted.isEmpty else { return nil }
    let fitting = drivers.filter { driver in
      let first = TextFolding.key(driver.name)
      let last = TextFolding.key(driver.surname)
      let forms = last.isEmpty ? [first] : [first, last, "\(first) \(last)", "\(last) \(first)"]
      return forms.contains(wanted)
    }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// The drivers who can work on a day, regular and reserve, in ascending order of id.
  public func available(on date: CivilDate) -> [Driver] {
    drivers.filter { $0.isAvailable(on: date) }.map(\.driver)
  }
}
