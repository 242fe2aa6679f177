import CivilTime
import FleetModel
import RideSheets
import Store

extension RosterDriver {
  /// The driver that a record keeps.
  init(_ record: DriverRecord) {
    self.init(
      id: record.id, name: record.name, surname: record.surname, initials: record.initials,
      aliases: record.aliases, kind: record.kind, shift: record.shift,
      hasWheelchair: record.hasWheelchair, from: record.from, to: record.to,
      absences: record.absences)
  }
}

extension DriverRecord {
  /// The record of a driver.
  init(_ driver: RosterDriver) {
    self.init(
      id: driver.id, name: driver.name, surname: driver.surname, initials: driver.initials,
      aliases: driver.aliases, kind: driver.kind, shift: driver.shift,
      hasWheelchair: driver.hasWheelchair, from: driver.from, to: driver.to,
      absences: driver.absences)
  }
}

extension GazetteerPlace {
  /// The place that a record keeps.
  init(_ record: PlaceRecord) {
    self.init(
      name: record.name, kind: record.kind, coordinate: record.coordinate,
      postcode: record.postcode, town: record.town, spellings: record.spellings,
      source: record.source)
  }
}

extension PlaceRecord {
  /// The record of a place.
  init(_ place: GazetteerPlace, id: Int) {
    self.init(
      id: id, name: place.name, kind: place.kind, coordinate: place.coordinate,
      postcode: place.postcode, town: place.town, spellings: place.spellings,
      source: place.source)
  }
}

extension NotebookDatabase {
  /// The roster of the notebook's drivers.
  func roster() throws -> Roster {
    try Roster(drivers: drivers().map { RosterDriver($0) })
  }

  /// The gazetteer of the notebook's places.
  func gazetteer() throws -> Gazetteer {
    Gazetteer(places: try places().map { GazetteerPlace($0) })
  }
}
