import CivilTime
import FleetModel
import RideSheets
import Store

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
