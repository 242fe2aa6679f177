import DeepQ
import FleetModel
import SeededRandom

/// The days of a training as an environment: each episode plans one, true or varied.
struct TrainingGround: DecisionEnvironment {
  let formulation: Formulation
  let augmentation: Augmentation
  private let days: [PreparedDay]
  private let rides: [Ride]
  private var order: [Int] = []
  private var current: any DispatchEpisode

  var form: DecisionForm { formulation.form }

  /// Makes the ground of some days, or nil where there is nothing to decide on any of them.
  init?(_ formulation: Formulation, days: [ServiceDay], augmentation: Augmentation) {
    self.formulation = formulation
    self.augmentation = augmentation
    self.days = days.filter { $0.rides.count <= Formulation.rideLimit }.map(PreparedDay.init)
      .filter { !formulation.episode(on: $0).isOver }
    guard let first = self.days.first else { return nil }
    rides = self.days.flatMap(\.day.rides)
    current = formulation.episode(on: first)
  }

  mutating func reset(_ random: inout SeededGenerator) {
    // Every day once in a drawn order before any comes again.
    if order.isEmpty { order = random.shuffled(Array(days.indices)) }
    let base = days[order.removeLast()]
    current = formulation.episode(on: base)
    guard random.chance(augmentation.share) else { return }
    let varied = formulation.episode(
      on: PreparedDay(augmentation.varied(base.day, from: rides, &random)))
    // A varied day on which nothing can be decided gives way to the true one.
    if !varied.isOver { current = varied }
  }

  mutating func observe(_ observation: inout Observation) {
    current.observe(&observation.features)
    observation.mask.removeAll(keepingCapacity: true)
  }

  mutating func step(_ action: Int) -> DecisionStep {
    let gain = current.take(action)
    return DecisionStep(reward: Float(gain), isEnd: current.isOver)
  }
}
