import CommandLanguage
import DeepQ
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
    let file = try #require(try database.checkpoint(ofAgent: "v3")).bytes
    let tensors = 151 * 4
    #expect(Array(file.suffix(tensors)) == Array(StoredAgents.network.suffix(tensors)))
    #expect(try AgentCheckpoint(decoding: file).metadata["lineage"] == "v1 → v2")
    #expect((bytes.count - tensors) % 8 == 0)
    #expect(
      NotebookHarness.talk(try notebook.outcome("import agent v3 from \"out/v2.safetensors\""))
        == ["v3 already contains this file"])
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
        .first?.hasPrefix("v1.safetensors: v1") == true)
  }

  @Test(
    "what is no agent is refused with the reason, and changes nothing",
    arguments: [
      ([], "0 bytes are too few for a safetensors file"),
      ([1, 2, 3], "3 bytes are too few for a safetensors file"),
      (
        AgentFileSample.bytes(header: "{}", stating: 3),
        "the file ends within its header: it is truncated"
      ),
      (
        AgentFileSample.bytes(header: "{}", stating: .max),
        "its header would have 9223372036854775807 bytes, more than 16000000"
      ),
      (Array(repeating: 255, count: 64), "its header would have 18446744073709551615 bytes"),
      (AgentFileSample.bytes(header: "[]"), "its header is not a JSON object"),
      (AgentFileSample.bytes(header: "{\"a\":"), "its header is not a JSON object"),
      (AgentFileSample.bytes(header: ""), "its header is not a JSON object"),
    ] as [([UInt8], String)])
  func refusesFiles(bytes: [UInt8], reason: String) throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder: folder.path)
    try folder.write(bytes, to: "x.safetensors")
    let before = try notebook.contents()
    let statement = "import agent v3 from \"x.safetensors\""
    let failure = try #require(notebook.failure(statement))
    #expect(failure.code == "E-file")
    #expect(failure.headline.hasPrefix("x.safetensors is not an agent: \(reason)"))
    #expect(notebook.blamed(statement) == "\"x.safetensors\"")
    #expect(try notebook.contents() == before)
  }

  @Test("a missing file, a folder, a taken name and the active agent's name are refused")
  func refusesNames() throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder: folder.path)
    var checkpoint = try AgentCheckpoint(decoding: StoredAgents.network)
    checkpoint.metadata["seed"] = "5"
    checkpoint.metadata["days"] = "no"
    try folder.write(checkpoint.encoded(), to: "x.safetensors")
    #expect(
      notebook.failure("import agent v3 from \"none.safetensors\"")?.headline
        == "none.safetensors: No such file or directory")
    #expect(notebook.failure("import agent v3 from \".\"")?.headline.contains("a folder") == true)
    #expect(
      notebook.failure("import agent v1 from \"x.safetensors\"")?.headline
        == "v1 already exists with different content")
    try notebook.outcome("promote agent v1")
    #expect(
      notebook.failure("import agent v1 from \"x.safetensors\" replace")?.headline
        == "v1 is the active agent")
    let talk = NotebookHarness.talk(
      try notebook.outcome("import agent v2 from \"x.safetensors\" replace"))
    #expect(talk.last == "the file lists no days: no score of v2 can be marked as seen")
    #expect(try notebook.session.database.agent(named: "v2")?.seed == 5)
  }
}
