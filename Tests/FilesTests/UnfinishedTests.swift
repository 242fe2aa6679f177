import Files
import Glibc
import Testing

@Suite("What dead processes left")
struct UnfinishedTests {
  @Test("drafts and scratch folders of a killed process go at the next sweep, and nothing else")
  func killed() async throws {
    let folder = try TestFolder()
    try folder.write("mine", to: "x.csv")
    try folder.write("mine", to: "x.csv.1.draft")
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      setenv("TMPDIR", path, 1)
      let gate = FileGate(stateFolder: path + "/state")
      let draft = try gate.draft(of: path + "/x.csv", replacing: true)
      try draft.append([1, 2, 3])
      let replay = gate.forReplay()
      try replay.write([4], to: path + "/y.csv", replacing: true)
      kill(getpid(), SIGKILL)
    }
    let left = OpenFile.names(in: path)
    #expect(left.contains { $0.hasPrefix("carnet-scratch-") })
    #expect(left.filter { $0.hasSuffix(".draft") }.count == 2)
    FileGate(stateFolder: path + "/state").sweep()
    #expect(OpenFile.names(in: path) == ["state", "x.csv", "x.csv.1.draft"])
    #expect(TestFolder.text(of: path + "/x.csv") == "mine")
    #expect(OpenFile.names(in: path + "/state/unfinished").isEmpty)
  }

  @Test("a living process keeps its drafts")
  func living() throws {
    let folder = try TestFolder()
    let gate = FileGate(stateFolder: folder.path + "/state")
    let draft = try gate.draft(of: folder.path + "/x", replacing: false)
    FileGate(stateFolder: folder.path + "/state").sweep()
    try draft.append([65])
    try draft.keep()
    #expect(TestFolder.text(of: folder.path + "/x") == "A")
  }

  @Test("a list that names what this program never makes removes none of it")
  func forged() throws {
    let folder = try TestFolder()
    folder.makeFolder("state")
    folder.makeFolder("state/unfinished")
    folder.makeFolder("folder.1.draft")
    let names = ["mine", "a.draft", ".1.draft", "x.y.draft", "folder.1.draft"]
    for name in names where name != "folder.1.draft" { try folder.write("mine", to: name) }
    let list = names.map { folder.path + "/" + $0 }.joined(separator: "\u{0}")
    let file = fopen(folder.path + "/state/unfinished/1-1", "we")
    fwrite(list, 1, list.utf8.count, file)
    fclose(file)
    FileGate(stateFolder: folder.path + "/state").sweep()
    for name in names { #expect(FileIdentity(of: folder.path + "/" + name) != nil, "\(name)") }
    #expect(OpenFile.names(in: folder.path + "/state/unfinished").isEmpty)
  }

  @Test("a folder of states that cannot be made keeps no file from being written")
  func noState() throws {
    let folder = try TestFolder()
    let gate = FileGate(stateFolder: "/proc/nope")
    try gate.write([65], to: folder.path + "/x", replacing: false)
    gate.sweep()
    #expect(TestFolder.text(of: folder.path + "/x") == "A")
  }
}
