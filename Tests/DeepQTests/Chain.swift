import DeepQ
import SeededRandom

/// Five places in a row: walking right from the first to the last pays 1, every step costs 0.01.
///
/// With a discount below 1 the optimal policy is always to walk right.
struct Chain: DecisionEnvironment {
  static let places = 5
  let form = DecisionForm.fixed(stateSize: Chain.places, actionCount: 2)
  private var place = 0
  private var steps = 0

  mutating func reset(_ random: inout SeededGenerator) {
    place = random.below(Self.places - 1)
    steps = 0
  }

  mutating func observe(_ observation: inout Observation) {
    observation = Self.observation(of: place)
  }

  mutating func step(_ action: Int) -> DecisionStep {
    place = max(0, place + (action == 1 ? 1 : -1))
    steps += 1
    let arrives = place == Self.places - 1
    return DecisionStep(reward: arrives ? 1 : -0.01, isEnd: arrives || steps == 20)
  }

  static func observation(of place: Int) -> Observation {
    Observation(features: (0..<places).map { $0 == place ? 1 : 0 }, mask: [])
  }
}

/// One to six candidates of two features each; what the chosen one pays is a known function of them.
///
/// Episodes of three choices that do not touch each other: the best row is the one that pays most.
struct Picking: DecisionEnvironment {
  let form = DecisionForm.candidates(featureCount: 2, most: 6)
  private var rows: [Float] = []
  private var draws = SeededGenerator(seed: 0)
  private var steps = 0

  static func pay(_ first: Float, _ second: Float) -> Float { abs(first) - 0.5 * second }

  static func features(_ draws: inout SeededGenerator) -> [Float] {
    (0..<2 * draws.integer(in: 1...6)).map { _ in Float(draws.unit() * 2 - 1) }
  }

  static func best(_ rows: [Float]) -> Int {
    let pays = stride(from: 0, to: rows.count, by: 2).map { pay(rows[$0], rows[$0 + 1]) }
    return pays.indices.max { pays[$0] < pays[$1] } ?? 0
  }

  mutating func reset(_ random: inout SeededGenerator) {
    draws = SeededGenerator(seed: random.next())
    steps = 0
  }

  mutating func observe(_ observation: inout Observation) {
    rows = Self.features(&draws)
    observation = Observation(features: rows, mask: [])
  }

  mutating func step(_ action: Int) -> DecisionStep {
    steps += 1
    let reward = Self.pay(rows[2 * action], rows[2 * action + 1])
    return DecisionStep(reward: reward, isEnd: steps == 3)
  }
}
