import Testing

@Suite("Transcripts in the pages")
struct TranscriptTests {
  @Test(
    "Every transcript shows what its statements and commands really give",
    arguments: try ProjectFolder.pages())
  func transcripts(page: String) throws {
    let text = try ProjectFolder.text(of: page)
    guard page != CommandsPage.file else { return }
    let found = try Self.executed(FencedBlock.all(in: text), of: page)
    if ProjectFolder.isRecording {
      let recorded = FencedBlock.replacing(found, in: text)
      guard recorded != text else { return }
      try ProjectFolder.write(recorded, to: page)
      Issue.record("recorded the transcripts of \(page); run again without CARNET_RECORD")
      return
    }
    for block in FencedBlock.all(in: text) {
      guard let lines = found[block.line], lines != block.body else { continue }
      Issue.record(
        """
        \(page):\(block.line): the transcript shows something else than the program; \
        CARNET_RECORD=1 records it anew
        \(LineDifference.text(of: block.body, lines))
        """)
    }
  }

  /// The bodies of a page's transcripts as the program makes them, by the line of their fence.
  private static func executed(_ blocks: [FencedBlock], of page: String) throws
    -> [Int: [String]]
  {
    let folder = try ScratchFolder()
    let notebook = try NotebookTranscript(folder: folder)
    let shell = try ShellTranscript(folder: folder)
    var bodies: [Int: [String]] = [:]
    for block in blocks {
      guard let steps = TranscriptStep.steps(of: block) else { continue }
      bodies[block.line] = try steps.flatMap { step in
        let lines =
          try block.language == "carnet"
          ? notebook.lines(of: step.source) : shell.lines(of: step.source)
        return step.typed + lines
      }
    }
    return bodies
  }

  @Test(
    "Every fenced block says what it is, and every transcript starts with a prompt",
    arguments: try ProjectFolder.pages())
  func languages(page: String) throws {
    let known = ["carnet", "console", "json", "python", "text", "sh", "sql", "swift"]
    for block in FencedBlock.all(in: try ProjectFolder.text(of: page))
    where page != CommandsPage.file {
      #expect(known.contains(block.language), "\(page):\(block.line)")
      let first = TranscriptStep.steps(of: block)?.first
      #expect(first?.typed.isEmpty != true, "\(page):\(block.line): output before a prompt")
    }
  }

  @Test("A block is split at its prompts, its continuations joined")
  func steps() {
    let block = FencedBlock(
      language: "carnet", line: 1,
      body: ["carnet> select 1", "   ...>   as one;", "one", "carnet> rules"])
    #expect(
      TranscriptStep.steps(of: block) == [
        TranscriptStep(
          typed: ["carnet> select 1", "   ...>   as one;"], source: "select 1\n  as one;",
          shown: ["one"]),
        TranscriptStep(typed: ["carnet> rules"], source: "rules"),
      ])
  }

  @Test("Replacing a block's body leaves the page around it as it was")
  func replacing() {
    let page = "a\n```text\nb\n```\nc\n```sh\nd\ne\n```\n"
    #expect(
      FencedBlock.replacing([6: ["x"]], in: page) == "a\n```text\nb\n```\nc\n```sh\nx\n```\n")
  }
}
