import DispatchLearning

/// The line that shows how far a training is.
struct TrainingLine {
  let name: String

  /// The line, such as `v1: episode 1200 of 5000, 310/s, 12 s left, exploration 0.12, excess gap 0.0,
  /// km +0.9 %`: what a narrow terminal cuts stands last.
  ///
  /// - Parameters:
  ///   - progress: The training at its last episode.
  ///   - elapsed: Seconds from the start of the training to that episode.
  /// - Returns: The line; without a rate where no time has passed.
  func text(_ progress: TrainingPlan.Progress, elapsed: Double) -> String {
    let training = progress.training
    var parts = ["\(name): episode \(training.episode) of \(training.episodes)"]
    if progress.seeds > 1 { parts[0] += ", seed \(progress.seed) of \(progress.seeds)" }
    if let pace = TrainingPace(progress, elapsed: elapsed) {
      parts.append(pace.rateText)
      parts.append(pace.leftText)
      parts.append("exploration \(rounded(training.exploration))")
      if let loss = training.loss { parts.append("loss \(rounded(loss, to: 10_000))") }
      if let latest = training.latest { parts.append(Self.text(latest.quality)) }
    }
    return parts.joined(separator: ", ")
  }

  static func text(_ quality: QualityScore) -> String {
    (quality.statedExcess.map { text($0) + ", " } ?? "")
      + (quality.excessDistance.map { "km +\(rounded($0 * 100)) %" } ?? "no equal day")
  }

  /// The excess, with the days that it is stated of where others are left out.
  private static func text(_ excess: ExcessGap) -> String {
    guard let mean = excess.mean else { return "no day serves as many rides as the optimum" }
    let days = excess.days < excess.allDays ? " on \(excess.days) of \(excess.allDays) days" : ""
    return "excess gap \(rounded(mean))\(days)"
  }
}
