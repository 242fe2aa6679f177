import SeededRandom

/// How many rides each day of a month has: about nine, one crowded day, one nearly empty.
enum MonthVolumes {
  /// Draws the counts of a month's days.
  ///
  /// - Parameters:
  ///   - days: how many service days the month has.
  ///   - total: rides of the month.
  ///   - fixed: the position of a day whose count is given, and that count.
  ///   - draws: the generator to draw from.
  /// - Returns: one count a day, 1...19, whose sum is `total` where that can be.
  static func draw(
    days: Int, total: Int, fixed: (day: Int, count: Int)?, _ draws: inout SeededGenerator
  ) -> [Int] {
    let free = (0..<days).filter { $0 != fixed?.day }
    let order = draws.shuffled(free)
    var counts = (0..<days).map { _ in draws.integer(in: 6...12) }
    if let fixed { counts[fixed.day] = fixed.count }
    guard order.count > 2 else { return counts }
    counts[order[0]] = draws.integer(in: 17...19)
    counts[order[1]] = draws.integer(in: 1...2)
    let rest = Array(order.dropFirst(2))
    var missing = total - counts.reduce(0, +)
    // Each pass can add or take at least one ride while a day lies inside 3...15.
    while missing != 0 {
      let open = rest.filter { missing > 0 ? counts[$0] < 15 : counts[$0] > 3 }
      guard let day = draws.pick(open) else { return counts }
      counts[day] += missing.signum()
      missing -= missing.signum()
    }
    return counts
  }
}
