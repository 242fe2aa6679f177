import ArgumentParser
import Files
import RideSheets
import Synthesis
import Tabular

/// Writes synthetic ride sheets, which the program itself has no part in.
@main
struct Synthesize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract: "Write synthetic ride sheets like the office's, with their traps.",
    discussion: "The same seed writes the same bytes. Every client is invented.")

  @Option(help: "The seed: a whole number of at least 0.")
  var seed: UInt64

  @Option(help: "The folder to write to; created if missing.")
  var out: String

  @Option(help: "The folder with drivers.csv and places.csv.")
  var from = "datasets"

  func run() throws {
    let data = try SyntheticDatasets(
      seed: seed, roster: Roster(rows: rows("drivers.csv")),
      gazetteer: Gazetteer(rows: rows("places.csv")))
    for written in try data.write(to: out, through: FileGate()) { print("wrote \(written)") }
  }

  private func rows(_ name: String) throws -> [NumberedRow] {
    var rows: [NumberedRow] = []
    try TabularFile.open("\(from)/\(name)").sheet(at: 0).forEachRow { number, cells in
      rows.append(NumberedRow(number, cells))
      return true
    }
    return rows
  }
}
