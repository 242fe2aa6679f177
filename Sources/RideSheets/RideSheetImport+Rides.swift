import CivilTime
import FleetModel
import Naming
import Tabular

/// The rides that a row which could be read becomes: one, or one there and one back.
extension RideSheetImport {
  mutating func add(_ row: RideRow) {
    let pickup = stop(row.pickup, client: row.client)
    let dropoff = stop(row.dropoff, client: row.client)
    if row.isCancelled {
      result.account.cancelledRows += 1
    } else {
      result.account.rideRows += 1
    }
    result.account.addresses += 2
    for (stop, column) in [(pickup, RideColumn.pickup), (dropoff, .dropoff)] {
      if let reason = stop.unlocatedReason {
        // The label and not the raw text: findings are shown and recorded, and a phone or a
        // contact has no business there.
        let isNote = AddressBlock.isNoAddress(stop.label)
        let shown = isNote ? stop.label : "'\(stop.label.prefix(80))'"
        report(.unlocatedAddress, row, column, "\(shown): \(reason)")
      }
      result.account.located.add(stop)
    }
    reportSchedule(row)
    for doubt in row.signs.doubts {
      report(.unclearWheelchair, row, doubt.column, doubt.detail)
    }
    for sign in row.signs.cancellations {
      report(.cancelledRide, row, sign.column, sign.detail)
    }
    // What leaves a ride open says nothing where another cell cancels it.
    for sign in row.signs.openStatuses where !row.isCancelled {
      report(.markedCancelled, row, sign.column, sign.detail)
    }
    for sign in row.signs.unknownStatuses {
      report(.unclearStatus, row, sign.column, sign.detail)
    }
    if row.client.isEmpty { report(.noClient, row, .client, "the row has no client") }
    switch row.course {
    case .roundTrip: addRoundTrip(row, pickup, dropoff)
    case .single: addSingle(row, pickup, dropoff, direction: .outbound)
    case .singleReturn: addSingle(row, pickup, dropoff, direction: .return)
    }
  }

  private mutating func addRoundTrip(
    _ row: RideRow, _ pickup: BookedRide.Stop, _ dropoff: BookedRide.Stop
  ) {
    result.account.roundTrips += 1
    append(
      row, leg: 1, date: row.date, scheduled: row.first, direction: .outbound, isConfirmed: true,
      driver: row.drivers.outbound, from: pickup, to: dropoff)
    if row.drivers.back != row.drivers.outbound { reportUnknown(row.drivers.outbound, row) }
    reportUnknown(row.drivers.back, row)
    if let second = row.second {
      append(
        row, leg: 2, date: row.date, scheduled: second, direction: .return, isConfirmed: true,
        driver: row.drivers.back, from: dropoff, to: pickup)
      return
    }
    let day = 1_440
    let time = row.first.count + min(max(stay.count, 0), day)
    let date = time < day ? row.date : row.date.adding(days: 1)
    let scheduled = Minutes(time % day)
    report(
      .unconfirmedReturn, row, .schedule,
      "no time for the return; \(scheduled.clock) is assumed, "
        + "\(time - row.first.count) minutes after the outbound ride")
    if date != row.date {
      report(
        .returnAfterMidnight, row, .schedule,
        "the return is on the next day, \(date.dotted) at \(scheduled.clock)")
    }
    append(
      row, leg: 2, date: date, scheduled: scheduled, direction: .return, isConfirmed: false,
      driver: row.drivers.back, from: dropoff, to: pickup)
  }

  private mutating func addSingle(
    _ row: RideRow, _ pickup: BookedRide.Stop, _ dropoff: BookedRide.Stop, direction: Direction
  ) {
    let (there, back) = (row.drivers.outbound, row.drivers.back)
    let (own, other) = direction == .outbound ? (there, back) : (back, there)
    // "/G.B" on one ride names him all the same.
    let driver = own.written.isEmpty ? other : own
    if own.written != driver.written {
      report(
        .twoDriversForOneRide, row, .driver,
        "'\(row.drivers.written)' names a driver for the other way alone; '\(driver.written)' is used"
      )
    }
    if let second = row.second {
      report(
        .secondTimeIgnored, row, .schedule,
        "one ride with two times; \(row.first.clock) is used, \(second.clock) is ignored")
    }
    if row.drivers.namesTwo {
      report(
        .twoDriversForOneRide, row, .driver,
        "'\(row.drivers.written)' names two drivers for one ride; '\(driver.written)' is used")
    }
    reportUnknown(driver, row)
    append(
      row, leg: 1, date: row.date, scheduled: row.first, direction: direction,
      isConfirmed: !row.schedule.isUnconfirmed, driver: driver, from: pickup, to: dropoff)
  }

  private mutating func append(
    _ row: RideRow, leg: Int, date: CivilDate, scheduled: Minutes, direction: Direction,
    isConfirmed: Bool, driver: RecordedDrivers.Entry, from pickup: BookedRide.Stop,
    to dropoff: BookedRide.Stop
  ) {
    let isNextDay = scheduled >= WrittenTime.endOfDay
    let status = leg == 1 && direction == .outbound ? row.signs.outbound : row.signs.back
    result.account.rides += 1
    if status == .cancelled { result.account.cancelledRides += 1 }
    result.rides.append(
      BookedRide(
        id: result.rides.count + 1, sheet: row.sheet, row: row.number, leg: leg,
        client: row.client, day: .date(isNextDay ? date.adding(days: 1) : date),
        scheduled: isNextDay ? scheduled - WrittenTime.endOfDay : scheduled, direction: direction,
        isConfirmed: isConfirmed, needsWheelchair: row.signs.needsWheelchair,
        initials: driver.written, driver: driver.driver?.name, pickup: pickup, dropoff: dropoff,
        status: status, extra: aligned(row.extra)))
  }

  /// The further columns of the current table in the order of the dataset's.
  private func aligned(_ values: [SourceValue]) -> [SourceValue] {
    guard file != nil || !isAligned && !values.isEmpty else { return values }
    var result = file.map { [SourceValue.text($0)] } ?? []
    for (value, place) in zip(values, extraPlaces) where value != .none {
      while result.count <= place { result.append(.none) }
      result[place] = value
    }
    return result
  }

  private mutating func stop(_ text: String, client: String) -> BookedRide.Stop {
    let key = StopKey(text: text, client: client)
    if let known = stops[key] { return known }
    let stop: BookedRide.Stop
    if client.isEmpty || Self.mentions(client, in: text) {
      let block = AddressBlock(text, client: client)
      stop = BookedRide.Stop(label: block.label, resolution: gazetteer.resolve(block))
    } else {
      // An address without the client's name is the same for all clients.
      stop = self.stop(text, client: "")
    }
    if stops.count >= Self.stopLimit { stops = [:] }
    stops[key] = stop
    return stop
  }

  /// Whether an address has letters of the client's name in a row.
  private static func mentions(_ client: String, in text: String) -> Bool {
    let folded = Array(TextFolding.folded(text).utf8)
    return TextFolding.words(client).contains { word in
      let word = Array(word.utf8)
      return folded.indices.contains { folded[$0...].starts(with: word) }
    }
  }
}
