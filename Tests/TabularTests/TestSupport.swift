import TablesHarness
import Testing

@testable import Tabular

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A typed value as a test states it.
enum Stated: Equatable, CustomStringConvertible {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)

  var description: String {
    switch self {
    case .null: "null"
    case .integer(let value): "\(value)"
    case .real(let value): "real \(value)"
    case .text(let text): "'\(text)'"
    }
  }
}

/// A typed table read to its end.
struct ReadTable: Equatable {
  var names: [String] = []
  var types: [ColumnType] = []
  var rows: [[Stated]] = []

  init(_ sheet: TypedSheet) throws {
    names = sheet.columns.map(\.name)
    types = sheet.columns.map(\.type)
    try sheet.forEachBatch { batch in
      for row in 0..<batch.rowCount {
        rows.append(batch.columns.map { Self.value($0, row) })
      }
    }
    #expect(rows.count == sheet.rowCount)
  }

  /// One column's values.
  subscript(column: Int) -> [Stated] { rows.map { $0[column] } }

  static func value(_ values: ColumnValues, _ row: Int) -> Stated {
    switch values {
    case .integer(let values, let isNull): isNull[row] ? .null : .integer(values[row])
    case .real(let values, let isNull): isNull[row] ? .null : .real(values[row])
    case .text(let bytes, let offsets, let isNull):
      isNull[row]
        ? .null
        : .text(String(decoding: bytes[offsets[row]..<offsets[row + 1]], as: UTF8.self))
    }
  }
}

func open(_ text: String, _ name: String = "t.csv") throws -> TabularFile {
  try TabularFile.open(bytes: Array(text.utf8), name: name)
}

func table(_ text: String, _ name: String = "t.csv") throws -> ReadTable {
  try ReadTable(open(text, name).sheet(at: 0).typed())
}

func rows(_ file: TabularFile, sheet: Int = 0) throws -> [[Cell]] {
  var rows: [[Cell]] = []
  try file.sheet(at: sheet).forEachRow { _, cells in
    rows.append(cells)
    return true
  }
  return rows
}

/// The error that reading bytes to the end gives, or nil.
func failure(_ bytes: some Collection<UInt8>, _ name: String) -> TabularError? {
  do {
    let file = try TabularFile.open(bytes: bytes, name: name)
    for index in file.sheetNames.indices { _ = try ReadTable(file.sheet(at: index).typed()) }
    if file.sheetNames.isEmpty { _ = try file.sheet(at: 0) }
    return nil
  } catch {
    return error as? TabularError
  }
}

func failure(_ text: String, _ name: String = "t.csv") -> TabularError? {
  failure(Array(text.utf8), name)
}

/// The workbook of one sheet that holds the given rows' XML.
func workbook(
  _ rows: String, shared: String = "", styles: String = "", properties: String = "",
  more: String = "", columns: String = ""
) throws -> TabularFile {
  let bytes = StoredZip.workbook(
    sheet: Array(
      "<worksheet \(StoredZip.main)>\(columns)<sheetData>\(rows)</sheetData></worksheet>".utf8),
    sharedTexts: Array("<sst \(StoredZip.main)>\(shared)</sst>".utf8),
    styles: Array("<styleSheet \(StoredZip.main)>\(styles)</styleSheet>".utf8),
    properties: properties, more: more)
  return try TabularFile.open(bytes: bytes, name: "t.xlsx")
}

/// Reproducible random numbers (SplitMix64), each test with its seed.
struct TestDice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// A path for a test's own file, gone when the value goes.
final class ScratchFile {
  let path: String

  init(_ name: String) {
    path = "/tmp/carnet-tabular-\(getpid())-\(name)"
  }

  deinit {
    unlink(path)
  }

  func write(_ bytes: [UInt8]) throws {
    let file = try #require(fopen(path, "w"))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  func read() throws -> [UInt8] {
    let source = try ByteSource(path: path)
    return try source.head(source.byteCount)
  }
}
