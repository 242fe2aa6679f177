/// Fills one row of features, each held within a range that a network learns well from.
struct FeatureRow {
  private(set) var values: [Float] = []

  /// Appends a value, clipped to ±4 so that an odd day cannot drown the rest.
  @inline(__always)
  mutating func add(_ value: Double) { values.append(Float(min(4, max(-4, value)))) }

  @inline(__always)
  mutating func add(_ flag: Bool) { values.append(flag ? 1 : 0) }

  mutating func removeAll() { values.removeAll(keepingCapacity: true) }
}
