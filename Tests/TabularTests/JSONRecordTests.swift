import Testing

@testable import Tabular

/// Objects read straight into cells, and values passed over.
@Suite struct JSONRecordTests {
  /// Where passing over a text fails, or nil.
  private static func skipFailure(_ text: [UInt8]) -> JSONParser.Failure? {
    text.withUnsafeBufferPointer { bytes in
      var parser = JSONParser(bytes)
      do throws(JSONParser.Failure) {
        try parser.skip(depth: 0)
        try parser.requireEnd()
        return nil
      } catch {
        return error
      }
    }
  }

  /// Where reading a text fails, or nil.
  private static func readFailure(_ text: [UInt8]) -> JSONParser.Failure? {
    text.withUnsafeBufferPointer { bytes in
      var parser = JSONParser(bytes)
      do throws(JSONParser.Failure) {
        _ = try parser.document()
        return nil
      } catch {
        return error
      }
    }
  }

  @Test("passing over a value refuses what reading it refuses, at the same byte")
  func skipping() {
    let sample = Array(
      "{\"a\":[1,-2.5e3,true,null,\"x\\n\\u00e9\"],\"b\":{\"c\":\"d\"},\"e\":false}".utf8)
    let marks = Array("{}[]\":,\\0x1e-.tnf ".utf8)
    #expect(Self.skipFailure(sample) == nil)
    for place in sample.indices {
      for mark in marks {
        var text = sample
        text[place] = mark
        #expect(Self.skipFailure(text) == Self.readFailure(text))
      }
      let cut = Array(sample[..<place])
      #expect(Self.skipFailure(cut) == Self.readFailure(cut))
    }
  }

  /// The rows of a file's first sheet, its keys first.
  private func rows(_ text: String, _ name: String) throws -> [[Cell]] {
    var rows: [[Cell]] = []
    try open(text, name).sheet(at: 0).forEachRow { _, cells in
      rows.append(cells)
      return true
    }
    return rows
  }

  @Test(
    "lines and a document give the same rows: of a doubled key the last value, keys by their letters",
    arguments: [("t.jsonl", "", "\n", ""), ("t.json", "[", ",", "]")])
  func records(name: String, opening: String, separator: String, closing: String) throws {
    let objects = [
      "{\"a\":1,\"b\":\"x\",\"a\":2}", "{\"\\u0061\":3,\"c\":[1,{\"d\":null}]}", "{}",
      "{\"b\":null,\"e\":true}",
    ]
    let text = opening + objects.joined(separator: separator) + closing
    #expect(
      try rows(text, name) == [
        [.text("a"), .text("b"), .text("c"), .text("e")],
        [.number(2), .text("x")],
        [.number(3), .empty, .text("[1,{\"d\":null}]")],
        [],
        [.empty, .empty, .empty, .boolean(true)],
      ])
    let reading = try open(text, name).sheet(at: 0).typed().reading
    #expect(reading.notes.contains("the key 'a' stands twice in an object; its last value counts"))
  }

  @Test("a line that breaks off leaves neither cells nor keys")
  func brokenLine() throws {
    let text = "{\"a\":1}\n{\"b\":2,\"c\":\n{\"a\":3} x\n{\"d\":4}\n{\"a\":5}\n"
    var options = ReadingOptions()
    options.brokenRows = .collected
    let file = try TabularFile.open(bytes: Array(text.utf8), name: "t.jsonl", options: options)
    let typed = try file.sheet(at: 0).typed()
    #expect(typed.columns.map(\.name) == ["a", "d"])
    #expect(typed.brokenRows.map(\.row) == [2, 3])
    #expect(typed.rowCount == 3)
  }

  @Test("a key that comes late is a column of all rows")
  func lateKey() throws {
    let early = String(repeating: "{\"a\":1}\n", count: 5_000)
    let typed = try open(early + "{\"a\":2,\"z\":\"end\"}\n", "t.jsonl").sheet(at: 0).typed()
    #expect(typed.columns.map(\.name) == ["a", "z"])
    var last = ""
    try typed.forEachBatch { batch in
      guard case .text(let bytes, let offsets, let isNull) = batch.columns[1] else { return }
      for row in 0..<batch.rowCount where !isNull[row] {
        last += String(decoding: bytes[offsets[row]..<offsets[row + 1]], as: UTF8.self)
      }
    }
    #expect(last == "end")
  }

  @Test("of a root's key that stands twice the last table counts")
  func doubledTable() throws {
    let file = try open("{\"t\":[{\"a\":1}],\"n\":2,\"t\":[{\"b\":2},{\"b\":3}]}", "t.json")
    #expect(file.sheetNames == ["t"])
    let typed = try file.sheet(at: 0).typed()
    #expect(typed.columns.map(\.name) == ["b"])
    #expect(typed.rowCount == 2)
    #expect(typed.reading.otherMembers == ["n"])
    #expect(typed.reading.doubledKeys == 1)
  }
}
