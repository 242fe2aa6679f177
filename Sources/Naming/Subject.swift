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
  /// The subject as one line of text: a name as it is, anything else behind a colon.
  public var text: String {
    switch self {
    case .named(let name): name.hasPrefix(":") ? ":" + name : name
    case .trigger(let name): ":trigger " + name
    case .file(let path): ":file " + path
    case .single(let single): ":" + single.rawValue
    }
  }

  /// Reads what ``text`` wrote.
  public init(text: String) {
    let words = text.dropFirst()
    if !text.hasPrefix(":") {
      self = .named(text)
    } else if words.hasPrefix(":") {
      self = .named(String(words))
    } else if words.hasPrefix("trigger ") {
      self = .trigger(String(words.dropFirst("trigger ".count)))
    } else if words.hasPrefix("file ") {
      self = .file(String(words.dropFirst("file ".count)))
    } else {
      self = Single(rawValue: String(words)).map(Subject.single) ?? .named(text)
    }
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

  /// Whether anything is other than it was.
  public var isChange: Bool { !writes.isEmpty }

  /// Everything of which there is a new version.
  public var writes: Set<Subject> {
    creates.union(replaces).union(changes).union(adds).union(removes)
  }

  /// What is made without its version before.
  public var makes: Set<Subject> { creates.union(replaces) }

  /// Adds what another statement does beside this one.
  public mutating func formUnion(_ other: Effects) {
    for part in Self.parts { self[keyPath: part].formUnion(other[keyPath: part]) }
  }

  private static var parts: [WritableKeyPath<Effects, Set<Subject>>] {
    [\.reads, \.creates, \.replaces, \.changes, \.adds, \.removes]
  }
}

extension Effects {
  /// The lists of subjects, each sorted, in the order of the properties.
  public var lists: [[String]] {
    Self.parts.map { self[keyPath: $0].sorted().map(\.text) }
  }

  /// Reads what ``lists`` wrote; lists that are missing are empty.
  public init(lists: [[String]]) {
    for (part, list) in zip(Self.parts, lists) {
      self[keyPath: part] = Set(list.map(Subject.init(text:)))
    }
  }
}
