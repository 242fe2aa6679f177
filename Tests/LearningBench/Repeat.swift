/// Times repeated work.
enum Repeat {
  /// How often a second some work is done, in the fastest of twenty stretches of a tenth of a second
  /// after five that do not count: what else the machine does would count in the others.
  static func rate(_ work: () -> Void) -> Double {
    for _ in 0..<5 { stretch(work) }
    return (0..<20).map { _ in stretch(work) }.max() ?? 0
  }

  @discardableResult
  private static func stretch(_ work: () -> Void) -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    var count = 0
    while true {
      // Few enough for the clock to be looked at often, enough for it not to count.
      for _ in 0..<20 { work() }
      count += 20
      let passed = (clock.now - start) / .seconds(1)
      if passed >= 0.1 { return Double(count) / passed }
    }
  }
}
