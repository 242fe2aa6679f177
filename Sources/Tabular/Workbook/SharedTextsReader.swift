/// Reads the texts that a workbook's cells share, pieces of formatted text put together.
enum SharedTextsReader {
  private struct State {
    var texts = SharedTexts()
    var scope = XMLScope(.spreadsheet)
    var text: [UInt8] = []
    var isInText = false
    /// Depth of phonetic hints, which are not part of the text.
    var hints = 0
    var runs = StruckRuns()
    var runStart = 0
    var isStruck = false
    var isInRun = false
    var failure: String?

    mutating func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
      guard let local = scope.enter(name) else {
        if let reason = scope.failure { failure = reason }
        return
      }
      if XMLName.matches(local, "t") {
        isInText = hints == 0
        runStart = text.count
      } else if XMLName.matches(local, "si") {
        text.removeAll(keepingCapacity: true)
        (runs, isStruck) = (StruckRuns(), false)
      } else if XMLName.matches(local, "r") {
        (isInRun, isStruck) = (true, false)
      } else if isInRun, XMLName.matches(local, "strike") {
        isStruck = CellStyles.isOn(XMLName.value("val", attributes))
      } else if XMLName.matches(local, "rPh") {
        hints += 1
      }
    }

    mutating func end(_ name: UnsafePointer<CChar>) {
      guard let local = scope.leave(name) else { return }
      if XMLName.matches(local, "t") {
        if isInText { runs.add(text[runStart...], isStruck: isStruck) }
        isInText = false
      } else if XMLName.matches(local, "r") {
        (isInRun, isStruck) = (false, false)
      } else if XMLName.matches(local, "si") {
        EscapedText.unescape(&text)
        texts.append(text)
        if let mark = runs.mark { texts.markLast(mark) }
        checkSize()
      } else if XMLName.matches(local, "rPh") {
        hints -= 1
      }
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
      text.append(contentsOf: bytes)
      if text.count > SharedTexts.mostMemory { checkSize() }
    }

    private mutating func checkSize() {
      guard texts.memory + text.count > SharedTexts.mostMemory else { return }
      failure = "the texts take more than \(SharedTexts.mostMemory >> 20) MB"
    }
  }

  /// Reads the part, or gives no texts where there is none.
  ///
  /// - Throws: `TabularError` where it is broken, or larger than memory should be filled with.
  static func read(
    _ part: String, _ archive: ZipArchive, watch: LoadWatch
  ) throws(TabularError) -> SharedTexts {
    guard let entry = try archive.open(part) else { return SharedTexts() }
    let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    state.initialize(to: State())
    defer {
      state.deinitialize(count: 1)
      state.deallocate()
    }
    let feed = try XMLFeed(callbacks, state: state, part: part, source: archive.source)
    while true {
      try watch.check(archive.source)
      let piece = try entry.next()
      try feed.feed(piece) { state.pointee.failure }
      if piece.isEmpty { return state.pointee.texts }
    }
  }

  private static let callbacks = XMLCallbacks(
    start: { parser, name, attributes in
      guard let parser, let name, let attributes,
        let state = XMLFeed.state(parser, as: State.self)
      else { return }
      state.pointee.start(name, attributes)
      if state.pointee.failure != nil { XMLFeed.stop(parser) }
    },
    end: { parser, name in
      guard let parser, let name, let state = XMLFeed.state(parser, as: State.self) else { return }
      state.pointee.end(name)
      if state.pointee.failure != nil { XMLFeed.stop(parser) }
    },
    text: { parser, bytes, count in
      guard let parser, let bytes, let state = XMLFeed.state(parser, as: State.self),
        state.pointee.isInText
      else { return }
      state.pointee.add(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
      if state.pointee.failure != nil { XMLFeed.stop(parser) }
    })
}
