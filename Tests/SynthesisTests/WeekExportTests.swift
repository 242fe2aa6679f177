import CivilTime
import FleetModel
import RideSheets
import Tabular
import Testing

@testable import Synthesis

@Suite("The dispatch export of week 43")
struct WeekExportTests {
  let json: JSONValue
  let export: DispatchExport

  init() throws {
    json = try #require(try BundledFiles.open(SyntheticDatasets.weekFile).json)
    export = try DispatchExport.read(
      json, roster: BundledFiles.roster(), gazetteer: BundledFiles.gazetteer())
  }

  @Test("it is recognised and read without a reject or an unknown driver")
  func reads() {
    #expect(DispatchExport.isDispatchExport(json))
    #expect(export.result.rejects == [])
    #expect(export.result.findings == [])
  }

  @Test("it holds the located rides of Monday to Friday as the October workbook has them")
  func sameRides() throws {
    let office = try ImportedOffice.october.get()
    let monday = try #require(CivilDate(year: 2025, month: 10, day: 20))
    for offset in 0..<5 {
      let date = monday.adding(days: offset)
      let own = export.result.rides.filter { $0.day == .date(date) }
      let other = office.rides(on: date).filter(\.isLocated)
      #expect(own.map(\.scheduled) == other.map(\.scheduled))
      #expect(own.compactMap(\.driver).count == other.compactMap(\.driver).count)
    }
  }

  @Test("exactly the aggregates that are wrong on purpose differ from the bookings")
  func wrongAggregates() {
    #expect(export.differences.map(\.path).sorted() == WeekExport.wrongPaths.sorted())
  }

  @Test("the root, a dispatch, a booking and a driver have the members of the form, in its order")
  func form() throws {
    #expect(
      keys(json) == [
        "company_id", "period", "exported_at", "total_dispatches", "total_bookings", "statistics",
        "dispatches",
      ])
    let dispatch = try #require(json["dispatches"]?.elements?.first)
    #expect(
      keys(dispatch) == [
        "id", "date", "num_bookings", "num_drivers", "driver_loads", "load_gap",
        "total_distance_km", "bookings", "drivers",
      ])
    #expect(
      keys(try #require(dispatch["bookings"]?.elements?.first)) == [
        "id", "scheduled_time", "pickup_lat", "pickup_lon", "dropoff_lat", "dropoff_lon",
        "pickup_location", "dropoff_location", "distance_km", "estimated_duration_minutes",
        "assigned_driver_id", "actual_delay_minutes",
      ])
    #expect(
      keys(try #require(dispatch["drivers"]?.elements?.first)) == [
        "id", "name", "is_emergency", "num_assignments",
      ])
  }

  private func keys(_ value: JSONValue) -> [String] {
    if case .object(let members) = value { members.map(\.key) } else { [] }
  }
}
