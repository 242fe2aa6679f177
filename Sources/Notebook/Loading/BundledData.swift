import RideSheets
import SessionRecord
import Store
import Tabular

/// The drivers and places that every new notebook knows.
enum BundledData {
  /// Puts the bundled drivers and places into a notebook that has none yet.
  ///
  /// - Throws: `RideSheetError` or `TabularError` where the bundled files are broken.
  static func install(in database: NotebookDatabase) throws {
    guard try !database.isFurnished() else { return }
    let roster = try roster()
    let gazetteer = try gazetteer()
    try database.transaction { transaction in
      try transaction.replaceDrivers(roster.drivers)
      try transaction.replacePlaces(gazetteer.places)
      try transaction.set("furnished", to: "yes")
      return nil
    }
  }

  /// The bundled drivers.
  static func roster() throws -> Roster {
    try Roster(rows: sheet(PackageResources.drivers_csv, name: "drivers.csv").allRows())
  }

  /// The bundled places.
  static func gazetteer() throws -> Gazetteer {
    try Gazetteer(rows: sheet(PackageResources.places_csv, name: "places.csv").allRows())
  }

  private static func sheet(_ bytes: [UInt8], name: String) throws -> SheetSource {
    try TabularFile.open(bytes: bytes, name: name).sheet(at: 0)
  }
}

extension NotebookDatabase {
  /// Whether drivers and places were put into this notebook before.
  func isFurnished() throws -> Bool {
    try settings().contains { $0.name == "furnished" }
  }
}
