import DispatchLearning

/// How fast a training goes, over all its seeds, from its own start to its last episode.
///
/// Looking at it does not change it: who begins to watch late sees the same.
struct TrainingPace {
  /// Episodes a second.
  let rate: Double
  /// Seconds that the episodes to come take at this rate.
  let secondsLeft: Double

  /// The pace at an episode; nil before time has passed or the first episode is done.
  ///
  /// - Parameters:
  ///   - progress: The training at the episode.
  ///   - elapsed: Seconds from the start of the training to that episode.
  init?(_ progress: TrainingPlan.Progress, elapsed: Double) {
    let done = (progress.seed - 1) * progress.training.episodes + progress.training.episode
    guard elapsed > 0, done > 0 else { return nil }
    rate = Double(done) / elapsed
    secondsLeft = Double(progress.seeds * progress.training.episodes - done) / rate
  }

  /// The rate for a line: whole from 10 on, else with a tenth, since slow trainings are below 1.
  var rateText: String { rate >= 10 ? "\(Int(rate))/s" : "\(rounded(rate, to: 10))/s" }

  /// The time that is left for a line.
  var leftText: String { "\(Int(secondsLeft.rounded(.up))) s left" }
}
