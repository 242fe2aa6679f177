import CExpat

/// What Expat calls while it parses; the first argument of each call is the parser itself.
struct XMLCallbacks {
  let start: XML_StartElementHandler
  let end: XML_EndElementHandler
  let text: XML_CharacterDataHandler
}

/// An XML parser that is fed piece by piece and refuses document type declarations.
///
/// Without a declaration there are no entities but the five of XML itself, so no expansion attack.
final class XMLFeed {
  private let parser: XML_Parser
  private let part: String
  private let source: ByteSource

  /// Makes a parser whose callbacks find `state` again with `XMLFeed.state`.
  init(
    _ callbacks: XMLCallbacks, state: UnsafeMutableRawPointer, part: String, source: ByteSource
  ) throws(TabularError) {
    guard let parser = XML_ParserCreate(nil) else {
      throw TabularError(.unreadable, "needs more memory than there is", file: source.name)
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

  /// Parses the next piece; an empty one ends the document.
  ///
  /// - Throws: `TabularError` where the text is not well-formed, or was stopped by a callback
  ///   that left no reason of its own.
  func feed(_ piece: UnsafeRawBufferPointer) throws(TabularError) {
    let bytes = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
    let status = XML_Parse(parser, bytes, Int32(piece.count), piece.isEmpty ? 1 : 0)
    guard status != XML_STATUS_OK else { return }
    let code = XML_GetErrorCode(parser)
    if code == XML_ERROR_ABORTED {
      throw TabularError(
        .malformed, "\(part) declares a document type, which workbooks never do", file: source.name,
        remedy: "do not trust this file")
    }
    let reason = XML_ErrorString(code).map { String(cString: $0) } ?? "not well-formed"
    let line = XML_GetCurrentLineNumber(parser)
    throw TabularError(
      .damaged, "\(part) is broken at its line \(line): \(reason)", file: source.name,
      remedy: "open it in a spreadsheet and save it again")
  }
}

/// Names of elements and attributes, compared without their namespace prefix.
enum XMLName {
  /// The part of a name behind its prefix.
  @inline(__always)
  static func local(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
    var local = name
    var next = name
    while next.pointee != 0 {
      if next.pointee == 0x3A { local = next + 1 }
      next += 1
    }
    return local
  }

  @inline(__always)
  static func matches(_ name: UnsafePointer<CChar>, _ word: StaticString) -> Bool {
    let bytes = word.utf8Start
    for index in 0...word.utf8CodeUnitCount
    where UInt8(bitPattern: name[index]) != bytes[index] {
      return false
    }
    return true
  }
}

/// The parsing of a small part of a workbook, told as Swift values.
struct XMLPart {
  /// The local name of an element and its attributes by local name.
  typealias Start = (_ name: String, _ attributes: [String: String]) -> Void

  private struct State {
    let start: Start
    let end: (String) -> Void
  }

  /// Reads a whole part.
  static func read(
    _ name: String, in archive: ZipArchive, start: Start, end: (String) -> Void = { _ in }
  ) throws(TabularError) -> Bool {
    guard let entry = try archive.open(name) else { return false }
    var failure: TabularError?
    withoutActuallyEscaping(start) { start in
      withoutActuallyEscaping(end) { end in
        do throws(TabularError) {
          try read(entry, name, archive, State(start: start, end: end))
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
    return true
  }

  private static func read(
    _ entry: ZipEntry, _ name: String, _ archive: ZipArchive, _ state: State
  ) throws(TabularError) {
    let pointer = UnsafeMutablePointer<State>.allocate(capacity: 1)
    pointer.initialize(to: state)
    defer {
      pointer.deinitialize(count: 1)
      pointer.deallocate()
    }
    let feed = try XMLFeed(callbacks, state: pointer, part: name, source: archive.source)
    while true {
      let piece = try entry.next()
      try feed.feed(piece)
      if piece.isEmpty { return }
    }
  }

  private static let callbacks = XMLCallbacks(
    start: { parser, name, attributes in
      guard let state = XMLFeed.state(parser, as: State.self), let name, let attributes else {
        return
      }
      var found: [String: String] = [:]
      var next = attributes
      while let key = next[0], let value = next[1] {
        found[String(cString: XMLName.local(key))] = String(cString: value)
        next += 2
      }
      state.pointee.start(String(cString: XMLName.local(name)), found)
    },
    end: { parser, name in
      guard let state = XMLFeed.state(parser, as: State.self), let name else { return }
      state.pointee.end(String(cString: XMLName.local(name)))
    },
    text: { _, _, _ in })
}
