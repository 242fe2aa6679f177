import CivilTime
import FleetModel
import Tabular

/// Finds the places at which an export states its bookings' drivers, and what is to stand there.
struct DispatchAssigner {
  private let bytes: [UInt8]
  private let root: JSONSpan
  private let dispatches: [JSONValue]
  private let isRecorded: Bool
  private let known: [DriverKey: SourceDriver]
  /// Where each driver stands in the document for the first time.
  private let entries: [DriverKey: JSONSpan]
  /// The drivers of the document by what the notebook calls them.
  private let byName: [String: [SourceDriver]]
  private var rosters: [Int: DispatchRoster] = [:]

  private(set) var edits = TextEdits()
  private(set) var reassigned = 0
  private(set) var moved = 0
  private(set) var listed = 0
  /// Drivers of the plan whom the document gives no number, in the order of the bookings.
  private(set) var strangers: [String] = []

  private struct DriverKey: Hashable {
    let number: Int
    let name: String

    init(_ number: Int, _ name: String) {
      self.number = number
      self.name = SharedNames.key(name)
    }
  }

  /// The drivers whom a dispatch lists, and those who were added.
  private struct DispatchRoster {
    var numbers: [Int: SourceDriver] = [:]
    /// Numbers that stand in the list, whoever has them.
    var taken: Set<Int> = []
  }

  init(
    bytes: [UInt8], root: JSONSpan, dispatches: [JSONValue], drivers: [SourceDriver],
    isRecorded: Bool
  ) {
    self.bytes = bytes
    self.root = root
    self.dispatches = dispatches
    self.isRecorded = isRecorded
    known = Dictionary(
      drivers.map { (DriverKey($0.number, $0.written), $0) },
      uniquingKeysWith: { first, _ in first })
    byName = Dictionary(grouping: drivers, by: \.name)
    var entries: [DriverKey: JSONSpan] = [:]
    for (index, dispatch) in dispatches.enumerated() {
      for (place, element) in (dispatch["drivers"]?.elements ?? []).enumerated() {
        guard let driver = DispatchDrivers.listed(element) else { continue }
        let key = DriverKey(driver.id, driver.name)
        if entries[key] == nil { entries[key] = root["dispatches"]?[index]?["drivers"]?[place] }
      }
    }
    self.entries = entries
  }

  /// Gives a booking the driver of a plan.
  mutating func assign(_ name: String?, dispatch: Int, booking: Int) {
    let path = root["dispatches"]?[dispatch]
    guard let span = path?["bookings"]?[booking],
      let stated = dispatches[dispatch]["bookings"]?.elements?[booking]["assigned_driver_id"]
        ?? Optional(JSONValue.null)
    else { return }
    let roster = roster(of: dispatch)
    let current = DispatchDrivers.number(of: stated).flatMap { roster.numbers[$0] }
    guard current?.name != name || (name == nil && stated != .null && !isRecorded) else { return }
    guard let name else {
      write("null", in: span, isText: false)
      return
    }
    guard let driver = driver(named: name, dispatch) else {
      if !strangers.contains(name) { strangers.append(name) }
      return
    }
    write(token(of: driver), in: span, isText: stated.string != nil)
  }

  /// Puts a booking to another time, where its text is a date and a time as the form has them.
  mutating func move(to moment: DispatchDocument.Moment, dispatch: Int, booking: Int) {
    guard let span = root["dispatches"]?[dispatch]?["bookings"]?[booking]?["scheduled_time"],
      case .string = span.kind,
      let (date, time) = DispatchReader.moment(
        dispatches[dispatch]["bookings"]?.elements?[booking]["scheduled_time"]),
      date != moment.date || time != moment.time, span.range.count >= 18
    else { return }
    let start = span.range.lowerBound + 1
    // Written with escapes it stays as it is.
    guard bytes[start..<(start + 10)].elementsEqual(date.description.utf8),
      bytes[(start + 11)..<(start + 16)].elementsEqual(time.clock.utf8)
    else { return }
    edits.replace(start..<(start + 10), with: moment.date.description)
    edits.replace((start + 11)..<(start + 16), with: moment.time.clock)
    moved += 1
  }

  private mutating func roster(of dispatch: Int) -> DispatchRoster {
    if let roster = rosters[dispatch] { return roster }
    var roster = DispatchRoster()
    for driver in DispatchDrivers.listed(in: dispatches[dispatch])
    where roster.taken.insert(driver.id).inserted {
      roster.numbers[driver.id] = known[DriverKey(driver.id, driver.name)]
    }
    rosters[dispatch] = roster
    return roster
  }

  /// The driver of the document whom a plan means, put on the dispatch's list where he is missing.
  private mutating func driver(named name: String, _ dispatch: Int) -> SourceDriver? {
    let roster = roster(of: dispatch)
    let candidates = byName[name] ?? []
    if let listed = candidates.first(where: { roster.numbers[$0.number] == $0 }) { return listed }
    for driver in candidates where !roster.taken.contains(driver.number) {
      guard list(driver, in: dispatch) else { continue }
      rosters[dispatch]?.taken.insert(driver.number)
      rosters[dispatch]?.numbers[driver.number] = driver
      listed += 1
      return driver
    }
    return nil
  }

  /// Adds a driver to a dispatch's list as another dispatch has him.
  private mutating func list(_ driver: SourceDriver, in dispatch: Int) -> Bool {
    guard let list = root["dispatches"]?[dispatch]?["drivers"], list.elements != nil,
      let entry = entry(of: driver)
    else { return false }
    edits.insert(bytes: bytes, bytes[entry.range], behindElementsOf: list)
    return true
  }

  private func entry(of driver: SourceDriver) -> JSONSpan? {
    entries[DriverKey(driver.number, driver.written)]
  }

  /// A driver's number as the document writes it.
  private func token(of driver: SourceDriver) -> String {
    guard let span = entry(of: driver)?["id"] else { return "\(driver.number)" }
    return String(decoding: bytes[span.range], as: UTF8.self)
  }

  private mutating func write(_ token: String, in booking: JSONSpan, isText: Bool) {
    reassigned += 1
    let text = isText && token != "null" ? "\"\(token)\"" : token
    if let place = booking["assigned_driver_id"] {
      edits.replace(place.range, with: text)
    } else if token != "null" {
      edits.insert(bytes: bytes, key: "assigned_driver_id", text, behindMembersOf: booking)
    }
  }
}
