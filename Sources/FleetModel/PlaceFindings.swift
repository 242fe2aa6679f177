/// What the places of rides leave open: addresses of which a part alone is known or that were read with
/// a slip, and rides whose ends lie on one point.
///
/// They follow from the rides as they are, corrections among them, and are kept nowhere.
public struct PlaceFindings: Sendable {
  /// An address, or a row, with the rides that it concerns.
  public struct Item: Sendable {
    public let finding: SourceFinding
    /// Ascending.
    public internal(set) var rides: [Int]
  }

  /// In the order in which the rides show them.
  public private(set) var items: [Item] = []

  /// - Complexity: O(rides).
  public init(_ rides: [BookedRide]) {
    var addresses: [String: Int] = [:]
    var rows: [Row: Int] = [:]
    for ride in rides {
      for stop in [ride.pickup, ride.dropoff] {
        guard let place = stop.resolution.place, place.match == .partial || place.match == .spelling
        else { continue }
        if let known = addresses[stop.label] {
          add(ride, to: known)
        } else {
          addresses[stop.label] = items.count
          report(
            place.match == .partial ? .partlyKnownAddress : .respeltAddress, ride,
            Self.sentence(on: place, stop.label))
        }
      }
      guard let place = ride.pickup.resolution.place, ride.metres == .zero else { continue }
      let row = Row(sheet: ride.sheet, number: ride.row)
      if let known = rows[row] {
        add(ride, to: known)
      } else {
        rows[row] = items.count
        report(.onePoint, ride, Self.sentence(on: place, of: ride))
      }
    }
  }

  private struct Row: Hashable {
    let sheet: String
    let number: Int
  }

  private mutating func report(_ kind: SourceFinding.Kind, _ ride: BookedRide, _ detail: String) {
    let finding = SourceFinding(kind: kind, sheet: ride.sheet, row: ride.row, detail: detail)
    items.append(Item(finding: finding, rides: [ride.id]))
  }

  private mutating func add(_ ride: BookedRide, to index: Int) {
    // An address may be both ends of a ride.
    if items[index].rides.last != ride.id { items[index].rides.append(ride.id) }
  }

  private static func sentence(on place: LocatedPlace, _ label: String) -> String {
    if place.match == .spelling {
      return "'\(label.prefix(80))' is read as \(place.name.isEmpty ? "a place" : place.name)"
    }
    let within = place.radius.map { ", within \($0.count) m" } ?? ""
    return
      "'\(label.prefix(80))': \(place.name.isEmpty ? "a part of it" : place.name) is known and "
      + "no more; its point is the middle of it\(within)"
  }

  private static func sentence(on place: LocatedPlace, of ride: BookedRide) -> String {
    let name = place.name.isEmpty ? "" : ", \(place.name)"
    let off = ride.metresRadius.flatMap { $0 > .zero ? $0 : nil }
    return "both ends lie on one point\(name): 0 km"
      + (off.map { ", which may be off by \($0.count) m" } ?? "")
  }
}
