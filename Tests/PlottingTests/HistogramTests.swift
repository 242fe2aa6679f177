import Testing

@testable import Plotting

@Suite("Values in bins")
struct HistogramTests {
  private func counts(_ values: [Double], _ binning: HistogramBinning) -> [Int]? {
    HistogramData(of: values, binning: binning)?.counts
  }

  @Test("a bin holds its lower edge and not its upper one, the last one both")
  func edges() {
    #expect(counts([0, 1, 2, 3, 4], .count(2)) == [2, 3])
    #expect(counts([0, 4.9, 5, 9.9], .width(5)) == [2, 2])
  }

  @Test("edges of a width are its multiples, and a greatest value on an edge has a bin to itself")
  func widths() throws {
    let data = try #require(HistogramData(of: [-3, 1, 6, 6], binning: .width(2)))
    #expect(data.edges == [-4, -2, 0, 2, 4, 6, 8])
    #expect(data.counts == [1, 0, 1, 0, 0, 2])
  }

  @Test("the usual width is that of Freedman and Diaconis, rounded up")
  func automatic() throws {
    // 0...999: the middle half is 499.5 wide, 2 · 499.5 / 10 is 99.9, and 100 is the next round one.
    let data = try #require(HistogramData(of: (0..<1_000).map(Double.init), binning: .automatic))
    #expect(data.edges == (0...10).map { Double($0) * 100 })
    #expect(data.counts == Array(repeating: 100, count: 10))
  }

  @Test("whole numbers get whole bins, one value gets one, and none gets none")
  func whole() throws {
    let dice = try #require(HistogramData(of: [1, 2, 2, 3, 6], binning: .automatic))
    #expect(dice.edges.allSatisfy { $0 == $0.rounded() })
    #expect(counts([5, 5, 5], .automatic) == [3])
    #expect(counts([0.25, 0.25], .automatic) == [2])
    #expect(counts([], .automatic) == [])
    #expect(counts([.nan, .infinity], .automatic) == [])
  }

  @Test("values that are no finite numbers are counted apart from nulls")
  func leftOut() throws {
    let data = try #require(
      HistogramData(of: [1, .nan, 2, .infinity], binning: .count(2), nulls: 3, others: 1))
    #expect([data.total, data.nulls, data.others] == [2, 3, 3])
  }

  @Test("a width that would make too many bins makes none")
  func tooMany() {
    #expect(counts([0, 1e6], .width(1)) == nil)
    #expect(counts([0, 1e300], .width(1e-300)) == nil)
    #expect(counts([0, 1], .count(501)) == nil)
  }

  @Test("every finite value is in a bin, whatever the values are", arguments: 0..<200)
  func complete(seed: Int) throws {
    var draws = Draws(state: UInt64(seed))
    let values = (0..<draws.below(200)).compactMap { _ in draws.value() }
    for binning in [HistogramBinning.automatic, .count(1 + draws.below(500))] {
      let data = try #require(HistogramData(of: values, binning: binning), "seed \(seed)")
      #expect(data.total == values.count(where: \.isFinite), "seed \(seed)")
      #expect(data.counts.count <= HistogramData.mostBins)
      for bin in data.counts.indices {
        let isLast = bin == data.counts.count - 1
        let expected = values.count { value in
          value >= data.edges[bin]
            && (value < data.edges[bin + 1] || isLast && value == data.edges[bin + 1])
        }
        #expect(data.counts[bin] == expected, "seed \(seed), bin \(bin)")
      }
    }
  }

  @Test("the middle half is that of R's type 7")
  func quartiles() {
    #expect(Quartiles.range(of: [7, 1, 3, 5]) == 3)
    #expect(Quartiles.range(of: [1, 2, 3, 4, 5]) == 2)
    #expect(Quartiles.range(of: [4]) == 0)
    var draws = Draws(state: 5)
    for _ in 0..<200 {
      let values = (0..<2 + draws.below(60)).map { _ in Double(draws.below(20)) }
      let sorted = values.sorted()
      func quantile(_ share: Double) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let weight = place - Double(below)
        guard weight > 0 else { return sorted[below] }
        return sorted[below] * (1 - weight) + sorted[below + 1] * weight
      }
      #expect(Quartiles.range(of: values) == quantile(0.75) - quantile(0.25))
    }
  }
}
