import SeededRandom
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("What a record makes again of an older notebook")
struct PreambleTests {
  private static let names = ["a", "b", "c", "d", "e"]

  /// A lineage of statements that read and write some of a few names.
  private static func lineage(_ draws: inout SeededGenerator, count: Int) -> [LineageEntry] {
    func some(_ share: UInt64) -> [String] { names.filter { _ in draws.next() % 10 < share } }
    return (0..<count).map { number in
      let writes = some(3)
      return LineageEntry(
        source: "select \(number);", settings: "", folder: "/", reads: some(2), writes: writes,
        creates: writes.filter { _ in draws.next() % 2 == 0 })
    }
  }

  /// The places of all that some names stand on, by a pass over the whole lineage.
  private static func slice(_ lineage: [LineageEntry], for names: Set<String>) -> [Int] {
    var needed = names
    var chosen: [Int] = []
    for (index, entry) in lineage.enumerated().reversed()
    where !needed.isDisjoint(with: entry.writes) {
      chosen.append(index)
      needed.subtract(entry.creates)
      needed.formUnion(entry.reads)
    }
    return chosen.reversed()
  }

  @Test("is what a pass over the whole lineage finds, each statement once", arguments: 1...40)
  func agreesWithAPass(seed: UInt64) throws {
    var draws = SeededGenerator(seed: seed)
    let lineage = Self.lineage(&draws, count: 30)
    var preamble = Preamble(
      lineage: lineage, folder: "/", settings: NotebookSettings(),
      grammar: try CommandCatalogue().grammar)
    var taken: Set<Int> = []
    for _ in 0..<8 {
      let names = Set(Self.names.filter { _ in draws.next() % 4 == 0 })
      let expected = Self.slice(lineage, for: names).filter { !taken.contains($0) }
      taken.formUnion(expected)
      let entries = preamble.entries(before: names, settings: NotebookSettings())
      #expect(entries.map(\.source) == expected.map { lineage[$0].source })
    }
  }

  @Test("is the whole lineage for a statement that reads all that is there")
  func readsEverything() throws {
    var draws = SeededGenerator(seed: 41)
    let lineage = Self.lineage(&draws, count: 30)
    var preamble = Preamble(
      lineage: lineage, folder: "/", settings: NotebookSettings(),
      grammar: try CommandCatalogue().grammar)
    let first = preamble.entries(before: ["a"], settings: NotebookSettings()).count
    let rest = preamble.entries(before: ["tables"], settings: NotebookSettings()).count
    #expect(first > 0)
    #expect(first + rest == lineage.count { !$0.writes.isEmpty })
    #expect(preamble.entries(before: ["b", "rides"], settings: NotebookSettings()).isEmpty)
  }
}
