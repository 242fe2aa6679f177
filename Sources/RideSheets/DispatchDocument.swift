import CivilTime
import FleetModel
import Naming
import Tabular

/// An export as it came, in which bookings get other drivers.
///
/// Only the places of values that change are written: whatever else the text holds stays byte for byte.
///
///     let text = try DispatchDocument(bytes).assigning(bookings, drivers: drivers, isRecorded: false)
public struct DispatchDocument {
  private let bytes: [UInt8]
  private let json: JSONValue
  private let root: JSONSpan
  private let dispatches: [JSONValue]

  /// A booking by its place, and who drives it in a plan.
  public struct Booking: Hashable, Sendable {
    /// The path of its dispatch, `dispatches[0]`.
    public let dispatch: String
    /// Its position there, counted from 1.
    public let row: Int
    /// The driver by his name in the notebook, or nil for nobody.
    public let driver: String?
    /// When the ride is planned, where it may have been corrected.
    public let moment: Moment?

    public init(dispatch: String, row: Int, driver: String?, moment: Moment? = nil) {
      self.dispatch = dispatch
      self.row = row
      self.driver = driver
      self.moment = moment
    }
  }

  /// A day and a time of it.
  public struct Moment: Hashable, Sendable {
    public let date: CivilDate
    public let time: Minutes

    public init(date: CivilDate, time: Minutes) {
      self.date = date
      self.time = time
    }
  }

  /// The written document, and what changed.
  public struct Written: Hashable, Sendable {
    public let bytes: [UInt8]
    /// Bookings that have another driver, or none any more.
    public let reassigned: Int
    /// Bookings at another time.
    public let moved: Int
    /// Drivers added to the list of a dispatch that lacked them.
    public let listed: Int
    /// The paths of aggregates that were recomputed.
    public let aggregates: [String]
    public let dispatches: Int
    public let bookings: Int
  }

  /// Why a document cannot have the drivers of a plan.
  public enum Failure: Error, Hashable {
    /// The text is not that of an export.
    case unreadable
    /// The drivers whom the document gives no number, by their names.
    case withoutNumber([String])
  }

  /// Takes the text of an export.
  ///
  /// - Throws: `Failure.unreadable`.
  public init(_ bytes: [UInt8]) throws(Failure) {
    guard let json = try? JSONValue(parsing: bytes, name: ""),
      let root = try? JSONSpan.scan(bytes), let dispatches = json["dispatches"]?.elements,
      root["dispatches"]?.elements?.count == dispatches.count
    else { throw .unreadable }
    self.bytes = bytes
    self.json = json
    self.root = root
    self.dispatches = dispatches
  }

  /// The document with the drivers of a plan, its aggregates recomputed.
  ///
  /// A booking whose stated driver is the plan's stays as it is, and so does one that is not given. An
  /// aggregate that is right stays as it is written.
  ///
  /// - Parameters:
  ///   - bookings: The bookings of the plan.
  ///   - drivers: The drivers of the document.
  ///   - isRecorded: Whether the plan is what the document records: a driver whom it does not list
  ///     stays where the plan has nobody.
  /// - Returns: The document, and what changed.
  /// - Throws: `Failure.withoutNumber`.
  /// - Complexity: O(bytes + bookings × drivers).
  public func assigning(
    _ bookings: [Booking], drivers: [SourceDriver], isRecorded: Bool
  ) throws(Failure) -> Written {
    var assigner = DispatchAssigner(
      bytes: bytes, root: root, dispatches: dispatches, drivers: drivers, isRecorded: isRecorded)
    let places = Dictionary(
      dispatches.indices.map { ("dispatches[\($0)]", $0) }, uniquingKeysWith: { first, _ in first })
    for booking in bookings {
      guard let dispatch = places[booking.dispatch] else { continue }
      assigner.assign(booking.driver, dispatch: dispatch, booking: booking.row - 1)
      if let moment = booking.moment {
        assigner.move(to: moment, dispatch: dispatch, booking: booking.row - 1)
      }
    }
    guard assigner.strangers.isEmpty else { throw .withoutNumber(assigner.strangers) }
    let assigned = assigner.edits.applied(to: bytes)
    let (text, aggregates) = try Self.recomputed(assigned)
    return Written(
      bytes: text, reassigned: assigner.reassigned, moved: assigner.moved, listed: assigner.listed,
      aggregates: aggregates, dispatches: dispatches.count,
      bookings: dispatches.reduce(0) { $0 + ($1["bookings"]?.elements?.count ?? 0) })
  }

  /// A text with those aggregates changed that are wrong.
  private static func recomputed(
    _ bytes: [UInt8]
  ) throws(Failure) -> (bytes: [UInt8], paths: [String]) {
    let document = try DispatchDocument(bytes)
    let wrong = AggregateCheck(document: document.json, dispatches: document.dispatches).found()
    var edits = AggregateEdits(bytes: bytes, root: document.root, document: document.json)
    for place in wrong.places { edits.mend(place) }
    return (edits.edits.applied(to: bytes), edits.paths)
  }
}
