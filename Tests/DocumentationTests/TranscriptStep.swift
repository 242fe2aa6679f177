/// One statement or shell command of a transcript, and what the page says that it shows.
struct TranscriptStep: Equatable {
  /// The lines with their prompts.
  var typed: [String]
  /// The statement or the command, without prompts.
  var source: String
  var shown: [String] = []

  /// Reads a block of `carnet` or `console`; nil where it is no transcript.
  static func steps(of block: FencedBlock) -> [TranscriptStep]? {
    switch block.language {
    case "carnet": steps(of: block.body, prompt: "carnet> ", continuation: "   ...> ")
    case "console": steps(of: block.body, prompt: "$ ", continuation: "> ")
    default: nil
    }
  }

  private static func steps(of lines: [String], prompt: String, continuation: String)
    -> [TranscriptStep]
  {
    var steps: [TranscriptStep] = []
    for line in lines {
      if line.hasPrefix(prompt) {
        steps.append(TranscriptStep(typed: [line], source: String(line.dropFirst(prompt.count))))
      } else if var step = steps.popLast() {
        if step.shown.isEmpty, line.hasPrefix(continuation) {
          step.typed.append(line)
          step.source += "\n" + line.dropFirst(continuation.count)
        } else {
          step.shown.append(line)
        }
        steps.append(step)
      } else {
        // Output in front of the first prompt belongs to nobody and is compared with nothing.
        steps.append(TranscriptStep(typed: [], source: "", shown: [line]))
      }
    }
    return steps
  }
}
