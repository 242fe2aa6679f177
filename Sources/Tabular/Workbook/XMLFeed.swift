import CExpat

/// What Expat calls while it parses; the first argument of each call is the parser itself.
struct XMLCallbacks {
  let start: XML_StartElementHandler
  let end: XML_EndElementHandler
  let text: XML_CharacterDataHandler
}

/// An XML parser with namespaces that is fed piece by piece and refuses document type declarations.
///
/// Without a declaration there are no entities but the five of XML itself, so no expansion attack.
final class XMLFeed {
  private let parser: XML_Parser
  private let part: String
  private let source: ByteSource
  private var fed = 0

  /// The longest tag, 1 MB: it is held in memory as a whole.
  private static let longestTag = 1 << 20

  /// Makes a parser whose callbacks find `state` again with `XMLFeed.state`.
  init(
    _ callbacks: XMLCallbacks, state: UnsafeMutableRawPointer, part: String, source: ByteSource
  ) throws(TabularError) {
    guard let parser = XML_ParserCreateNS(nil, XMLName.separator) else {
      throw TabularError(.unreadable, "needs more memory than is available", file: source.name)
    }
    self.parser = parser
    self.part = part
    self.source = source
    XML_SetUserData(parser, state)
    XML_UseParserAsHandlerArg(parser)
    XML_SetElementHandler(parser, callbacks.start, callbacks.end)
    XML_SetCharacterDataHandler(parser, callbacks.text)
    XML_SetStartDoctypeDeclHandler(parser) { parser, _, _, _, _ in
      if let parser { XMLFeed.stop(parser) }
    }
  }

  deinit {
    XML_ParserFree(parser)
  }

  /// The state that a callback's first argument leads to: Expat keeps it in the parser's first word.
  @inline(__always)
  static func state<State>(
    _ parser: UnsafeMutableRawPointer?, as: State.Type
  ) -> UnsafeMutablePointer<State>? {
    parser?.load(as: UnsafeMutableRawPointer?.self)?.assumingMemoryBound(to: State.self)
  }

  /// Ends the parsing from inside a callback.
  static func stop(_ parser: UnsafeMutableRawPointer) {
    XML_StopParser(OpaquePointer(parser), 0)
  }

  /// Where in the document the event of a callback stands; empty for the end of an element without an
  /// end tag.
  static func place(_ parser: UnsafeMutableRawPointer) -> Range<Int> {
    let start = Int(XML_GetCurrentByteIndex(OpaquePointer(parser)))
    let count = Int(XML_GetCurrentByteCount(OpaquePointer(parser)))
    return start..<(start + max(0, count))
  }

  /// Parses the next piece; an empty one ends the document.
  ///
  /// - Parameters:
  ///   - piece: the bytes.
  ///   - failure: why a callback stopped the parsing, where one did.
  /// - Throws: `TabularError` where the text is not well-formed or was stopped.
  func feed(
    _ piece: UnsafeRawBufferPointer, failure: () -> String?
  ) throws(TabularError) {
    let bytes = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
    let status = XML_Parse(parser, bytes, Int32(piece.count), piece.isEmpty ? 1 : 0)
    fed += piece.count
    guard status != XML_STATUS_OK else {
      // What follows the last event is a tag that is not whole yet.
      let done = Int(XML_GetCurrentByteIndex(parser))
      if done >= 0, fed - done > Self.longestTag { throw broken("a tag is longer than 1 MB") }
      return
    }
    if let reason = failure() { throw broken(reason) }
    let code = XML_GetErrorCode(parser)
    if code == XML_ERROR_ABORTED {
      throw TabularError(
        .malformed, "\(part) declares a document type, which workbooks never do", file: source.name,
        remedy: "do not trust this file")
    }
    throw broken(XML_ErrorString(code).map { String(cString: $0) } ?? "not well-formed")
  }

  private func broken(_ reason: String) -> TabularError {
    let line = XML_GetCurrentLineNumber(parser)
    return TabularError(
      .damaged, "\(part) is broken at its line \(line): \(reason)", file: source.name,
      remedy: "open it in a spreadsheet and save it again")
  }
}
