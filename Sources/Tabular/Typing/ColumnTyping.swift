/// The evidence for one column's type, gathered over all of its values.
struct ColumnTyping {
  /// What the file is called whose values are observed, where there are several.
  private var part: String?
  /// The readings and traits that every value so far has.
  private(set) var every = ValueKinds(rawValue: .max)
  /// The readings and traits that any value has, while the column is not settled.
  private(set) var any: ValueKinds = .none
  /// How many values were observed before the column was settled.
  private(set) var valueCount = 0
  /// The one currency of its values.
  private(set) var currency = ""
  private var hasSeveralCurrencies = false
  /// Dates without a time, counted while the column is not settled, and the first of them.
  private var dateCount = 0
  private var firstDate: CellMention?
  /// What the values are, counted once the column is settled as text.
  private(set) var survey: TextSurvey?

  init(part: String? = nil) { self.part = part }

  /// The evidence so far, to be added to by the values of another file.
  func continued(in part: String?) -> ColumnTyping {
    var typing = self
    typing.part = part
    return typing
  }

  /// True once nothing more can be learnt of the type: the column is text.
  var isSettled: Bool { every.isDisjoint(with: .all) }

  /// Whether a value still adds something: to the type, or to the reasons why there is none.
  var isOpen: Bool { survey?.isOpen ?? true }

  /// The first values with the traits that a reading may turn on.
  private var mentions: [(trait: ValueKinds, mention: CellMention)] = []
  private static let mentioned: ValueKinds = [
    .ambiguous, .plus, .codeLike, .spaced, .percent, .fraction,
  ]

  /// Takes one value's kinds; of a blank value nothing.
  ///
  /// - Parameters:
  ///   - kinds: what the value could be read as.
  ///   - row: its row.
  ///   - text: its text, asked for only where it may be named.
  @inline(__always)
  mutating func observe(_ kinds: ValueKinds, row: Int, text: () -> String) {
    if kinds == .all { return }
    let before = every
    every.formIntersection(kinds)
    valueCount += 1
    if kinds.contains(.date) {
      dateCount += 1
      if dateCount == 1 { firstDate = CellMention(row: row, text: text(), part: part) }
    }
    if isSettled { return observeText(kinds, before: before, row: row, text: text()) }
    if any.isSuperset(of: kinds), !kinds.contains(.currency) { return }
    observeTraits(kinds, row: row, text: text())
  }

