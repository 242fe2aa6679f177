#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A power, for expected values.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
