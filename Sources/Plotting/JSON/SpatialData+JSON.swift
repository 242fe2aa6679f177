extension TimelineData {
  var json: PlotJSON {
    .object([
      "lanes": .list(
        lanes.map { .object(["name": .text($0.name), "note": .text($0.note)]) }),
      "spans": .list(
        spans.map { span in
          .object([
            "lane": .number(Double(span.lane)), "kind": .text(span.kind.rawValue),
            "from": .number(Double(span.from)), "to": .number(Double(span.to)),
            "label": .text(span.label),
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
  var json: PlotJSON {
    .object([
      "groups": .texts(groups),
      "points": .list(
        points.map { point in
          .list([
            .number(point.place.latitude), .number(point.place.longitude),
            .number(Double(point.count)),
          ])
        }),
      "legs": .list(
        legs.map { leg in
          .list([
            .number(leg.from.latitude), .number(leg.from.longitude), .number(leg.to.latitude),
            .number(leg.to.longitude), .number(Double(leg.group)),
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
    _ value: PlotJSON, count: Int, at place: String
  ) throws(PlotFormatError) -> [Double] {
    let fields = try PlotJSONFields(.object(["values": value]), at: place)
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
