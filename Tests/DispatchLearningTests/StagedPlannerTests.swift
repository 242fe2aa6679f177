import DeepQ
import FleetModel
import Solvers
import Testing

@testable import DispatchLearning

@Suite("Stages of planning")
struct StagedPlannerTests {
  private static func untrained(_ formulation: Formulation) throws -> AgentPlanner {
    var settings = AgentSettings()
    settings.formulation = formulation
    settings.learning.layers = [8]
    return AgentPlanner.untrained(settings, seed: 3)
  }

  @Test(
    "are never worse than greedy, and their plan keeps every rule, even with a network of noise")
  func neverWorse() throws {
    for formulation in Formulation.allCases {
      let planner = try Self.untrained(formulation)
      for day in DrawnDays.all {
        let answer = StagedPlanner(
          agent: .success(planner), search: SearchSettings(rounds: 5)
        ).plan(day)
        let greedy = Score(of: GreedyMethod().plan(day), on: day)
        #expect(Score(of: answer.plan, on: day) <= greedy)
        #expect(Feasibility.violations(of: answer.plan, on: day).isEmpty)
        #expect(answer.reports.map(\.stage) == [.greedy, .agent, .search])
        let won = answer.reports.first { $0.stage == answer.winner }
        #expect(won?.score == Score(of: answer.plan, on: day))
      }
    }
  }

  @Test("greedy stands in for an agent that is not there, with the reason")
  func noAgent() {
    let day = DrawnDays.all[0]
    let answer = StagedPlanner(agent: .failure(AgentAbsence("it is gone"))).plan(day)
    #expect(answer.plan == GreedyMethod().plan(day))
    #expect(answer.winner == .greedy)
    #expect(answer.isFallback)
    #expect(answer.reports.last?.refusal == .noAgent("it is gone"))
  }

  @Test("greedy stands in on a day of more rides than an agent plans")
  func tooLarge() throws {
    let rides = (0...Formulation.rideLimit).map { id in
      Ride(
        id: id + 1, minute: 420 + id % 600, direction: .outbound,
        pickup: Coordinate(latitude: 46.2, longitude: 6.1),
        dropoff: Coordinate(latitude: 46.21, longitude: 6.12))
    }
    let drivers = (1...40).map {
      Driver(id: $0, name: "Driver \($0)", kind: .regular, hasWheelchair: true)
    }
    let day = ServiceDay(rides: rides, drivers: drivers, rules: Rules())
    let answer = StagedPlanner(agent: .success(try Self.untrained(.reassign))).plan(day)
    #expect(answer.isFallback)
    #expect(answer.reports.last?.refusal == .tooLarge(rides: rides.count))
    #expect(answer.plan == GreedyMethod().plan(day))
  }

  @Test("a checkpoint of another formulation, shape or of none is refused with the reason")
  func shapes() throws {
    let settings = AgentSettings()
    let trainer = try DQNTrainer(
      form: .candidates(featureCount: 3, most: 4), settings: settings.learning, seed: 1, threads: 1)
    var checkpoint = trainer.checkpoint(includingOptimiser: false)
    #expect(throws: AgentError.noFormulation) { try AgentPlanner(checkpoint) }
    checkpoint.metadata["formulation"] = "reassign"
    #expect(throws: AgentError.self) { try AgentPlanner(checkpoint) }
  }
}
