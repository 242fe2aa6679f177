import Testing

@testable import SessionRecord

@Suite("Seeds and fingerprints")
struct StatementSeedTests {
  @Test("a statement put in between shifts no later seed")
  func stability() {
    var plain = StatementSeeds(root: 7)
    let before = ["split", "train", "train", "compare"].map { plain.next(for: $0) }
    var longer = StatementSeeds(root: 7)
    let after = ["split", "tables", "train", "note", "train", "compare"].map {
      longer.next(for: $0)
    }
    #expect([after[0], after[2], after[4], after[5]] == before)
    #expect(Set(before).count == 4)
  }

  @Test("root, content and occurrence each change the seed; blanks at the ends do not")
  func dependence() {
    let seed = StatementSeeds.seed(root: 7, content: "train", occurrence: 1)
    #expect(StatementSeeds.seed(root: 8, content: "train", occurrence: 1) != seed)
    #expect(StatementSeeds.seed(root: 7, content: "train x", occurrence: 1) != seed)
    #expect(StatementSeeds.seed(root: 7, content: "train", occurrence: 2) != seed)
    #expect(StatementSeeds.seed(root: 7, content: " train\n", occurrence: 1) == seed)
  }

  @Test("a seed is the same for ever")
  func pinned() {
    #expect(StatementSeeds.seed(root: 7, content: "train v1", occurrence: 1) == 3399769164033539594)
  }

  static let columns = [FactColumn("driver", "text"), FactColumn("km", "real")]

  static func facts(_ rows: [[TableFingerprint.Value]]) -> FactSet {
    var fingerprint = TableFingerprint(columns: columns)
    for row in rows { fingerprint.add(row) }
    return fingerprint.facts
  }

  @Test("a table's facts are rows, columns, two hashes, and each real column's figures")
  func tableFacts() {
    let facts = Self.facts([[.text("A"), .real(0.5)], [.text("B"), .real(2)], [.null, .null]])
    #expect(
      facts.facts.map(\.key) == [
        "rows", "columns", "ordered", "unordered", "sum(km)", "min(km)", "max(km)",
      ])
    #expect(facts["rows"] == .integer(3))
    #expect(facts["columns"] == .columns(Self.columns))
    #expect(facts["sum(km)"] == .real(2.5))
    #expect(facts["min(km)"] == .real(0.5))
    #expect(facts["max(km)"] == .real(2))
  }

  @Test("the order of rows changes the ordered hash alone")
  func order() {
    let rows: [[TableFingerprint.Value]] = (0..<50).map { [.text("d\($0)"), .real(0.1)] }
    let forward = Self.facts(rows)
    let backward = Self.facts(rows.reversed())
    #expect(backward.differences(from: forward).map(\.key) == ["ordered"])
  }

  @Test("a changed, a doubled and a split cell each change both hashes")
  func content() {
    let base = Self.facts([[.text("ab"), .text("c")], [.text("x"), .null]])
    for rows: [[TableFingerprint.Value]] in [
      [[.text("a"), .text("bc")], [.text("x"), .null]],
      [[.text("ab"), .text("c")], [.text("x"), .text("")]],
      [[.text("ab"), .text("c")], [.text("ab"), .text("c")]],
      [[.text("ab"), .text("c")], [.integer(1), .null]],
      [[.text("ab"), .text("c")], [.blob([0x78]), .null]],
    ] {
      let keys = Self.facts(rows).differences(from: base).map(\.key)
      #expect(keys.contains("ordered") && keys.contains("unordered"))
    }
  }

  @Test("a real's last bits change no hash, and its sum within the tolerance no fact")
  func reals() {
    let left = Self.facts([[.text("a"), .real(0.1)], [.text("b"), .real(0.2)]])
    let right = Self.facts([
      [.text("a"), .real(0.1.nextUp)], [.text("b"), .real(0.2.nextDown)],
    ])
    #expect(right.differences(from: left).isEmpty)
    let other = Self.facts([[.text("a"), .real(0.11)], [.text("b"), .real(0.2)]])
    #expect(other.differences(from: left).map(\.key) == ["sum(km)", "min(km)"])
  }

  @Test("a sum keeps what rounding would lose, and rows of any width are taken")
  func compensation() {
    let facts = Self.facts([
      [.null, .real(1e16)], [.null, .real(1)], [.null, .real(-1e16)], [.null], [],
      [.null, .null, .text("beyond")],
    ])
    #expect(facts["sum(km)"] == .real(1))
    #expect(facts["rows"] == .integer(6))
  }

  @Test("a table's hashes are the same for ever")
  func pinnedHashes() {
    let facts = Self.facts([[.text("Giuseppe"), .real(1.5)], [.integer(-1), .null]])
    #expect(facts["ordered"] == ContentHash("sha256:5b9ee4c9e75d69a2").map(FactValue.hash))
    #expect(facts["unordered"] == ContentHash("rows64:fae9802529e1e88c").map(FactValue.hash))
  }

  @Test("a file's hash is that of its bytes, and a missing file says so")
  func fileHash() throws {
    let folder = ScratchFolder()
    let bytes = [UInt8](repeating: 7, count: (1 << 21) + 5)
    let path = folder.write(bytes, to: "data")
    #expect(try ContentHash.sha256(ofFile: path) == ContentHash.sha256(of: bytes))
    let error = try #require(throws: SessionRecordError.self) {
      try ContentHash.sha256(ofFile: path + ".no")
    }
    #expect(error.code == .unreadableFile)
    #expect(error.description.contains("No such file"))
  }
}
