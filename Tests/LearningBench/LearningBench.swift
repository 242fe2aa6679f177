import CMatrix
import DeepQ

/// Measures deep Q-learning: `LearningBench FIGURE [THREADS | PATH]`, one number on standard output.
///
/// `scripts/bench` calls it in turns with its peers, each a process of its own. `weights` prints a
/// hash for each variant of the products that the processor runs; `scripts/soak` compares those of
/// several processors.
@main
enum LearningBench {
  static func main() throws {
    let words = CommandLine.arguments.dropFirst()
    let last = words.last ?? ""
    switch words.first {
    case "updates": print(try Training.updates(threads: Int(last) ?? 1))
    case "products": print(Products.rate(OwnProducts()))
    case "openblas":
      guard let library = OpenBLAS() else { throw Missing.openBLAS }
      print(Products.rate(library))
    case "steps": print(try Training.steps(threads: Int(last) ?? 1))
    case "inference": print(try Training.inferences())
    case "checkpoint": try Training.write(to: last)
    case "weights":
      for variant in 0..<cmatrix_variant_count() {
        cmatrix_use_variant(variant)
        let name = cmatrix_variant_name(variant).map { String(cString: $0) } ?? ""
        print(name, try TrainedWeights.hash())
      }
    default:
      print("usage: LearningBench updates|products|openblas|steps|inference|checkpoint|weights")
    }
  }

  enum Missing: Error { case openBLAS }
}
