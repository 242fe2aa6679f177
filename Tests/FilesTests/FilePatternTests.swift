import Testing

@testable import Files

@Suite("Patterns of files")
struct FilePatternTests {
  @Test(
    "a part of a pattern matches whole names",
    arguments: [
      ("2025-*.xlsx", "2025-01.xlsx", true), ("2025-*.xlsx", "2025-01.xlsx.bak", false),
      ("*", ".hidden", false), (".*", ".hidden", true), ("?.csv", "é.csv", true),
      ("?.csv", "ab.csv", false), ("[a-c]1", "b1", true), ("[!a-c]1", "b1", false),
      ("[!a-c]1", "d1", true), ("[]]", "]", true), ("[ab", "[ab", true), ("*a*b", "xaxxb", true),
      ("*a*b", "xaxx", false), ("", "", true), ("**", "x", true),
    ])
  func matches(part: String, name: String, isMatch: Bool) {
    #expect(FilePattern.matches(name[...], part[...]) == isMatch)
  }

  @Test("files are found below folders that match too, ordered by bytes, and folders are none")
  func files() throws {
    let gate = FileGate()
    let folder = try gate.scratchFolder()
    for name in ["b/x.csv", "a/y.csv", "a/x.csv", "a/z.csv/inner", "a/.h.csv", "Z/x.csv"] {
      try gate.write([1], to: folder.path + "/" + name, replacing: false)
    }
    let pattern = try #require(FilePattern(folder.path + "/*/*.csv"))
    #expect(pattern.files(through: gate) == ["Z/x.csv", "a/x.csv", "a/y.csv", "b/x.csv"])
    #expect(FilePattern(folder.path + "/a/x.csv") == nil)
  }

  @Test("a file that a replay wrote is found where it would stand")
  func replay() throws {
    let gate = FileGate()
    let folder = try gate.scratchFolder()
    let replay = gate.forReplay()
    try replay.write([1], to: folder.path + "/new.csv", replacing: false)
    let pattern = try #require(FilePattern(folder.path + "/*.csv"))
    #expect(pattern.files(through: replay) == ["new.csv"])
    #expect(pattern.files(through: gate) == [])
  }
}
