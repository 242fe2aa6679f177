/// A linear programme min c·x, A x = b, x ≥ 0 that grows by columns (revised primal simplex).
///
/// The basis' inverse is dense, which suits the 20 to 150 rows of a day. Right-hand sides are
/// perturbed a little against the ties that partition problems are full of; bounds are computed
/// elsewhere from the prices, exactly, so the perturbation weakens nothing.
struct Simplex {
  private let rows: Int
  private var right: [Double]
  private var costs: [Double] = []
  private var entryStarts: [Int] = [0]
  private var entryRows: [Int] = []
  private var entryValues: [Double] = []
  private var isBasic: [Bool] = []
  private var basis: [Int]
  /// Column-major inverse of the basis.
  private var inverse: [Double]
  private var values: [Double]
  private(set) var prices: [Double]
  /// Pivots done so far.
  private(set) var pivots = 0
  private var sinceFactoring = 0

  private static let priceTolerance = 1e-5
  private static let pivotTolerance = 1e-8
  private static let refactorInterval = 100

  /// Starts from one basic column a row, each with its own cost: artificials and slacks.
  ///
  /// - Parameters:
  ///   - right: right-hand sides, not negative.
  ///   - costs: the cost of each row's first basic column.
  init(right: [Double], costs: [Double]) {
    rows = right.count
    self.right = right.enumerated().map { index, value in
      value + 1e-6 * (1 + Double((index * 7_919) % 101) / 101)
    }
    basis = Array(0..<rows)
    inverse = Array(repeating: 0, count: rows * rows)
    values = self.right
    prices = costs
    for row in 0..<rows {
      inverse[row * rows + row] = 1
      add(cost: costs[row], [(row, 1)])
      isBasic[row] = true
    }
  }

  var columnCount: Int { costs.count }

  /// Adds a column out of the basis and gives its index.
  @discardableResult
  mutating func add(cost: Double, _ entries: [(row: Int, value: Double)]) -> Int {
    costs.append(cost)
    for entry in entries {
      entryRows.append(entry.row)
      entryValues.append(entry.value)
    }
    entryStarts.append(entryRows.count)
    isBasic.append(false)
    return costs.count - 1
  }

  /// Changes the cost of a column, for example of an artificial that has to leave.
  mutating func setCost(of column: Int, to cost: Double) {
    costs[column] = cost
    reprice()
  }

  /// The columns with a value above a threshold, in ascending order.
  func solution(above threshold: Double) -> [(column: Int, value: Double)] {
    (0..<rows).filter { values[$0] > threshold }
      .map { (column: basis[$0], value: values[$0]) }
      .sorted { $0.column < $1.column }
  }

  var basicColumns: [Int] { basis }

  /// Pivots until no column improves, or a number of pivots is reached.
  mutating func solve(pivotLimit: Int = 20_000) {
    var left = pivotLimit
    while left > 0, let entering = enteringColumn() {
      left -= 1
      guard pivot(entering) else { return }
    }
  }

  /// The column of most negative reduced cost, by the current prices.
  private func enteringColumn() -> Int? {
    var best: Int?
    var lowest = -Self.priceTolerance
    for column in costs.indices where !isBasic[column] {
      var reduced = costs[column]
      for entry in entryStarts[column]..<entryStarts[column + 1] {
        reduced -= prices[entryRows[entry]] * entryValues[entry]
      }
      if reduced < lowest {
        lowest = reduced
        best = column
      }
    }
    return best
  }

  /// Brings a column into the basis; false where the programme is unbounded along it.
  private mutating func pivot(_ entering: Int) -> Bool {
    var direction = Array(repeating: 0.0, count: rows)
    var reduced = costs[entering]
    for entry in entryStarts[entering]..<entryStarts[entering + 1] {
      let row = entryRows[entry]
      let value = entryValues[entry]
      reduced -= prices[row] * value
      let base = row * rows
      for index in 0..<rows { direction[index] += inverse[base + index] * value }
    }
    var leaving = -1
    var step = Double.infinity
    for row in 0..<rows where direction[row] > Self.pivotTolerance {
      let ratio = max(0, values[row]) / direction[row]
      let isTie = leaving >= 0 && ratio <= step + 1e-12 && direction[row] > direction[leaving]
      if ratio < step - 1e-12 || isTie {
        step = ratio
        leaving = row
      }
    }
    guard leaving >= 0 else { return false }
    update(direction, leaving: leaving, step: step, reduced: reduced)
    isBasic[basis[leaving]] = false
    isBasic[entering] = true
    basis[leaving] = entering
    pivots += 1
    sinceFactoring += 1
    if sinceFactoring >= Self.refactorInterval { refactor() }
    return true
  }

  private mutating func update(
    _ direction: [Double], leaving: Int, step: Double, reduced: Double
  ) {
    let pivot = direction[leaving]
    for column in 0..<rows {
      let base = column * rows
      let old = inverse[base + leaving]
      if old == 0 { continue }
      let factor = old / pivot
      for row in 0..<rows { inverse[base + row] -= direction[row] * factor }
      inverse[base + leaving] = factor
      prices[column] += reduced * factor
    }
    for row in 0..<rows { values[row] -= direction[row] * step }
    values[leaving] = step
  }

  /// Computes inverse, values and prices anew, against the drift of many updates.
  private mutating func refactor() {
    sinceFactoring = 0
    var matrix = Array(repeating: 0.0, count: rows * rows)
    for (position, column) in basis.enumerated() {
      for entry in entryStarts[column]..<entryStarts[column + 1] {
        matrix[entryRows[entry] * rows + position] += entryValues[entry]
      }
    }
    guard let inverted = Self.inverted(matrix, rows) else { return }
    // `inverted` is row-major with one row a basic position; the store is column-major.
    for row in 0..<rows {
      for column in 0..<rows { inverse[column * rows + row] = inverted[row * rows + column] }
    }
    for row in 0..<rows {
      var sum = 0.0
      for column in 0..<rows { sum += inverted[row * rows + column] * right[column] }
      values[row] = sum
    }
    reprice()
  }

  private mutating func reprice() {
    for column in 0..<rows {
      var sum = 0.0
      for row in 0..<rows { sum += costs[basis[row]] * inverse[column * rows + row] }
      prices[column] = sum
    }
  }

  /// Gauss–Jordan elimination with row pivoting, or nil for a singular matrix.
  private static func inverted(_ matrix: [Double], _ size: Int) -> [Double]? {
    var left = matrix
    var result = Array(repeating: 0.0, count: size * size)
    for index in 0..<size { result[index * size + index] = 1 }
    for column in 0..<size {
      var pivotRow = column
      for row in column..<size
      where abs(left[row * size + column]) > abs(left[pivotRow * size + column]) {
        pivotRow = row
      }
      let pivot = left[pivotRow * size + column]
      guard abs(pivot) > 1e-11 else { return nil }
      if pivotRow != column {
        for index in 0..<size {
          left.swapAt(pivotRow * size + index, column * size + index)
          result.swapAt(pivotRow * size + index, column * size + index)
        }
      }
      for index in 0..<size {
        left[column * size + index] /= pivot
        result[column * size + index] /= pivot
      }
      for row in 0..<size where row != column {
        let factor = left[row * size + column]
        if factor == 0 { continue }
        for index in 0..<size {
          left[row * size + index] -= factor * left[column * size + index]
          result[row * size + index] -= factor * result[column * size + index]
        }
      }
    }
    return result
  }
}
