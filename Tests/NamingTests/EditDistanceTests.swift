import Naming
import SeededRandom
import Testing

@Suite("How many slips tell two texts apart")
struct EditDistanceTests {
  @Test(
    "counts slips up to a limit",
    arguments: [
      ("genene", "geneve", 2, 1, "a letter replaced"),
      ("geneve", "genve", 2, 1, "a letter left out"),
      ("genve", "geneve", 2, 1, "a letter put in"),
      ("geneev", "geneve", 2, 1, "neighbours swapped"),
      ("", "abc", 3, 3, "nothing against three"),
      ("abc", "abc", 0, 0, "equal texts within no slip"),
      ("kitten", "sitting", 3, 3, "the textbook pair"),
      ("kitten", "sitting", 2, nil, "more than the limit"),
      ("a", "abcdef", 2, nil, "lengths too far apart"),
      ("ca", "abc", 3, 3, "no letter is touched twice"),
      ("a", "a", -1, nil, "a limit below nothing"),
    ] as [(String, String, Int, Int?, String)])
  func counts(left: String, right: String, limit: Int, distance: Int?, reason: String) {
    #expect(EditDistance.between(left, right, limit: limit) == distance, "\(reason)")
  }

  @Test("the bounded distance is the unbounded one wherever that is within the limit")
  func boundedAgrees() {
    var draws = SeededGenerator(seed: 5)
    func word() -> String {
      String((0..<draws.below(9)).map { _ in ["a", "b", "c"][draws.below(3)] })
    }
    for _ in 0..<300 {
      let left = word()
      let right = word()
      let full = EditDistance.between(left, right, limit: 100) ?? -1
      #expect(EditDistance.between(right, left, limit: 100) == full, "\(left) \(right)")
      for limit in 0...8 {
        let bounded = EditDistance.between(left, right, limit: limit)
        #expect(bounded == (full <= limit ? full : nil), "\(left) \(right) \(limit)")
      }
    }
  }
}
