/// Spans of time in lanes: each driver's day.
public struct TimelineData: Sendable, Equatable {
  /// A driver, with what is to be said of his day.
  public struct Lane: Sendable, Equatable {
    public let name: String
    public let note: String

    public init(_ name: String, note: String = "") {
      self.name = name
      self.note = note
    }
  }

  /// What a driver does for a while.
  public enum Kind: String, Sendable, Equatable, CaseIterable {
    /// On duty with nothing to do.
    case idle
    /// Driving without a client.
    case hop
    /// With a client.
    case ride
    /// From a ride's time to its start.
    case late
    /// A ride that breaks a rule.
    case broken
  }

  /// A stretch of a lane.
  public struct Span: Sendable, Equatable {
    /// The lane's place, from 0.
    public var lane: Int
    public var kind: Kind
    /// Minutes after midnight.
    public var from: Int
    /// Minutes after midnight, not before `from`.
    public var to: Int
    /// What it is, such as a ride's number.
    public var label: String

    public init(lane: Int, _ kind: Kind, from: Int, to: Int, label: String = "") {
      self.lane = lane
      self.kind = kind
      self.from = from
      self.to = to
      self.label = label
    }
  }

  public let lanes: [Lane]
  public let spans: [Span]

  /// The latest minute that is drawn, either side of midnight: two days.
  public static let lastMinute = 2_880

  /// Makes a timeline; spans of no lane are dropped, and times are held within two days.
  public init(lanes: [Lane], spans: [Span]) {
    self.lanes = lanes
    self.spans = spans.filter { lanes.indices.contains($0.lane) }.map { span in
      var span = span
      span.from = min(max(span.from, -Self.lastMinute), Self.lastMinute)
      span.to = min(max(span.to, span.from), Self.lastMinute)
      return span
    }
  }

  /// The full hours around all spans; 08:00 to 18:00 where there are none.
  var hours: (from: Int, to: Int) {
    guard let first = spans.map(\.from).min(), let last = spans.map(\.to).max() else {
      return (480, 1_080)
    }
    let from = Int((Double(first) / 60).rounded(.down)) * 60
    let to = Int((Double(last) / 60).rounded(.up)) * 60
    return (from, max(to, from + 60))
  }
}
