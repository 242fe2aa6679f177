import CivilTime
import FleetModel
import Naming
import Tabular

/// The drivers whom an export lists, each with what the notebook calls him.
///
/// A driver is known by his number and his name. One whom the roster knows by his name or initials is
/// that driver; the roster's other drivers have no number of the export. One whom it lacks is adopted
/// under his own name; so are all of those who share a driver of the roster under several numbers, for
/// the export has them apart. Adopted drivers of one name, or with a name of the roster's, have their
/// number behind it.
struct DispatchDrivers {
  private(set) var list: [SourceDriver] = []
  private var places: [Key: Int] = [:]

  private struct Key: Hashable {
    let number: Int
    let name: String
  }

  /// A driver as the export lists him, over all dispatches.
  private struct Listed {
    let driver: ExportedDriver
    let known: RosterDriver?
    var dates: Set<CivilDate> = []
  }

  /// - Complexity: O(drivers listed × roster).
  init(_ dispatches: [JSONValue], roster: Roster) {
    var listed: [Listed] = []
    for dispatch in dispatches {
      let date = dispatch["date"]?.string.flatMap { CivilDate(iso: $0.prefix(10)) }
      for driver in Self.listed(in: dispatch) {
        let key = Self.key(driver)
        if places[key] == nil {
          places[key] = listed.count
          listed.append(
            Listed(
              driver: driver,
              known: roster.driver(named: driver.name) ?? roster.driver(initials: driver.name)))
        }
        if let place = places[key], let date { listed[place].dates.insert(date) }
      }
    }
    var numbers: [Int: Set<Int>] = [:]
    for driver in listed {
      if let known = driver.known { numbers[known.id, default: []].insert(driver.driver.id) }
    }
    let isShared = listed.map { driver in
      driver.known.map { (numbers[$0.id]?.count ?? 0) > 1 } ?? false
    }
    var names = AdoptedNames(
      listed.indices.filter { listed[$0].known == nil || isShared[$0] }.map {
        listed[$0].driver.name
      }, roster: roster)
    list = listed.indices.map { index in
      let driver = listed[index].driver
      let known = isShared[index] ? nil : listed[index].known
      return SourceDriver(
        number: driver.id, written: driver.name,
        name: known?.name ?? names.name(of: driver), isAdopted: known == nil,
        kind: known?.kind ?? (driver.isEmergency ? .emergency : .regular),
        hasWheelchair: known?.hasWheelchair ?? false, dates: listed[index].dates.sorted())
    }
  }

  /// What a dispatch's listing of a driver means.
  func driver(_ listed: ExportedDriver) -> SourceDriver? {
    places[Self.key(listed)].map { list[$0] }
  }

  /// Notes that a driver is there on a day, and that he drives a ride with a wheelchair.
  mutating func note(_ listed: ExportedDriver, on date: CivilDate, withWheelchair: Bool = false) {
    guard let place = places[Self.key(listed)] else { return }
    if withWheelchair, list[place].isAdopted { list[place].hasWheelchair = true }
    let after = list[place].dates.firstIndex { $0 >= date } ?? list[place].dates.endIndex
    guard after == list[place].dates.endIndex || list[place].dates[after] != date else { return }
    list[place].dates.insert(date, at: after)
  }

  /// The drivers of a dispatch that have a whole number, in its order.
  static func listed(in dispatch: JSONValue) -> [ExportedDriver] {
    (dispatch["drivers"]?.elements ?? []).compactMap { listed($0) }
  }

  /// A driver of a list; nil for what has no whole number.
  static func listed(_ driver: JSONValue) -> ExportedDriver? {
    guard let id = driver["id"]?.wholeNumber.flatMap({ Int(exactly: $0) }) else { return nil }
    return ExportedDriver(
      id: id, name: TextFolding.singleBlanked(driver["name"]?.string ?? ""),
      isEmergency: driver["is_emergency"]?.truth ?? false)
  }

  /// The number that a booking states as its driver's, or nil.
  static func number(of value: JSONValue?) -> Int? {
    value?.wholeNumber.flatMap { Int(exactly: $0) } ?? value?.string.flatMap { Int($0) }
  }

  private static func key(_ driver: ExportedDriver) -> Key {
    Key(number: driver.id, name: SharedNames.key(driver.name))
  }
}

/// Names for adopted drivers that nobody else has.
private struct AdoptedNames {
  private var taken: Set<String> = []
  private var counts: [String: Int] = [:]
  private let roster: Roster

  init(_ written: [String], roster: Roster) {
    self.roster = roster
    for name in written { counts[SharedNames.key(name), default: 0] += 1 }
  }

  mutating func name(of driver: ExportedDriver) -> String {
    let plain = driver.name.isEmpty ? "driver" : driver.name
    var forms = [
      SharedNames.numbered(plain, driver.id), SharedNames.surelyNumbered(plain, driver.id),
    ]
    if !driver.name.isEmpty, counts[SharedNames.key(plain)] == 1 { forms.insert(plain, at: 0) }
    var more = 2
    while true {
      for form in forms where isFree(form) && taken.insert(SharedNames.key(form)).inserted {
        return form
      }
      forms = ["\(SharedNames.surelyNumbered(plain, driver.id)) (\(more))"]
      more += 1
    }
  }

  private func isFree(_ name: String) -> Bool {
    roster.matches(of: name).isEmpty && roster.driver(initials: name) == nil
  }
}
