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

  // MARK: Files

  private static let formKey = "form"
  private static let layersKey = "layers"
  private static let duelingKey = "dueling"
  private static let stepKey = "adam_step"
  private static let mean = "adam_mean."
  private static let variance = "adam_variance."

  /// The bytes of a safetensors file: `layers.0.weight`, `layers.0.bias`, …, and Adam's moments of
  /// each under `adam_mean.` and `adam_variance.`.
  ///
  /// - Complexity: O(parameters).
  public func encoded() -> [UInt8] {
    var tensors = Self.tensors(parameters, shape, prefix: "")
    var metadata = metadata
    metadata[Self.formKey] = Self.text(form)
    metadata[Self.layersKey] = layers.map(String.init).joined(separator: "-")
    metadata[Self.duelingKey] = isDueling ? "on" : "off"
    if let optimiser {
      metadata[Self.stepKey] = String(optimiser.step)
      tensors += Self.tensors(optimiser.mean, shape, prefix: Self.mean)
      tensors += Self.tensors(optimiser.variance, shape, prefix: Self.variance)
    }
    return Safetensors(tensors: tensors, metadata: metadata).encoded()
  }

  /// Reads a file's bytes; nothing in them is run.
  ///
  /// - Throws: `SafetensorsError` with the reason where they are truncated, corrupt or not of a
  ///   network's shape.
  /// - Complexity: O(bytes).
  public init(decoding bytes: [UInt8]) throws(SafetensorsError) {
    let file = try Safetensors(decoding: bytes)
    guard let form = file.metadata[Self.formKey].flatMap(Self.form) else {
      throw SafetensorsError("its metadata does not say how decisions look (`form`)")
    }
    let words = (file.metadata[Self.layersKey] ?? "").split(separator: "-")
    let layers = words.compactMap { Int($0) }
    guard !layers.isEmpty, layers.count == words.count,
      layers.count <= 64, layers.allSatisfy({ (1...65_536).contains($0) })
    else { throw SafetensorsError("its metadata does not say its layers, such as 64-64") }
    let isDueling = file.metadata[Self.duelingKey] == "on"
    let shape = NetworkShape(form, hidden: layers, isDueling: isDueling)
    let parameters = try Self.parameters(file, shape, prefix: "")
    var optimiser: OptimiserState?
    if let text = file.metadata[Self.stepKey] {
      guard let step = Int(text), step >= 0 else {
        throw SafetensorsError("Adam's step is not a number")
      }
      optimiser = OptimiserState(
        step: step, mean: try Self.parameters(file, shape, prefix: Self.mean),
        variance: try Self.parameters(file, shape, prefix: Self.variance))
      guard optimiser?.variance.allSatisfy({ $0 >= 0 }) ?? true else {
        throw SafetensorsError("Adam's variances are below zero")
      }
    }
    let own = [Self.formKey, Self.layersKey, Self.duelingKey, Self.stepKey]
    self.init(
      form: form, layers: layers, isDueling: isDueling, parameters: parameters,
      optimiser: optimiser, metadata: file.metadata.filter { !own.contains($0.key) })
  }

  private static func tensors(_ values: [Float], _ shape: NetworkShape, prefix: String)
    -> [Safetensors.Tensor]
  {
    (0..<shape.layerCount).flatMap { layer -> [Safetensors.Tensor] in
      let (inputs, outputs) = (shape.widths[layer], shape.widths[layer + 1])
      let weights = shape.offsets[layer]
      let bias = shape.biasOffset(layer)
      return [
        Safetensors.Tensor(
          name: "\(prefix)layers.\(layer).weight", shape: [inputs, outputs],
          values: Array(values[weights..<bias])),
        Safetensors.Tensor(
          name: "\(prefix)layers.\(layer).bias", shape: [outputs],
          values: Array(values[bias..<bias + outputs])),
      ]
    }
  }

  private static func parameters(_ file: Safetensors, _ shape: NetworkShape, prefix: String)
    throws(SafetensorsError) -> [Float]
  {
    var values: [Float] = []
    for layer in 0..<shape.layerCount {
      let (inputs, outputs) = (shape.widths[layer], shape.widths[layer + 1])
      let wanted = [("weight", [inputs, outputs]), ("bias", [outputs])]
      for (kind, size) in wanted {
        let name = "\(prefix)layers.\(layer).\(kind)"
        guard let tensor = file.tensors.first(where: { $0.name == name }) else {
          throw SafetensorsError("the tensor \(name) is missing")
        }
        guard tensor.shape == size else {
          throw SafetensorsError("\(name) has the shape \(tensor.shape), not \(size)")
        }
        guard tensor.values.allSatisfy(\.isFinite) else {
          throw SafetensorsError("\(name) holds values that are no numbers")
        }
        values += tensor.values
      }
    }
    return values
  }

  private static func text(_ form: DecisionForm) -> String {
    switch form {
    case .fixed(let state, let actions): "fixed \(state) \(actions)"
    case .candidates(let features, let most): "candidates \(features) \(most)"
    }
  }

  private static func form(_ text: String) -> DecisionForm? {
    let words = text.split(separator: " ")
    guard words.count == 3, let first = Int(words[1]), let second = Int(words[2]),
      (1...1_000_000).contains(first), (1...1_000_000).contains(second)
    else { return nil }
    switch words[0] {
    case "fixed": return .fixed(stateSize: first, actionCount: second)
    case "candidates": return .candidates(featureCount: first, most: second)
    default: return nil
    }
  }
}
