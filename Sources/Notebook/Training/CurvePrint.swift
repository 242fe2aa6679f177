import DispatchLearning
import Files
import SessionRecord

/// Marks of a learning curve by which its beginning can be verified without training to the end.
enum CurvePrint {
  /// Marks at points ever farther apart: the episode and a hash of all points up to it.
  ///
  /// - Complexity: O(points).
  static func marks(of curve: [AgentTraining.CurvePoint]) -> [String] {
    var marks: [String] = []
    var hasher = SHA256()
    for (index, point) in curve.enumerated() {
      hasher.update(text(of: point).utf8)
      if isMarked(index) || index == curve.count - 1 {
        marks.append("\(point.episode):\(hasher.digits.prefix(16))")
      }
    }
    return marks
  }

  /// Marks 0 to 4, then each power of two and what lies half-way to the next.
  private static func isMarked(_ index: Int) -> Bool {
    guard index > 4 else { return true }
    var step = 1
    while step * 4 <= index { step *= 2 }
    return index.isMultiple(of: step)
  }

  /// The point to the last bit.
  private static func text(of point: AgentTraining.CurvePoint) -> String {
    let figures: [Double?] = [
      point.reward, point.exploration, point.loss, point.quality.excessGap,
      point.quality.equalShare, point.quality.excessDistance, point.quality.regret,
    ]
    return "\(point.episode) "
      + figures.map { $0.map { String($0.bitPattern, radix: 16) } ?? "none" }
      .joined(separator: " ") + "\n"
  }
}
