import DeepQ

/// Measures deep Q-learning: `LearningBench FIGURE [THREADS | PATH]`, one number on standard output.
///
/// `scripts/bench` calls it in turns with its peers, each a process of its own.
@main
enum LearningBench {
  static func main() throws {
    let words = CommandLine.arguments.dropFirst()
    let last = words.last ?? ""
    switch words.first {
    case "updates": print(try Training.updates(threads: Int(last) ?? 1))
    case "products": print(try Products.rate())
    case "steps": print(try Training.steps(threads: Int(last) ?? 1))
    case "inference": print(try Training.inferences())
    case "checkpoint": try Training.write(to: last)
    default: print("usage: LearningBench updates|products|steps|inference|checkpoint")
    }
  }
}
