/// Something that statements read and change; each change makes a new version of it.
public enum Subject: Hashable, Comparable, Sendable {
  /// A table, view, index, dataset, plan, result or agent, by its folded name.
  case named(String)
  /// A trigger, by its folded name.
  case trigger(String)
  /// A file, by its absolute path.
  case file(String)
  /// Something of which there is one.
  case single(Single)

  /// What a notebook has one of.
  public enum Single: String, Hashable, Comparable, Sendable, CaseIterable {
    /// The drivers.
    case roster
    /// The places that addresses are located by.
    case places
    /// The legs by road.
    case roads
    /// The parts of all days.
    case splits
    /// The agent in production, with those that it replaced.
    case activeAgent = "active agent"
    /// The table `_`.
    case lastResult = "last result"
    /// All datasets together, as the table `rides` shows them.
    case datasets
    /// All plans together, as the tables `plans`, `days` and `loads` show them.
    case plans
    /// All agents together, with their scores.
    case agents
    /// The list of everything that has a name.
    case names

    public static func < (left: Single, right: Single) -> Bool { left.rawValue < right.rawValue }
  }

  /// What a name stands for, compared without case.
  public static func name(_ name: some StringProtocol) -> Subject {
    .named(NameFolding.folded(name))
  }
}

extension Subject {
  private static let triggerMark = ":trigger "
  private static let fileMark = ":file "

  /// The subject as one line of text: a name as it is, anything else behind a colon.
  public var text: String {
    switch self {
    case .named(let name): name.utf8.first == UInt8(ascii: ":") ? ":" + name : name
    case .trigger(let name): Self.triggerMark + name
    case .file(let path): Self.fileMark + path
    case .single(let single): ":" + single.rawValue
    }
  }

  /// Reads what ``text`` wrote.
  public init(text: String) {
    // By code points: a mark at the beginning of a name makes one character with what is before it.
    if text.utf8.first != UInt8(ascii: ":") {
      self = .named(text)
    } else if let name = text.behind("::") {
      self = .named(":" + name)
    } else if let name = text.behind(Self.triggerMark) {
      self = .trigger(name)
    } else if let path = text.behind(Self.fileMark) {
      self = .file(path)
    } else {
      self = text.behind(":").flatMap(Single.init(rawValue:)).map(Subject.single) ?? .named(text)
    }
  }
}

extension String {
  /// The text behind a beginning of ASCII; nil where it begins otherwise.
  fileprivate func behind(_ beginning: String) -> String? {
    utf8.starts(with: beginning.utf8)
      ? String(unicodeScalars.dropFirst(beginning.unicodeScalars.count)) : nil
  }
}

/// What a statement reads, makes, changes and removes.
public struct Effects: Equatable, Sendable {
  /// What it depends on, in the version of that moment.
  public var reads: Set<Subject> = []
  /// What it makes where nothing was.
  public var creates: Set<Subject> = []
  /// What it makes whatever was there before.
  public var replaces: Set<Subject> = []
  /// What it makes of the version before.
  public var changes: Set<Subject> = []
  /// What it adds to without depending on what was there, such as all datasets.
  public var adds: Set<Subject> = []
  /// What is gone after it.
  public var removes: Set<Subject> = []

  public init(
    reads: Set<Subject> = [], creates: Set<Subject> = [], replaces: Set<Subject> = [],
    changes: Set<Subject> = [], adds: Set<Subject> = [], removes: Set<Subject> = []
  ) {
    self.reads = reads
    self.creates = creates
    self.replaces = replaces
    self.changes = changes
    self.adds = adds
    self.removes = removes
  }

  /// Making something under a name.
  ///
  /// - Parameters:
  ///   - names: What is made.
  ///   - isNew: Whether nothing had the names before.
  ///   - collection: What all things of the kind form together.
  /// - Returns: The effects.
  public static func making(
    _ names: String..., isNew: Bool, in collection: Subject.Single? = nil
  ) -> Effects {
    let subjects = Set(names.map { Subject.name($0) })
    return Effects(
      creates: isNew ? subjects : [], replaces: isNew ? [] : subjects,
      adds: Set(([.names] + (collection.map { [$0] } ?? [])).map(Subject.single)))
  }

  /// Everything of which there is a new version.
  public var writes: Set<Subject> {
    creates.union(replaces).union(changes).union(adds).union(removes)
  }

  /// What is made without its version before.
  public var makes: Set<Subject> { creates.union(replaces) }

  /// Adds what another statement does beside this one.
  public mutating func formUnion(_ other: Effects) {
    for (_, part) in Self.words { self[keyPath: part].formUnion(other[keyPath: part]) }
  }
}

extension Effects {
  private static var words: [(word: String, part: WritableKeyPath<Effects, Set<Subject>>)] {
    [
      ("reads", \.reads), ("creates", \.creates), ("replaces", \.replaces),
      ("changes", \.changes), ("adds", \.adds), ("removes", \.removes),
    ]
  }

  /// The effects with one line a subject, such as `reads october`, in a fixed order.
  public var text: String {
    Self.words.flatMap { word, part in
      self[keyPath: part].sorted().map { "\(word) \(Self.mark(of: $0))" }
    }.joined(separator: "\n")
  }

  /// Reads what ``text`` wrote; lines of words that are not known are skipped.
  public init(text: String) {
    // By code points: a mark at the beginning of a name makes one character with the blank before it.
    for line in text.unicodeScalars.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2,
        let part = Self.words.first(where: { $0.word.unicodeScalars.elementsEqual(words[0]) })?.part
      else { continue }
      self[keyPath: part].insert(Subject(text: Self.unescaped(words[1])))
    }
  }

  /// What ``text`` has of a subject, whatever is done with it.
  ///
  /// A name may hold anything but NUL: ends of lines are written as `\n`.
  public static func mark(of subject: Subject) -> String {
    var mark = String.UnicodeScalarView()
    for scalar in subject.text.unicodeScalars {
      switch scalar {
      case "\\": mark.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": mark.append(contentsOf: "\\n".unicodeScalars)
      case "\r": mark.append(contentsOf: "\\r".unicodeScalars)
      default: mark.append(scalar)
      }
    }
    return String(mark)
  }

  private static func unescaped(_ text: Substring.UnicodeScalarView) -> String {
    guard text.contains("\\") else { return String(text) }
    var plain = ""
    var isEscape = false
    for scalar in text {
      if isEscape {
        plain.unicodeScalars.append(scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
        isEscape = false
      } else if scalar == "\\" {
        isEscape = true
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }
}
