import SeededRandom
import Testing

@testable import DeepQ

@Suite("Returns over several steps")
struct ReturnTests {
  /// Notes rewards, the last of which ends the episode, and gives what was remembered.
  private func remembered(_ rewards: [Float], steps: Int, endsAtLast: Bool = true) -> [[Float]] {
    let form = DecisionForm.fixed(stateSize: 1, actionCount: 9)
    let memory = ReplayMemory(form, capacity: 20, isPrioritised: false)
    var queue = ReturnQueue(steps: steps, discount: 0.5, rowSize: 1)
    note(rewards, endsAtLast: endsAtLast, in: memory, &queue)
    return rows(memory)
  }

  private func note(
    _ rewards: [Float], endsAtLast: Bool, in memory: ReplayMemory, _ queue: inout ReturnQueue
  ) {
    for (number, reward) in rewards.enumerated() {
      let isEnd = endsAtLast && number == rewards.count - 1
      withUnsafePointer(to: Float(number)) { row in
        queue.note(
          row, action: number, DecisionStep(reward: reward, isEnd: isEnd),
          after: Observation(features: [Float(number + 1)], mask: []), in: memory)
      }
    }
  }

  /// State, action, return, discount and the state after, 0 where there is none.
  private func rows(_ memory: ReplayMemory) -> [[Float]] {
    (0..<memory.count).map {
      [
        memory.state($0)[0], Float(memory.actions[$0]), memory.rewards[$0], memory.discounts[$0],
        memory.discounts[$0] > 0 ? memory.follower($0)[0] : 0,
      ]
    }
  }

  @Test("one step: each reward stands alone, the last without a state after")
  func one() {
    let expected: [[Float]] = [[0, 0, 1, 0.5, 1], [1, 1, 2, 0.5, 2], [2, 2, 4, 0, 0]]
    #expect(remembered([1, 2, 4], steps: 1) == expected)
  }

  @Test("three steps: r + γr + γ²r and γ³; shorter at the end of the episode")
  func three() {
    // 1 + 2/2 + 4/4, then 2 + 4/2 + 8/4, then 4 + 8/2, then 8.
    let expected: [[Float]] = [
      [0, 0, 3, 0.125, 3], [1, 1, 6, 0, 0], [2, 2, 8, 0, 0], [3, 3, 8, 0, 0],
    ]
    #expect(remembered([1, 2, 4, 8], steps: 3) == expected)
  }

  @Test("an episode shorter than the steps is remembered whole at its end")
  func short() {
    let expected: [[Float]] = [[0, 0, 2, 0, 0], [1, 1, 2, 0, 0]]
    #expect(remembered([1, 2], steps: 5) == expected)
    #expect(remembered([1, 2], steps: 5, endsAtLast: false).isEmpty)
  }

  @Test("nothing of one episode adds to the next")
  func apart() {
    let form = DecisionForm.fixed(stateSize: 1, actionCount: 9)
    let memory = ReplayMemory(form, capacity: 20, isPrioritised: false)
    var queue = ReturnQueue(steps: 2, discount: 0.5, rowSize: 1)
    note([100, 100, 100], endsAtLast: false, in: memory, &queue)
    queue.clear()
    note([1, 2], endsAtLast: true, in: memory, &queue)
    #expect(rows(memory).map { $0[2] } == [150, 150, 2, 2])
  }
}
