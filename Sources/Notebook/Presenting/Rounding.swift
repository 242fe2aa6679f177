/// A number as tables show it, rounded to a fraction of one: hundredths where nothing is said.
func rounded(_ value: Double, to parts: Double = 100) -> Double {
  (value * parts).rounded() / parts
}
