import CommandLanguage
import Files
import FleetModel
import MapServers
import Naming
import RideSheets
import SessionRecord
import Store
import Tabular
import TerminalText
import Web

/// One `geocode … using`: what the server answers becomes what all datasets are located by.
struct Geocoding {
  let call: CommandCall
  let dataset: String
  let server: WebAddress

  private var session: NotebookSession { call.session }
  private var isReplay: Bool { session.replay != nil }
  private var typedPath: String { call.command[GeocodeCommand.file] ?? "" }

  func run() throws -> Outcome {
    try requireNetwork()
    let list = AddressList(
      try call.database.rides(of: dataset), try call.database.gazetteer())
    let wanted = Set(list.items.map(\.key))
    let kept = try keptFile()
    var known: [String: AddressAnswer] = [:]
    // A replay knows nothing but the file.
    for answer in isReplay ? [] : try call.database.answers(of: server.description) {
      known[answer.key] = answer
    }
    for answer in kept?.answers ?? [] where known[answer.key] == nil { known[answer.key] = answer }
    let isAgain = call.command.has(GeocodeCommand.again)
    let open = list.items.filter { item in
      known[item.key].map { isAgain && $0.place == nil } ?? true
    }
    let started = session.context.seconds()
    var asked = AddressQuestions.Result()
    if !isReplay, !open.isEmpty {
      asked = try AddressQuestions(
        call: call, server: server, isPublic: call.command.has(GeocodeCommand.isPublic)
      ).ask(open, of: dataset)
      for answer in asked.answers { known[answer.key] = answer }
    }
    let answers = known.values.filter { wanted.contains($0.key) }
    let file = AnswersFile(
      server: server.description, answers: merged(kept?.answers ?? [], answers))
    if !isReplay { try write(file, over: kept) }
    return try use(
      answers, list, asked, file: file, seconds: session.context.seconds() - started)
  }

  /// Refuses where nobody may be asked.
  private func requireNetwork() throws {
    guard !isReplay else { return }
    let refusal =
      session.isNetworkOff
      ? "the network is switched off" : session.context.network.refusal
    guard let refusal else { return }
    throw call.mistake(
      .network, "\(server.authority) is not asked: \(words: refusal)", at: GeocodeCommand.server,
      remedy: session.isNetworkOff
        ? "`set network on` allows it again" : "start the program without `--offline`")
  }

  // MARK: - The file

  /// The answers that the file has already; nil where there is none.
  private func keptFile() throws -> AnswersFile? {
    let path = session.files.pathToRead(FilePath.absolute(typedPath, in: session.folder))
    guard FilePath.exists(path) else {
      guard isReplay else { return nil }
      throw call.mistake(
        .file, "there is no file \(path: typedPath) with the server's answers",
        at: GeocodeCommand.file, remedy: "put it beside the session; a replay asks nobody")
    }
    do {
      let file = try AnswersFile(at: path)
      guard file.server == server.description else {
        throw call.mistake(
          .file, "\(path: typedPath) holds the answers of \(file.server)",
          at: GeocodeCommand.file, expected: "those of \(server)",
          remedy: "`answers` names another file")
      }
      return file
    } catch let mistake as AnswersFile.Mistake {
      throw call.mistake(
        .file, "\(path: typedPath) cannot be read: \(words: mistake.reason)",
        at: GeocodeCommand.file, expected: "a file that `geocode` wrote",
        remedy: "`answers` names another file")
    }
  }

  /// What the file has of other addresses stays.
  private func merged(
    _ kept: [AddressAnswer], _ answers: [AddressAnswer]
  ) -> [AddressAnswer] {
    let new = Set(answers.map(\.key))
    return kept.filter { !new.contains($0.key) } + answers
  }

  private func write(_ file: AnswersFile, over kept: AnswersFile?) throws {
    if let kept, kept.answers == file.answers { return }
    try session.files.write(
      file.bytes, to: FilePath.absolute(typedPath, in: session.folder), replacing: kept != nil)
  }

  // MARK: - The notebook

