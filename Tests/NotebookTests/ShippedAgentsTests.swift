import CommandLanguage
import FleetModel
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("The agents of the bundled session")
struct ShippedAgentsTests {
  /// The session trains them for minutes; here
  /// the files that it wrote are scored again, and its claims are looked at as inequalities.
  @Test("taken from their files, they keep what the session claims on sixty drawn days")
  func claims() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("load \"datasets/drawn-days.json\" as drawn")
    for name in ["v1", "v2", "v3"] {
      try notebook.outcome("import agent \(name) from \"sessions/agents/\(name).safetensors\"")
    }
    let outcome = try notebook.outcome(
      "compare greedy, policy v1, policy v2, policy v3, untrained v3 on drawn")
    let table = try #require(outcome.result)
    func value(_ column: String, _ method: String) throws -> Double {
      let row = try #require(table.column("method").firstIndex(of: .text(method)))
      switch table.column(column)[row] {
      case .real(let value): return value
      case .integer(let value): return Double(value)
      default: throw NoFigure()
      }
    }
    for agent in ["policy v1", "policy v2", "policy v3"] {
      #expect(try value("km_above", agent) < value("km_above", "greedy") / 3)
      #expect(try value("excess_gap", agent) < value("excess_gap", "greedy") / 2)
      #expect(try value("violations", agent) == 0)
    }
    #expect(try value("equal_1_5", "policy v3") >= 90)
    #expect(try value("km_above", "policy v3") < 1)
    #expect(try value("km_above", "policy v3") < value("km_above", "policy v1"))
    #expect(try value("equal_1_5", "policy v3") > value("equal_1_5", "untrained v3") + 10)
    // What the session shows to be missed stays so until it is recorded anew.
    #expect(try value("excess_gap", "policy v3") > 0)
  }

  @Test("their files name the days of the whole lineage, so that scores are marked as seen")
  func lineage() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("import agent v3 from \"sessions/agents/v3.safetensors\"")
    let agent = try #require(try notebook.session.database.agent(named: "v3"))
    #expect(agent.days.count { $0.role == .training } > 130)
    let outcome = try notebook.outcome("evaluate v3 on october")
    #expect(outcome.result?.column("seen").first == .integer(16))
  }

  private struct NoFigure: Error {}
}
