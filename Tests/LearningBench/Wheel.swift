import DeepQ
import SeededRandom

/// A wheel of a hundred places and steps of one to ten, for episodes of fifty steps.
///
/// Place 0 pays 1, every other costs 0.01. `scripts/bench_learning.py` has the same for its peer.
struct Wheel: DecisionEnvironment {
  static let places = 100
  static let length = 50
  let form = DecisionForm.fixed(stateSize: Wheel.places, actionCount: 10)
  private var place = 0
  private var steps = 0

  mutating func reset(_ random: inout SeededGenerator) {
    place = random.below(Self.places)
    steps = 0
  }

  mutating func observe(_ observation: inout Observation) {
    if observation.features.count != Self.places {
      observation.features = Array(repeating: 0, count: Self.places)
    }
    for index in 0..<Self.places { observation.features[index] = 0 }
    observation.features[place] = 1
  }

  mutating func step(_ action: Int) -> DecisionStep {
    place = (place + action + 1) % Self.places
    steps += 1
    return DecisionStep(reward: place == 0 ? 1 : -0.01, isEnd: steps == Self.length)
  }
}
