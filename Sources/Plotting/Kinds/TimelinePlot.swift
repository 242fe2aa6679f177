import Tabular
import TerminalText

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
  private var hours: (from: Int, to: Int) {
    guard let first = spans.map(\.from).min(), let last = spans.map(\.to).max() else {
      return (480, 1_080)
    }
    let from = Int((Double(first) / 60).rounded(.down)) * 60
    let to = Int((Double(last) / 60).rounded(.up)) * 60
    return (from, max(to, from + 60))
  }
}

extension TimelineData: PlotContent {
  static let marks: [PlotMark] = [.timeline]

  var isEmpty: Bool { spans.isEmpty && lanes.isEmpty }

  /// A lane for each driver, and in it what matters most on top.
  func figure(_ spec: PlotSpec) -> Figure? {
    let kinds = Kind.allCases.filter { kind in spans.contains { $0.kind == kind } }
    return Figure(
      marks: .spans(
        Spans(
          lanes: lanes.map { ($0.name, $0.note) },
          spans: kinds.flatMap { kind in spans.filter { $0.kind == kind }.map(mark) },
          hours: hours, key: kinds.reversed().map(\.look))))
  }

  private func mark(_ span: Span) -> Spans.Span {
    Spans.Span(
      lane: span.lane, form: span.kind.look.form, from: span.from, to: span.to, label: span.label,
      title: "\(lanes[span.lane].name): \(span.kind.look.name) \(span.label), "
        + "\(Self.clock(span.from)) to \(Self.clock(span.to))")
  }

  private static func clock(_ minute: Int) -> String {
    let (hour, rest) = minute.magnitude.quotientAndRemainder(dividingBy: 60)
    return (minute < 0 ? "-" : "") + (hour < 10 ? "0" : "") + "\(hour):" + (rest < 10 ? "0" : "")
      + "\(rest)"
  }

  var amount: String {
    NumberText.counted(lanes.count, "lane") + ", " + NumberText.counted(spans.count, "span")
  }

  var words: [String] { lanes.filter { !$0.note.isEmpty }.map { "\($0.name): \($0.note)" } }

  func mappingTexts(_ transform: (String) -> String) -> PlotData {
    .timeline(
      TimelineData(
        lanes: lanes.map { Lane(transform($0.name), note: transform($0.note)) },
        spans: spans.map { span in
          var span = span
          span.label = transform(span.label)
          return span
        }))
  }

  func bounded(by bounds: inout PlotBounds) -> PlotData {
    let lanes = bounds.first(PlotBounds.marks / 10, of: lanes, "lane")
    return .timeline(
      TimelineData(
        lanes: lanes,
        spans: bounds.first(
          PlotBounds.marks, of: spans.filter { $0.lane < lanes.count }, "span")))
  }

  var json: JSONValue {
    .sorted([
      "lanes": .objects(lanes) { ["name": .string($0.name), "note": .string($0.note)] },
      "spans": .objects(spans) {
        [
          "lane": .count($0.lane), "kind": .string($0.kind.rawValue), "from": .count($0.from),
          "to": .count($0.to), "label": .string($0.label),
        ]
      },
    ])
  }

  init(_ json: PlotJSONFields) throws(PlotFormatError) {
    var lanes: [Lane] = []
    for fields in try json.objects("lanes", most: PlotBounds.marks / 10) {
      lanes.append(Lane(try fields.text("name"), note: try fields.text("note")))
    }
    var spans: [Span] = []
    for fields in try json.objects("spans", most: PlotBounds.marks) {
      guard let kind = Kind(rawValue: try fields.text("kind")) else {
        throw fields.error("kind", "there is no such kind")
      }
      let lane = try fields.integer("lane")
      guard lanes.indices.contains(lane) else {
        throw fields.error("lane", "there is no such lane")
      }
      spans.append(
        Span(
          lane: lane, kind, from: try fields.integer("from"), to: try fields.integer("to"),
          label: try fields.text("label")))
    }
    self.init(lanes: lanes, spans: spans)
  }
}

extension TimelineData.Kind {
  fileprivate var look: (form: Spans.Form, name: String) {
    switch self {
    case .idle: (.dotted, "idle")
    case .hop: (.line, "empty leg")
    case .ride: (.box, "ride")
    case .late: (.dashed, "late: from the booked time to the start")
    case .broken: (.crossed, "breaks a rule")
    }
  }
}
