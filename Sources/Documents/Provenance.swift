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

  /// What a replay before the export found.
  public enum Verification: Hashable, Sendable {
    case notVerified
    case replayed(Replay)
  }

  /// The verdicts of one replay of the record that is shown.
  public struct Replay: Hashable, Sendable {
    /// A verdict a statement, notes included, in the record's order; fewer where it was stopped.
    public var verdicts: [DocumentVerdict]
    /// How many statements the record has now.
    public var statements: Int
    /// Whether no statement gave anything else than the record says.
    public var holds: Bool
    /// The day of the replay, as `2026-11-28`.
    public var date: String
    /// The version of Carnet that replayed.
    public var carnet: String
    /// Whether it ran before the export, as a statement of its own.
    public var isEarlier: Bool

    public init(
      _ verdicts: [DocumentVerdict], of statements: Int, holds: Bool, date: String, carnet: String,
      isEarlier: Bool = false
    ) {
      self.verdicts = verdicts
      self.statements = statements
      self.holds = holds
      self.date = date
      self.carnet = carnet
      self.isEarlier = isEarlier
    }

    /// `verified: 4 of 5 statements, 1 resumed, 2026-11-28`; prose is none of them.
    var text: String {
      let verified = verdicts.count { $0.kind == .verified }
      if !holds, !verdicts.contains(where: { [.broken, .verified, .weaker].contains($0.kind) }) {
        return "not verified: there was nothing to compare, \(date)"
      }
      let word = holds ? "verified" : "diverged"
      let prose = verdicts.count { $0.kind == .prose }
      let others = verdicts.filter { $0.kind != .verified && $0.kind != .prose }.map(\.word.text)
      let kinds = others.enumerated().filter { others.firstIndex(of: $1) == $0 }.map(\.element)
      let counts = kinds.map { kind in "\(others.count { $0 == kind }) \(kind)" }
      let compared = statements - prose
      let all = "\(compared) statement\(compared == 1 ? "" : "s")"
      return
        ([
          "\(word)\(isEarlier ? " earlier in this session" : ""): "
            + "\(verified) of \(all)\(holds ? "" : " verified")"
        ] + counts + [date])
        .joined(separator: ", ")
    }
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

  /// Whether the document warns of something: it diverged, or figures are stale.
  public var isDoubtful: Bool { hasDiverged || staleFigures > 0 }

  /// Whether a replay found something else than the record says.
  var hasDiverged: Bool {
    if case .replayed(let replay) = verification { return !replay.holds }
    return false
  }

  /// `verified: 12 of 12 statements, 2026-11-28`, `diverged: …` or `not verified`.
  public var verdict: String {
    if case .replayed(let replay) = verification { return replay.text }
    return "not verified"
  }

  /// The verdict with the version that came to it.
  private var record: String {
    if case .replayed(let replay) = verification {
      return "\(verdict), by carnet \(replay.carnet)"
    }
    return verdict
  }

  /// The footer's lines as label and value, in order.
  public var lines: [(label: String, value: ScreenLine)] {
    var lines: [(label: String, value: String)] = data.map { ("data", "\($0.name) \($0.hash)") }
    if let seed { lines.append(("root seed", "\(seed)")) }
    if let rules {
      lines.append(("rules", rules.isEmpty ? "default" : rules.joined(separator: " ")))
    }
    if let carnet { lines.append(("carnet", carnet)) }
    if let kernel { lines.append(("math library", kernel)) }
    if let pseudonyms { lines.append(("names", "pseudonyms \(pseudonyms)")) }
    lines.append(("exported", date))
    if staleFigures > 0 { lines.append(("stale figures", "\(staleFigures)")) }
    lines.append(("record", record))
    return lines.map { ($0.label, ScreenLine($0.value)) }
  }
}
