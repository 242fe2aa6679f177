import FleetModel
import Tabular
import Testing

@testable import RideSheets

@Suite("An export given back in its own text")
struct DispatchDocumentTests {
  private func read(_ bytes: [UInt8]) throws -> DispatchExport {
    try DispatchExport.read(
      JSONValue(parsing: bytes, name: "test"), roster: Samples.roster(),
      gazetteer: Samples.gazetteer)
  }

  /// The bookings of a document with the drivers that it records.
  private func recorded(_ export: DispatchExport) -> [DispatchDocument.Booking] {
    export.result.rides.map {
      DispatchDocument.Booking(dispatch: $0.sheet, row: $0.row, driver: $0.driver)
    }
  }

  /// The scalars of a text by their paths, as they are written, and the text without them.
  private func parts(of bytes: [UInt8]) throws -> (values: [String: String], rest: String) {
    var values: [String: String] = [:]
    var rest: [UInt8] = []
    var end = 0
    func visit(_ span: JSONSpan, _ path: JSONPath) {
      for (index, element) in (span.elements ?? []).enumerated() {
        visit(element, path.appending(index))
      }
      for member in span.members ?? [] { visit(member.value, path.appending(member.key)) }
      guard span.elements == nil, span.members == nil else { return }
      values[path.description] = String(decoding: bytes[span.range], as: UTF8.self)
      rest += bytes[end..<span.range.lowerBound] + [0]
      end = span.range.upperBound
    }
    visit(try JSONSpan.scan(bytes), JSONPath())
    return (values, String(decoding: rest + bytes[end...], as: UTF8.self))
  }

  @Test("the recorded plan changes nothing but aggregates that are wrong", arguments: 1...300)
  func recordedPlan(seed: UInt64) throws {
    let bytes = Array(RandomDispatch.text(seed: seed).utf8)
    let export = try read(bytes)
    let written = try DispatchDocument(bytes).assigning(
      recorded(export), drivers: export.sourceDrivers, isRecorded: true)
    #expect(written.reassigned == 0 && written.listed == 0)
    let (before, after) = (try parts(of: bytes), try parts(of: written.bytes))
    let wrong = Set(export.differences.map(\.path))
    for (path, value) in before.values where after.values[path] != value {
      #expect(wrong.contains(path), "\(path) was right and changed")
    }
    // A load that was not stated may be new; every other place is as it was.
    let added = export.differences.filter { $0.stated == "nothing" }.count
    #expect(after.values.count == before.values.count + added)
    if added == 0 { #expect(after.rest == before.rest) }
    let again = try read(written.bytes)
    #expect(again.differences.map(\.description) == [])
    #expect(again.result.rides.map(\.driver) == export.result.rides.map(\.driver))
    let twice = try DispatchDocument(written.bytes).assigning(
      recorded(again), drivers: again.sourceDrivers, isRecorded: true)
    #expect(twice.bytes == written.bytes, "a document whose aggregates are right stays as it is")
  }

  @Test(
    "another plan changes drivers of bookings, aggregates and lists of drivers alone",
    arguments: 1...300)
  func otherPlan(seed: UInt64) throws {
    let bytes = Array(RandomDispatch.text(seed: seed).utf8)
    let export = try read(bytes)
    var draws = GarbageDraws(seed: seed &+ 1_000)
    var bookings = recorded(export)
    let names = export.sourceDrivers.map(\.name)
    for index in bookings.indices where draws.below(3) > 0 {
      bookings[index] = DispatchDocument.Booking(
        dispatch: bookings[index].dispatch, row: bookings[index].row,
        driver: names.isEmpty || draws.below(5) == 0 ? nil : draws.pick(names))
    }
    let written = try DispatchDocument(bytes).assigning(
      bookings, drivers: export.sourceDrivers, isRecorded: false)
    let again = try read(written.bytes)
    #expect(again.result.rides.map(\.driver) == bookings.map(\.driver))
    #expect(again.differences.map(\.description) == [])
    #expect(again.result.rides.map(\.extra[0]) == export.result.rides.map(\.extra[0]))
    let (before, after) = (try parts(of: bytes), try parts(of: written.bytes))
    for (path, value) in before.values where after.values[path] != value {
      #expect(Self.mayChange(path), "\(path) is \(after.values[path] ?? "gone")")
    }
    for path in after.values.keys where before.values[path] == nil {
      #expect(
        path.contains(".drivers[") || path.contains(".driver_loads.")
          || path.hasSuffix(".assigned_driver_id"), "\(path) is new")
    }
  }

