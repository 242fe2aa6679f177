import Files
import Glibc
import Testing

@Suite("The gate that files are written through")
struct FileGateTests {
  private let bytes = Array("new".utf8)

  @Test("a draft takes the name when it is kept, and leaves nothing when it is not")
  func drafts() throws {
    let folder = try TestFolder()
    let gate = FileGate(stateFolder: folder.path + "/state")
    let path = folder.path + "/a/b/x.csv"
    do {
      let draft = try gate.draft(of: path, replacing: false, for: .everyone)
      try draft.append(bytes)
      #expect(TestFolder.text(of: path) == nil)
    }
    #expect(OpenFile.names(in: folder.path + "/a/b").isEmpty)
    try gate.write(bytes, to: path, replacing: false)
    #expect(TestFolder.text(of: path) == "new")
    #expect(OpenFile.names(in: folder.path + "/a/b") == ["x.csv"])
    #expect(TestFolder.mode(of: folder.path + "/a/b") == 0o755)
    #expect(OpenFile.names(in: folder.path + "/state/unfinished").isEmpty)
    #expect(throws: FileError.self) { try gate.write(bytes, to: path, replacing: false) }
    try gate.write(Array("other".utf8), to: path, replacing: true)
    #expect(TestFolder.text(of: path) == "other")
  }

  /// Ways to a file outside: straight, through `..`, and through links to it, its folder and nothing.
  static let ways = [
    "outside/.bashrc", "in/../outside/.bashrc", "in/link", "in/folder/.bashrc", "in/dangling",
    "outside/new/deep/x.csv",
  ]

  @Test(
    "a replay writes to its scratch folder whatever the way, and reads it back", arguments: ways)
  func replayWrites(way: String) throws {
    let folder = try TestFolder()
    folder.makeFolder("outside")
    folder.makeFolder("in")
    try folder.write("mine", to: "outside/.bashrc")
    folder.link("in/link", to: folder.path + "/outside/.bashrc")
    folder.link("in/folder", to: folder.path + "/outside")
    folder.link("in/dangling", to: folder.path + "/outside/made")
    let before = folder.contents()
    let path = folder.path + "/" + way
    var scratch = ""
    do {
      let gate = FileGate().forReplay()
      try gate.write(bytes, to: path, replacing: true)
      scratch = gate.pathToRead(path)
      #expect(TestFolder.text(of: scratch) == "new")
      #expect(
        scratch.split(separator: "/").last == path.split(separator: "/").last
          || way.contains("link"))
      #expect(throws: FileError.self) { try gate.write(bytes, to: path, replacing: false) }
      // A replay inside this one reads what this one wrote, and writes for itself.
      let inner = gate.forReplay()
      #expect(inner.pathToRead(path) == scratch)
      try inner.write(Array("inner".utf8), to: path, replacing: false)
      #expect(TestFolder.text(of: inner.pathToRead(path)) == "inner")
      #expect(TestFolder.text(of: gate.pathToRead(path)) == "new")
    }
    #expect(folder.contents() == before)
    #expect(FileIdentity(of: scratch) == nil, "the scratch folder goes with its gate")
  }

  @Test("two ways to one place read what was written there by either")
  func onePlace() throws {
    let folder = try TestFolder()
    folder.makeFolder("outside")
    folder.link("link", to: "outside")
    let gate = FileGate().forReplay()
    try gate.write(bytes, to: folder.path + "/link/x", replacing: false)
    for way in ["/outside/x", "/link/../outside/x", "/./outside/x", "/outside/y/../x"] {
      #expect(TestFolder.text(of: gate.pathToRead(folder.path + way)) == "new", "\(way)")
    }
    #expect(gate.pathToRead(folder.path + "/outside/y") == folder.path + "/outside/y")
  }

  @Test("devices, pipes, sockets and folders are refused for writing, in a replay too")
  func oddKinds() throws {
    let folder = try TestFolder()
    folder.makeFolder("folder")
    mkfifo(folder.path + "/pipe", 0o600)
    folder.link("link", to: folder.path + "/pipe")
    for gate in [FileGate(), FileGate().forReplay()] {
      for path in ["/dev/null", "/dev/zero", "folder", "pipe", "link"] {
        let absolute = path.hasPrefix("/") ? path : folder.path + "/" + path
        let error = #expect(throws: FileError.self) {
          try gate.write(bytes, to: absolute, replacing: true)
        }
        #expect(error?.headline.hasSuffix("not a file") == true, "\(path)")
        #expect(error?.code == .unwritable)
      }
    }
  }

  @Test("what would wait or never end is refused for reading at once")
  func oddReading() throws {
    let folder = try TestFolder()
    mkfifo(folder.path + "/pipe", 0o600)
    for path in ["/dev/zero", "/dev/tty", folder.path + "/pipe", folder.path] {
      let error = #expect(throws: FileError.self) { try WholeFile.read(path, upTo: 1 << 20) }
      #expect(error?.headline.hasSuffix("not a file") == true, "\(path)")
    }
    #expect(throws: FileError.self) { try WholeFile.read(folder.path + "/none", upTo: 1) }
  }

  @Test("journals, renaming, removing, notebooks and files for programs are refused to a replay")
  func onlyTheWorld() throws {
    let folder = try TestFolder()
    let path = try folder.write("mine", to: "mine")
    let gate = FileGate().forReplay()
    #expect(throws: FileError.self) { try gate.create(folder.path + "/new") }
    #expect(throws: FileError.self) { try gate.append(to: path) }
    #expect(throws: FileError.self) { try gate.rename(path, to: path + "2") }
    #expect(throws: FileError.self) { try gate.remove(path) }
    #expect(throws: FileError.self) { try gate.prepareNotebook(at: folder.path + "/n.sqlite") }
    #expect(throws: FileError.self) { try gate.temporaryFile([], ending: ".sql") }
    #expect(folder.contents() == ["mine": "mine"])
  }

  @Test("a new notebook's file is its owner's alone, and one that is there is left as it is")
  func notebooks() throws {
    let folder = try TestFolder()
    let gate = FileGate()
    try gate.prepareNotebook(at: folder.path + "/n.sqlite")
    #expect(TestFolder.mode(of: folder.path + "/n.sqlite") == 0o600)
    let path = try folder.write("held", to: "old.sqlite")
    chmod(path, 0o640)
    try gate.prepareNotebook(at: path)
    #expect(TestFolder.mode(of: path) == 0o640)
    #expect(TestFolder.text(of: path) == "held")
  }
}
