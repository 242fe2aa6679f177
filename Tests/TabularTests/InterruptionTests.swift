import TablesHarness
import Testing

@testable import Tabular

/// A closure that says true from its Nth asking on, and counts.
private final class Interruption {
  private let last: Int
  private(set) var asked = 0
  /// How often it was asked after it had said true.
  private(set) var late = 0

  init(after last: Int = .max - 1) { self.last = last }

  func isCancelled() -> Bool {
    asked += 1
    if asked > last + 1 { late += 1 }
    return asked > last
  }
}

/// Reading asks whether to go on as often as bytes pass, and ends at once where it is told to.
@Suite struct InterruptionTests {
  /// About 2 MB of each form, of rows, of few long ones, and of what makes no rows at all.
  static let files: [(name: String, bytes: [UInt8])] = {
    let row = "<row><c t=\"str\"><v>\(String(repeating: "x", count: 200))</v></c></row>"
    let shared = "<si><t>\(String(repeating: "y", count: 200))</t></si>"
    let object = "{\"a\": \"\(String(repeating: "z", count: 200))\", \"b\": [1, 2, 3]}"
    let objects = Array(repeating: object, count: 9_000)
    func sheet(_ body: String) -> [UInt8] {
      Array("<worksheet \(StoredZip.main)><sheetData>\(body)</sheetData></worksheet>".utf8)
    }
    return [
      ("t.csv", Array(("a,b\n" + String(repeating: "12,some text\n", count: 150_000)).utf8)),
      ("long.csv", Array(("a,b\n" + String(repeating: "x", count: 2_000_000) + ",1\n").utf8)),
      ("t.json", Array("[\(objects.joined(separator: ","))]".utf8)),
      ("t.jsonl", Array(objects.joined(separator: "\n").utf8)),
      ("rows.xlsx", StoredZip.workbook(sheet: sheet(String(repeating: row, count: 9_000)))),
      (
        "norows.xlsx",
        StoredZip.workbook(
          sheet: sheet(row + String(repeating: "<x xmlns=\"urn:other\"></x>", count: 80_000)))
      ),
      (
        "shared.xlsx",
        StoredZip.workbook(
          sheet: sheet(row),
          sharedTexts: Array(
            "<sst \(StoredZip.main)>\(String(repeating: shared, count: 9_000))</sst>".utf8))
      ),
    ]
  }()

  /// Reads a file in every way that a load does.
  private func readAll(_ path: String, _ interruption: Interruption) throws {
    let file = try TabularFile.open(path, isCancelled: interruption.isCancelled)
    let sheet = try file.sheet(at: 0)
    try sheet.forEachRow(isCancelled: interruption.isCancelled) { _, _ in true }
    let typed = try sheet.typed(cancel: interruption.isCancelled)
    try typed.forEachBatch(isCancelled: interruption.isCancelled) { _ in }
  }

  @Test("batches end at the first asking that says so")
  func batches() throws {
    let typed = try open("a\n" + String(repeating: "1\n", count: 50_000)).sheet(at: 0).typed()
    var delivered = 0
    let error = #expect(throws: TabularError.self) {
      try typed.forEachBatch(isCancelled: { delivered > 0 }) { _ in delivered += 1 }
    }
    #expect(error?.code == .cancelled)
    #expect(delivered == 1)
  }

  /// A file of one test's own: tests run beside each other.
  private func scratch(
    _ name: String, _ bytes: [UInt8], for test: String = #function
  ) throws -> ScratchFile {
    let file = ScratchFile("interrupted-\(test.prefix { $0 != "(" })-\(name)")
    try file.write(bytes)
    return file
  }

  @Test("every pass over a file asks at least once a megabyte", arguments: files.indices)
  func density(index: Int) throws {
    let (name, bytes) = Self.files[index]
    let scratch = try scratch(name, bytes)
    let megabytes = bytes.count >> 20
    try #require(megabytes >= 1)
    let opening = Interruption()
    let file = try TabularFile.open(scratch.path, isCancelled: opening.isCancelled)
    #expect(opening.asked >= megabytes, "opening")
    let sheet = try file.sheet(at: 0)
    let listing = Interruption()
    try sheet.forEachRow(isCancelled: listing.isCancelled) { _, _ in true }
    let typing = Interruption()
    // Of another opening: what the rows told of the types is kept.
    let typed = try TabularFile.open(scratch.path).sheet(at: 0).typed(cancel: typing.isCancelled)
    let delivering = Interruption()
    try typed.forEachBatch(isCancelled: delivering.isCancelled) { _ in }
    let isRead = name != "shared.xlsx" && name != "long.csv"
    for (what, interruption) in [("rows", listing), ("types", typing)] where isRead {
      #expect(interruption.asked >= megabytes, "\(what) of \(name)")
    }
    #expect(delivering.asked >= 1)
  }

  @Test("told to stop, reading ends at that asking with the code for it", arguments: files.indices)
  func stops(index: Int) throws {
    let (name, bytes) = Self.files[index]
    let scratch = try scratch(name, bytes)
    let whole = Interruption()
    try readAll(scratch.path, whole)
    for asked in stride(from: 0, to: whole.asked, by: max(1, whole.asked / 12)) {
      let interruption = Interruption(after: asked)
      do {
        try readAll(scratch.path, interruption)
        // How often one waits for the other thread differs from run to run.
        #expect(interruption.asked <= asked, "\(name) at \(asked) went on")
      } catch let error as TabularError {
        #expect(error.code == .cancelled, "\(name) at \(asked)")
      }
      #expect(interruption.late == 0, "\(name) at \(asked)")
    }
  }

  @Test("rows that are given up before the first batch is there end their thread too")
  func givenUp() throws {
    let (name, bytes) = Self.files[5]
    let scratch = try scratch(name, bytes)
    let typed = try TabularFile.open(scratch.path).sheet(at: 0).typed()
    let error = #expect(throws: TabularError.self) {
      try typed.forEachBatch(isCancelled: { true }) { _ in Issue.record("a batch came") }
    }
    #expect(error?.code == .cancelled)
  }

  @Test("a workbook that is given up while it is packed leaves the waiting at once")
  func packing() throws {
    let file = ScratchFile("packing.xlsx")
    let writer = try WorkbookWriter(path: file.path)
    try writer.addSheet("x")
    for row in 0..<20_000 {
      try writer.write((0..<20).map { .number(Double(row * 31 + $0) / 7) })
    }
    let interruption = Interruption(after: 0)
    do {
      try writer.close(isCancelled: interruption.isCancelled)
    } catch {
      #expect(error.code == .cancelled)
    }
    // Where it was packed before it was asked, it is whole.
    if interruption.asked == 0 { #expect(try TabularFile.open(file.path).sheetNames == ["x"]) }
  }
}
