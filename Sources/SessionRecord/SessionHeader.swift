/// What a session stands on: the lines on top of a session file.
///
///     #carnet 1
///     #: seed 7, carnet 0.1.0, rules speed=30, kernel Zen, folder ..
public struct SessionHeader: Hashable, Sendable {
  /// The format that this version of the room writes, and the latest that it reads.
  public static let latestFormat = 1

  /// The root seed of the session.
  public var seed: UInt64?
  /// The version of Carnet that wrote the record.
  public var carnet: String?
  /// The rules that differ from their defaults; empty: all default; nil: not stated.
  public var rules: [RuleSetting]?
  /// The floating-point kernel that computed the real figures.
  public var kernel: String?
  /// The folder that the script's paths are relative to, itself relative to the file's.
  public var folder: String?
  /// The scheme of the pseudonyms in pictures, or nil where names stand as they are.
  public var pseudonyms: String?
  /// What else the header says, in its order; kept for other versions and by other hands.
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
    seed: UInt64? = nil, carnet: String? = nil, rules: [RuleSetting]? = nil,
    kernel: String? = nil, folder: String? = nil, pseudonyms: String? = nil, others: [Field] = []
  ) {
    self.seed = seed
    self.carnet = carnet
    self.rules = rules
    self.kernel = kernel
    self.folder = folder
    self.pseudonyms = pseudonyms
    self.others = others
  }
}

/// A rule of the day that differs from its default.
public struct RuleSetting: Hashable, Sendable, CustomStringConvertible {
  public var name: String
  public var value: Double

  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
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
