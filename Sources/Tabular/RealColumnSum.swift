/// A real column's running sum, least and largest value, and its nulls.
struct RealColumnSum: Sendable {
  var nullCount = 0
  private var count = 0
  private var sum = 0.0
  private var compensation = 0.0
  private var least = 0.0
  private var largest = 0.0

  /// Adds a value; what is lost in the sum's last bits is kept aside.
  ///
  /// Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
  /// ZAMM 54 (1974), doi:10.1002/zamm.19740540106.
  @inline(__always)
  mutating func add(_ value: Double) {
    let total = sum + value
    if total.isFinite {
      compensation += abs(sum) >= abs(value) ? (sum - total) + value : (value - total) + sum
    }
    sum = total
    if count == 0 || value < least { least = value }
    if count == 0 || value > largest { largest = value }
    count += 1
  }

  /// Adds the values of a batch; a nan is null.
  @inline(__always)
  mutating func add(_ values: some Collection<Double>, _ isNull: [Bool]) {
    for (value, isNull) in zip(values, isNull) {
      if isNull || value.isNaN { nullCount += 1 } else { add(value) }
    }
  }

  /// The figures of the values added so far.
  var figures: TableFingerprint.Figures {
    let total = sum.isFinite ? sum + compensation : sum
    return TableFingerprint.Figures(
      nullCount: nullCount, sum: total == 0 ? 0 : total,
      min: count == 0 ? nil : (least == 0 ? 0 : least),
      max: count == 0 ? nil : (largest == 0 ? 0 : largest))
  }
}
