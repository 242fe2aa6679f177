import TerminalText

extension WebFailure: CustomStringConvertible {
  public var description: String { remedy.map { "\(message); \($0)" } ?? message }

  /// The fact with its place, in one line.
  public var message: String {
    switch kind {
    case .noLibrary: "the library libcurl is missing, without which no server can be asked"
    case .unknownHost: "no address is known for the host of \(server)"
    case .refused: "nothing answers at \(server): the connection was refused"
    case .unreachable(let number):
      "\(server) cannot be reached" + (number == 0 ? "" : " (system error \(number))")
    case .publicHost(let address):
      "\(server) is a public server (\(address)), and addresses of patients would be sent to it"
    case .timedOut(let phase, let milliseconds): Self.timeOut(phase, milliseconds, server)
    case .tooSlow(let bytes, let milliseconds):
      "\(server) sends less than \(bytes) bytes in \(Self.seconds(milliseconds))"
    case .insecure(true, let reason): "\(server) has no certificate to trust: \(Self.short(reason))"
    case .insecure(false, let reason): "no safe connection to \(server): \(Self.short(reason))"
    case .tooLarge(let limit):
      "\(server) sends more than \(NumberText.grouped(limit)) bytes for one answer"
    case .redirect(let status, let target):
      "\(server) sends elsewhere (status \(status))"
        + (target.map { ": to \(Self.short($0))" } ?? ", without an address")
    case .tooManyRequests(let status, let wait):
      "\(server) refuses more requests for now (status \(status))"
        + (wait.map { ": to be asked again in \(NumberText.grouped($0)) s" } ?? "")
    case .status(let status, let text):
      "\(server) answers with status \(status)" + (text.map { ": \(Self.short($0))" } ?? "")
    case .wrongType(let type):
      "\(server) sends \(type.map { Self.short($0) } ?? "something without a type") and not JSON"
    case .malformed(let reason, let line, let byte):
      "what \(server) sends is not JSON: line \(line), byte \(byte): \(Self.short(reason))"
    case .unexpected(let reason): "\(server) sends JSON of another kind: \(Self.short(reason))"
    case .cutShort(let bytes, let announced):
      "the answer of \(server) ends early: \(bytes) bytes"
        + (announced.map { " of \($0)" } ?? ", and its end is missing")
    case .badEncoding: "the answer of \(server) is packed and cannot be unpacked"
    case .hungUp: "\(server) ended the connection without an answer"
    case .notHTTP: "\(server) does not speak HTTP"
    case .interrupted: "stopped while \(server) was asked"
    case .other(let words): "\(server) cannot be asked: \(Self.short(words))"
    }
  }

  /// What to do about it.
  public var remedy: String? {
    switch kind {
    case .noLibrary: "install it: apt-get install libcurl4 (Debian, Ubuntu)"
    case .unknownHost: "check the name and the network"
    case .refused, .hungUp: "check that the server runs, and its port"
    case .unreachable: "check the network"
    case .publicHost: "with the word `public` at the end of the statement it is asked nevertheless"
    case .timedOut, .tooSlow: "try again later"
    case .insecure(true, _): "check the address; certificates are always verified"
    case .redirect(_, _?): "if that is the server, name it in the statement; nothing was sent there"
    case .tooManyRequests, .cutShort: "try again later"
    case .wrongType, .malformed, .unexpected, .notHTTP, .insecure, .redirect, .badEncoding,
      .tooLarge:
      "check that it is the server meant"
    case .status, .interrupted, .other: nil
    }
  }

  /// Whether asking another question of the same server now would end the same way.
  public var concernsServer: Bool {
    switch kind {
    case .status(let status, _): status >= 500 || status == 401 || status == 403
    case .malformed, .unexpected, .cutShort, .tooLarge, .badEncoding: false
    default: true
    }
  }

  private static func timeOut(_ phase: Phase, _ milliseconds: Int, _ server: String) -> String {
    switch phase {
    case .connecting: "no connection to \(server) within \(seconds(milliseconds))"
    case .waiting: "\(server) has not answered within \(seconds(milliseconds))"
    case .reading: "\(server) has not sent its whole answer within \(seconds(milliseconds))"
    }
  }

  private static func seconds(_ milliseconds: Int) -> String {
    milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000) s" : "\(milliseconds) ms"
  }

  /// A server's words, on one line and of bounded length, with nothing that steers a terminal.
  static func short(_ text: String) -> String {
    let most = 200
    let shown = visible(String(text.prefix(most)))
    return text.count > most ? shown + "…" : shown
  }
}
