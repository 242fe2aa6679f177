import Testing

@testable import Tabular

@Suite("Fingerprints of tables: every value counts, exactly")
struct FingerprintTests {
  typealias Tests = FirstFormFingerprintTests

  static func one(_ rows: [[Stated]], isReal: [Bool]? = nil) -> TableFingerprint {
    let isReal = isReal ?? Array(repeating: false, count: rows.first?.count ?? 0)
    var fingerprinter = TableFingerprinter(isReal: isReal)
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

  static func batches(_ rows: [[Stated]], size: Int) -> TableFingerprint {
    var fingerprinter = TableFingerprinter(columns: Tests.columns)
    for batch in Tests.batchList(rows, size: size) { fingerprinter.add(batch) }
    return fingerprinter.fingerprint
  }

  static let isReal = Tests.columns.map { $0.type == .real }

  @Test("batches of any size and single values give the same fingerprint", arguments: 0..<5)
  func same(seed: UInt64) {
    let rows = Tests.rows(500, seed: seed)
    let whole = Self.one(rows, isReal: Self.isReal)
    #expect(whole.rowCount == 500)
    for size in [1, 7, 100, 1_000] { #expect(Self.batches(rows, size: size) == whole) }
  }

  @Test("values that look alike are all different, as values and in a table")
  func lookalikes() {
    let values: [Stated] = [
      .null, .integer(0), .integer(1), .integer(-1), .real(0), .real(1), .real(-1),
      .real(1.0.nextUp), .real(-1.0.nextUp), .real(.infinity), .real(-.infinity),
      .real(.leastNonzeroMagnitude), .real(3.25), .real(-3.25), .text(""), .text("0"), .text("0.0"),
      .text("1"), .text("\0"), .text("\0\0"), .text("a"), .text("aa"), .text("aaa"), .text("ab"),
      .text("ba"), .text("1234567"), .text("12345678"), .text("123456780"), .text("12345678\0"),
      .text("1234567812345678"), .text("12345678123456781"), .text("e\u{301}"), .text("é"),
      .integer(.max), .integer(.min), .real(Double(sign: .plus, exponent: 62, significand: 1)),
    ]
    let columns = values.map { Self.one([[$0]]).columns[0] }
    #expect(Set(columns.map(\.orderFree)).count == values.count)
    #expect(Set(columns.map(\.ordered)).count == values.count)
    #expect(Set(values.map { Self.one([[$0]]).orderFree.high }).count == values.count)
    #expect(Set(values.map { Self.one([[$0]]).orderFree.low }).count == values.count)
  }

  @Test("a nan is null and -0 is 0, as in a database")
  func folded() {
    #expect(Self.one([[.real(.nan)]]) == Self.one([[.null]]))
    #expect(Self.one([[.real(-0.0)]]) == Self.one([[.real(0)]]))
  }

  /// What a change must do: which columns it moves in their order and in any order, and the rows.
  private static func moved(_ left: TableFingerprint, _ right: TableFingerprint)
    -> (ordered: [Int], orderFree: [Int], rows: Bool, rowsInAnyOrder: Bool)
  {
    let pairs = Array(zip(left.columns, right.columns))
    return (
      pairs.indices.filter { pairs[$0].0.ordered != pairs[$0].1.ordered },
      pairs.indices.filter { pairs[$0].0.orderFree != pairs[$0].1.orderFree },
      left.ordered != right.ordered, left.orderFree != right.orderFree
    )
  }

  @Test("one changed value moves its column and the rows, and no other column", arguments: 0..<40)
  func change(seed: UInt64) {
    var dice = TestDice(state: seed)
    let rows = Tests.rows(2 + dice.below(60), seed: seed)
    var changed = rows
    let (row, column) = (dice.below(rows.count), dice.below(4))
    changed[row][column] =
      switch rows[row][column] {
      case .null: dice.pick([.integer(0), .real(0), .text("")])
      case .integer(let value): dice.pick([.integer(value + 1), .integer(-value - 1), .null])
      case .real(let value): dice.pick([.real(value.nextUp), .real(-value - 1), .null])
      case .text(let text): dice.pick([.text(text + "\0"), .text(text + " "), .null])
      }
    let moved = Self.moved(Self.one(rows), Self.one(changed))
    #expect(moved.ordered == [column])
    #expect(moved.orderFree == [column])
    #expect(moved.rows && moved.rowsInAnyOrder)
  }

  @Test("permuted values of a column, and moved nulls, show in its order and in the rows")
  func permuted() {
    for seed in 0..<40 as Range<UInt64> {
      var dice = TestDice(state: seed)
      let rows = Tests.rows(30, seed: seed)
      let column = dice.below(4)
      var changed = rows
      let order = Array(rows.indices).shuffled(using: &dice)
      for row in rows.indices { changed[row][column] = rows[order[row]][column] }
      guard changed != rows else { continue }
      let moved = Self.moved(Self.one(rows), Self.one(changed))
      #expect(moved.ordered == [column], "\(seed)")
      #expect(moved.orderFree.isEmpty)
      #expect(moved.rows && moved.rowsInAnyOrder)
    }
  }

  @Test("two cells exchanged within a row show in both columns and in the rows")
  func exchanged() {
    let rows: [[Stated]] = (0..<50).map { [.integer($0), .integer($0 * 7 + 1), .null] }
    var changed = rows
    changed[17].swapAt(0, 1)
    let moved = Self.moved(Self.one(rows), Self.one(changed))
    #expect(moved.ordered == [0, 1] && moved.orderFree == [0, 1])
    #expect(moved.rows && moved.rowsInAnyOrder)
  }

  @Test("sorted rows keep all hashes that know no order, and change the others")
  func sorted() {
    let rows = Tests.rows(50, seed: 4)
    let moved = Self.moved(Self.one(rows), Self.one(rows.reversed()))
    #expect(moved.ordered.count == 4 && moved.orderFree.isEmpty)
    #expect(moved.rows && !moved.rowsInAnyOrder)
  }

  @Test("equal rows do not cancel, and rows and columns do not run over into one another")
  func separate() {
    func hash(_ rows: [[Stated]]) -> Hash128 { Self.one(rows).orderFree }
    #expect(hash([[.text("ab"), .text("c")]]) != hash([[.text("a"), .text("bc")]]))
    #expect(hash([[.text("a"), .null]]) != hash([[.null, .text("a")]]))
    #expect(hash([[.text("a")], [.text("a")]]) != hash([[.text("b")], [.text("b")]]))
    #expect(hash([[.text("a")], [.text("a")]]) != hash([]))
    #expect(hash([[.text("a")]]) != hash([[.text("a")], [.text("a")]]))
    #expect(Self.one([[.null]]).ordered != Self.one([[.null], [.null]]).ordered)
  }

  /// Values close to one another, of each kind that has a mixture of its own.
  private static let close: [@Sendable (Int64) -> Hash128] = [
    { ValueHash.integer($0) }, { ValueHash.real(Double($0) / 1024) },
    { number in
      var text = "ride \(number)"
      return text.withUTF8 { ValueHash.text(UnsafeRawBufferPointer($0)) }
    },
  ]

  @Test("a million values close to one another have hashes of their own in either lane")
  func birthday() {
    // Lanes of 64 bits at random would share a hash among a million once in 37 million trials.
    for (make, count) in zip(Self.close, [100_000, 100_000, 1_000_000]) {
      let hashes = (0..<count).map { make(Int64($0)) }
      #expect(Set(hashes.map(\.high)).count == count)
      #expect(Set(hashes.map(\.low)).count == count)
    }
  }

  @Test("each bit of either lane is set in half of the values close to one another")
  func bits() {
    for make in Self.close {
      let hashes = (0..<20_000).map { make($0) }
      for bit in 0..<64 as Range<UInt64> {
        // 20,000 coin flips: a standard deviation is 71.
        #expect(abs(hashes.count { $0.high >> bit & 1 == 1 } - 10_000) < 360, "bit \(bit)")
        #expect(abs(hashes.count { $0.low >> bit & 1 == 1 } - 10_000) < 360, "bit \(bit)")
      }
    }
  }

  @Test("the two lanes of a hash, and those of neighbours, know nothing of one another")
  func independence() {
    for (left, right) in [
      (\Hash128.high, \Hash128.low), (\.high, \.high), (\.low, \.low),
    ] as [(KeyPath<Hash128, UInt64>, KeyPath<Hash128, UInt64>)] {
      let distance: Int64 = left == right ? 1 : 0
      var equal = 0
      for number in 0..<20_000 as Range<Int64> {
        let one = ValueHash.integer(number)[keyPath: left]
        let other = ValueHash.integer(number + distance)[keyPath: right]
        equal += (one ^ other).nonzeroBitCount
      }
      // 1,280,000 coin flips: a standard deviation is 566.
      #expect(abs(equal - 640_000) < 2_830)
    }
  }

  @Test("a real column has its sum, least, largest and nulls, with the sum's error kept")
  func figures() throws {
    func figures(_ values: [Stated]) throws -> TableFingerprint.Figures {
      try #require(Self.one(values.map { [$0] }, isReal: [true]).columns.first?.figures)
    }
    let some = try figures([
      .real(1), .real(1e100), .null, .integer(1), .real(-1e100), .real(.nan),
    ])
    #expect(some.sum == 2 && some.min == -1e100 && some.max == 1e100 && some.nullCount == 2)
    #expect(try figures([.real(.infinity), .real(-1)]).sum == .infinity)
    #expect(Self.one([[.real(1)]]).columns.first?.figures == nil)
    var none = TableFingerprinter(isReal: [true])
    none.add(TableBatch(rowCount: 0, columns: [.real([], isNull: [])]))
    let figuresOfNone = try #require(none.fingerprint.columns.first?.figures)
    #expect(figuresOfNone.sum == 0 && figuresOfNone.min == nil && figuresOfNone.max == nil)
  }

  @Test("hashes never change between versions, and are read back from either text")
  func pinned() throws {
    let fingerprint = Self.one([
      [.integer(1), .real(0.5), .text("Genève"), .text("2025-10-22")],
      [.null, .null, .text("a longer text of 27 bytes.."), .null],
    ])
    #expect(fingerprint.ordered.base64 == "3Y-gksdLwEdL9cpq-614eg")
    #expect(fingerprint.orderFree.base64 == "X0-RPApZp3CXqspHTvtrwg")
    #expect(
      fingerprint.columns.map(\.ordered.base64) == [
        "JNDSVYP5fDYpbVGYLeRIYQ", "mOwVGsM9VxrqQhwSeBcsNw", "0AJH0svN8v-ZysyxNqMevg",
        "ITWHenbfedtDj49kQQug_w",
      ])
    #expect(
      fingerprint.columns.map(\.orderFree.base64) == [
        "Vh_YFu5IDOpxHNpNoQQmLg", "lQ_g7U4yNdp-B1l5N8vMLw", "CRFsmLU9r4Mcqjh5YKB2xA",
        "4bJejDf8YgiaCyMxc57uiA",
      ])
    #expect(Hash128(fingerprint.ordered.description) == fingerprint.ordered)
    #expect(Hash128("xyz") == nil)
  }

  @Test("a hash in 22 letters reads back, and nothing else reads as one")
  func letters() {
    var dice = TestDice(state: 9)
    for _ in 0..<1_000 {
      let hash = Hash128(high: dice.next(), low: dice.next())
      #expect(hash.base64.utf8.count == 22)
      #expect(Hash128(base64: hash.base64) == hash)
      let other = Hash128(high: dice.next(), low: dice.next())
      #expect((hash &+ other) &- other == hash)
      #expect(hash &+ other == other &+ hash)
    }
    // RFC 4648, section 10, in the URL's alphabet: 16 bytes of 0xff and of "foobar" and nulls.
    #expect(Hash128(high: .max, low: .max).base64 == "_____________________w")
    #expect(Hash128(high: 0x666f_6f62_6172_0000, low: 0).base64 == "Zm9vYmFyAAAAAAAAAAAAAA")
    for text in ["", "_____________________", "_____________________x", "____________________+w"] {
      #expect(Hash128(base64: text) == nil, "\(text)")
    }
    #expect(Hash128(high: 0, low: .max) &+ Hash128(high: 0, low: 1) == Hash128(high: 1, low: 0))
  }
}
