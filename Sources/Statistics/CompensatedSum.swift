extension Sequence where Element == Double {
  /// The sum in the order given, with the rounding of each addition carried along.
  ///
  /// Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
  /// ZAMM 54, 1974, doi:10.1002/zamm.19740540106. A sum beyond the largest number is infinite.
  func compensatedSum() -> Double {
    var sum = 0.0
    var lost = 0.0
    for value in self {
      let next = sum + value
      lost += sum.magnitude >= value.magnitude ? (sum - next) + value : (value - next) + sum
      sum = next
    }
    return sum.isFinite ? sum + lost : sum
  }
}
