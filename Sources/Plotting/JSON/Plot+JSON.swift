extension Plot {
  /// The version of the format that ``json`` writes and ``init(json:)`` reads.
  private static let version = 1

  /// The longest text that is read, in bytes; the largest plot takes less.
  public static let longestJSON = 8_000_000

  /// The plot on one line of JSON: its data and its spec.
  ///
  ///     {"data":{"labels":["Ana"],"series":[…]},"spec":{"mark":"bars",…},"version":1}
  ///
  /// Keys are sorted and numbers are as short as they read back the same, so that equal plots have
  /// equal lines.
  ///
  /// - Complexity: O(data).
  public var json: String {
    PlotJSON.object([
      "version": .number(Double(Self.version)), "spec": spec.json, "data": data.json,
    ]).line
  }

  /// Reads a plot from its JSON.
  ///
  /// - Throws: ``PlotFormatError`` for a text that is no JSON, lacks something, or holds more than
  ///   a plot may.
  /// - Complexity: O(bytes).
  public init(json: String) throws(PlotFormatError) {
    guard json.utf8.count <= Self.longestJSON else {
      throw PlotFormatError(
        place: "byte \(Self.longestJSON)", reason: "the text is too long for a plot")
    }
    let fields = try PlotJSONFields(PlotJSONReader.read(json), at: "plot")
    guard try fields.integer("version") == Self.version else {
      throw fields.error("version", "the only supported version is \(Self.version)")
    }
    let spec = try PlotSpec(json: fields.object("spec"))
    let data = try PlotData(json: fields.object("data"), mark: spec.mark)
    self.init(spec, data)
  }
}

/// A plot in a further document is the text of its JSON, so that its bounds are checked there too.
extension Plot: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(json: String(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    try json.encode(to: encoder)
  }
}

extension PlotSpec {
  fileprivate var json: PlotJSON {
    .object([
      "mark": .text(mark.rawValue), "title": .text(title), "notes": .texts(notes), "x": .text(x),
      "y": .text(y), "scale": .text(scale.rawValue),
    ])
  }

  fileprivate init(json: PlotJSONFields) throws(PlotFormatError) {
    guard let mark = PlotMark(rawValue: try json.text("mark")) else {
      throw json.error("mark", "there is no such mark")
    }
    guard let scale = PlotScale(rawValue: try json.text("scale")) else {
      throw json.error("scale", "there is no such scale")
    }
    self.init(
      mark, title: try json.text("title"),
      notes: try json.texts("notes", most: PlotBounds.notes), x: try json.text("x"),
      y: try json.text("y"), scale: scale)
  }
}
