/// A beam search for the dealings of consecutive days with the least rolling gaps.
///
/// A state is what was dealt on the days so far. Two states that agree on the days still in the
/// window when the next day comes have the same future, so the better one stands for both; of the
/// rest the `width` best go on. The search goes over the days twice: first for the least largest
/// gap, then, with larger gaps forbidden, for the least sum of squares. In one go the second would
/// be wrong, as a state that pays with a larger gap now may be no worse once all have to pay later.
struct RotationBeam {
  /// States kept a day.
  static let defaultWidth = 256

  /// Steps a day; 256 states with up to 40 dealings each stay below it.
  private static let mostSteps = 10_240

  let calendar: RotationCalendar
  let width: Int
  /// How a pass ranks a gap: by the largest so far where nil, else none above it may pass.
  private var cap: Int?
  /// The dealings of each day that states refer to.
  private var dealt: [[RouteDealer.Dealing]] = []
  /// In the order of their choices, so that the place of a state breaks ties.
  private var states: [State] = []

  /// What was dealt so far.
  private struct State {
    var value = Value()
    /// The place of the dealing on each day.
    var choices: [Int] = []
    /// Parts of a ride above even shares in the window, by person.
    var excess: [Int]
  }

  /// What a state or the step to one is worth.
  private struct Value {
    /// The largest rolling gap in parts of a ride.
    var worst = 0
    /// The sum of the squared rolling gaps; whole, and exact up to 2⁵³.
    var squares = 0.0
    /// Rides that changed hands.
    var moved = 0
  }

  /// A state's step to a dealing of the next day.
  private struct Step {
    let value: Value
    let parent: Int
    let choice: Int
  }

  /// What a search found.
  struct Found {
    /// The dealing of each planned day in the calendar's order, nil for a past one.
    let dealings: [RouteDealer.Dealing?]
    /// The largest rolling gap in parts of a ride.
    let worst: Int
    let squares: Double
    let moved: Int
  }

  init(calendar: RotationCalendar, width: Int = Self.defaultWidth) {
    self.calendar = calendar
    self.width = width
  }

  /// The best dealings found; nil where `isOver` says so, which is asked once a day and pass.
  ///
  /// - Complexity: O(days × width × (dealings × (drivers + log) + days in a window)).
  mutating func search(until isOver: () -> Bool) -> Found? {
    cap = nil
    guard run(until: isOver), let first = found() else { return nil }
    cap = first.worst
    guard run(until: isOver) else { return nil }
    // A beam may lose all its states to the cap.
    guard let second = found() else { return first }
    return (second.squares, second.moved) < (first.squares, first.moved) ? second : first
  }

  /// Goes over the days once.
  private mutating func run(until isOver: () -> Bool) -> Bool {
    states = [State(excess: Array(repeating: 0, count: calendar.peopleCount))]
    dealt = []
    for index in calendar.entries.indices {
      if isOver() { return false }
      leave(upTo: index)
      select(steps(to: index), at: index)
    }
    return true
  }

  private func found() -> Found? {
    guard let best = states.indices.min(by: { isBefore(states[$0].value, states[$1].value) })
    else { return nil }
    let state = states[best]
    let dealings = state.choices.enumerated().map { index, choice in
      calendar.entries[index].dealer == nil ? nil : dealt[index][choice]
    }
    return Found(
      dealings: dealings, worst: state.value.worst, squares: state.value.squares,
      moved: state.value.moved)
  }

  private func isBefore(_ first: Value, _ second: Value) -> Bool {
    if cap == nil, first.worst != second.worst { return first.worst < second.worst }
    if first.squares != second.squares { return first.squares < second.squares }
    return first.moved < second.moved
  }

  /// Takes the days that leave the window when a day comes out of every state's sums.
  private mutating func leave(upTo index: Int) {
    guard index > 0 else { return }
    for old in calendar.windowStarts[index - 1]..<calendar.windowStarts[index] {
      for place in states.indices {
        let loads = dealt[old][states[place].choices[old]].loads
        calendar.add(old, loads, to: &states[place].excess, times: -1)
      }
    }
  }

