import CommandLanguage
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("Files of agents")
struct AgentFileTests {
  private func notebook(folder: String) throws -> NotebookHarness {
    try StoredAgents.notebook(folder: folder)
  }

  @Test("an agent that is written and taken again has its days, its settings and its weights")
  func roundTrip() throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder: folder.path)
    let outcome = try notebook.outcome("export agent v2 to \"out/v2.safetensors\"")
    let bytes = try TemporaryDirectory.bytes(of: folder.path + "/out/v2.safetensors")
    let hash = ContentHash.sha256(of: bytes)
    #expect(
      NotebookHarness.talk(outcome)
        == ["out/v2.safetensors: v2, \(bytes.count) bytes, sha256 \(hash.digits)"])
    #expect(folder.names(in: "out") == ["v2.safetensors"])
    let talk = NotebookHarness.talk(
      try notebook.outcome("import agent v3 from \"out/v2.safetensors\""))
    #expect(talk == ["v3: 151 parameters, trained on hand, 2 days seen"])
    let database = notebook.session.database
    var expected = try #require(try database.agent(named: "v2"))
    expected.name = "v3"
    expected.parent = nil
    #expect(try database.agent(named: "v3") == expected)
    let file = try AgentFile(bytes: try #require(try database.checkpoint(ofAgent: "v3")).bytes)
    #expect(Array(file.tensors) == Array(StoredAgents.network.suffix(file.tensors.count)))
    #expect(file.metadata["lineage"] == "v1 → v2")
    #expect((bytes.count - file.tensors.count) % 8 == 0)
    #expect(
      NotebookHarness.talk(try notebook.outcome("import agent v3 from \"out/v2.safetensors\""))
        == ["v3 already holds this file"])
  }

  @Test("a file that exists is written over with replace alone, or left where it holds the same")
  func exportReplaces() throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder: folder.path)
    try folder.write("mine".utf8, to: "v1.safetensors")
    let failure = try #require(notebook.failure("export agent v1 to \"v1.safetensors\""))
    #expect(failure.headline == "v1.safetensors: the file exists already")
    #expect(try TemporaryDirectory.text(of: folder.path + "/v1.safetensors") == "mine")
    try notebook.outcome("export agent v1 to \"v1.safetensors\" replace")
    #expect(
      NotebookHarness.talk(try notebook.outcome("export agent v1 to \"v1.safetensors\""))
        .first?.hasPrefix("v1.safetensors: already holds v1") == true)
  }

  @Test(
    "what is no agent is refused with the reason, and changes nothing",
    arguments: [
      ([], "it has 0 bytes, and a header's length alone takes 8"),
      ([1, 2, 3], "it has 3 bytes, and a header's length alone takes 8"),
      (
        AgentFileSample.bytes(header: "{}", stating: 3),
        "its header would have 3 bytes, and 2 are left"
      ),
      (
        AgentFileSample.bytes(header: "{}", stating: .max),
        "its header would have 9223372036854775807 bytes, more than 100000000"
      ),
      (Array(repeating: 255, count: 64), "its header would have 18446744073709551615 bytes"),
      (AgentFileSample.bytes(header: "[]"), "its header is no JSON object"),
      (AgentFileSample.bytes(header: "{\"a\":"), "its header is no JSON: "),
      (AgentFileSample.bytes(header: ""), "its header is no JSON: "),
    ] as [([UInt8], String)])
  func refusesFiles(bytes: [UInt8], reason: String) throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder: folder.path)
    try folder.write(bytes, to: "x.safetensors")
    let before = try notebook.contents()
    let statement = "import agent v3 from \"x.safetensors\""
    let failure = try #require(notebook.failure(statement))
    #expect(failure.code == "E-file")
    #expect(failure.headline.hasPrefix("x.safetensors is no agent: \(reason)"))
    #expect(notebook.blamed(statement) == "\"x.safetensors\"")
    #expect(try notebook.contents() == before)
  }

  @Test("a missing file, a folder, a taken name and the active agent's name are refused")
  func refusesNames() throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder: folder.path)
    try folder.write(
      try AgentFile(bytes: StoredAgents.network).bytes(with: [("seed", "5"), ("days", "no")]),
      to: "x.safetensors")
    #expect(
      notebook.failure("import agent v3 from \"none.safetensors\"")?.headline
        == "none.safetensors: No such file or directory")
    #expect(notebook.failure("import agent v3 from \".\"")?.headline.contains("a folder") == true)
    #expect(
      notebook.failure("import agent v1 from \"x.safetensors\"")?.headline
        == "v1 already exists with other content")
    try notebook.outcome("promote agent v1")
    #expect(
      notebook.failure("import agent v1 from \"x.safetensors\" replace")?.headline
        == "v1 is the active agent")
    let talk = NotebookHarness.talk(
      try notebook.outcome("import agent v2 from \"x.safetensors\" replace"))
    #expect(talk.last == "the file names no days: no score of v2 can be marked as seen")
    #expect(try notebook.session.database.agent(named: "v2")?.seed == 5)
  }
}
