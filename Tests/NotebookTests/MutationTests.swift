import Foundation
import Testing

/// Changed sessions, whose right verdicts stand in a table that was written before the code that judges.
///
/// `scripts/mutate` records sessions of each kind, changes their data or their text, replays them and compares
/// verdicts, causes and exit codes with `scripts/mutants/table.py`; `make soak` tries a thousand.
@Suite("Changed sessions")
struct MutationTests {
  @Test(
    "no changed session is verified, no true one refused, and every cell shown is in the record")
  func everyChangeIsNoticed() throws {
    let variables = ProcessInfo.processInfo.environment
    let binary = variables["CARNET_BINARY"].flatMap { $0.isEmpty ? nil : $0 } ?? ProgramRun.program
    let run = try ProgramRun(
      ["scripts/mutate", binary, "--count", "200", "--neutral", "100", "--cells", "28"],
      program: "python3", state: try TemporaryDirectory(),
      environment: variables.filter { ["HOME", "PATH"].contains($0.key) })
    #expect(run.status == 0, "\(run.output)\(run.talk)")
  }
}
