import DispatchLearning

/// The line that tells how far a training is.
struct TrainingLine {
  let name: String
  let started: Double

  /// The line, such as `v1: episode 1200 of 5000, 310/s, exploration 0.12, excess gap 0, 0.9 % km
  /// above, 12 s left`.
  func text(_ progress: TrainingPlan.Progress, now: Double) -> String {
    let training = progress.training
    var parts = ["\(name): episode \(training.episode) of \(training.episodes)"]
    if progress.seeds > 1 { parts[0] += ", seed \(progress.seed) of \(progress.seeds)" }
    let done = (progress.seed - 1) * training.episodes + training.episode
    let elapsed = now - started
    if elapsed > 0 {
      let rate = Double(done) / elapsed
      parts.append("\(Int(rate))/s")
      parts.append("exploration \(rounded(training.exploration))")
      if let loss = training.loss { parts.append("loss \(rounded(loss, to: 10_000))") }
      if let latest = training.latest { parts.append(Self.text(latest.quality)) }
      let left = progress.seeds * training.episodes - done
      if rate > 0 { parts.append("\(Int(Double(left) / rate)) s left") }
    }
    return parts.joined(separator: ", ")
  }

  static func text(_ quality: QualityScore) -> String {
    "excess gap \(rounded(quality.excessGap)), "
      + (quality.excessDistance.map { "km +\(rounded($0 * 100)) %" } ?? "no day equal")
  }
}
