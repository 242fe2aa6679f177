import FleetModel
import SeededRandom
import Testing

@testable import Store

@Suite("What was asked of a plan, as the notebook keeps it")
struct PlanConditionsRowTests {
  @Test("comes back as it was, whatever the drivers are called", arguments: 0..<50 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var draws = SeededGenerator(seed: seed)
    let names = ["Dris", "to", "a \"b\"", "é", "\u{0}", "\n", "日本", "]", "", "1"]
    func name() -> String { names[draws.below(names.count)] }
    var conditions = PlanConditions()
    conditions.absent = (0..<draws.below(4)).map { _ in name() }
    for _ in 0..<draws.below(4) { conditions.pins[draws.below(9)] = name() }
    if draws.below(2) == 0 { conditions.fairnessDays = draws.below(400) }
    if draws.below(2) == 0 { conditions.assumedMinutes = draws.below(400) }
    if draws.below(2) == 0 { conditions.seed = draws.next() }
    if draws.below(2) == 0 { conditions.budget = draws.below(.max) }
    #expect(try PlanConditions(json: conditions.json) == conditions)
  }

  @Test("nothing is known of a plan from before, and what is no record of ours is damage")
  func ends() throws {
    #expect(try PlanConditions(json: "") == nil)
    #expect(throws: StoreError.self) { try PlanConditions(json: "{") }
    #expect(throws: StoreError.self) { try PlanConditions(json: #"{"pins":[[1]]}"#) }
  }
}
