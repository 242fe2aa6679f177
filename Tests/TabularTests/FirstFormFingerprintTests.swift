import Testing

@testable import Tabular

@Suite("Fingerprints of the first form, kept for records that have them")
struct FirstFormFingerprintTests {
  static let columns = [
    Column(name: "i", type: .integer), Column(name: "r", type: .real),
    Column(name: "t", type: .text), Column(name: "d", type: .date),
  ]

  static func rows(_ count: Int, seed: UInt64) -> [[Stated]] {
    var dice = TestDice(state: seed)
    return (0..<count).map { _ in
      [
        dice.below(9) == 0 ? .null : .integer(Int64(bitPattern: dice.next()) >> 40),
        dice.below(9) == 0 ? .null : .real(Double(dice.below(2_000_000)) / 1000 - 1000),
        dice.below(9) == 0 ? .null : .text(dice.pick(AwkwardText.all)),
        .text("2025-10-\(10 + dice.below(20))"),
      ]
    }
  }

  static func one(_ rows: [[Stated]], _ columns: [Column] = columns) -> FirstFormFingerprint {
    var fingerprinter = FirstFormFingerprinter(columns: columns)
    for row in rows {
      for value in row {
        switch value {
        case .null: fingerprinter.addNull()
        case .integer(let value): fingerprinter.add(integer: value)
        case .real(let value): fingerprinter.add(real: value)
        case .text(let text): fingerprinter.add(text: text)
        }
      }
      fingerprinter.endRow()
    }
    return fingerprinter.fingerprint
  }

  static func batches(_ rows: [[Stated]], size: Int) -> FirstFormFingerprint {
    var fingerprinter = FirstFormFingerprinter(columns: columns)
    for batch in batchList(rows, size: size) { fingerprinter.add(batch) }
    return fingerprinter.fingerprint
  }

  /// The rows as batches of so many each.
  static func batchList(_ rows: [[Stated]], size: Int) -> [TableBatch] {
    stride(from: 0, to: rows.count, by: size).map { start in
      let part = rows[start..<min(start + size, rows.count)]
      var integers: [Int64] = []
      var reals: [Double] = []
      var texts = TextColumnBuilder(rows: part.count, bytes: 0)
      var dates = TextColumnBuilder(rows: part.count, bytes: 0)
      for row in part {
        if case .integer(let value) = row[0] { integers.append(value) } else { integers.append(9) }
        if case .real(let value) = row[1] { reals.append(value) } else { reals.append(9) }
        if case .text(let text) = row[2] { texts.append(text) } else { texts.appendNulls(1) }
        if case .text(let text) = row[3] { dates.append(text) } else { dates.appendNulls(1) }
      }
      return TableBatch(
        rowCount: part.count,
        columns: [
          .integer(integers, isNull: part.map { $0[0] == .null }),
          .real(reals, isNull: part.map { $0[1] == .null }), texts.values, dates.values,
        ])
    }
  }

  @Test("batches of any size and single values give the same fingerprint")
  func same() {
    let rows = Self.rows(500, seed: 3)
    let whole = Self.one(rows)
    for size in [1, 7, 100, 1_000] { #expect(Self.batches(rows, size: size) == whole) }
  }

  @Test("the ordered hash tells the order of rows, the other does not")
  func order() {
    let rows = Self.rows(50, seed: 4)
    let forwards = Self.one(rows)
    let backwards = Self.one(rows.reversed())
    #expect(forwards.ordered != backwards.ordered)
    #expect(forwards.orderFree == backwards.orderFree)
  }

  @Test("any change of a value outside the real columns changes both hashes")
  func changes() {
    let rows = Self.rows(40, seed: 5)
    let before = Self.one(rows)
    let others: [Stated] = [
      .null, .integer(0), .integer(1), .real(0), .real(1), .text(""), .text("0"), .text("1"),
      .text("\0"), .text("12345678"), .text("123456780"), .text("12345678\0"),
    ]
    var seen: [Hash128] = [before.ordered]
    for column in [0, 2, 3] {
      for other in others {
        var changed = rows
        changed[17][column] = other
        if changed == rows { continue }
        let after = Self.one(changed)
        #expect(after.orderFree != before.orderFree, "\(column) \(other)")
        #expect(!seen.contains(after.ordered), "\(column) \(other)")
        seen.append(after.ordered)
      }
    }
  }

  @Test("values do not run over into their neighbours, nor rows into the next")
  func separate() {
    let text = Column(name: "t", type: .text)
    func hash(_ rows: [[Stated]], _ count: Int) -> Hash128 {
      Self.one(rows, Array(repeating: text, count: count)).orderFree
    }
    #expect(hash([[.text("ab"), .text("c")]], 2) != hash([[.text("a"), .text("bc")]], 2))
    #expect(hash([[.text("a"), .null]], 2) != hash([[.null, .text("a")]], 2))
    #expect(hash([[.text("a")], [.text("a")]], 1) != hash([[.text("b")], [.text("b")]], 1))
    #expect(hash([[.text("a")]], 1) != hash([[.text("a")]], 2))
    #expect(hash([[.text("a")]], 1) != hash([[.text("a")], [.text("a")]], 1))
  }

  @Test("only whether a column is real matters of its type; nan is null and -0 is 0")
  func types() {
    let rows: [[Stated]] = [[.integer(1)], [.text("x")], [.null]]
    let asDate = Self.one(rows, [Column(name: "a", type: .date)])
    #expect(Self.one(rows, [Column(name: "b", type: .boolean)]) == asDate)
    let inText = [Column(name: "a", type: .text)]
    #expect(Self.one([[.real(.nan)]], inText) == Self.one([[.null]], inText))
    #expect(Self.one([[.real(-0.0)]], inText) == Self.one([[.real(0)]], inText))
    #expect(Self.one([[.real(1)]], inText) != Self.one([[.integer(1)]], inText))
    let real = [Column(name: "a", type: .real)]
    #expect(Self.one([[.real(1)]], real) == Self.one([[.integer(2)]], real))
    #expect(Self.one([[.real(1)]], real) == Self.one([[.null]], real))
    #expect(Self.one([[.text("x")]], real) != Self.one([[.text("y")]], real))
  }

  @Test("hashes never change between versions, and are read back from their text")
  func pinned() throws {
    let fingerprint = Self.one([
      [.integer(1), .real(0.5), .text("Genève"), .text("2025-10-22")],
      [.null, .null, .text("a longer text of 27 bytes.."), .null],
    ])
    #expect(fingerprint.ordered.description == "c73be75e0d0be6fcc782041dd37ca273")
    #expect(fingerprint.orderFree.description == "7e946b8fdc13ce1b3e4cdc219f412c54")
    #expect(Hash128(fingerprint.ordered.description) == fingerprint.ordered)
    #expect(Hash128("xyz") == nil)
  }
}
