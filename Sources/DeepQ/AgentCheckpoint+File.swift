// A checkpoint as a safetensors file.
extension AgentCheckpoint {
  private static let formKey = "form"
  private static let layersKey = "layers"
  private static let duelingKey = "dueling"
  private static let stepKey = "adam_step"
  private static let mean = "adam_mean."
  private static let variance = "adam_variance."

  /// The bytes of a safetensors file.
  ///
  /// Its tensors are `layers.0.weight`, `layers.0.bias`, …, and Adam's moments of each under
  /// `adam_mean.` and `adam_variance.`. In its metadata `form`, `layers`, `dueling` and `adam_step`
  /// are the file's own, whatever `metadata` has under these keys.
  ///
  /// - Complexity: O(parameters).
  public func encoded() -> [UInt8] {
    var tensors = Self.tensors(parameters, shape, prefix: "")
    var metadata = metadata
    metadata[Self.formKey] = Self.text(form)
    metadata[Self.layersKey] = layers.map(String.init).joined(separator: "-")
    metadata[Self.duelingKey] = isDueling ? "on" : "off"
    metadata[Self.stepKey] = optimiser.map { String($0.step) }
    if let optimiser {
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
      throw SafetensorsError("its metadata does not state the form of decisions (`form`)")
    }
    let layers = try Self.layers(file.metadata[Self.layersKey] ?? "")
    let isDueling = try Self.isDueling(file.metadata[Self.duelingKey] ?? "", form)
    let shape = NetworkShape(form, hidden: layers, isDueling: isDueling)
    try Self.checkSize(form, shape)
    let own = [Self.formKey, Self.layersKey, Self.duelingKey, Self.stepKey]
    self.init(
      form: form, layers: layers, isDueling: isDueling,
      parameters: try Self.parameters(file, shape, prefix: ""),
      optimiser: try Self.optimiser(file, shape),
      metadata: file.metadata.filter { !own.contains($0.key) })
  }

  private static func layers(_ text: String) throws(SafetensorsError) -> [Int] {
    let words = text.split(separator: "-")
    let layers = words.compactMap { Int($0) }
    guard !layers.isEmpty, layers.count == words.count,
      layers.count <= 64, layers.allSatisfy({ (1...65_536).contains($0) })
    else { throw SafetensorsError("its metadata does not state its layers, such as 64-64") }
    return layers
  }

  private static func isDueling(_ text: String, _ form: DecisionForm) throws(SafetensorsError)
    -> Bool
  {
    switch (text, form) {
    case ("off", _): return false
    case ("on", .fixed): return true
    default: throw SafetensorsError("its metadata does not state a valid `dueling`: on or off")
    }
  }

  /// Has a file that says little not ask for more memory than any network here needs.
  private static func checkSize(_ form: DecisionForm, _ shape: NetworkShape)
    throws(SafetensorsError)
  {
    guard shape.activations(rows: form.mostRows) <= NetworkShape.mostActivations else {
      throw SafetensorsError("a decision of \(form.mostRows) rows would take too much memory")
    }
  }

  private static func optimiser(_ file: Safetensors, _ shape: NetworkShape)
    throws(SafetensorsError) -> OptimiserState?
  {
    guard let text = file.metadata[stepKey] else { return nil }
    // Far beyond any training, and far from where counting on would overflow.
    guard let step = Int(text), (0...1_000_000_000_000).contains(step) else {
      throw SafetensorsError("Adam's step is not a whole number in the allowed range")
    }
    let state = OptimiserState(
      step: step, mean: try parameters(file, shape, prefix: mean),
      variance: try parameters(file, shape, prefix: variance))
    guard state.variance.allSatisfy({ $0 >= 0 }) else {
      throw SafetensorsError("some of Adam's variances are below zero")
    }
    return state
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
          throw SafetensorsError("\(name) contains values that are not finite numbers")
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
    guard words.count == 3, let first = Int(words[1]), let second = Int(words[2]) else {
      return nil
    }
    let form: DecisionForm
    switch words[0] {
    case "fixed": form = .fixed(stateSize: first, actionCount: second)
    case "candidates": form = .candidates(featureCount: first, most: second)
    default: return nil
    }
    return form.isAllowed ? form : nil
  }
}
