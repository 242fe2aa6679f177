import CivilTime
import FleetModel
import SeededRandom

/// Parts the days of a dataset into training, validation and held-out days.
///
/// The parts are a function of the days' content, the seed and what other splits have made of the
/// same content; neither rows nor names nor the order of days enter.
public struct DaySplit {
  /// Which days are held out.
  public enum Holdout {
    /// About this share of the days, in 0...1, at least one.
    case share(Double)
    case count(Int)
    /// A date and all after it.
    case from(CivilDate)
    case on(Set<DayLabel>)
  }

  public let holdout: Holdout
  /// The days that are to be training days.
  public var training: Set<DayLabel>
  /// The share of the other days that become validation days, in 0...1; at least one.
  public let validation: Double
  public let seed: UInt64

  public init(
    holdout: Holdout, training: Set<DayLabel> = [], validation: Double, seed: UInt64
  ) {
    self.holdout = holdout
    self.training = training
    self.validation = validation
    self.seed = seed
  }

  /// One day as it goes in: its label, and the hash of its content.
  public typealias Day = (label: DayLabel, hash: String)

  /// The parts of days, in their order.
  ///
  /// A content that is known keeps its part; known days count towards what is asked for. Days of
  /// equal content have equal parts.
  ///
  /// - Parameters:
  ///   - days: The days of a dataset.
  ///   - known: The parts of contents in other datasets' splits.
  /// - Returns: Each day's part; a part may be left without a day.
  /// - Complexity: O(n log n) in the days.
  public func parts(
    of days: [Day], known: [String: (part: DayPart, dataset: String)]
  ) -> [SplitRecord.Day] {
    var parts: [String: DayPart] = [:]
    for day in days { parts[day.hash] = known[day.hash]?.part }
    for day in days where training.contains(day.label) {
      parts[day.hash] = parts[day.hash] ?? .training
    }
    holdOut(of: days, into: &parts)
    let others = days.count { parts[$0.hash] != .holdout }
    take(.validation, count: max(1, Int((Double(others) * validation).rounded())), days, &parts)
    return days.map { day in
      SplitRecord.Day(
        label: day.label, hash: day.hash, part: parts[day.hash] ?? .training,
        knownFrom: known[day.hash]?.dataset)
    }
  }

  private func holdOut(of days: [Day], into parts: inout [String: DayPart]) {
    switch holdout {
    case .share(let share):
      take(.holdout, count: max(1, Int((Double(days.count) * share).rounded())), days, &parts)
    case .count(let count): take(.holdout, count: count, days, &parts)
    case .from(let first):
      for day in days where day.label.date.map({ $0 >= first }) == true {
        parts[day.hash] = parts[day.hash] ?? .holdout
      }
    case .on(let labels):
      for day in days where labels.contains(day.label) {
        parts[day.hash] = parts[day.hash] ?? .holdout
      }
    }
  }

  /// Gives days without a part this one, in the order of their draws, until so many have it.
  private func take(
    _ part: DayPart, count: Int, _ days: [Day], _ parts: inout [String: DayPart]
  ) {
    var left = count - days.count { parts[$0.hash] == part }
    let open = Dictionary(
      days.filter { parts[$0.hash] == nil }.map { ($0.hash, 1) }, uniquingKeysWith: +)
    for hash in drawn(Array(open.keys)) where left > 0 {
      parts[hash] = part
      left -= open[hash] ?? 0
    }
  }

  /// Contents in the order of a draw that is each content's own.
  ///
  /// So a day that is added or left out moves no other far, and datasets that share days mostly
  /// agree on them under one seed.
  private func drawn(_ hashes: [String]) -> [String] {
    hashes.map { hash -> (draw: UInt64, hash: String) in
      var draws = SeededGenerator(seed: seed, purpose: "split \(hash)")
      return (draws.next(), hash)
    }.sorted { ($0.draw, $0.hash) < ($1.draw, $1.hash) }.map(\.hash)
  }
}
