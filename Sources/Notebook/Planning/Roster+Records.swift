import CivilTime
import FleetModel
import RideSheets
import Store

extension BookedRide {
  /// The ride with its recorded driver under the name that he has now: where another of his name has
  /// come since, he has a longer one, and his initials tell who he is.
  func called(by roster: Roster) -> BookedRide {
    // Nearly every driver is called as he was: only others are folded and sought.
    guard let driver, !roster.drivers.contains(where: { $0.name == driver }),
      roster.driver(named: driver) == nil,
      let found = roster.driver(initials: initials),
      TextFolding.key(found.name).hasPrefix(TextFolding.key(driver) + " ")
    else { return self }
    var ride = self
    ride.driver = found.name
    return ride
  }
}

extension NotebookDatabase {
  /// The roster of the notebook's drivers.
  func roster() throws -> Roster {
    try Roster(drivers: drivers())
  }

  /// The gazetteer of the notebook's places.
  func gazetteer() throws -> Gazetteer {
    Gazetteer(places: try places())
  }
}
