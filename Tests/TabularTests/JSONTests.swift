import Testing

@testable import Tabular

@Suite struct JSONTests {
  static func parse(_ text: String) -> Result<JSONValue, JSONParser.Failure> {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      var parser = JSONParser(bytes)
      do throws(JSONParser.Failure) {
        return .success(try parser.document())
      } catch {
        return .failure(error)
      }
    }
  }

  @Test("members beside a document's tables are named and counted as left out")
  func otherMembers() throws {
    let file = try open("{\"total\":3,\"data\":[{\"a\":1}],\"erreurs\":[\"x\"]}", "t.json")
    let reading = try file.sheet(at: 0).typed().reading
    #expect(reading.otherMembers == ["total", "erreurs"])
    #expect(
      reading.notes == [
        "2 members of the document are no tables, and left out: 'total', 'erreurs'"
      ])
    let tables = try open("{\"a\":[{\"x\":1}],\"b\":[{\"x\":2}]}", "t.json")
    #expect(try tables.sheet(at: 0).typed().reading.notes == [])
  }

  @Test(
    "values are read as they are written",
    arguments: [
      ("null", JSONValue.null),
      (" true ", .boolean(true)),
      ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .digits("9223372036854775808")),
      ("-0", .real(-0.0)),
      ("1.50", .real(1.5)),
      ("1E2", .real(100)),
      (
        "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é\"",
        .string("a\"\\/\u{8}\u{c}\n\r\té😀é")
      ),
      ("[]", .array([])),
      ("[1, [2]]", .array([.integer(1), .array([.integer(2)])])),
      ("{\"b\":1,\"a\":{}}", .object([("b", .integer(1)), ("a", .object([]))])),
      ("\u{FEFF}1", .integer(1)),
    ])
  func values(text: String, value: JSONValue) throws {
    #expect(try Self.parse(text).get() == value)
  }

  @Test(
    "what is not JSON is refused at the byte where it stops being it",
    arguments: [
      ("", 0), ("[1,]", 3), ("[1 2]", 3), ("{\"a\" 1}", 5), ("{a:1}", 1), ("{\"a\":1,}", 7),
      ("01", 0), ("-", 1), ("1.", 2), ("1e", 2), ("1e999", 0), ("tru", 0), ("nul", 0), ("'a'", 0),
      ("\"a", 2), ("\"\\x\"", 2), ("\"\\u12\"", 5), ("\"\\ud800\"", 7), ("\"\\ud800\\u0041\"", 13),
      ("\"\n\"", 1), ("[", 1), ("{\"a\":", 5), ("1 1", 2), ("NaN", 0), ("+1", 0), ("[1]]", 3),
    ])
  func refused(text: String, offset: Int) {
    guard case .failure(let failure) = Self.parse(text) else {
      Issue.record("\(text) was taken")
      return
    }
    #expect(failure.offset == offset, "\(text): \(failure.message)")
  }

  @Test("nesting is limited, on either side of the limit")
  func depth() throws {
    let deep = String(repeating: "[", count: JSONParser.deepest)
    let close = String(repeating: "]", count: JSONParser.deepest)
    _ = try Self.parse(deep + close).get()
    guard case .failure = Self.parse("[" + deep + close + "]") else {
      Issue.record("too deep a value was taken")
      return
    }
  }

  @Test("a value's text is read back as the same value")
  func roundTrip() throws {
    var dice = TestDice(state: 5)
    for _ in 0..<400 {
      let value = Self.random(&dice, depth: 0)
      #expect(try Self.parse(value.description).get() == value)
    }
    #expect(RoundTripNumber.json(.nan) == "null")
    #expect(JSONText.quoted("é\u{1}\"\n") == "\"é\\u0001\\\"\\n\"")
  }

  static func random(_ dice: inout TestDice, depth: Int) -> JSONValue {
    switch dice.below(depth > 3 ? 5 : 7) {
    case 0: return .null
    case 1: return .boolean(dice.below(2) == 0)
    case 2: return .integer(Int64(bitPattern: dice.next()))
    case 3:
      let value = Double(bitPattern: dice.next())
      return .real(value.isFinite ? value : 0.5)
    case 4: return .string(dice.pick(AwkwardText.all))
    case 5: return .array((0..<dice.below(4)).map { _ in random(&dice, depth: depth + 1) })
    default:
      // Of a key that stands twice the last value would count.
      let keys = (0..<dice.below(4)).map { "\($0)" + dice.pick(AwkwardText.all) }
      return .object(keys.map { ($0, random(&dice, depth: depth + 1)) })
    }
  }

  @Test("an array of objects is a table: keys in order of appearance, gaps null")
  func arrayTable() throws {
    let read = try table(
      """
      [{"b": 1, "a": "x"},
       {"a": "0041", "c": 2.5, "d": [1, {"e": null}]},
       {},
       {"b": null, "c": 3, "t": true, "b": 7}]
      """, "t.json")
    #expect(read.names == ["b", "a", "c", "d", "t"])
    #expect(read.types == [.integer, .text, .real, .text, .boolean])
    #expect(
      read.rows == [
        [.integer(1), .text("x"), .null, .null, .null],
        [.null, .text("0041"), .real(2.5), .text("[1,{\"e\":null}]"), .null],
        [.null, .null, .null, .null, .null],
        [.integer(7), .null, .real(3), .null, .integer(1)],
      ])
  }

  @Test("JSON strings become dates and times, never numbers or truth values")
  func strings() throws {
    let read = try table(
      """
      [{"n": "42", "b": "true", "d": "2025-10-22", "m": "2025-10-22T07:30:00"}]
      """, "t.json")
    #expect(read.types == [.text, .text, .date, .datetime])
    #expect(read.rows[0][3] == .text("2025-10-22T07:30:00"))
  }

  @Test("a root object offers each array of objects in it, and itself to recognisers")
  func rootObject() throws {
    let file = try open(
      """
      {"company_id": 7, "dispatches": [{"id": 1}], "tags": ["x"], "drivers": [{"name": "Y"}]}
      """, "export.json")
    #expect(file.sheetNames == ["dispatches", "drivers"])
    #expect(file.json?["company_id"]?.wholeNumber == 7)
    #expect(try ReadTable(file.sheet(at: 1).typed()).rows == [[.text("Y")]])
    #expect(failure("{\"a\": 1}", "t.json")?.code == .noTable)
  }

  @Test("JSON lines are rows, blank lines are not, and an error names the line")
  func lines() throws {
    let read = try table("{\"a\":1}\n\n{\"b\":\"x\"}\r\n{\"a\":2}", "t.jsonl")
    #expect(read.names == ["a", "b"])
    #expect(read.rows == [[.integer(1), .null], [.null, .text("x")], [.integer(2), .null]])
    let broken = try #require(failure("{\"a\":1}\n{\"a\":}\n", "t.jsonl"))
    #expect(broken.row == 2)
    #expect(broken.column == 6)
    #expect(failure("{\"a\":1}\n[2]\n", "t.jsonl")?.row == 2)
  }

  @Test("an error in a document names line and byte, and lines in a .json file are told apart")
  func located() throws {
    let error = try #require(failure("[\n  {\"a\": 1},\n  {\"a\" 2}\n]", "t.json"))
    #expect(error.row == 3)
    #expect(error.column == 8)
    let lines = try #require(failure("{\"a\": 1}\n{\"a\": 2}\n", "t.json"))
    #expect(lines.remedy?.contains(".jsonl") == true)
    #expect(failure("[{\"a\": 1}, 2]", "t.json")?.row == 2)
  }

  @Test("rows for recognisers begin with the keys as row 0")
  func rowsWithKeys() throws {
    let file = try open("[{\"a\": 1, \"b\": true}, {\"b\": 9007199254740993}]", "t.json")
    #expect(
      try rows(file) == [
        [.text("a"), .text("b")], [.number(1), .boolean(true)],
        [.empty, .text("9007199254740993")],
      ])
  }
}

/// Texts that have broken something somewhere.
enum AwkwardText {
  static let all = [
    "", " ", "a", "\"", "\"\"", "'", ",", ";", "\t", "\n", "\r", "\r\n", "a\nb", "\\", "\u{FEFF}x",
    "é", "e\u{301}", "😀", "👩‍👩‍👧‍👦", "\u{202E}abc", "null", "NULL", "0041", "+41", "1'234", "1e5",
    "=1+1", "@x", "-", "#N/A", "true", "_x000D_", "<a>&amp;", "]]>", "\u{7F}", "\u{85}", "\u{A0}",
    "\u{2028}", "Genève", "straße", "ﬁ", "a,b;c\td",
  ]
}
