import Testing

@testable import SessionRecord

@Suite("Seeds and hashes")
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
