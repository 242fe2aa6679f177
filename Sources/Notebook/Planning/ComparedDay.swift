import CivilTime
import FleetModel
import Store

extension PlanComparison {
  /// One day of a comparison and the best that can be had on it.
  struct Day {
    let label: DayLabel
    /// What the day is known by across datasets.
    let hash: String
    let rides: Int
    /// What plans are measured against.
    let optimum: Score
    let source: Source
    /// The least gap there can be where as many rides are served as in the optimum.
    let leastGap: Int
    /// What is wrong with the optimum that the file states; nil where it states none or it stands.
    let contradiction: String?

    /// Where the optimum comes from.
    enum Source: String {
      /// The file states it, and the proof here found nothing against it.
      case stated
      /// Proven here at every level.
      case proven
      /// The best plan known, of those compared and the one that a proof began.
      case found = "not proven"
    }

    /// Settles what a day is measured against.
    ///
    /// - Parameters:
    ///   - dated: The day, perhaps with the optimum that its file states.
    ///   - proof: The plan and the proof of `optimal`.
    ///   - answers: What the candidates made of the day.
    init(_ dated: DatedDay, proof: PlanRecord.Day, answers: [Answer]) {
      label = dated.label
      hash = dated.contentHash
      rides = dated.day.rides.count
      let valid = answers.filter { $0.violations == 0 }.map(\.score)
      let isProven = proof.proofs.allSatisfy { $0.found == $0.bound }
      // Where nothing is proven, no plan that is known may lie below what it is measured against.
      let best = isProven ? proof.score : ([proof.score] + valid).min() ?? proof.score
      contradiction = dated.optimum.flatMap {
        StatedOptimum($0, found: best, proofs: proof.proofs).contradiction
      }
      if let stated = dated.optimum, contradiction == nil {
        (optimum, source, leastGap) = (stated, .stated, stated.gap)
      } else {
        optimum = best
        source = isProven ? .proven : .found
        leastGap = proof.proofs.first { $0.level == .gap }?.bound ?? 0
      }
    }

    /// Whether the optimum is stated or proven.
    var isKnown: Bool { source != .found }

    /// The gap above the least there can be, in rides; nil where it is not to be stated.
    ///
    /// It is stated of plans that break no rule and serve as many rides, as few on reserve, as the
    /// optimum: a plan that leaves rides can well be more even.
    func excessGap(of answer: Answer) -> Int? {
      guard answer.violations == 0, answer.score.isEqual(above: .gap, to: optimum),
        answer.score.gap >= leastGap
      else { return nil }
      return answer.score.gap - leastGap
    }

    /// The metres above the optimum's; nil where another level differs or a rule is broken.
    func excessMetres(of answer: Answer) -> Int? {
      guard answer.violations == 0, answer.score.isEqualButMetres(to: optimum),
        answer.score.metres >= optimum.metres
      else { return nil }
      return answer.score.metres - optimum.metres
    }

    /// Whether a plan is better than what is called the optimum, which none can be.
    func isBetter(_ answer: Answer) -> Bool {
      answer.violations == 0 && answer.score < optimum
    }
  }
}
