import Tabular
import TerminalText

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
    jsonEscaped(
      JSONValue.sorted([
        "data": data.json, "spec": spec.json, "version": .count(Self.version),
      ]).description)
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
    let value: JSONValue
    do {
      value = try JSONValue(parsing: json.utf8, name: "plot")
    } catch {
      throw PlotFormatError(place: "byte \(error.column ?? 1)", reason: error.message)
    }
    let fields = try PlotJSONFields(value, at: "plot")
    guard try fields.integer("version") == Self.version else {
      throw fields.error("version", "the only supported version is \(Self.version)")
    }
    let spec = try PlotSpec(json: fields.object("spec"))
    let data = try PlotData(json: fields.object("data"), mark: spec.mark)
    self.init(spec, data)
  }
}

extension PlotSpec {
  fileprivate var json: JSONValue {
    .sorted([
      "mark": .string(mark.rawValue), "title": .string(title), "notes": .texts(notes),
      "x": .string(x),
      "y": .string(y), "scale": .string(scale.rawValue),
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
