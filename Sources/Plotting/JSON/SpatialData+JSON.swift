import Tabular

extension TimelineData {
  var json: JSONValue {
    .sorted([
      "lanes": .array(
        lanes.map { .sorted(["name": .string($0.name), "note": .string($0.note)]) }),
      "spans": .array(
        spans.map { span in
          .sorted([
            "lane": .count(span.lane), "kind": .string(span.kind.rawValue),
            "from": .count(span.from), "to": .count(span.to),
            "label": .string(span.label),
          ])
        }),
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

extension MapData {
  var json: JSONValue {
    .sorted([
      "groups": .texts(groups),
      "points": .array(
        points.map { point in
          .array([
            .number(point.place.latitude), .number(point.place.longitude),
            .count(point.count),
          ])
        }),
      "legs": .array(
        legs.map { leg in
          .array([
            .number(leg.from.latitude), .number(leg.from.longitude), .number(leg.to.latitude),
            .number(leg.to.longitude), .count(leg.group),
          ])
        }),
    ])
  }

  init(_ json: PlotJSONFields) throws(PlotFormatError) {
    let groups = try json.texts("groups", most: PlotBounds.series)
    var points: [Point] = []
    for (index, value) in try json.list("points", most: PlotBounds.marks).enumerated() {
      let numbers = try Self.numbers(value, count: 3, at: "plot.data.points[\(index)]")
      points.append(
        Point(
          Place(latitude: numbers[0], longitude: numbers[1]),
          count: try Self.whole(numbers[2], at: "plot.data.points[\(index)]")))
    }
    var legs: [Leg] = []
    for (index, value) in try json.list("legs", most: PlotBounds.marks).enumerated() {
      let numbers = try Self.numbers(value, count: 5, at: "plot.data.legs[\(index)]")
      legs.append(
        Leg(
          from: Place(latitude: numbers[0], longitude: numbers[1]),
          to: Place(latitude: numbers[2], longitude: numbers[3]),
          group: try Self.whole(numbers[4], at: "plot.data.legs[\(index)]")))
    }
    self.init(groups: groups, points: points, legs: legs)
  }

  private static func numbers(
    _ value: JSONValue, count: Int, at place: String
  ) throws(PlotFormatError) -> [Double] {
    let fields = try PlotJSONFields(.sorted(["values": value]), at: place)
    let numbers = try fields.numbers("values", most: count)
    guard numbers.count == count else {
      throw PlotFormatError(place: place, reason: "\(count) numbers are expected")
    }
    return numbers
  }

  private static func whole(_ value: Double, at place: String) throws(PlotFormatError) -> Int {
    guard value.magnitude <= 0x1p53, let whole = Int(exactly: value) else {
      throw PlotFormatError(place: place, reason: "a whole number is expected")
    }
    return whole
  }
}