  private mutating func observeTraits(_ kinds: ValueKinds, row: Int, text: String) {
    let new = kinds.intersection(Self.mentioned).subtracting(any)
    if !new.isEmpty { mentions.append((new, CellMention(row: row, text: text, part: part))) }
    any.formUnion(kinds)
    guard kinds.contains(.currency) else { return }
    let found = Array(text.utf8).withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { OfficeNumber(ValueText($0, buffer.count).trimmed)?.currency }
    }
    guard let found else { return }
    if currency.isEmpty { currency = found }
    if found != currency { hasSeveralCurrencies = true }
  }

  private mutating func observeText(
    _ kinds: ValueKinds, before: ValueKinds, row: Int, text: String
  ) {
    any.formUnion(kinds)
    var survey = survey ?? TextSurvey(before: before, count: valueCount - 1)
    survey.add(kinds, row: row, part: part) { text }
    self.survey = survey
  }

  /// The first value that has a trait.
  func mention(of trait: ValueKinds) -> CellMention? {
    mentions.first { $0.trait.contains(trait) }?.mention
  }

  // MARK: The decision

  /// The type that fits all values; of several, the narrowest.
  ///
  /// - Parameters:
  ///   - marks: what the marks of numbers mean elsewhere in the table.
  ///   - isCommaDelimited: whether a decimal comma would be the delimiter.
  /// - Returns: the format, and why it is text where it is.
  func decision(
    marks: MarksElsewhere = .unknown, isCommaDelimited: Bool = false
  ) -> ColumnDecision {
    guard valueCount > 0 else { return ColumnDecision(.text) }
    guard !isSettled else { return ColumnDecision(.text, ground: .cells) }
    if !every.isDisjoint(with: .numbers) { return number(marks, isCommaDelimited) }
    if !every.isDisjoint(with: .temporals) { return temporal }
    guard any.contains([.affirmative, .denying]) else {
      return ColumnDecision(.text, ground: .loneWord)
    }
    return ColumnDecision(.boolean)
  }

  private var temporal: ColumnDecision {
    // Texts keep their characters: they cannot be given seconds.
    if any.contains([.literal, .minutesAlone, .seconds]) {
      return ColumnDecision(.text, ground: .seconds)
    }
    let type: ColumnType =
      every.contains(.date) ? .date : every.contains(.time) ? .time : .datetime
    var decision = ColumnDecision(type)
    decision.format.hasSeconds = any.contains(.seconds)
    return decision
  }

  private func number(_ elsewhere: MarksElsewhere, _ isCommaDelimited: Bool) -> ColumnDecision {
    if let ground = refusal { return ColumnDecision(.text, ground: ground) }
    let hasPoint = every.contains(.realPoint)
    let hasComma = every.contains(.realComma) && !isCommaDelimited
    if every.contains(.integer) { return decided(.decimal, isWhole: true) }
    if hasPoint, hasComma || !any.contains(.fraction) { return decided(.decimal) }
    guard any.contains(.ambiguous), !any.contains(.decisive) else {
      if hasPoint || hasComma { return decided(.decimal) }
      let isGrouped = any.contains(.ambiguous) || any.contains(.office)
      if every.contains(.commaGroupedReal), isGrouped {
        return decided(.commaGroups, isWhole: every.contains(.commaGroupedInteger))
      }
      if every.contains(.pointGroupedReal), isGrouped {
        return decided(.pointGroups, isWhole: every.contains(.pointGroupedInteger))
      }
      if every.contains(.commaGroupedInteger), isGrouped {
        return decided(.commaGroups, isWhole: true)
      }
      if every.contains(.pointGroupedInteger), isGrouped {
        return decided(.pointGroups, isWhole: true)
      }
      return ColumnDecision(.text, ground: isCommaDelimited ? .decimalComma : .cells)
    }
    return ambiguous(hasPoint: hasPoint, hasComma: hasComma, elsewhere)
  }

  /// Why numbers stay text although every value is one.
  private var refusal: TextGround? {
    if hasSeveralCurrencies { return .currencies }
    if any.contains(.percent), !every.contains(.percent) { return .percentSigns }
    if any.contains(.plus), any.isDisjoint(with: [.negative, .fraction]) { return .plusSigns }
    if any.contains(.spaced), !any.contains(.decisive) { return .blanks }
    if every.contains(.codeLike) { return .exponents }
    return nil
  }

  /// Every number with a mark has three digits behind it: decimals or thousands.
  private func ambiguous(
    hasPoint: Bool, hasComma: Bool, _ elsewhere: MarksElsewhere
  ) -> ColumnDecision {
    var decision: ColumnDecision
    switch (hasPoint, elsewhere) {
    case (true, .comma): return ColumnDecision(.text, ground: .ambiguousMarks)
    case (true, .point), (true, .unknown), (true, .both):
      decision = decided(.decimal)
      // What a program writes; said where nothing else in the table speaks for it.
      if elsewhere == .point { return decision }
    case (false, .comma) where hasComma: decision = decided(.decimal)
    case (false, .point) where every.contains(.commaGroupedInteger):
      decision = decided(.commaGroups, isWhole: true)
    default: return ColumnDecision(.text, ground: .ambiguousMarks)
    }
    decision.isMarkGuessed = true
    return decision
  }

  private func decided(_ marks: NumberMarks, isWhole: Bool = false) -> ColumnDecision {
    var decision = ColumnDecision(isWhole ? .integer : .real)
    decision.format.marks = marks
    decision.format.isOffice = any.contains(.office) || marks != .decimal
    return decision
  }

  /// Which mark of decimals the column's numbers leave no doubt of.
  var certainMark: MarksElsewhere {
    guard !isSettled, any.contains(.decisive), any.contains(.fraction), refusal == nil,
      any.isDisjoint(with: .typedNumber)
    else { return .unknown }
    let point = !every.isDisjoint(with: [.realPoint, .commaGroupedReal])
    let comma = !every.isDisjoint(with: [.realComma, .pointGroupedReal])
    return point == comma ? .unknown : point ? .point : .comma
  }
}

