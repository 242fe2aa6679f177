import FleetModel
import GRDB

extension NotebookDatabase {
  /// The streets of the address register with their houses, in the order of its file.
  ///
  /// - Throws: ``StoreError`` where a row cannot be read.
  /// - Complexity: O(houses).
  public func streets() throws -> [RegisteredStreet] {
    try read { database in
      var streets: [RegisteredStreet] = []
      var indices: [Int64: Int] = [:]
      let rows = try Row.fetchCursor(database, sql: "SELECT * FROM main.carnet_street ORDER BY id")
      while let row = try rows.next() {
        indices[try row.value("id")] = streets.count
        streets.append(
          try RegisteredStreet(
            name: row.value("name"), postcode: row.value("postcode"), town: row.value("town"),
            houses: []))
      }
      let houses = try Row.fetchCursor(
        database, sql: "SELECT * FROM main.carnet_house ORDER BY rowid")
      while let row = try houses.next() {
        guard let index = indices[try row.value("street_id")] else { continue }
        streets[index].houses.append(
          try RegisteredStreet.House(
            number: row.value("number"), coordinate: row.coordinate("latitude", "longitude")))
      }
      return streets
    }
  }
}

extension NotebookTransaction {
  /// Puts another address register in the place of the one before.
  ///
  /// - Throws: `DatabaseError` where a row cannot be written.
  /// - Complexity: O(houses).
  public func replaceStreets(_ streets: [RegisteredStreet]) throws {
    try database.execute(sql: "DELETE FROM main.carnet_house; DELETE FROM main.carnet_street")
    let street = try database.cachedStatement(
      sql: "INSERT INTO main.carnet_street (id, name, postcode, town) VALUES (?, ?, ?, ?)")
    let house = try database.cachedStatement(
      sql: """
        INSERT INTO main.carnet_house (street_id, number, latitude, longitude) VALUES (?, ?, ?, ?)
        """)
    for (index, record) in streets.enumerated() {
      try street.execute(arguments: [index + 1, record.name, record.postcode, record.town])
      for entrance in record.houses {
        try house.execute(
          arguments: [
            index + 1, entrance.number, entrance.coordinate.latitude, entrance.coordinate.longitude,
          ])
      }
    }
  }
}
