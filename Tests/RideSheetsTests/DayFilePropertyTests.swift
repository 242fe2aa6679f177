import FleetModel
import Glibc
import RideSheets
import Tabular
import Testing

@Suite("Properties of day files")
struct DayFilePropertyTests {
  /// Three of the reference days, which hold some 400 values.
  private func days() throws -> [JSONValue] {
    Array(try #require(try DayFileSamples.fixture()["days"]?.elements).prefix(3))
  }

  private func junk(_ draws: inout GarbageDraws) -> JSONValue {
    draws.pick([
      .null, .boolean(true), .integer(0), .integer(-1), .integer(.max), .integer(.min),
      .integer(1), .integer(2), .integer(2_879), .real(0.5), .real(-0.0), .real(1e308),
      .real(.infinity), .real(.nan), .string(""), .string("regular"), .string("return"),
      .string("1"), .string("é\u{0}\n"), .array([]), .array([.integer(1), .integer(1)]),
      .array([.null]), .object([]), .object([("1", .array([.integer(1), .integer(1)]))]),
      .object([("9", .array([.integer(99)]))]),
    ])
  }

  /// What a notebook asks of a day that was read, whatever it holds.
  private func use(_ day: DayFile.Day) {
    let service = day.service
    guard let plan = day.optimalPlan else { return }
    let score = Score(of: plan, on: service)
    let violations = Feasibility.violations(of: plan, on: service)
    #expect(score.unassigned >= 0 || !violations.isEmpty)
  }

  @Test(
    "whatever a value becomes, nothing traps and days in are days and rejects", arguments: 1...6)
  func changedValues(seed: Int) throws {
    var draws = GarbageDraws(seed: UInt64(seed))
    let sound = try days()
    var rejected = 0
    for _ in 0..<60 {
      var days = sound
      for _ in 0...draws.below(3) {
        let place = draws.below(days.count)
        let node = draws.below(days[place].nodeCount)
        days[place] = days[place].replacing(node: node, by: junk(&draws))
      }
      let file = DayFile.read(DayFileSamples.file(days))
      #expect(file.days.count + file.rejects.count == days.count, "seed \(seed)")
      #expect(Set(file.days.map(\.label)).count == file.days.count, "seed \(seed)")
      for day in file.days { use(day) }
      for reject in file.rejects {
        #expect(reject.column.hasPrefix("days[\(reject.row - 1)]."), "seed \(seed)")
        #expect(!reject.reason.isEmpty && !reject.value.isEmpty, "seed \(seed)")
      }
      rejected += file.rejects.count
    }
    #expect(rejected > 20, "seed \(seed): the draws spoil too little")
  }

  @Test("whatever the bytes, the file is refused as no JSON, or every day is accounted for")
  func changedBytes() throws {
    var draws = GarbageDraws(seed: 7)
    let sound = Array(DayFileSamples.file(try days()).description.utf8)
    let path = "/tmp/carnet-days-\(getpid()).json"
    defer { unlink(path) }
    var outcomes = (refused: 0, read: 0)
    for _ in 0..<80 {
      var bytes = sound
      for _ in 0...draws.below(2) {
        let place = draws.below(bytes.count)
        switch draws.below(4) {
        case 0: bytes[place] = UInt8(draws.below(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(draws.pick(Array("0-9.eE\",:{}[]n".utf8)), at: place)
        default: bytes[place] = draws.pick(Array("0123456789-.e".utf8))
        }
      }
      try write(bytes, to: path)
      guard let json = try? TabularFile.open(path).json else {
        outcomes.refused += 1
        continue
      }
      outcomes.read += 1
      let file = DayFile.read(json)
      #expect(file.days.count + file.rejects.count == json["days"]?.elements?.count ?? 0)
      for day in file.days { use(day) }
    }
    #expect(outcomes.refused > 5 && outcomes.read > 5, "\(outcomes)")
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = try #require(fopen(path, "we"))
    defer { fclose(file) }
    try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }
}
