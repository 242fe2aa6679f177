import SeededRandom
import TerminalText
import Testing

@testable import SessionRecord

@Suite("Differences of session files, and facts put into them")
struct SessionDiffTests {
  private static func file(_ text: String) throws -> SessionFile { try SessionFile(text) }

  @Test("statements are aligned and figures compared")
  func aligned() throws {
    let first = try Self.file("#carnet 1\nselect 1;\n#= rows 1\nselect 2;\nselect 3;\n#= rows 3\n")
    let second = try Self.file("#carnet 1\nselect 0;\nselect 1;\n#= rows 2\nselect 3;\n#= rows 3\n")
    let diff = SessionDiff(first, second)
    #expect(diff.commonCount == 2)
    #expect(diff.sameCount == 1)
    #expect(diff.lines.map(\.source) == ["select 0;", "select 1;", "select 2;"])
    #expect(diff.lines.map(\.first) == [nil, 2, 4])
    #expect(diff.lines.map(\.second) == [2, 3, nil])
    #expect(
      diff.lines[1].what
        == .moved(Movement("rows", .integer(1), .integer(2))))
  }

  @Test("the alignment is a longest common subsequence, against all subsequences of short lists")
  func longest() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let draw = { (random: inout SeededGenerator) in
        (0..<random.below(7)).map { _ in "abc".map(String.init)[random.below(3)] }
      }
      let (left, right) = (draw(&random), draw(&random))
      let pairs = SessionDiff.matches(left, right)
      #expect(pairs.allSatisfy { left[$0.0] == right[$0.1] })
      #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.0 < $1.0 && $0.1 < $1.1 })
      #expect(pairs.count == Self.longestCommon(left[...], right[...]))
    }
  }

  private static func longestCommon(_ left: ArraySlice<String>, _ right: ArraySlice<String>) -> Int
  {
    guard let a = left.first, let b = right.first else { return 0 }
    if a == b { return 1 + longestCommon(left.dropFirst(), right.dropFirst()) }
    return max(longestCommon(left.dropFirst(), right), longestCommon(left, right.dropFirst()))
  }

  @Test(
    "new facts stand where the old ones stood; every other byte is the same",
    arguments: ["\n", "\r\n"])
  func update(newline: String) throws {
    let lines = [
      "#carnet 1", "#: seed 3, kernel old", "# a remark", "note \"#= no fact\"", "", "  select 1 ;",
      "# between", "#= rows 1 · km 2.0", "#= more 4", "#| picture", "#~ 1 s", "select '",
      "#= text';", "select 3;",
    ]
    let text = lines.joined(separator: newline) + newline
    let renewed = ReplayUpdate(text).text(
      with: [
        1: .init(facts: [Fact("rows", .integer(9))]),
        3: .init(facts: [Fact("rows", .integer(7))]),
      ], header: SessionHeader(seed: 3, libm: "new"))
    var expected = lines
    expected[0] = "#carnet 2"
    expected[1] = "#: seed 3, libm new"
    expected.replaceSubrange(7...8, with: ["#= rows 9"])
    expected += ["#= rows 7", "#end"]
    #expect(renewed == expected.joined(separator: newline) + newline)
  }

  @Test("an update of format 1 keeps every statement and remark, and again changes nothing")
  func upgrade() throws {
    let text = """
      #carnet 1
      #: seed 3, kernel old, author Anna
      # a remark
      select 1 as a; -- one
      #= rows 1
      /* kept
      #= rows 4
      */
      show nothing
      # why
      #x E-name: there is no nothing
      #| picture
      note "#= no fact"
      select 2
      """
    var header = try SessionFile(text).header.upgraded()
    header.libm = "new"
    let renewals: [Int: ReplayUpdate.Renewal] = [
      0: .init(
        facts: [Fact("rows", .integer(2))], picture: ["a"],
        blocks: [.message(RecordedMessage(.talk, "done"))]),
      1: .init(
        facts: [], picture: [], error: RecordedError(code: "E-name", "there is no thing")),
    ]
    let updated = ReplayUpdate(text).text(with: renewals, header: header)
    #expect(
      updated == """
        #carnet 2
        #: seed 3, libm new
        # author Anna
        # a remark
        select 1 as a; -- one
        #= rows 2
        #| a
        #^ {"message":{"severity":"talk","parts":["done"]}}
        /* kept
        #= rows 4
        */
        show nothing
        # why
        #x E-name: there is no thing
        note "#= no fact"
        select 2;
        #end

        """)
    let read = try SessionFile(updated)
    #expect(
      read.entries.map(\.source) == [
        "select 1 as a;", "show nothing", "note \"#= no fact\"", "select 2;",
      ])
    #expect(ReplayUpdate(updated).text(with: renewals, header: header) == updated)
    #expect(ReplayUpdate(updated).text(with: [:], header: header) == updated)
  }
}
