/// What a session depends on: the lines on top of a session file.
///
///     #carnet 2
///     #: seed 7, carnet 0.1.0, rules speed=30, libm x86_64-fma glibc-2.36, sqlite 3.40.1, folder ..
public struct SessionHeader: Hashable, Sendable {
  /// The format that this version of the room writes, and the latest that it reads.
  public static let latestFormat = 2

  /// The format of the file, as read from its first line; 1 where a text states none.
  public var format: Int
  /// The root seed of the session.
  public var seed: UInt64?
  /// The version of Carnet that wrote the record.
  public var carnet: String?
  /// The rules that differ from their defaults; empty: all default; nil: not stated.
  public var rules: [RuleSetting]?
  /// The library of mathematical functions, and the features of the processor by which it chooses
  /// them.
  public var libm: String?
  /// The version of SQLite.
  public var sqlite: String?
  /// The floating-point kernel of a file of format 1; format 2 states `libm` in its place.
  public var kernel: String?
  /// The folder that the script's paths are relative to, itself relative to the file's.
  public var folder: String?
  /// The scheme of the pseudonyms in pictures, or nil where names stand as they are.
  public var pseudonyms: String?
  /// The other fields of a header of format 1, in their order; format 2 has none.
  public var others: [Field]

  /// A key and value that this version does not know.
  public struct Field: Hashable, Sendable {
    public var key: String
    public var value: String

    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  public init(
    seed: UInt64? = nil, carnet: String? = nil, rules: [RuleSetting]? = nil, libm: String? = nil,
    sqlite: String? = nil, kernel: String? = nil, folder: String? = nil, pseudonyms: String? = nil,
    others: [Field] = [], format: Int = SessionHeader.latestFormat
  ) {
    self.format = format
    self.seed = seed
    self.carnet = carnet
    self.rules = rules
    self.libm = libm
    self.sqlite = sqlite
    self.kernel = kernel
    self.folder = folder
    self.pseudonyms = pseudonyms
    self.others = others
  }
}

/// A rule of the day that differs from its default.
public struct RuleSetting: Sendable, CustomStringConvertible {
  public var name: String
  public var value: Double
  /// Where a file states it, for whoever finds that there is no such rule; nil where none does.
  public var place: SessionRecordError.Place?

  public init(_ name: String, _ value: Double, at place: SessionRecordError.Place? = nil) {
    self.name = name
    self.value = value
    self.place = place
  }

  /// `speed=30`; whole values have no point.
  public var description: String {
    let text = "\(value)"
    return "\(name)=\(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)"
  }

  /// Reads `name=value`, or nil.
  public init?(_ text: String) {
    guard let equals = text.lastIndex(of: "="),
      let value = FactNotation.real(text[text.index(after: equals)...])
    else { return nil }
    self.init(String(text[..<equals]), value)
  }
}

/// Two settings are equal where they say the same, wherever they stand.
extension RuleSetting: Hashable {
  public static func == (left: RuleSetting, right: RuleSetting) -> Bool {
    left.name == right.name && left.value == right.value
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(value)
  }
}
