/// What a plot shows, before it is known on what: marks in the data's own coordinates, with scales
/// and names.
///
/// Each kind of data states its figure once (``PlotContent``). A back end lays out each sort of marks
/// and scales, and knows of no kinds of plots.
struct Figure {
  enum Marks {
    /// Categories or intervals down, a length across.
    case bars(Bars)
    /// Categories down and across.
    case cells(Cells)
    /// Categories down, time across.
    case spans(Spans)
    /// Numbers across and up, or a stretch of land.
    case plane(Plane)
  }

  let marks: Marks
  /// What must be known to read the marks.
  var remarks: [String] = []
}

/// Bars from zero, each with its number, in rows.
struct Bars {
  struct Bar {
    /// The length in the unit of the scale, which any sign may have; nil where there is none.
    let length: Double?
    /// The number that the bar stands for.
    let text: String
  }

  struct Series {
    let name: String
    /// A bar for each row.
    let bars: [Bar]
  }

  let rows: [String]
  /// Whether the rows follow each other without a gap, as the bins of a histogram do.
  var areIntervals = false
  let series: [Series]
  /// A text for each row behind its bars, such as a change.
  ///
  /// With it the series are panels of their own; without it they stand under each other in a row.
  var ends: (name: String, texts: [String])?
}

/// Numbers in rows and columns.
struct Cells {
  var rows: [String]
  var columns: [String]
  /// For each row a value for each column; nil where there is none.
  let values: [[Double?]]
  /// Whether it is lengths that stand for the numbers where characters draw them, which tell small
  /// ones better apart than the few shades that characters have.
  var areLengths = false
  /// A number for each row behind its cells, set apart from them.
  var ends: (name: String, values: [Double?])?
}

/// Spans of time in lanes.
struct Spans {
  /// How a span looks: each has a character and a shape.
  enum Form {
    case dotted, line, box, dashed, crossed
  }

  struct Span {
    let lane: Int
    let form: Form
    /// Minutes after midnight, as is `to`.
    let from: Int
    let to: Int
    /// What stands in a box that has room for it.
    let label: String
    /// What the span stands for.
    let title: String
  }

  let lanes: [(name: String, note: String)]
  /// The spans, those on top last.
  let spans: [Span]
  /// Minutes after midnight: the full hours that are drawn.
  let hours: (from: Int, to: Int)
  /// What the forms mean.
  let key: [(form: Form, name: String)]
}

/// Marks on two scales of numbers, or on a stretch of land.
struct Plane {
  enum Scales {
    case numbers(x: Axis, y: Axis)
    /// Degrees east across and degrees north up, as many kilometres across as up.
    case land(MapProjection)
  }

  /// A scale of numbers.
  struct Axis {
    let range: PlotRange
    /// What stands at its ends; there is no last where the first says it all.
    var first: String?
    var last: String?
    /// What runs along it.
    let name: String
    /// Whether a terminal, whose rows are few, leaves the name to the plot's title.
    var isNamedByTitle = false
  }

  /// A place by its two coordinates, of numbers or in degrees.
  struct Position {
    let x: Double
    let y: Double
  }

  /// What tells the marks of one group from those of others: a colour, and a shape or dashes.
  struct Look {
    /// The series whose colour it has; nil for that of text.
    let color: Int?
    let form: Int
  }

  enum Mark {
    case curve(Curve)
    case point(Position, Look, title: String)
    /// A line from place to place.
    case way([Position], Look, title: String)
    /// How often something happened at a place.
    case count(Position, Int, title: String)
    /// A name beside a place.
    case name(Position, String)
  }

  enum Key {
    case curve(Look, name: String)
    case point(Look, name: String)
    case way(Look, name: String)
    /// What all ways are, where they are not told apart.
    case ways(String)
    /// What is counted: its plural.
    case counts(String)
  }

  let scales: Scales
  /// The marks, those on top last.
  let marks: [Mark]
  let key: [Key]
}

extension Plane.Look {
  init(series: Int) { self.init(color: series, form: series) }
}

/// A line over an axis, with the band from the least to the most of what it is the mean of.
struct Curve {
  /// What the points of a place come to.
  struct Value: Equatable {
    var mean: Double
    var least: Double
    var most: Double
  }

  let look: Plane.Look
  /// Whose line it is; nil where it is the only one.
  let name: String?
  /// Points from left to right, their places in 0...1.
  let points: [(place: Double, value: Value)]
  /// The number of bins along the axis in which points are brought together; nil where the line goes
  /// through each of them.
  ///
  /// Characters are bins of their own.
  let bins: Int?

  /// The points brought together in equal bins.
  ///
  /// - Parameter count: The number of bins, at least 1.
  /// - Returns: The bins from left to right; nil before the first point and after the last. Empty
  ///   ones between two lie on the line between them.
  /// - Complexity: O(points + bins).
  func values(inBins count: Int) -> [Value?] {
    var found = [[Value]](repeating: [], count: count)
    for point in points {
      found[min(count - 1, Int(point.place * Double(count)))].append(point.value)
    }
    var values = found.map(Value.init)
    var before: (bin: Int, value: Value)?
    for bin in values.indices {
      guard let value = values[bin] else { continue }
      if let before {
        for between in (before.bin + 1)..<bin {
          let share = Double(between - before.bin) / Double(bin - before.bin)
          values[between] = before.value.towards(value, by: share)
        }
      }
      before = (bin, value)
    }
    return values
  }
}

extension Curve.Value {
  init(_ value: Double) { self.init(mean: value, least: value, most: value) }

  /// What several come to; nil where there are none.
  fileprivate init?(_ values: [Self]) {
    guard let least = values.map(\.least).min(), let most = values.map(\.most).max() else {
      return nil
    }
    let count = Double(values.count)
    let sum = values.reduce(0) { $0 + $1.mean }
    // The sum of the largest numbers is none; divided before they are added, they have a mean too.
    let mean = sum.isFinite ? sum / count : values.reduce(0) { $0 + $1.mean / count }
    self.init(mean: min(max(mean, least), most), least: least, most: most)
  }

  fileprivate func towards(_ other: Self, by share: Double) -> Self {
    func between(_ from: Double, _ to: Double) -> Double { from * (1 - share) + to * share }
    return Self(
      mean: between(mean, other.mean), least: between(least, other.least),
      most: between(most, other.most))
  }
}