  private static func mayChange(_ path: String) -> Bool {
    guard !path.contains("nested"), !path.contains(".note") else { return false }
    return path.contains(".driver_loads.")
      || [
        "assigned_driver_id", "num_assignments", "num_bookings", "num_drivers", "load_gap",
        "total_distance_km", "average_load_gap", "total_bookings",
      ].contains { path.hasSuffix($0) }
  }

  private let small = """
    {"company_id": 1, "dispatches": [
      {"id": 5, "date": "2025-10-22", "driver_loads": {"7": 1}, "load_gap": 1,
       "bookings": [{"id": 1, "scheduled_time": "2025-10-22T07:00:00", "pickup_lat": 46.2,
         "pickup_lon": 6.1, "dropoff_lat": 46.3, "dropoff_lon": 6.1, "assigned_driver_id": 7}],
       "drivers": [{"id": 7, "name": "Yannis"}]},
      {"id": 6, "date": "2025-10-23", "bookings": [], "drivers": [{"id": 9, "name": "Dris"}]}]}
    """

  @Test("a driver whom only another dispatch lists is added to the list as he stands there")
  func listedElsewhere() throws {
    let bytes = Array(small.utf8)
    let export = try read(bytes)
    let written = try DispatchDocument(bytes).assigning(
      [DispatchDocument.Booking(dispatch: "dispatches[0]", row: 1, driver: "Dris")],
      drivers: export.sourceDrivers, isRecorded: false)
    #expect(
      String(decoding: written.bytes, as: UTF8.self)
        == small
        .replacing("\"assigned_driver_id\": 7", with: "\"assigned_driver_id\": 9")
        .replacing("{\"7\": 1}", with: "{\"7\": 0,\"9\": 1}")
        .replacing(
          "{\"id\": 7, \"name\": \"Yannis\"}",
          with: "{\"id\": 7, \"name\": \"Yannis\"},{\"id\": 9, \"name\": \"Dris\"}"))
    #expect(written.reassigned == 1 && written.listed == 1)
  }

  @Test("a driver whom the document does not list at all is named, and nothing is written")
  func notListed() throws {
    let bytes = Array(small.utf8)
    let export = try read(bytes)
    #expect(throws: DispatchDocument.Failure.withoutNumber(["Khalid"])) {
      try DispatchDocument(bytes).assigning(
        [DispatchDocument.Booking(dispatch: "dispatches[0]", row: 1, driver: "Khalid")],
        drivers: export.sourceDrivers, isRecorded: false)
    }
  }

  @Test(
    "a recomputed number is written like the others of its name",
    arguments: [
      (["51.905", "60.5"], 47.25, "51.905", "47.25"), (["1.50", "2.25"], 3.0, "1.50", "3.00"),
      (["2.0", "0.67"], 2.666_666, "2.0", "2.67"), (["2.0"], 3.0, "2.0", "3.0"),
      (["2.0"], 2.666_666, "2.0", "2.7"), (["3", "4"], 5.0, "3", "5"),
      (["1e2"], 5.0, "1e2", "5"), (["1e2"], 0.25, "1e2", "0.25"), (["-0"], 0.0, "-0", "0"),
      (["0.05"], -0.014, "0.05", "-0.01"), (["7"], 1e300, "7", "7"),
    ] as [([String], Double, String, String)])
  func numbers(tokens: [String], value: Double, token: String, expected: String) {
    #expect(JSONNumberStyle(of: tokens).text(value, instead: token) == expected)
  }

  @Test("garbage is no document, and is refused without a trap", arguments: 1...50)
  func garbage(seed: UInt64) throws {
    var draws = GarbageDraws(seed: seed)
    var bytes = Array(RandomDispatch.text(seed: seed).utf8)
    for _ in 0..<20 {
      bytes[draws.below(bytes.count)] = UInt8(draws.below(256))
      _ = try? JSONSpan.scan(Array(bytes.prefix(draws.below(bytes.count))))
      guard let document = try? DispatchDocument(bytes) else { continue }
      _ = try? document.assigning([], drivers: [], isRecorded: true)
    }
  }
}
