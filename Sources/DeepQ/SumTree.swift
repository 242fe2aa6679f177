/// Priorities in a tree of sums, so that one is drawn and changed in O(log n).
struct SumTree {
  private var sums: [Double]
  private let leaves: Int

  init(capacity: Int) {
    var leaves = 1
    while leaves < capacity { leaves *= 2 }
    self.leaves = leaves
    sums = Array(repeating: 0, count: 2 * leaves)
  }

  var total: Double { sums[1] }

  subscript(index: Int) -> Double { sums[leaves + index] }

  mutating func set(_ index: Int, to priority: Double) {
    var node = leaves + index
    sums[node] = priority
    while node > 1 {
      node /= 2
      // From both children and not by a difference, so that no rounding piles up.
      sums[node] = sums[2 * node] + sums[2 * node + 1]
    }
  }

  /// The entry in whose share of the total a mass lies.
  func find(_ mass: Double) -> Int {
    var node = 1
    var rest = mass
    while node < leaves {
      node *= 2
      if rest >= sums[node], sums[node + 1] > 0 {
        rest -= sums[node]
        node += 1
      }
    }
    return node - leaves
  }
}
