import Plotting
import Testing

@Suite("Points left out")
struct ScatterThinningTests {
  @Test("few points all stay; of many so many stay as a plot holds, the same ones each time")
  func thinned() {
    let few = [ScatterData.Group(name: "a", points: [.init(1, 2), .init(1, 2)])]
    #expect(ScatterData.thinned(few).groups == few)
    var draws = Draws(state: 9)
    let many = (0..<3).map { group in
      ScatterData.Group(
        name: "\(group)",
        points: (0..<20_000).map { _ in
          .init(Double(draws.below(100_000)), Double(draws.below(1_000)))
        })
    }
    let data = ScatterData.thinned(many)
    let count = data.groups.reduce(0) { $0 + $1.points.count }
    #expect(data.total == 60_000)
    #expect((200...2_000).contains(count))
    #expect(ScatterData.thinned(many) == data)
    for (group, kept) in data.groups.enumerated() {
      #expect(kept.points.allSatisfy(many[group].points.contains))
    }
  }

  @Test("points on one spot, and points as far apart as numbers are, have a place too")
  func degenerate() {
    let spot = [ScatterData.Group(name: "", points: Array(repeating: .init(1, 1), count: 9_000))]
    #expect(ScatterData.thinned(spot).groups[0].points == [.init(1, 1)])
    let far = (0..<9_000).map {
      ScatterData.Point(
        $0 % 2 == 0 ? .greatestFiniteMagnitude : -.greatestFiniteMagnitude, Double($0))
    }
    let kept = ScatterData.thinned([.init(name: "", points: far)]).groups[0].points
    #expect((1...2_000).contains(kept.count))
  }
}