/// What a table's other columns say of its decimal mark.
enum MarksElsewhere: Sendable {
  case unknown
  case point
  case comma
  case both

  /// What all columns together say.
  init(_ marks: some Sequence<MarksElsewhere>) {
    self = marks.reduce(.unknown) { all, next in
      if next == .unknown || next == all { return all }
      return all == .unknown ? next : .both
    }
  }
}

/// How a column is read, and why as text where it is.
struct ColumnDecision {
  var format: ColumnFormat
  /// Why it is text although some of its values are more, where one asks.
  var ground: TextGround?
  /// Whether a mark with three digits behind it was taken without other evidence.
  var isMarkGuessed = false

  init(_ type: ColumnType, ground: TextGround? = nil) {
    format = ColumnFormat(type: type)
    self.ground = ground
  }
}

extension ColumnTyping {
  /// The report on a column that was decided.
  func reading(_ name: String, _ decision: ColumnDecision) -> ColumnReading {
    var reading = ColumnReading(name: name, type: decision.format.type)
    if decision.format.type == .text {
      explain(decision.ground, in: &reading)
      return reading
    }
    if decision.format.type == .datetime, let firstDate {
      reading.bareDates = dateCount
      reading.firstBareDate = firstDate
    }
    guard decision.format.type == .integer || decision.format.type == .real else { return reading }
    reading.unit = any.contains(.percent) ? "%" : currency
    switch decision.format.marks {
    case .commaGroups: reading.thousands = ","
    case .pointGroups: reading.thousands = "."
    case .decimal: if any.contains(.spaced) { reading.thousands = " " }
    }
    if decision.isMarkGuessed { reading.guessedMark = mention(of: .ambiguous) }
    return reading
  }

  private func explain(_ ground: TextGround?, in reading: inout ColumnReading) {
    switch ground {
    case .cells, nil:
      if let mention = survey?.otherNumber {
        reading.ground = .mixedMarks
        reading.culprits = [mention]
        return
      }
      if let mention = survey?.measure {
        reading.ground = .measures
        reading.culprits = [mention]
        return
      }
      if let mention = survey?.moment {
        reading.ground = .moments
        reading.culprits = [mention]
        return
      }
      guard let survey, let deviants = survey.deviants, deviants.count > 0 else { return }
      reading.ground = .cells
      reading.culprits = deviants.first
      reading.culpritCount = deviants.count
      reading.culpritsAreNullWords = survey.deviantsAreNullWords
      return
    case .exponents: reading.culprits = mention(of: .codeLike).map { [$0] } ?? []
    case .plusSigns: reading.culprits = mention(of: .plus).map { [$0] } ?? []
    case .blanks: reading.culprits = mention(of: .spaced).map { [$0] } ?? []
    case .percentSigns: reading.culprits = mention(of: .percent).map { [$0] } ?? []
    case .ambiguousMarks: reading.culprits = mention(of: .ambiguous).map { [$0] } ?? []
    case .decimalComma: reading.culprits = mention(of: .fraction).map { [$0] } ?? []
    case .loneWord, .currencies, .seconds, .mixedMarks, .measures, .moments: break
    }
    reading.ground = ground
  }
}
