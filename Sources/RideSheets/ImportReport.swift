import FleetModel

/// The counts of an import, in which every row and every address is accounted for.
public struct ImportAccount: Hashable, Sendable {
  /// Rows below the header, blank ones included and repeated headers not.
  public internal(set) var rows = 0
  /// Rows that became rides, of which one at least takes place.
  public internal(set) var rideRows = 0
  /// Rows whose rides are all cancelled; they are kept.
  public internal(set) var cancelledRows = 0
  /// Rows that sum up others.
  public internal(set) var totalRows = 0
  /// Rows set aside as rejects.
  public internal(set) var rejectedRows = 0
  /// Rows whose ride columns hold nothing, also those that the file leaves out.
  public internal(set) var blankRows = 0
  /// Titles and headers, not counted among `rows`.
  public internal(set) var headingRows = 0
  /// Rows that became two rides.
  public internal(set) var roundTrips = 0
  /// All rides, cancelled ones too.
  public internal(set) var rides = 0
  public internal(set) var cancelledRides = 0
  /// Ends of the rides' rows: two a row, for a return goes between the same two.
  public internal(set) var addresses = 0
  /// Those of them that have a point.
  public internal(set) var located = LocationCounts()

  public init() {}

  /// The counts without those of an earlier account of the same reading.
  func without(_ earlier: ImportAccount) -> ImportAccount {
    var rest = self
    for count in Self.counts { rest[keyPath: count] -= earlier[keyPath: count] }
    rest.located = located - earlier.located
    return rest
  }

  private static var counts: [WritableKeyPath<ImportAccount, Int>] {
    [
      \.rows, \.rideRows, \.cancelledRows, \.totalRows, \.rejectedRows, \.blankRows, \.headingRows,
      \.roundTrips, \.rides, \.cancelledRides, \.addresses,
    ]
  }

  /// True where no row is lost and none counted twice, and the rides follow from the rows.
  public var isBalanced: Bool {
    rows == rideRows + cancelledRows + rejectedRows + blankRows + totalRows
      && rides == rideRows + cancelledRows + roundTrips && cancelledRides <= rides
      && addresses == 2 * (rideRows + cancelledRows) && (0...addresses).contains(located.total)
  }

  /// True past 20 % unlocated addresses.
  public var hasTooManyUnlocated: Bool {
    // In whole numbers, so that exactly 20 % is not past it.
    (addresses - located.total) * 5 > addresses
  }

  /// `of 422 rows 211 became 300 rides, …`: the whole account in one line.
  public var summary: String {
    var text = "\(rows) rows: \(rideRows) with rides, \(cancelledRows) cancelled, "
    text += "\(rejectedRows) rejected, \(blankRows) blank, \(totalRows) totals; \(rides) rides"
    if addresses > 0 {
      text += "; \(located.total) of \(addresses) addresses located"
    }
    return text
  }
}

/// Rides, what was set aside, and what to look at.
public struct RideImport: Hashable, Sendable {
  public internal(set) var rides: [BookedRide] = []
  public internal(set) var rejects: [SourceReject] = []
  public internal(set) var findings: [SourceFinding] = []
  /// The headers of the sheets' further columns, in the order in which they came.
  public internal(set) var extraColumns: [String] = []
  /// What one should know of the further columns, a clause each.
  public internal(set) var columnNotes: [String] = []
  public internal(set) var account = ImportAccount()
  /// The cells of the rows with rides, where they are kept.
  public internal(set) var cells: [RideCells] = []

  public init() {}

  /// What to say to the analyst beside the account, one sentence each.
  public var warnings: [String] {
    guard account.hasTooManyUnlocated else { return columnNotes }
    let unlocated = account.addresses - account.located.total
    let percent = (unlocated * 100 + account.addresses / 2) / max(1, account.addresses)
    return [
      "\(percent) % of the addresses (\(unlocated) of \(account.addresses)) could not be located; "
        + "rides without coordinates are not planned; add the missing places to the gazetteer"
    ] + columnNotes
  }
}
