import CExpat

/// The parsing of a small part of a workbook, told as Swift values.
struct XMLPart {
  /// The local name of an element and its attributes by name; those of a namespace have it before
  /// their name, as `XMLName` has it.
  typealias Start = (_ name: String, _ attributes: [String: String]) -> Void

  private struct State {
    var scope: XMLScope
    let start: Start
    let end: (String) -> Void
  }

  /// More than any list of sheets, styles or relations takes, which are kept in memory: 64 MB.
  static let mostBytes = 64 << 20

  /// Reads a whole part, elements of the vocabulary alone.
  ///
  /// - Returns: false where there is no such part.
  /// - Throws: `TabularError` where it is broken, too large or of another vocabulary.
  static func read(
    _ name: String, _ vocabulary: XMLVocabulary, in archive: ZipArchive, start: Start,
    end: (String) -> Void = { _ in }
  ) throws(TabularError) -> Bool {
    guard let entry = try archive.open(name, most: mostBytes) else { return false }
    var failure: TabularError?
    withoutActuallyEscaping(start) { start in
      withoutActuallyEscaping(end) { end in
        let state = State(scope: XMLScope(vocabulary), start: start, end: end)
        do throws(TabularError) {
          try read(entry, name, archive, state)
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
      try feed.feed(piece) { pointer.pointee.scope.failure }
      if piece.isEmpty { return }
    }
  }

  private static let callbacks = XMLCallbacks(
    start: { parser, name, attributes in
      guard let parser, let name, let attributes,
        let state = XMLFeed.state(parser, as: State.self)
      else { return }
      let local = state.pointee.scope.enter(name)
      if state.pointee.scope.failure != nil { return XMLFeed.stop(parser) }
      guard let local else { return }
      var found: [String: String] = [:]
      var next = attributes
      while let key = next[0], let value = next[1] {
        found[String(cString: key)] = String(cString: value)
        next += 2
      }
      state.pointee.start(String(cString: local), found)
    },
    end: { parser, name in
      guard let state = XMLFeed.state(parser, as: State.self), let name,
        let local = state.pointee.scope.leave(name)
      else { return }
      state.pointee.end(String(cString: local))
    },
    text: { _, _, _ in })
}
