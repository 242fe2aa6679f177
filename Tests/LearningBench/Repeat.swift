/// Times repeated work.
enum Repeat {
  /// How often a second some work is done, over two seconds after half a second that does not count.
  static func rate(_ work: () -> Void) -> Double {
    run(seconds: 0.5, work)
    return run(seconds: 2, work)
  }

  @discardableResult
  private static func run(seconds: Double, _ work: () -> Void) -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    var count = 0
    while true {
      // Few enough for the clock to be looked at often, enough for it not to count.
      for _ in 0..<20 { work() }
      count += 20
      let passed = (clock.now - start) / .seconds(1)
      if passed >= seconds { return Double(count) / passed }
    }
  }
}
