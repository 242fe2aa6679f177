import SessionRecord
import TerminalText

/// Where a document's figures come from: data, seed, rules, versions, date, and whether verified.
public struct Provenance: Equatable, Sendable {
  /// The files that were read, with their digests, in the order of their first use.
  public var data: [DataSource]
  /// The session's root seed.
  public var seed: UInt64?
  /// The rules that differ from their defaults; nil where the record does not say.
  public var rules: [String]?
  /// The version of Carnet that ran the statements.
  public var carnet: String?
  public var kernel: String?
  /// The day of the export, as `2026-11-28`.
  public var date: String
  public var verification: Verification
  /// The scheme of the pseudonyms, or nil where names stand as they are.
  public var pseudonyms: String?
  /// How many figures of notes no longer hold at the end of the session.
  public var staleFigures: Int

  /// A file and what it held.
  public struct DataSource: Hashable, Sendable {
    public var name: String
    public var hash: ContentHash

    public init(name: String, hash: ContentHash) {
      self.name = name
      self.hash = hash
    }
  }

  /// What a replay before the export said.
  public enum Verification: Hashable, Sendable {
    case notVerified
    /// All statements gave again what the record says.
    case verified(statements: Int)
    /// So many did in a replay of the same content, earlier in the session that is exported.
    case verifiedEarlier(Int, statements: Int)
    /// Only some did.
    case diverged(verified: Int, statements: Int)
  }

  public init(
    data: [DataSource] = [], seed: UInt64? = nil, rules: [String]? = nil, carnet: String? = nil,
    kernel: String? = nil, date: String, verification: Verification = .notVerified,
    pseudonyms: String? = nil, staleFigures: Int = 0
  ) {
    self.data = data
    self.seed = seed
    self.rules = rules
    self.carnet = carnet
    self.kernel = kernel
    self.date = date
    self.verification = verification
    self.pseudonyms = pseudonyms
    self.staleFigures = staleFigures
  }

  /// Says whether the document warns of something: it diverged, or figures are stale.
  public var isDoubtful: Bool {
    if case .diverged = verification { return true }
    return staleFigures > 0
  }

  /// `verified: 12 of 12 statements, 2026-11-28`, `diverged: …` or `not verified`.
  public var verdict: String {
    switch verification {
    case .notVerified: "not verified"
    case .verified(let count): "verified: \(count) of \(Self.counted(count)), \(date)"
    case .verifiedEarlier(let verified, let count):
      "verified earlier in this session: \(verified) of \(Self.counted(count))"
    case .diverged(let verified, let count):
      "diverged: \(verified) of \(Self.counted(count)) verified, \(date)"
    }
  }

  private static func counted(_ count: Int) -> String {
    "\(count) statement\(count == 1 ? "" : "s")"
  }

  /// The footer's lines as label and value, in order.
  public var lines: [(label: String, value: ScreenLine)] {
    var lines: [(label: String, value: String)] = data.map { ("data", "\($0.name) \($0.hash)") }
    if let seed { lines.append(("root seed", "\(seed)")) }
    if let rules {
      lines.append(("rules", rules.isEmpty ? "default" : rules.joined(separator: " ")))
    }
    if let carnet { lines.append(("carnet", carnet)) }
    if let kernel { lines.append(("kernel", kernel)) }
    if let pseudonyms { lines.append(("names", "pseudonyms \(pseudonyms)")) }
    lines.append(("exported", date))
    if staleFigures > 0 { lines.append(("stale figures", "\(staleFigures)")) }
    lines.append(("record", verdict))
    return lines.map { ($0.label, ScreenLine($0.value)) }
  }
}
