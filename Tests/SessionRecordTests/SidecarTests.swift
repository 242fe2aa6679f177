import Files
import Testing

@testable import SessionRecord

@Suite("Sidecars: larger tables lie beside the session file")
struct SidecarTests {
  private static func table(_ rows: Int, _ text: String = "a") -> RecordedBlock {
    .table(
      RecordedTable(
        columns: [.init("n", kind: "integer"), .init("text", kind: "text")],
        rows: (0..<rows).map { [.integer(Int64($0)), .text(text)] }, rowCount: rows + 5))
  }

  private static func file(_ blocks: [RecordedBlock]) -> SessionFile {
    SessionFile(entries: [SessionEntry("select 1;", blocks: blocks), SessionEntry("tables")])
  }

  private static func names(_ folder: ScratchFolder) -> [String] {
    OpenFile.names(in: folder.path + "/a.carnet.tables")
  }

  @Test("a table of 100 rows stands in the file, one of 101 beside it, and both read back")
  func bound() throws {
    let (folder, gate) = (ScratchFolder(), FileGate())
    let path = folder.path + "/a.carnet"
    let file = Self.file([Self.table(100), Self.table(101), Self.table(101)])
    try file.write(to: path, replacing: false, through: gate)
    let read = try SessionFile.read(path)
    #expect(read.entries[0].blocks[0] == Self.table(100))
    guard case .sidecar(let reference) = read.entries[0].blocks[1] else {
      Issue.record("the larger table stands in the file")
      return
    }
    #expect(reference.rows == 101)
    #expect(Self.names(folder) == ["\(reference.hash).json"])
    #expect(read.withTables(ofSession: path, through: gate) == file)
    #expect(try SessionFile(read.text) == read)
  }

  @Test("a table's file that is missing, changed or no file is a value and no error")
  func damage() throws {
    let (folder, gate) = (ScratchFolder(), FileGate())
    let path = folder.path + "/a.carnet"
    try Self.file([Self.table(200)]).write(to: path, replacing: false, through: gate)
    let read = try SessionFile.read(path)
    guard case .sidecar(let reference) = read.entries[0].blocks[0] else {
      Issue.record("the table stands in the file")
      return
    }
    let tables = SidecarFolder(ofSession: path)
    let place = "\(tables.path)/\(reference.hash).json"
    let bytes = try WholeFile.read(place, upTo: 1 << 20)
    for index in [0, bytes.count / 2, bytes.count - 1] {
      var other = bytes
      other[index] ^= 1
      try gate.write(other, to: place, replacing: true)
      #expect(tables.read(reference, through: gate) == .changed, "byte \(index)")
    }
    try gate.write([], to: place, replacing: true)
    #expect(tables.read(reference, through: gate) == .changed)
    try gate.remove(place)
    #expect(tables.read(reference, through: gate) == .missing)
    try gate.write([1], to: place + "/file", replacing: true)
    #expect(tables.read(reference, through: gate) == .missing)
    #expect(read.withTables(ofSession: path, through: gate) == read)
  }

  @Test("a later save takes away the tables that it no longer names, and nothing else")
  func stale() throws {
    let (folder, gate) = (ScratchFolder(), FileGate())
    let path = folder.path + "/a.carnet"
    try Self.file([Self.table(200, "x"), Self.table(200, "y")])
      .write(to: path, replacing: false, through: gate)
    #expect(Self.names(folder).count == 2)
    let own = ["0.json", "notes.txt", String(repeating: "A", count: 32) + ".json"]
    for name in own { try gate.write([1], to: "\(path).tables/\(name)", replacing: true) }
    #expect(throws: SessionRecordError.self) {
      try Self.file([]).write(to: path, replacing: false, through: gate)
    }
    #expect(Self.names(folder).count == 5)
    try Self.file([Self.table(200, "y")]).write(to: path, replacing: true, through: gate)
    #expect(Self.names(folder).count == 4)
    try Self.file([]).write(to: path, replacing: true, through: gate)
    #expect(Self.names(folder) == own.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test("a session that a replay writes has its tables in the replay's scratch folder")
  func replay() throws {
    let (folder, gate) = (ScratchFolder(), FileGate().forReplay())
    let path = folder.path + "/a.carnet"
    let file = Self.file([Self.table(150)])
    try file.write(to: path, replacing: false, through: gate)
    #expect(OpenFile.names(in: folder.path).isEmpty)
    let read = try SessionFile.read(gate.pathToRead(path))
    #expect(read.withTables(ofSession: path, through: gate) == file)
  }

  @Test("an update writes the tables first, and an equal one writes nothing")
  func update() throws {
    let (folder, gate) = (ScratchFolder(), FileGate())
    let path = folder.path + "/a.carnet"
    try Self.file([Self.table(150, "old")]).write(to: path, replacing: false, through: gate)
    let header = SessionHeader(seed: 1)
    let renewals: [Int: ReplayUpdate.Renewal] = [
      0: .init(facts: [], picture: [], blocks: [Self.table(150, "new")])
    ]
    for isFirst in [true, false] {
      let update = ReplayUpdate(try SessionFile.text(at: path))
      #expect(try update.write(renewals, header: header, to: path, through: gate) == isFirst)
    }
    let read = try SessionFile.read(path).withTables(ofSession: path, through: gate)
    #expect(read.entries[0].blocks == [Self.table(150, "new")])
    #expect(Self.names(folder).count == 1)
  }
}