  private func use(
    _ answers: [AddressAnswer], _ list: AddressList, _ asked: AddressQuestions.Result,
    file: AnswersFile, seconds: Double
  ) throws -> Outcome {
    let facts = [Fact("file", .hash(file.hash))]
    let used = answers.filter { $0.place != nil }.sorted { $0.key < $1.key }
    let relocation = Relocation(
      try call.database.gazetteer(using: used), keys: Set(used.map(\.key)))
    let datasets = try call.database.objects().filter { $0.kind == .dataset }.map(\.name)
    let (changed, stale) = try CorrectionChange(call: call).relocate(
      in: datasets, facts: FactSet(facts).lines
    ) {
      relocation.stop($0)
    } keeping: { transaction in
      try transaction.use(answers.sorted { $0.key < $1.key })
      return Effects(changes: [.single(.places)])
    }
    var outcome = Outcome.showing(table(list, answers))
    outcome.facts = FactSet(facts)
    outcome.blocks =
      [.talk(sentence(list, used, asked, seconds: seconds))]
      + remarks(list, answers, asked, changed: changed) + [.result]
      + CorrectionChange.remarks(stale: stale)
    return outcome
  }

  /// The addresses with what is known of them: the same where a replay reads the answers.
  private func table(_ list: AddressList, _ answers: [AddressAnswer]) -> ResultTable {
    let byKey = Dictionary(
      answers.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var rows = list.items.map { item -> [SQLValue] in
      let answer = byKey[item.key]
      let reason = answer?.reason ?? ""
      return [
        .text(item.asked.text), .integer(Int64(item.ends)),
        .text(answer?.outcome.rawValue ?? "open"),
        Self.text(answer?.place?.precision.rawValue), Self.text(answer?.place?.match.rawValue),
        Self.text(answer?.place?.name),
        answer?.place?.radius.map { .integer(Int64($0.count)) } ?? .null,
        Self.text(reason.isEmpty ? nil : reason),
      ]
    }
    for (labels, outcome) in [(list.withheld, "not sent"), (list.unaskable, "too little")] {
      rows += labels.sorted().map {
        [.text($0), .null, .text(outcome), .null, .null, .null, .null, .null]
      }
    }
    return ResultTable(
      ["address", "ends", "outcome", "precision", "match", "place", "radius_m", "reason"], rows)
  }

  private static func text(_ text: String?) -> SQLValue { text.map(SQLValue.text) ?? .null }

  private func sentence(
    _ list: AddressList, _ used: [AddressAnswer], _ asked: AddressQuestions.Result,
    seconds: Double
  ) -> Sentence {
    guard !list.items.isEmpty else {
      return "\(dataset): no address is left to ask for"
    }
    var counts = LocationCounts()
    for place in used.compactMap(\.place) { counts[place.precision] += 1 }
    let how: Sentence = counts.total == 0 ? "" : " (" + counts.words + ")"
    let count = asked.answers.count
    let time = isReplay ? "" : ", \(count) asked now in \(NumberText.display(seconds)) s"
    return "\(dataset): \(used.count) of \(counted(list.items.count, "address", "addresses")) "
      + "found by \(server.authority)" + how + "\(volatile: time)"
  }

  private func remarks(
    _ list: AddressList, _ answers: [AddressAnswer], _ asked: AddressQuestions.Result,
    changed: [String: Int]
  ) -> [Outcome.Block] {
    var blocks: [Outcome.Block] = []
    let others = changed.filter { $0.key != dataset && $0.value > 0 }.keys.sorted()
    let count = changed[dataset] ?? 0
    blocks.append(
      .talk(
        "\(counted(count, "ride")) of \(dataset)"
          + (others.isEmpty ? "" : " and rides of \(others.joined(separator: ", "))")
          + " known more closely; the answers are in \(path: typedPath), which a replay needs"))
    for licence in Set(answers.map(\.licence)).sorted() where !licence.isEmpty {
      blocks.append(.talk("places: \(licence)"))
    }
    let missing = answers.count { $0.place == nil }
    if missing > 0 {
      blocks.append(
        .warning(
          "\(counted(missing, "address", "addresses")) not found, for the reasons in the table; "
            + "`again` asks for them once more"))
    }
    if !list.withheld.isEmpty {
      blocks.append(
        .warning(
          "\(counted(list.withheld.count, "address", "addresses")) not sent, for they hold a word "
            + "of the client's name; `place` says where they are"))
    }
    let answered = Set(answers.map(\.key))
    let open = list.items.count { !answered.contains($0.key) }
    if open > 0 {
      let why = asked.failures.first?.reason ?? ""
      blocks.append(
        .warning(
          "\(counted(open, "address is", "addresses are")) still open; the same statement goes on "
            + "with them\(volatile: why.isEmpty ? "" : ": " + why)"))
    }
    return blocks
  }
}
