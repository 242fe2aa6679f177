import SeededRandom

extension DQNTrainer {
  /// Learns a teacher's decisions: softmax cross-entropy over the allowed actions.
  ///
  /// A warm start: the values become those of a classifier, which training by trial then corrects.
  ///
  /// - Parameters:
  ///   - decisions: what was seen and what the teacher did.
  ///   - epochs: passes over all of them, in a drawn order.
  /// - Returns: the mean loss of each pass.
  /// - Throws: `ImitationError` where a decision is not of the network's form.
  /// - Complexity: O(epochs · rows · parameters).
  @discardableResult
  public func imitate(_ decisions: [(Observation, Int)], epochs: Int) throws -> [Double] {
    let imitator = Imitator(network, batch: settings.batch)
    var draws = SeededGenerator(seed: seed, purpose: "imitation")
    var losses: [Double] = []
    for _ in 0..<max(0, epochs) {
      var loss = 0.0
      let order = draws.shuffled(Array(decisions.indices))
      for (place, index) in order.enumerated() {
        try imitator.add(decisions[index].0, decisions[index].1)
        guard imitator.isFull || place == order.count - 1 else { continue }
        let count = imitator.count
        loss += imitator.run()
        batch.move(imitator.gradient, of: count)
      }
      losses.append(decisions.isEmpty ? 0 : loss / Double(decisions.count))
    }
    target.copy(from: network.parameters)
    return losses
  }
}
