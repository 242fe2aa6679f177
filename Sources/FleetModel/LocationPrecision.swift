/// How closely the point of an address is known, best first.
public enum LocationPrecision: String, Hashable, Sendable, CaseIterable {
  /// The point is that of the house or the named place, or the source states it.
  case address
  /// The street is known and not the house; the point is its middle.
  case street
  /// The postcode is known; the point is the middle of what has it.
  case postcode
  /// Only the town or the quarter is known; the point stands for all of it.
  case town

  /// Whether the point stands for a street, or for more.
  public var isCoarse: Bool { self != .address }

  /// Its place among all: 0 for the best.
  public var rank: Int {
    switch self {
    case .address: 0
    case .street: 1
    case .postcode: 2
    case .town: 3
    }
  }
}

/// How an address was matched with a place.
public enum LocationMatch: String, Hashable, Sendable, CaseIterable {
  /// The source states the coordinates itself.
  case stated
  /// By the name of the place, or by a listed spelling of it.
  case exact
  /// By a name with a slip of the pen, without its articles, or with words after it.
  case spelling
  /// By a part of it: the town or the postcode is known, what stands before it is not.
  case partial
}

/// How many addresses were located, by precision.
public struct LocationCounts: Hashable, Sendable {
  private var counts = [Int](repeating: 0, count: LocationPrecision.allCases.count)

  public init() {}

  public subscript(_ precision: LocationPrecision) -> Int {
    get { counts[precision.rank] }
    set { counts[precision.rank] = newValue }
  }

  /// All that have a point.
  public var total: Int { counts.reduce(0, +) }

  /// The precisions that occur, best first, each with its count.
  public var listed: [(precision: LocationPrecision, count: Int)] {
    zip(LocationPrecision.allCases, counts).filter { $1 > 0 }
  }

  /// Counts the end of a ride, where it has a point.
  public mutating func add(_ stop: BookedRide.Stop) {
    if let precision = stop.precision { self[precision] += 1 }
  }

  public static func - (counts: LocationCounts, earlier: LocationCounts) -> LocationCounts {
    var rest = counts
    for index in rest.counts.indices { rest.counts[index] -= earlier.counts[index] }
    return rest
  }
}
