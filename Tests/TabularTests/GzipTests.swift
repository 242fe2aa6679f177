import CZlib
import Testing

@testable import Tabular

/// Files packed by gzip.
@Suite struct GzipTests {
  /// Packs bytes as gzip does.
  static func packed(_ bytes: [UInt8]) throws -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    try #require(
      deflateInit2_(
        &stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1_000)
    let count = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        deflate(&stream, Z_FINISH)
        return output.count - Int(stream.avail_out)
      }
    }
    return Array(output[..<count])
  }

  @Test("packed csv, JSON and JSON lines are read by what is in them")
  func formats() throws {
    for (text, name) in [
      ("a;b\n1;x\n", "t.csv.gz"), ("[{\"a\":1,\"b\":\"x\"}]", "t.json.gz"),
      ("{\"a\":1,\"b\":\"x\"}\n{\"a\":2}\n", "t.jsonl.gz"), ("a;b\n1;x\n", "t.GZ"),
    ] {
      let file = try TabularFile.open(bytes: Self.packed(Array(text.utf8)), name: name)
      #expect(file.isPacked)
      #expect(file.sheetNames == ["t"])
      let read = try ReadTable(file.sheet(at: 0).typed())
      #expect(read.names == ["a", "b"])
      #expect(read.rows.first == [.integer(1), .text("x")])
    }
  }

  @Test("the hash and the size are those of the packed file")
  func hash() throws {
    let bytes = try Self.packed(Array("a,b\n1,2\n".utf8))
    let file = try TabularFile.open(bytes: bytes, name: "t.csv.gz")
    #expect(file.byteCount == bytes.count)
    let plain = try TabularFile.open(bytes: Array("a,b\n1,2\n".utf8), name: "t.csv")
    #expect(file.sha256 != plain.sha256)
  }

  @Test("bytes behind the end that are no filling are refused, and not passed over")
  func bytesBehindTheEnd() throws {
    let packed = try Self.packed(Array("a,b\n1,2\n".utf8))
    for rest in [Array("3,4\n".utf8), [0, 0, 7], [0] + packed] {
      let error = failure(packed + rest, "t.csv.gz")
      #expect(error?.code == .damaged)
      #expect(error?.message.contains("behind its end") == true)
    }
  }

  @Test("several members are one text, and filling at the end is none")
  func members() throws {
    let bytes = try Self.packed(Array("a,b\n1,".utf8)) + Self.packed(Array("2\n".utf8))
    for filling in [[], [UInt8](repeating: 0, count: 512)] {
      let file = try TabularFile.open(bytes: bytes + filling, name: "t.csv.gz")
      #expect(try ReadTable(file.sheet(at: 0).typed()).rows == [[.integer(1), .integer(2)]])
    }
  }

  @Test("a truncated or changed file is damaged, wherever")
  func damaged() throws {
    let text = (0..<3_000).map { "\($0),\($0 * 7919 % 1009)\n" }.joined()
    let bytes = try Self.packed(Array(("a,b\n" + text).utf8))
    for length in stride(from: 3, to: bytes.count, by: 211) {
      #expect(failure(bytes[..<length], "t.csv.gz")?.code == .damaged, "cut at \(length)")
    }
    var dice = TestDice(state: 3)
    for _ in 0..<100 {
      var broken = bytes
      broken[20 + dice.below(bytes.count - 28)] ^= UInt8(1 + dice.below(255))
      _ = failure(broken, "t.csv.gz")
    }
  }

  @Test("a bomb is refused with the limit")
  func bomb() throws {
    let bytes = try Self.packed([UInt8](repeating: 0x61, count: 40 << 20))
    let error = try #require(failure(bytes, "t.csv.gz"))
    #expect(error.code == .tooLarge)
    #expect(error.description.contains("at most 512 MB, and at most 200 times its packed size"))
  }

  @Test("what is packed twice, or an archive, is told by its content")
  func inside() throws {
    let twice = try Self.packed(Self.packed(Array("a,b\n1,2\n".utf8)))
    #expect(failure(twice, "t.csv.gz.gz")?.message == "holds gzip data")
    var tar = [UInt8](repeating: 0x61, count: 512)
    tar.replaceSubrange(257..<262, with: Array("ustar".utf8))
    #expect(failure(try Self.packed(tar), "t.tgz")?.message == "holds a tar archive")
  }
}
