/// A network's weights with what training would go on from, as a file holds them.
public struct AgentCheckpoint: Sendable {
  public let form: DecisionForm
  /// Hidden layers.
  public let layers: [Int]
  public let isDueling: Bool
  /// All parameters: each layer's weights row by row, then its bias.
  let parameters: [Float]
  /// Adam's state, or nil for weights alone.
  let optimiser: OptimiserState?
  /// What else is known of it; keys and values are any text.
  public var metadata: [String: String] = [:]

  struct OptimiserState: Sendable {
    let step: Int
    let mean: [Float]
    let variance: [Float]
  }

  init(_ network: Network, _ optimiser: AdamOptimiser?) {
    func values(_ buffer: FloatBuffer) -> [Float] {
      Array(UnsafeBufferPointer(start: buffer.base, count: buffer.count))
    }
    form = network.form
    layers = Array(network.shape.widths.dropFirst().dropLast())
    isDueling = network.isDueling
    parameters = values(network.parameters)
    self.optimiser = optimiser.map {
      OptimiserState(step: $0.step, mean: values($0.mean), variance: values($0.variance))
    }
  }

  init(
    form: DecisionForm, layers: [Int], isDueling: Bool, parameters: [Float],
    optimiser: OptimiserState?, metadata: [String: String]
  ) {
    self.form = form
    self.layers = layers
    self.isDueling = isDueling
    self.parameters = parameters
    self.optimiser = optimiser
    self.metadata = metadata
  }

  public var shape: NetworkShape { NetworkShape(form, hidden: layers, isDueling: isDueling) }
  public var parameterCount: Int { parameters.count }

  /// A network with these weights.
  public func network() -> Network {
    let network = Network(form, hidden: layers, isDueling: isDueling)
    network.parameters.base.update(from: parameters, count: parameters.count)
    return network
  }
}
