import CivilTime
import FleetModel
import Naming

/// The drivers of a notebook: who they are is data, read from a table and replaceable.
public struct Roster: Hashable, Sendable {
  /// In ascending order of id.
  public let drivers: [RosterDriver]
  /// The names that several drivers of the table had, with what each of them is called instead.
  public let toldApart: [SharedNames]
  private let positionsByInitials: [String: Int]

  /// Makes a roster of drivers whose initials and aliases must all differ.
  ///
  /// Drivers of one name are called by name and surname, else by name and initials.
  ///
  /// - Throws: `RideSheetError` that names the two drivers who share initials or an id.
  public init(drivers: [RosterDriver]) throws(RideSheetError) {
    var ordered = drivers.sorted { $0.id < $1.id }
    toldApart = SharedNames.tellApart(&ordered) {
      ["\($0.name) \($0.surname)", "\($0.name) \($0.initials)"]
    }
    self.drivers = ordered
    var positions: [String: Int] = [:]
    for (position, driver) in ordered.enumerated() {
      if position > 0, ordered[position - 1].id == driver.id {
        throw RideSheetError("two drivers have the number \(driver.id)")
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
    toldApart = []
    positionsByInitials = [:]
  }

  private init(_ roster: Roster, and more: [RosterDriver]) {
    drivers = roster.drivers + more
    toldApart = roster.toldApart
    positionsByInitials = roster.positionsByInitials
  }

  /// The roster with more drivers, who have no initials and whose numbers follow its own.
  func with(_ more: [RosterDriver]) -> Roster {
    more.isEmpty ? self : Roster(self, and: more)
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
    let fitting = matches(of: name)
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// All drivers of a name, of a surname, or of both in either order.
  func matches(of name: some StringProtocol) -> [RosterDriver] {
    let wanted = TextFolding.key(name)
    guard !wanted.isEmpty else { return [] }
    return drivers.filter { driver in
      let first = TextFolding.key(driver.name)
      let last = TextFolding.key(driver.surname)
      let forms = last.isEmpty ? [first] : [first, last, "\(first) \(last)", "\(last) \(first)"]
      return forms.contains(wanted)
    }
  }

  /// What to say of a driver of another table whom the roster does not know by a name.
  ///
  /// - Returns: That he is not in the roster, or which drivers the name could mean.
  func strangeness(of name: String) -> String {
    let wanted = TextFolding.key(name) + " "
    let meant = drivers.map(\.name).filter { TextFolding.key($0).hasPrefix(wanted) }
    guard meant.count > 1 else { return "is not a driver of the roster" }
    return "could be \(meant.joined(separator: " or "))"
  }

  /// The drivers who can work on a day, regular and reserve, in ascending order of id.
  public func available(on date: CivilDate) -> [Driver] {
    drivers.filter { $0.isAvailable(on: date) }.map(\.driver)
  }
}
