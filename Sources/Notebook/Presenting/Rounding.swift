import PortableMath

/// A number as tables show it, rounded to a fraction of one: hundredths where nothing is said.
func rounded(_ value: Double, to parts: Double = 100) -> Double {
  (value * parts).rounded() / parts
}

/// A number rounded to its first four digits, so that a small one never becomes 0.
func significant(_ value: Double) -> Double {
  guard value.isFinite, value != 0 else { return value }
  let scale = Portable.powerOfTen(3 - Portable.decimalExponent(value))
  return scale.isFinite ? (value * scale).rounded() / scale : value
}
