import CommandLanguage
import LanguageHarness

/// A grammar that uses every kind of slot.
private let grammar: Grammar? = try? Grammar([
  CommandSyntax(
    usage: "load FILE [sheet SHEET] [as NAME] [replace]", summary: "Loads.",
    parameters: [
      CommandParameter(name: "FILE", kind: .path, help: "file"),
      CommandParameter(name: "SHEET", kind: .text, help: "sheet"),
      CommandParameter(name: "NAME", kind: .name, help: "name"),
    ]),
  CommandSyntax(
    usage: "dispatch DATASET [on DATE] with METHOD, … [share SHARE]", summary: "Plans.",
    parameters: [
      CommandParameter(name: "DATASET", kind: .object([.dataset]), help: "dataset"),
      CommandParameter(name: "DATE", kind: .date, help: "day"),
      CommandParameter(name: "METHOD", kind: .phrase(["greedy", "agent AGENT"]), help: "method"),
      CommandParameter(name: "AGENT", kind: .object([.agent]), help: "agent"),
      CommandParameter(name: "SHARE", kind: .share, help: "share"),
    ]),
  CommandSyntax(
    usage: "set (seed SEED | rule RULE VALUE)", summary: "Sets.",
    parameters: [
      CommandParameter(name: "SEED", kind: .integer(0...1_000), help: "seed"),
      CommandParameter(name: "RULE", kind: .custom("rule"), help: "rule"),
      CommandParameter(name: "VALUE", kind: .number(-5...5), help: "value"),
    ]),
])

/// Takes any bytes through splitting, reading, rendering and completion.
@c(LLVMFuzzerTestOneInput)
public func fuzzLanguage(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard let grammar else { preconditionFailure("the fuzzer's grammar is malformed") }
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  if let violation = CommandLanguageFuzzing.violation(bytes: bytes, grammar: grammar) {
    preconditionFailure(violation)
  }
  return 0
}
