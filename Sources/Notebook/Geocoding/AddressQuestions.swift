import CommandLanguage
import FleetModel
import MapServers
import RideSheets
import Store
import TerminalText
import Web

/// Asks a server for addresses one by one, and keeps each answer as it comes.
struct AddressQuestions {
  let call: CommandCall
  let server: WebAddress
  /// Whether a server of somebody else may be asked.
  let isPublic: Bool

  /// What came of asking.
  struct Result {
    var answers: [AddressAnswer] = []
    /// Addresses of which the server's answer could not be used, with the reason.
    var failures: [(address: String, reason: String)] = []
  }

  /// So many answers in a row that cannot be used end it: the next one would be no better.
  private static let mostFailures = 3
  /// A server that wants to be left alone for longer is asked another time.
  private static let longestWait = 120

  /// Asks for addresses.
  ///
  /// - Throws: `Diagnostic` where the server cannot be asked any more, and on Ctrl-C; what it
  ///   answered until then is kept.
  func ask(_ items: [AddressList.Item], of dataset: String) throws -> Result {
    let context = call.session.context
    let host = server.authority
    let pace = isPublic ? try pace(context) : nil
    let client = WebClient(
      agent: "carnet/\(context.version)", limits: NominatimServer.limits,
      allows: isPublic ? Set(HostClass.allCases) : [.loopback, .private],
      classify: context.network.classify,
      unixSeconds: { context.network.milliseconds() / 1_000 },
      isInterrupted: context.isInterrupted)
    let nominatim = NominatimServer(server, client: client) { try pace?.waitForTurn() }
    defer { context.progress(nil) }
    var result = Result()
    var inARow = 0
    for (index, item) in items.enumerated() {
      context.progress(
        "geocoding \(dataset) at \(host): \(index) of \(items.count) addresses · "
          + "\(result.answers.count { $0.place != nil }) found")
      do {
        let answer = try self.answer(to: item, by: nominatim)
        try call.database.keep(answer)
        result.answers.append(answer)
        inARow = 0
      } catch StoreError.interrupted {
        throw stopped(result.answers.count, of: items.count)
      } catch let failure as WebFailure {
        if failure.kind == .interrupted { throw stopped(result.answers.count, of: items.count) }
        inARow += 1
        guard !failure.concernsServer, inARow < Self.mostFailures else {
          throw mistake(failure, result.answers.count, of: items.count)
        }
        result.failures.append((item.asked.text, failure.message))
      }
    }
    return result
  }

  private func answer(
    to item: AddressList.Item, by nominatim: NominatimServer
  ) throws -> AddressAnswer {
    let answer = try patiently { try nominatim.locate(item.asked) }
    let outcome: AddressAnswer.Outcome =
      switch answer.verdict {
      case .found: .found
      case .ambiguous: .ambiguous
      case .elsewhere: .elsewhere
      case .nothing: .nothing
      }
    return AddressAnswer(
      key: item.key, address: item.asked.text, server: server.description,
      date: call.session.context.today(), request: answer.request, outcome: outcome,
      reason: answer.verdict.reason, place: answer.verdict.place, licence: answer.licence)
  }

  /// Asks once more where the server states when it may be asked again.
  private func patiently<Answer>(_ ask: () throws -> Answer) throws -> Answer {
    do {
      return try ask()
    } catch let failure as WebFailure {
      guard case .tooManyRequests(_, let wait?) = failure.kind, wait <= Self.longestWait else {
        throw failure
      }
      let context = call.session.context
      context.progress(
        "\(server.authority) wants to be left alone for \(wait) s: waiting")
      let end = context.network.milliseconds() + max(1, wait) * 1_000
      while context.network.milliseconds() < end {
        if context.isInterrupted() { throw StoreError.interrupted }
        context.network.wait(50)
      }
      return try ask()
    }
  }

  private func pace(_ context: NotebookContext) throws -> RequestPace {
    guard let journals = context.journalFolder else {
      throw call.mistake(
        .network, "there is no folder of states to keep the pace of requests in",
        at: GeocodeCommand.server, remedy: "set CARNET_STATE to a folder that can be written")
    }
    return RequestPace(
      host: server.authority, stateFolder: FilePath.folder(of: journals), in: context)
  }

  private func stopped(_ kept: Int, of all: Int) -> Diagnostic {
    call.mistake(.stopped, "stopped by Ctrl-C", remedy: Self.rest(kept, of: all))
  }

  private func mistake(_ failure: WebFailure, _ kept: Int, of all: Int) -> Diagnostic {
    call.mistake(
      .network, Sentence(value: failure.message), at: GeocodeCommand.server,
      remedy: (failure.remedy.map { $0 + "; " } ?? "") + Self.rest(kept, of: all))
  }

  private static func rest(_ kept: Int, of all: Int) -> String {
    kept == 0
      ? "nothing was changed"
      : "\(kept) of \(all) answers are kept, and the same statement goes on from there"
  }
}
