import Notebook
import Testing

@testable import carnet

@Suite("A call without the argument parser")
struct NotebookCallTests {
  /// Pieces of command lines that need no parser, each whole in itself.
  static let plain: [[String]] = [
    ["-c", "select 1;"], ["--command", "run"], ["-c", ""], ["-c", "a=b -c"], ["--memory"],
    ["--quiet"], ["-q"], ["--keep-going"], ["--format", "csv"], ["--format", "markdown"],
    ["--color", "never"], ["--set", "DAY=2025-10-22"], ["--set", "N=-3"], ["--set", "A="],
    ["--notebook", "a.sqlite"], ["--notebook", "run"],
  ]

  /// Pieces that only the parser knows to read or to refuse.
  static let others: [[String]] = [
    ["b.sqlite"], ["run", "x.carnet"], ["help"], ["--help"], ["--version"], ["--cmd", "tables"],
    ["--format=csv"], ["--format", "xml"], ["--format"], ["-c"], ["-c", "-- a comment"],
    ["--notebook", "-x"], ["-qc", "tables"], ["--"], ["--nope"], [""], ["-"],
    ["--memory", "--notebook", "a.sqlite"], ["--set", "DAY"], ["--set", "1=2"], ["--set=A=b"],
  ]

  @Test("gives what the parser gives, for every pair of plain pieces")
  func agrees() throws {
    for first in [[]] + Self.plain {
      for second in Self.plain {
        let arguments = first + second
        let call = NotebookCall(plain: arguments[...])
        let parsed = try? NotebookCall.parsed(arguments)
        #expect(call == parsed, "\(arguments)")
        let contradicts = arguments.contains("--memory") && arguments.contains("--notebook")
        #expect((call == nil) == contradicts, "\(arguments)")
      }
    }
    #expect(NotebookCall(plain: []) == (try NotebookCall.parsed([])))
  }

  @Test("leaves to the parser whatever it cannot read, before and behind what it can")
  func leavesTheRest() {
    for other in Self.others {
      for plain in Self.plain where plain != ["--memory"] {
        #expect(NotebookCall(plain: (plain + other)[...]) == nil, "\(plain + other)")
        // A value that is missing would be the next option: that is no value for a plain call.
        #expect(NotebookCall(plain: (other + plain)[...]) == nil, "\(other + plain)")
      }
    }
  }

  @Test("--help names every option of the call, and every command")
  func helps() {
    let help = Carnet.help()
    for word in [
      "<file>", "-c, --command", "--cmd", "--memory", "--format", "--notebook", "-q, --quiet",
      "--keep-going", "--color", "--set", "--version", "SUBCOMMANDS:", "run", "replay", "recover",
    ] { #expect(help.contains(word), "\(word)") }
  }
}
