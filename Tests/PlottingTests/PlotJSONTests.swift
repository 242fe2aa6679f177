import Plotting
import Testing

@Suite("Plots kept as JSON")
struct PlotJSONTests {
  @Test("any plot comes back from its line as it was", arguments: 0..<60)
  func roundTrip(seed: Int) throws {
    var draws = Draws(state: UInt64(seed))
    for plot in draws.plots() {
      let line = plot.json
      #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{2028}" })
      // NaN is unlike itself, so that lines are compared and not values.
      #expect(try Plot(json: line).json == line, "seed \(seed), \(plot.spec.mark)")
    }
  }

  @Test("the line is the same for ever: keys sorted, numbers short")
  func golden() {
    let plot = Plot(
      PlotSpec(.bars, title: "a \"b\"\n"),
      PlotData(labels: ["é"], series: [PlotSeries("s", [0.1]), PlotSeries("t", [nil])]))
    #expect(
      plot.json == #"""
        {"data":{"labels":["é"],"series":[{"counts":true,"name":"s","values":[0.1]},\#
        {"counts":true,"name":"t","values":[null]}]},"spec":{"mark":"bars","notes":[],\#
        "scale":"linear","title":"a \"b\"\n","x":"","y":""},"version":1}
        """#)
  }

  @Test("what is not seen in a plot's texts is written as JSON's escapes, and read as it was")
  func unseen() throws {
    let title = "\u{1B}\u{202E}\u{200B}\u{2066}\u{FEFF}\u{AD}\u{34F}\u{E0041}\u{3164}\u{85}é"
    let plot = Plot(
      PlotSpec(.bars, title: title), PlotData(labels: [], series: []))
    let written = #""title":"\u001b\u202e\u200b\u2066\ufeff\u00ad\u034f\udb40\udc41\u3164\u0085é""#
    #expect(plot.json.contains(written))
    #expect(try Plot(json: plot.json).spec.title.unicodeScalars.elementsEqual(title.unicodeScalars))
  }

  @Test(
    "a text that is no plot is refused with the place",
    arguments: [
      ("", "byte 1", "the text ends where a value should be"),
      ("{", "byte 2", "expected a key in quotes"),
      ("[1,]", "byte 4", "this is not the start of a JSON value"),
      ("{\"version\":1,\"version\":2}", "plot.version", "the only supported version is 1"),
      ("01", "byte 1", "a number has a leading zero"),
      ("1e999", "byte 1", "the number is too large"),
      ("\"\\ud800\"", "byte 8", "half of a surrogate pair is alone"),
      ("\"a\n\"", "byte 3", "a string contains a control character that is not escaped"),
      ("{} {}", "byte 4", "text follows the end of the value"),
      (
        String(repeating: "[", count: 100_000), "byte 129",
        "values are nested deeper than 128 levels"
      ),
      ("3", "plot", "an object is expected"),
      ("{\"version\":2}", "plot.version", "the only supported version is 1"),
      ("{\"version\":1}", "plot.spec", "it is missing"),
    ])
  func refused(text: String, place: String, reason: String) {
    #expect(throws: PlotFormatError(place: place, reason: reason)) { try Plot(json: text) }
  }

  @Test(
    "data that do not fit together are refused with the place",
    arguments: [
      (
        "histogram", #"{"counts":[1],"edges":[2,1],"nulls":0,"others":0}"#, "plot.data.edges"
      ),
      (
        "histogram", #"{"counts":[-1],"edges":[1,2],"nulls":0,"others":0}"#, "plot.data.edges"
      ),
      ("histogram", #"{"counts":[1.5],"edges":[1,2]}"#, "plot.data.counts"),
      ("scatter", #"{"groups":[{"name":"","x":[1],"y":[]}],"total":1}"#, "plot.data.groups[0].y"),
      ("scatter", #"{"groups":[{"name":"","x":["inf"],"y":[1]}]}"#, "plot.data.groups[0].x"),
      ("heat", #"{"rows":["a"],"columns":[],"values":[[1]],"name":""}"#, "plot.data.values[0].row"),
      (
        "timeline",
        #"{"lanes":[],"spans":[{"from":1,"kind":"ride","label":"","lane":0,"to":2}]}"#,
        "plot.data.spans[0].lane"
      ),
      ("map", #"{"groups":[],"legs":[],"points":[[1,2]]}"#, "plot.data.points[0]"),
      ("bars", #"{"labels":["a"],"series":[{"values":[]}]}"#, "plot.data.series[0].values"),
      ("nothing", "{}", "plot.spec.mark"),
    ])
  func misfits(mark: String, data: String, place: String) {
    let text =
      #"{"version":1,"spec":{"mark":"\#(mark)","title":"","notes":[],"x":"","y":"","scale":"linear"},"#
      + #""data":\#(data)}"#
    let error = #expect(throws: PlotFormatError.self) { try Plot(json: text) }
    #expect(error?.place == place)
  }

  @Test("cut or changed lines are refused or read, and never trap", arguments: 0..<30)
  func damage(seed: Int) throws {
    var draws = Draws(state: UInt64(seed))
    for plot in draws.plots() {
      var bytes = Array(plot.json.utf8)
      for _ in 0..<1 + draws.below(3) where !bytes.isEmpty {
        bytes[draws.below(bytes.count)] = UInt8(draws.below(256))
      }
      let text = String(decoding: bytes.prefix(draws.below(bytes.count + 1)), as: UTF8.self)
      guard let read = try? Plot(json: text) else { continue }
      #expect(try Plot(json: read.json).json == read.json)
    }
  }

  @Test("what is too much is cut with a remark, and still comes back")
  func bounds() throws {
    let labels = (0..<50_000).map { "\($0)\u{1B}" + String(repeating: "x", count: 500) }
    let plot = Plot(
      PlotSpec(.bars), PlotData(labels: labels, series: [PlotSeries("a", labels.map { _ in 1 })]))
    #expect(plot.spec.notes == ["only the first 2,000 of 50,000 rows drawn"])
    #expect(plot.json.utf8.count < Plot.longestJSON)
    #expect(try Plot(json: plot.json) == plot)
    #expect(Plot(plot.spec, plot.data) == plot)
    #expect(throws: PlotFormatError.self) {
      try Plot(json: String(repeating: " ", count: Plot.longestJSON + 1))
    }
  }
}
