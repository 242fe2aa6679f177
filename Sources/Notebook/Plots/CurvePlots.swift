import Plotting
import Store

/// A measure of a learning curve that can be drawn.
enum CurveMeasure: String, CaseIterable {
  case kilometresAbove = "km_above"
  case excessGap = "excess_gap"
  case equalDays = "equal_1_5"
  case reward
  case loss
  case exploration

  /// What the measure is, with its unit.
  var title: String {
    switch self {
    case .kilometresAbove: "kilometres above the optimum on validation days, in %"
    case .excessGap: "gap above that of the optimum on validation days, in rides"
    case .equalDays: "validation days equal to the optimum except for metres, in %"
    case .reward: "reward per episode"
    case .loss: "loss per update"
    case .exploration: "share of random actions"
    }
  }

  func value(of point: AgentCurvePoint) -> Double? {
    switch self {
    case .kilometresAbove: point.validation?.kilometresAbove
    case .excessGap: point.validation?.excessGap
    case .equalDays: point.validation?.equalDays
    case .reward: point.reward
    case .loss: point.loss
    case .exploration: point.exploration
    }
  }
}

/// Turns an agent's learning curve into a table and one plot a measure.
struct CurvePlots {
  let agent: String
  let curve: [AgentCurvePoint]
  let measures: [CurveMeasure]

  /// The measures to draw where none is named: those of validation days, else of training.
  static func usual(of curve: [AgentCurvePoint]) -> [CurveMeasure] {
    for pair in [[CurveMeasure.kilometresAbove, .excessGap], [.reward, .loss]] {
      let measured = pair.filter { measure in curve.contains { measure.value(of: $0) != nil } }
      if !measured.isEmpty { return measured }
    }
    return []
  }

  /// The points that have one of the measures, as rows.
  var table: ResultTable {
    ResultTable(
      ["seed", "episode"] + measures.map(\.rawValue),
      points.map { point in
        [.integer(Int64(bitPattern: point.seed)), .integer(Int64(point.episode))]
          + measures.map { $0.value(of: point).map(SQLValue.real) ?? .null }
      })
  }

  private var points: [AgentCurvePoint] {
    curve.filter { point in measures.contains { $0.value(of: point) != nil } }
  }

  /// One plot a measure: the line is the mean of the seeds, the band from the least to the most.
  var plots: [Plot] {
    let seeds = Set(points.map(\.seed)).sorted()
    let episodes = Set(points.map(\.episode)).sorted()
    return measures.map { measure in
      let series = seeds.map { seed in
        let values = Dictionary(
          points.filter { $0.seed == seed }.map { ($0.episode, measure.value(of: $0)) },
          uniquingKeysWith: { first, _ in first })
        return PlotSeries("seed \(seed)", episodes.map { values[$0] ?? nil })
      }
      return Plot(
        PlotSpec(
          .line, title: "\(agent), by episode: \(measure.title)",
          notes: seeds.count > 1
            ? ["mean of \(seeds.count) seeds, shaded from minimum to maximum"] : []),
        PlotData(labels: episodes.map(String.init), series: series))
    }
  }
}
