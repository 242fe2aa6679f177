import FleetModel
import Tabular

/// What the driver cells of ride sheets must hold so that their rides have the drivers of a plan.
///
///     let cells = DriverCells(of: reading, drivers: plan, roster: roster)
///     let copy = try WorkbookCopy(of: "october-2025.xlsx", editing: cells.edits)
///
/// A cell whose rides keep their drivers stays as it is. A driver is written as the sheets write him
/// most often; one whom they never name, by his initials. A row with two rides of two drivers has
/// `X/Y`: X drives there, Y back.
public struct DriverCells: Sendable {
  /// A ride by the place of its row.
  public struct Place: Hashable, Sendable {
    let sheet: String
    let row: Int
    let leg: Int

    /// The place of a ride, or of another ride of its row.
    public init(_ ride: BookedRide, leg: Int? = nil) {
      (sheet, row, self.leg) = (ride.sheet, ride.row, leg ?? ride.leg)
    }

    /// The place of a row's first ride.
    public init(_ cells: RideCells) {
      (sheet, row, leg) = (cells.sheet, cells.row, 1)
    }
  }

  /// The cells that change.
  public private(set) var edits: [CellEdit] = []
  /// The rides that get another driver, and those that lose theirs.
  public private(set) var reassigned = 0
  public private(set) var emptied = 0
  /// The changed cells in which a ride's driver was written as nobody of the roster.
  public private(set) var unreadable: [CellEdit] = []
  /// The first row whose table has no column of drivers, though a ride of it gets another one.
  public private(set) var withoutColumn: RideCells?
  private let expected: [Place: String?]

  /// Finds the cells that change.
  ///
  /// - Parameters:
  ///   - reading: The sheets as they are, read with their cells.
  ///   - drivers: The driver of each ride of the plan, nil for a ride that nobody serves.
  ///   - roster: The drivers of the dataset.
  /// - Complexity: O(rides).
  public init(of reading: RideImport, drivers: [Place: String?], roster: Roster) {
    expected = drivers
    let forms = Self.forms(in: reading.rides, roster)
    let rides = Dictionary(grouping: reading.rides) { Place($0, leg: 1) }
    for cells in reading.cells {
      let own = rides[Place(cells)] ?? []
      var changes = 0
      var isUnreadable = false
      let parts = own.map { ride -> String in
        guard let wanted = drivers[Place(ride)], wanted != ride.driver else { return ride.initials }
        if ride.driver == nil, !ride.initials.isEmpty { isUnreadable = true }
        guard let wanted else {
          if !ride.initials.isEmpty { (changes, emptied) = (changes + 1, emptied + 1) }
          return ""
        }
        (changes, reassigned) = (changes + 1, reassigned + 1)
        return forms[wanted] ?? wanted
      }
      guard changes > 0 else { continue }
      guard let column = cells.driverColumn else {
        withoutColumn = withoutColumn ?? cells
        continue
      }
      let isOne = parts.allSatisfy { $0 == parts[0] }
      let edit = CellEdit(
        sheet: cells.sheet, row: cells.row, column: column,
        text: isOne ? parts[0] : parts.joined(separator: "/"))
      edits.append(edit)
      if isUnreadable { unreadable.append(edit) }
    }
  }

  /// How drivers are written: as the sheets do most often, the first form where two are as often.
  private static func forms(in rides: [BookedRide], _ roster: Roster) -> [String: String] {
    var counts: [String: [(form: String, count: Int)]] = [:]
    for ride in rides {
      guard let driver = ride.driver, !ride.initials.contains("/") else { continue }
      let known = counts[driver, default: []].firstIndex { $0.form == ride.initials }
      if let known {
        counts[driver]?[known].count += 1
      } else {
        counts[driver, default: []].append((ride.initials, 1))
      }
    }
    var forms: [String: String] = [:]
    for driver in roster.drivers where !driver.initials.isEmpty {
      forms[driver.name] = driver.initials
    }
    for (driver, written) in counts {
      let most = written.map(\.count).max()
      forms[driver] = written.first { $0.count == most }?.form
    }
    return forms
  }

  /// The first ride that a copy of the sheets would have otherwise than expected; nil where every ride
  /// has its driver, and all else is the same.
  ///
  /// - Parameters:
  ///   - copy: The copy, read as any ride sheet.
  ///   - original: The sheets as they are.
  /// - Returns: The ride as the copy would have it.
  /// - Complexity: O(rides).
  public func difference(of copy: RideImport, from original: RideImport) -> BookedRide? {
    for (old, new) in zip(original.rides, copy.rides) {
      var wanted = old
      if let driver = expected[Place(old)] { wanted.driver = driver }
      wanted.initials = new.initials
      if wanted != new { return new }
    }
    return original.rides.count == copy.rides.count && original.rejects == copy.rejects
      ? nil : copy.rides.last ?? original.rides.last
  }
}
