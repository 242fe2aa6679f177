import CommandLanguage
import FleetModel
import Naming
import SeededRandom
import Store
import Testing

@testable import Notebook

@Suite("What a plan was asked for")
struct PlanConditionsTests {
  private static let names = [
    "Dris", "pin", "To", "SEED", "without", "as", "replace", "a b", "x\"y", "it's", "7", "-1", "é",
    "日本", ",", "#x", ";", "(", ")", "seed 7", "to Dris", "on", "days", "\\", "'", "a,b", "1.5",
  ]

  private func draw(_ draws: inout SeededGenerator) -> PlanConditions {
    func name() -> String { Self.names[draws.below(Self.names.count)] }
    var conditions = PlanConditions()
    for _ in 0..<draws.below(4) {
      // Nobody is named twice: the statement would be refused.
      let absent = name()
      if !conditions.absent.contains(absent) { conditions.absent.append(absent) }
    }
    let driver = name()
    for _ in 0..<draws.below(4) {
      conditions.pins[draws.below(5) == 0 ? Int.max : draws.below(300)] = driver
    }
    if draws.below(2) == 0 { conditions.fairnessDays = 2 + draws.below(365) }
    if draws.below(2) == 0 { conditions.assumedMinutes = 1 + draws.below(240) }
    if draws.below(2) == 0 { conditions.seed = draws.next() >> 1 }
    if draws.below(2) == 0 { conditions.budget = draws.below(1_000_000_001) }
    return conditions
  }

  /// The conditions of a plan that a notebook of format 5 keeps by their words alone.
  private func earlier(_ text: String, _ parser: StatementParser) -> PlanConditions {
    PlanConditions(
      of: PlanRecord(
        name: "p", dataset: "d", method: "greedy", rules: Rules(), conditions: text, asked: nil,
        days: []), parser: parser)
  }

  @Test("is read back from the text of an earlier notebook, whatever the drivers are called")
  func roundTrip() throws {
    let parser = try NotebookHarness().session.parser(.script)
    var draws = SeededGenerator(seed: 1)
    for number in 0..<600 {
      let conditions = draw(&draws)
      let text = conditions.text
      #expect(earlier(text, parser) == conditions, "\(number): \(text)")
      let source = SourceText("dispatch october with optimal \(text)")
      let statement = try #require(parser.statements(of: source).first).get()
      #expect(statement.canonical == source.text.trimmed, "\(number)")
    }
  }

  @Test("the words that it quotes are those of the statement")
  func keywords() {
    #expect(
      PlanConditions.keywords == [
        "on", "with", "without", "pin", "to", "fairness", "days", "assume", "minutes", "seed",
        "budget", "within", "seconds", "as", "replace",
      ])
  }

  @Test("nothing asked is nothing said, and a text that is none of its own asks nothing")
  func empty() throws {
    let parser = try NotebookHarness().session.parser(.script)
    #expect(PlanConditions().text.isEmpty)
    #expect(earlier("", parser) == PlanConditions())
    #expect(earlier("pin to", parser) == PlanConditions())
  }

  @Test("its clauses stand in the order of the statement")
  func order() {
    var conditions = PlanConditions()
    conditions.absent = ["Dris", "A B"]
    conditions.pins = [12: "To", 3: "To"]
    conditions.fairnessDays = 7
    conditions.assumedMinutes = 20
    conditions.seed = 9
    conditions.budget = 0
    #expect(
      conditions.text
        == "without Dris, \"A B\" pin 3, 12 to \"To\" fairness 7 days assume 20 minutes "
        + "seed 9 budget 0")
  }
}

extension String {
  fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
