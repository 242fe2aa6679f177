/// What a number format makes of a cell's number.
enum NumberKind: UInt8, Sendable {
  case number
  case date
  case datetime
  /// The hours of a day: over a count of whole years it is a date and time shown in short.
  case clock
  /// Hours counted on beyond a day.
  case elapsed

  /// The kind of a built-in format (ECMA-376 Part 1, 18.8.30), or nil where it is a custom one.
  init?(builtIn id: Int) {
    switch id {
    case 14...17: self = .date
    case 18...21, 45, 47: self = .clock
    case 46: self = .elapsed
    case 22: self = .datetime
    case 0...49: self = .number
    default: return nil
    }
  }

  /// The kind of a custom format, by its tokens for days and times outside quotes and brackets.
  ///
  ///     NumberKind(format: "[$-407]dd.mm.yyyy;@")  // date
  ///     NumberKind(format: "0.0\" days\"")         // number
  ///
  /// `m` is a month, or minutes where hours or seconds stand too. `[h]` is elapsed time.
  init(format: String) {
    var hasDay = false
    var hasMonth = false
    var hasClock = false
    var isElapsed = false
    var scalars = format.unicodeScalars.makeIterator()
    scan: while let scalar = scalars.next() {
      switch scalar {
      case ";": break scan
      case "\"": while let quoted = scalars.next(), quoted != "\"" {}
      case "\\", "_", "*": _ = scalars.next()
      case "[":
        var inside = ""
        while let next = scalars.next(), next != "]" { inside.unicodeScalars.append(next) }
        let letters = Array(inside.lowercased())
        if let first = letters.first, "hms".contains(first), letters.allSatisfy({ $0 == first }) {
          isElapsed = true
        }
      case "d", "D", "y", "Y": hasDay = true
      case "h", "H", "s", "S": hasClock = true
      case "m", "M": hasMonth = true
      default: break
      }
    }
    switch (hasDay, hasClock || isElapsed) {
    case (true, true): self = .datetime
    case (true, false): self = .date
    case (false, true): self = isElapsed ? .elapsed : .clock
    case (false, false): self = hasMonth ? .date : .number
    }
  }
}

/// The number kinds of a workbook's cell styles.
struct CellStyles: Sendable {
  /// By the style number that cells carry.
  private(set) var kinds: [NumberKind] = []
  /// By the style number too: whether the font is struck through.
  private(set) var struck: [Bool] = []

  /// By the style number too: the unit that the format shows; empty where no format shows any.
  private(set) var units: [String] = []

  /// By the style number too: to how many digits the format fills numbers up; empty where none does.
  private var digits: [Int] = []

  init() {}

  init(kinds: [NumberKind], struck: [Bool], units: [String], digits: [Int] = []) {
    self.kinds = kinds
    self.digits = digits.contains { $0 > 0 } ? digits : []
    self.units = units.contains { !$0.isEmpty } ? units : []
    self.struck = struck.contains(true) ? struck : []
  }

  init(_ part: String, _ archive: ZipArchive) throws(TabularError) {
    var custom: [Int: String] = [:]
    var formats: [Int] = []
    var fonts: [Int] = []
    var struckFonts: [Bool] = []
    var list = ""
    _ = try XMLPart.read(part, .spreadsheet, in: archive) { element, attributes in
      switch element {
      case "numFmts", "cellXfs", "fonts": list = element
      case "font" where list == "fonts": struckFonts.append(false)
      case "strike" where list == "fonts" && !struckFonts.isEmpty:
        struckFonts[struckFonts.count - 1] = Self.isOn(attributes["val"])
      case "numFmt" where list == "numFmts":
        guard let id = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
        custom[id] = attributes["formatCode"] ?? ""
      case "xf" where list == "cellXfs":
        formats.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0)
        fonts.append(attributes["fontId"].flatMap { Int($0) } ?? 0)
      default: break
      }
    } end: { element in
      if element == list { list = "" }
    }
    self.init(
      formats: formats, custom: custom,
      struck: fonts.map { struckFonts.indices.contains($0) && struckFonts[$0] })
  }

  /// The styles of formats by their numbers, of which the custom ones have codes.
  init(formats: [Int], custom: [Int: String], struck: [Bool]) {
    let kinds = custom.mapValues { NumberKind(format: $0) }
    let units = custom.mapValues { FormatUnit.unit(ofFormat: $0) }
    self.init(
      kinds: formats.map { kinds[$0] ?? NumberKind(builtIn: $0) ?? .number }, struck: struck,
      units: formats.map { units[$0] ?? FormatUnit.unit(ofBuiltIn: $0) },
      digits: formats.map { custom[$0].map { Self.digits(ofFormat: $0) } ?? 0 })
  }

  /// The digits of a format of zeros alone, such as `0000`; two may be a matter of taste.
  private static func digits(ofFormat format: String) -> Int {
    format.utf8.count > 2 && format.utf8.allSatisfy { $0 == UInt8(ascii: "0") }
      ? min(format.utf8.count, mostDigits) : 0
  }

  /// As many as a whole number has that a Double holds exactly.
  private static let mostDigits = 15

  /// The text of a whole number whose format shows it with zeros in front: a code, or a time as `0830`.
  @inline(__always)
  func filledUp(_ number: Double, _ style: Int) -> [UInt8]? {
    digits.isEmpty ? nil : filledUp(number, to: digits.indices.contains(style) ? digits[style] : 0)
  }

  private func filledUp(_ number: Double, to count: Int) -> [UInt8]? {
    guard count > 0, number >= 0, number < 1e15, number == number.rounded() else { return nil }
    let written = Array(String(Int(number)).utf8)
    return Array(repeating: UInt8(ascii: "0"), count: max(0, count - written.count)) + written
  }

  /// The unit of a style number's format, empty where it has none or is unknown.
  func unit(_ style: Int) -> String {
    units.indices.contains(style) ? units[style] : ""
  }

  /// Whether an attribute of a switch, which is on where it has none, is on.
  static func isOn(_ value: String?) -> Bool {
    value != "0" && value != "false"
  }

  /// Whether a style number's font is struck through.
  @inline(__always)
  func isStruck(_ style: Int) -> Bool {
    struck.isEmpty ? false : struck.indices.contains(style) && struck[style]
  }

  /// The kind of a style number, plain number where it is unknown.
  @inline(__always)
  func kind(_ style: Int) -> NumberKind {
    style >= 0 && style < kinds.count ? kinds[style] : .number
  }
}
