import CivilTime
import FleetModel
import Naming
import Tabular

/// Reads the dispatches of an export one by one.
struct DispatchReader {
  let roster: Roster
  let gazetteer: Gazetteer
  private(set) var export = DispatchExport()
  private(set) var columns: BookingColumns
  private var known: DispatchDrivers
  private var notedDrivers: Set<Int> = []
  private var numbers = DispatchNumbers()
  private var addresses: [BinaryText: (AddressBlock, AddressResolution)] = [:]

  init(document: JSONValue, dispatches: [JSONValue], roster: Roster, gazetteer: Gazetteer) {
    columns = BookingColumns(document)
    known = DispatchDrivers(dispatches, roster: roster)
    self.roster = roster
    self.gazetteer = gazetteer
  }

  /// What was read, with what only all dispatches together show.
  func finished() -> DispatchExport {
    var export = export
    export.result.extraColumns = columns.names
    export.sourceDrivers = known.list
    let directions = DirectionPairs.directions(of: export.result.rides)
    for (index, direction) in directions.enumerated() {
      export.result.rides[index].direction = direction
      // The form states no confirmations: what is unknown is judged by the mildest tolerance.
      export.result.rides[index].isConfirmed = direction == .outbound
    }
    return export
  }

  /// Reads a dispatch.
  ///
  /// - Parameters:
  ///   - dispatch: the dispatch.
  ///   - path: its path in the document.
  ///   - isStopped: asked at each booking; true ends the reading.
  mutating func read(_ dispatch: JSONValue, path: String, until isStopped: () -> Bool) {
    note(.duplicateDispatch, dispatch["id"], as: "dispatch", at: path, dispatch: path, row: 0)
    guard let bookings = dispatch["bookings"]?.elements else {
      export.result.account.rows += 1
      let isObject = if case .object = dispatch { true } else { false }
      let member = isObject ? "\(path).bookings" : path
      let value = isObject ? dispatch["bookings"] : dispatch
      reject(
        path, 1, member, value,
        isObject
          ? "not a list of bookings; expected an array" : "not a dispatch; expected an object")
      return
    }
    let drivers = DispatchDrivers.listed(in: dispatch)
    noteDrivers(of: dispatch, path: path)
    for driver in drivers { note(driver) }
    let byNumber = Dictionary(drivers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let date = dispatch["date"]?.string.flatMap { CivilDate(iso: $0.prefix(10)) }
    for (index, booking) in bookings.enumerated() {
      if isStopped() { return }
      export.result.account.rows += 1
      read(
        booking, of: dispatch,
        place: BookingPlace(dispatch: path, row: index + 1, date: date, drivers: byNumber))
    }
  }

  /// Where a booking stands, and what its dispatch says for it.
  private struct BookingPlace {
    let dispatch: String
    let row: Int
    let date: CivilDate?
    let drivers: [Int: ExportedDriver]

    var path: String { "\(dispatch).bookings[\(row - 1)]" }
  }

  // MARK: - Bookings

  private mutating func read(
    _ booking: JSONValue, of dispatch: JSONValue, place: BookingPlace
  ) {
    guard case .object = booking else {
      reject(place.dispatch, place.row, place.path, booking, "not a booking; expected an object")
      return
    }
    note(
      .duplicateBooking, booking["id"], as: "booking", at: place.path, dispatch: place.dispatch,
      row: place.row)
    let time = booking["scheduled_time"]
    guard let (date, scheduled) = Self.moment(time) else {
      reject(
        place.dispatch, place.row, "\(place.path).scheduled_time", time,
        "not a local date and time; expected YYYY-MM-DDTHH:MM:SS without a zone")
      return
    }
    if let day = place.date, day != date {
      report(
        .dateOutsideDispatch, place, "scheduled_time",
        "the booking is on \(date), its dispatch on \(day); the booking's date counts")
    }
    let pickup = stop(booking, "pickup", place)
    let dropoff = stop(booking, "dropoff", place)
    let driver = driver(booking["assigned_driver_id"], place)
    let needsWheelchair = WheelchairMention.isIn(
      Self.location(booking, "pickup") + "\n" + Self.location(booking, "dropoff"))
    if let listed = driver.listed {
      known.note(listed, on: date, withWheelchair: needsWheelchair)
    }
    // A dispatch without a date is that of its bookings.
    if place.date == nil { for listed in place.drivers.values { known.note(listed, on: date) } }
    let status = status(booking["status"], place)
    count(status)
    export.result.rides.append(
      BookedRide(
        id: export.result.rides.count + 1, sheet: place.dispatch, row: place.row, leg: 1,
        client: "", day: .date(date), scheduled: scheduled, direction: .unknown, isConfirmed: false,
        needsWheelchair: needsWheelchair, initials: driver.written, driver: driver.name,
        pickup: pickup, dropoff: dropoff, status: status,
        extra: columns.values(of: booking, in: dispatch)))
  }

  private mutating func count(_ status: RideStatus) {
    export.result.account.rides += 1
    if status == .cancelled {
      export.result.account.cancelledRows += 1
      export.result.account.cancelledRides += 1
    } else {
      export.result.account.rideRows += 1
    }
  }

  /// What a booking's status says of its ride.
  private mutating func status(_ value: JSONValue?, _ place: BookingPlace) -> RideStatus {
    guard let value, value != .null else { return .planned }
    let reading = BookingStatus(value)
    if let (kind, detail) = reading.finding { report(kind, place, "status", detail) }
    return reading.status
  }

  /// An ISO date and time without a zone; a zone would need rules that nothing here knows.
  static func moment(_ value: JSONValue?) -> (CivilDate, Minutes)? {
    guard let text = value?.string else { return nil }
    let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == "T" || $0 == " "
    }
    guard halves.count == 2, let date = CivilDate(iso: halves[0]) else { return nil }
    let fields = halves[1].split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 2 || fields.count == 3, fields[0].utf8.count == 2,
      let time = Minutes(clock: "\(fields[0]):\(fields[1])")
    else { return nil }
    guard fields.count == 3 else { return (date, time) }
    let seconds = fields[2].split(separator: ".", omittingEmptySubsequences: false)
    guard seconds.count <= 2, seconds.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }),
      let whole = Int(seconds[0]), (0..<60).contains(whole)
    else { return nil }
    return (date, time)
  }

  private mutating func stop(
    _ booking: JSONValue, _ end: String, _ place: BookingPlace
  ) -> BookedRide.Stop {
    let (block, known) = address(Self.location(booking, end))
    let resolution = resolution(booking, end, known)
    export.result.account.addresses += 1
    if case .unlocated(let reason) = resolution {
      report(.unlocatedAddress, place, "\(end)_location", reason)
    }
    let stop = BookedRide.Stop(label: block.label, resolution: resolution)
    export.result.account.located.add(stop)
    return stop
  }

  /// What the gazetteer knows of an address; the same ones come again and again.
  private mutating func address(_ text: String) -> (AddressBlock, AddressResolution) {
    let key = BinaryText(text)
    if let known = addresses[key] { return known }
    let block = AddressBlock(text)
    let found = (block, gazetteer.resolve(block))
    if addresses.count >= Self.addressLimit { addresses = [:] }
    addresses[key] = found
    return found
  }

  private static let addressLimit = 20_000

  /// The address of an end as the booking writes it.
  private static func location(_ booking: JSONValue, _ end: String) -> String {
    booking["\(end)_location"]?.string ?? ""
  }

  /// The stated point under the name of the place that the location names, else that place.
  private func resolution(
    _ booking: JSONValue, _ end: String, _ known: AddressResolution
  ) -> AddressResolution {
    let latitude = booking["\(end)_lat"]?.number
    let longitude = booking["\(end)_lon"]?.number
    if let latitude, let longitude, Self.isPoint(latitude, longitude) {
      // Only a full name says what the point is: a town's name does not make it a town.
      let place = known.place.flatMap { $0.precision == .address && $0.match == .exact ? $0 : nil }
      return .located(
        LocatedPlace(
          name: place?.name ?? "", kind: place?.kind ?? "",
          coordinate: Coordinate(latitude: latitude, longitude: longitude), precision: .address,
          match: .stated, radius: .zero, postcode: place?.postcode, town: place?.town))
    }
    guard case .unlocated(let reason) = known else { return known }
    let pair = [latitude, longitude].map { $0.map { "\($0)" } ?? "nothing" }
    return .unlocated(
      reason: "\(end)_lat and \(end)_lon state \(pair[0]) and \(pair[1]); the location has: "
        + reason)
  }

  /// False for what is no point on earth, and for 0, 0, which systems write for "unknown".
  private static func isPoint(_ latitude: Double, _ longitude: Double) -> Bool {
    guard latitude.isFinite, longitude.isFinite, abs(latitude) <= 90, abs(longitude) <= 180 else {
      return false
    }
    return latitude != 0 || longitude != 0
  }

  // MARK: - Drivers

  private mutating func driver(
    _ value: JSONValue?, _ place: BookingPlace
  ) -> (written: String, name: String?, listed: ExportedDriver?) {
    guard let value, value != .null else { return ("", nil, nil) }
    guard let number = DispatchDrivers.number(of: value), let listed = place.drivers[number] else {
      let written = value.string ?? value.description
      report(
        .unknownInitials, place, "assigned_driver_id",
        "driver \(written.prefix(40)) is not among the drivers of the dispatch; "
          + "the ride has no recorded driver")
      return (written, nil, nil)
    }
    return (listed.name, known.driver(listed)?.name, listed)
  }

  /// Drivers who stand twice in a dispatch, or under one number with another name than before.
  private mutating func noteDrivers(of dispatch: JSONValue, path: String) {
    for (index, driver) in (dispatch["drivers"]?.elements ?? []).enumerated() {
      let place = "\(path).drivers[\(index)]"
      let name = TextFolding.singleBlanked(driver["name"]?.string ?? "")
      let detail = numbers.driver(driver["id"], name: name, at: place, in: path)
      if let detail { report(.duplicateDriver, path, 0, "\(place).id", detail) }
    }
  }

  /// A number that stood before, with the paths of both.
  private mutating func note(
    _ kind: SourceFinding.Kind, _ id: JSONValue?, as noun: String, at path: String,
    dispatch: String, row: Int
  ) {
    guard let detail = numbers.repeated(id, as: noun, at: path) else { return }
    report(kind, dispatch, row, "\(path).id", detail)
  }

  private mutating func note(_ driver: ExportedDriver) {
    if notedDrivers.insert(driver.id).inserted { export.drivers.append(driver) }
  }

  // MARK: - Reports

  private mutating func reject(
    _ dispatch: String, _ row: Int, _ path: String, _ value: JSONValue?, _ reason: String
  ) {
    export.result.account.rejectedRows += 1
    let text = value.map { String($0.description.prefix(200)) } ?? ""
    export.result.rejects.append(
      SourceReject(sheet: dispatch, row: row, column: path, value: text, reason: reason))
  }

  private mutating func report(
    _ kind: SourceFinding.Kind, _ place: BookingPlace, _ member: String, _ detail: String
  ) {
    report(kind, place.dispatch, place.row, "\(place.path).\(member)", detail)
  }

  private mutating func report(
    _ kind: SourceFinding.Kind, _ dispatch: String, _ row: Int, _ column: String, _ detail: String
  ) {
    export.result.findings.append(
      SourceFinding(kind: kind, sheet: dispatch, row: row, column: column, detail: detail))
  }
}