  /// Every state with every dealing of a day.
  private mutating func steps(to index: Int) -> [Step] {
    let entry = calendar.entries[index]
    dealt.append(entry.dealings ?? [])
    var steps: [Step] = []
    for (parent, state) in states.enumerated() {
      let before = entry.people.map { state.excess[$0] }
      for choice in choices(of: state, before, at: index) {
        let dealing = dealt[index][choice]
        var value = state.value
        if entry.dealer != nil {
          let gap = gap(dealing.loads, before)
          value.worst = max(value.worst, gap)
          value.squares += Double(gap) * Double(gap)
          value.moved += dealing.moved
        }
        if let cap, value.worst > cap { continue }
        steps.append(Step(value: value, parent: parent, choice: choice))
      }
    }
    return steps
  }

  /// The places of a day's dealings that a state goes on with.
  ///
  /// Where they are too many to list they come from descents: one looks back over the window, one
  /// over the window of the next day, from which more days have left, and one weighs both.
  private mutating func choices(of state: State, _ before: [Int], at index: Int) -> Range<Int> {
    let entry = calendar.entries[index]
    let start = dealt[index].count
    guard entry.dealings == nil, let dealer = entry.dealer else { return 0..<start }
    var excess = state.excess
    if index + 1 < calendar.entries.count {
      for old in calendar.windowStarts[index]..<min(index, calendar.windowStarts[index + 1]) {
        calendar.add(old, dealt[old][state.choices[old]].loads, to: &excess, times: -1)
      }
    }
    let later = entry.people.map { excess[$0] }
    for totals in [before, later, zip(before, later).map { $0 + $1 }] {
      let dealing = dealer.descent(before: totals)
      if !dealt[index][start...].contains(dealing) { dealt[index].append(dealing) }
    }
    return start..<dealt[index].count
  }

  /// The rolling gap in parts of a ride; a day's even share is the same for all and falls out.
  private func gap(_ loads: [Int], _ before: [Int]) -> Int {
    guard let load = loads.first, let sum = before.first else { return 0 }
    var most = sum + load * calendar.parts
    var least = most
    for place in loads.indices {
      let total = before[place] + loads[place] * calendar.parts
      most = max(most, total)
      least = min(least, total)
    }
    return most - least
  }

  /// States to keep for a day: fewer where each of them takes many steps.
  private func width(at index: Int) -> Int {
    guard index < calendar.entries.count else { return 1 }
    let entry = calendar.entries[index]
    let cost = entry.dealings?.count ?? 3 * entry.people.count * entry.people.count
    return max(1, min(width, Self.mostSteps / max(1, cost)))
  }

  /// Makes the best steps with different futures the new states.
  private mutating func select(_ steps: [Step], at index: Int) {
    let sorted = steps.sorted { first, second in
      if isBefore(first.value, second.value) { return true }
      if isBefore(second.value, first.value) { return false }
      return (first.parent, first.choice) < (second.parent, second.choice)
    }
    let next = index + 1
    let start = next < calendar.windowStarts.count ? calendar.windowStarts[next] : next
    var seen: Set<[Int]> = []
    var kept: [Step] = []
    for step in sorted {
      let past = states[step.parent].choices[min(start, index)...]
      guard seen.insert(start < next ? past + [step.choice] : []).inserted else { continue }
      kept.append(step)
      if kept.count >= width(at: next) { break }
    }
    kept.sort { ($0.parent, $0.choice) < ($1.parent, $1.choice) }
    states = kept.map { step in
      var state = states[step.parent]
      state.value = step.value
      state.choices.append(step.choice)
      calendar.add(index, dealt[index][step.choice].loads, to: &state.excess, times: 1)
      return state
    }
  }
}
