import Glibc
import Terminal
import TerminalText

// A small program around the line editor, which the tests drive through a pseudo-terminal. Every
// statement is answered by what was read, written out, so that nothing is hidden.

let environment = TerminalEnvironment.prepare()
let words = ["select", "set", "show", "save", "sélection", "tables", "october"]
let many = (1...150).map { "item\($0)" }

let editor = LineEditor(
  environment: environment, history: ["first kept", "select 1,\n  'é 東'\n;"]
) { text, cursor in
  let before = String(text.utf8.prefix(cursor)) ?? ""
  let start =
    before.utf8.lastIndex { $0 == 0x20 || $0 == 0x0A || $0 == 0x22 }
    .map { before.utf8.distance(from: before.startIndex, to: $0) + 1 } ?? 0
  let word = String(before.utf8.dropFirst(start)) ?? ""
  if word == "abort" { abort() }
  if word == "trap" { return .init(range: 0..<0, candidates: [EditorCandidate(words[many.count])]) }
  if word == "exit" { exit(7) }
  if word.hasPrefix("dir") {
    return EditorCompletion(range: start..<cursor, candidates: [EditorCandidate("directory/")])
  }
  let isQuoted = before.filter { $0 == "\"" }.count % 2 == 1
  let candidates = (words + many).filter { $0.hasPrefix(word) }.map {
    EditorCandidate($0, note: $0 == "select" ? "ask a question" : "")
  }
  return EditorCompletion(
    range: start..<cursor, candidates: candidates, suffix: isQuoted ? "" : " ")
}

let sink = OutputSink.output()
if let note = environment.localeNote { sink.writeLine(ScreenLine(note)) }
guard let editor else {
  sink.writeLine("no editor")
  sink.flush()
  exit(1)
}
loop: while true {
  sink.flush()
  let prompt = environment.outputPalette.styled("probe", as: .accent) + "› "
  switch editor.read(
    prompt: prompt, continuation: "....› ",
    isComplete: { text in !text.hasPrefix("select") || text.hasSuffix(";") })
  {
  case .line("quit"): break loop
  case .line("width"): sink.writeLine("width \(TerminalEnvironment.width())")
  case .line(let text): sink.writeLine("<\(text)>")
  case .interrupted: sink.writeLine("<interrupted>")
  case .endOfInput:
    sink.writeLine("<end>")
    break loop
  }
}
sink.flush()
