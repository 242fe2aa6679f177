import TerminalText
import Testing

@testable import Terminal

@Suite("Progress without a terminal")
struct ProgressLogTests {
  /// A log's lines of some texts, each at its second.
  private func lines(_ shown: [(text: String, at: Double)]) -> [String] {
    var lines: [String] = []
    let log = ProgressLog { lines.append($0.text) }
    for (text, seconds) in shown { log.show(text, at: seconds) }
    return lines
  }

  @Test("long work says one line each tenth, and short work none")
  func tenths() {
    let long = (1...200).map { ("greedy: day \($0) of 200", Double($0)) }
    #expect(lines(long).count == 10)
    #expect(lines(long).last == "greedy: day 200 of 200")
    #expect(lines((1...200).map { ("greedy: day \($0) of 200", Double($0) / 100) }).isEmpty)
  }

  @Test("another piece of work is patient again")
  func anotherLabel() {
    let shown = [
      ("greedy: day 1 of 2", 0.0), ("greedy: day 2 of 2", 4), ("optimal: day 1 of 2", 5),
      ("optimal: day 2 of 2", 9),
    ]
    #expect(lines(shown) == ["greedy: day 2 of 2", "optimal: day 2 of 2"])
  }

  /// A text and the share that it tells.
  static let shares: [(text: String, share: Double?)] = [
    ("v1: episode 1200 of 5000, seed 1 of 3, 310/s", 0.24),
    ("loading: 1000 rows · 40 % · 900 rows/s", 0.4), ("loading: 10 rows · 40 % located", nil),
    ("evening out over 28 days", nil), ("day 5 of 0", nil), ("", nil), ("x: 7 of 5", 1),
  ]

  @Test("the share is told by `N of M`, or by a percentage at a part's end")
  func share() {
    for (text, share) in Self.shares { #expect(ProgressLog.share(of: text) == share, "\(text)") }
  }
}
