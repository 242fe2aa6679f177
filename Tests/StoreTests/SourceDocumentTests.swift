import CivilTime
import FleetModel
import Store
import Testing

@Suite("The document that a dataset came from")
struct SourceDocumentTests {
  private func record(_ bytes: [UInt8]?) throws -> DatasetRecord {
    var record = DatasetRecord(
      name: "w", file: "w.json", sha256: "a", format: "dispatch export", rowsRead: 0, blankRows: 0,
      rides: [], rejects: [], findings: [])
    record.document = bytes
    record.sourceDrivers = [
      SourceDriver(
        number: 7, written: "Ana", name: "Ana 7", isAdopted: true, kind: .emergency,
        hasWheelchair: true,
        dates: ["2025-10-20", "2025-10-24"].compactMap { CivilDate(iso: $0[...]) }),
      SourceDriver(
        number: -3, written: "", name: "Yannis", isAdopted: false, kind: .regular,
        hasWheelchair: false, dates: []),
    ]
    return record
  }

  @Test("it comes back byte for byte with its drivers in order", arguments: [0, 1, 70_000])
  func roundTrip(count: Int) throws {
    let scratch = try ScratchNotebook()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 / 7) }
    let record = try record(bytes)
    do {
      let database = try NotebookDatabase(.file(scratch.path))
      try database.transaction {
        try $0.insert(record, identity: "i")
        return nil
      }
    }
    let database = try NotebookDatabase(.file(scratch.path))
    #expect(try database.sourceDocument(of: "w") == bytes)
    #expect(try database.sourceDrivers(of: "w") == record.sourceDrivers)
  }

  @Test("it goes with its dataset, and a dataset without one has none")
  func removal() throws {
    let database = try NotebookDatabase(.memory)
    let (with, without) = (try record([1]), try record(nil))
    try database.transaction {
      try $0.insert(with, identity: "i")
      return nil
    }
    try database.transaction {
      try $0.insert(without, identity: "j")
      return nil
    }
    #expect(try database.sourceDocument(of: "w") == nil)
    #expect(try database.sourceDrivers(of: "w").count == 2)
    try database.transaction {
      try $0.removeObject(named: "w")
      return nil
    }
    #expect(try database.sourceDrivers(of: "w").isEmpty)
  }

  @Test("what was cut off or damaged is nothing, and what unpacks to too much is refused")
  func damaged() {
    let packed: [UInt8] = [0x78, 0x9c, 0x4b, 0x04, 0x00, 0x00, 0x62, 0x00, 0x62]
    #expect(PackedBytes.unpack(packed, upTo: 1) == [UInt8(ascii: "a")])
    #expect(PackedBytes.unpack(packed, upTo: 0) == nil)
    for count in 0..<packed.count {
      #expect(PackedBytes.unpack(Array(packed.prefix(count)), upTo: 10) == nil)
    }
  }
}
