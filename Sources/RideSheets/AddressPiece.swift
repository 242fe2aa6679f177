import Naming

/// A piece of an address block, by its kind.
enum AddressPiece: Hashable {
  case name(String)
  case street(String)
  case town(postcode: String, name: String?)
  case floor(String)
  case contact(String)
  case phone(String)
  /// Said in another way elsewhere (the wheelchair), or nothing at all: a country, a stray mark.
  case note
}

/// Tells the kind of a piece, and takes apart pieces that were typed on one line.
struct AddressPieceReader {
  /// The folded words of the client's name.
  let clientWords: Set<String>

  /// The kinds of what a piece holds, in order.
  func read(_ piece: String) -> [AddressPiece] {
    var words = piece.split(separator: " ").map(String.init)
    words = withoutPhoneLabels(words)
    guard !words.isEmpty else { return [.note] }
    let bracketed = takeBracketedNotes(&words)
    let floors = takeFloor(&words)
    words = withoutWheelchair(words)
    var found: [AddressPiece] = []
    if let split = postcodeIndex(words) {
      found += classify(Array(words[..<split.index]))
      found.append(
        .town(postcode: split.code, name: text(words[(split.index + split.length)...])))
    } else {
      found += classify(words)
    }
    found += floors + bracketed
    return found.isEmpty ? [.note] : found
  }

  // MARK: - What is taken out of a piece

  /// Words that only announce a phone number; the number itself is gone by now.
  private func withoutPhoneLabels(_ words: [String]) -> [String] {
    let labels: Set<String> = [
      "tel", "telephone", "natel", "mobile", "portable", "port", "fixe", "fax", "t", "tph",
    ]
    var kept = words
    while let last = kept.last, isLabel(last, labels) || TextFolding.key(last).isEmpty {
      // A lone mark such as "?" is kept when nothing else is there to say.
      if kept.count == 1, !isLabel(last, labels) { break }
      kept.removeLast()
    }
    return kept
  }

  private func isLabel(_ word: String, _ labels: Set<String>) -> Bool {
    labels.contains(TextFolding.key(word))
  }

  /// Takes out brackets that hold a note; brackets of a name stay.
  private func takeBracketedNotes(_ words: inout [String]) -> [AddressPiece] {
    guard let open = words.firstIndex(where: { $0.hasPrefix("(") }),
      let close = words[open...].firstIndex(where: { $0.hasSuffix(")") }), words.count > 1
    else { return [] }
    let inner = words[open...close].joined(separator: " ").filter { $0 != "(" && $0 != ")" }
    let kinds = AddressPieceReader(clientWords: clientWords).read(AddressText.trim(inner))
    let areNotes = kinds.allSatisfy { kind in
      switch kind {
      case .floor, .contact, .phone, .note: true
      case .name, .street, .town: false
      }
    }
    guard areNotes else { return [] }
    words.removeSubrange(open...close)
    return kinds.filter { $0 != .note }
  }

  /// Takes out `2e étage`, `étage 2`, `rez-de-chaussée`, `rdc`.
  private func takeFloor(_ words: inout [String]) -> [AddressPiece] {
    let keys = words.map { TextFolding.key($0) }
    guard let floor = keys.firstIndex(where: { AddressWords.floors.contains($0) }) else {
      return []
    }
    var range = floor...floor
    if AddressWords.countedFloors.contains(keys[floor]) {
      if floor > 0, AddressWords.isOrdinal(keys[floor - 1]) {
        range = (floor - 1)...floor
      } else if floor + 1 < keys.count, AddressWords.isOrdinal(keys[floor + 1]) {
        range = floor...(floor + 1)
      } else if words.count > 1 {
        return []
      }
    }
    let text = AddressText.trim(words[range].joined(separator: " "))
    words.removeSubrange(range)
    return [.floor(text)]
  }

  private func withoutWheelchair(_ words: [String]) -> [String] {
    let keys = words.map { TextFolding.key($0) }
    for index in keys.indices {
      let length = WheelchairMention.length(keys, at: index)
      guard length > 0 else { continue }
      var start = index
      while start > 0, AddressWords.beforeWheelchair.contains(keys[start - 1]) { start -= 1 }
      return Array(words[..<start] + words[(index + length)...])
    }
    return words
  }

  /// Where `1203 Genève` starts, or a postcode alone.
  private func postcodeIndex(_ words: [String]) -> (index: Int, length: Int, code: String)? {
    for index in words.indices {
      let isLast = index + 1 == words.count
      // A last number belongs to a street, except where it is all there is.
      if isLast, index > 0, !AddressWords.isMarkedPostcode(words[index]) { continue }
      let startsTown =
        isLast || words[index + 1].unicodeScalars.first?.properties.isAlphabetic == true
      guard startsTown else { continue }
      if let code = AddressWords.postcode(words[index]) { return (index, 1, code) }
      if !isLast, ["ch", "f"].contains(TextFolding.key(words[index])),
        let code = AddressWords.postcode(words[index + 1])
      {
        return (index, 2, code)
      }
    }
    // "CH 1203 Genève": the country's letters stand before the postcode.
    return nil
  }

  // MARK: - What is left

  private func classify(_ words: [String]) -> [AddressPiece] {
    guard let whole = text(words[...]) else { return [] }
    let keys = TextFolding.words(whole)
    guard let first = keys.first else { return [.name(whole)] }
    let letters = whole.unicodeScalars.filter(\.properties.isAlphabetic).count
    let digits = whole.unicodeScalars.filter { ("0"..."9").contains($0) }.count
    if letters == 0, digits >= 6 { return [.phone(whole)] }
    if AddressWords.countries.contains(TextFolding.key(whole)) { return [.note] }
    if !clientWords.isEmpty, letters > 0, keys.allSatisfy(clientWords.contains) {
      return [.contact(whole)]
    }
    if AddressWords.contacts.contains(first) || keys.starts(with: ["c", "o"]) {
      return [.contact(whole)]
    }
    if AddressWords.isRoom(keys) { return [.floor(whole)] }
    return streetPieces(words, whole)
  }

  private func streetPieces(_ words: [String], _ whole: String) -> [AddressPiece] {
    let keys = words.map { TextFolding.key($0) }
    if keys.count > 2, AddressWords.isHouseNumber(keys[0]), AddressWords.streets.contains(keys[1]) {
      return [.street(whole)]
    }
    guard let last = keys.last, AddressWords.isHouseNumber(last) else {
      let isStreet = keys.first.map(AddressWords.streets.contains) ?? false
      return [isStreet && words.count > 1 ? .street(whole) : .name(whole)]
    }
    guard words.count > 1 else { return [.name(whole)] }
    for index in keys.indices.dropFirst() where AddressWords.streets.contains(keys[index]) {
      if AddressWords.articles.contains(keys[index - 1]) { continue }
      guard let name = text(words[..<index]), let street = text(words[index...]) else { continue }
      if AddressWords.streets.contains(keys[0]) { continue }
      return [.name(name), .street(street)]
    }
    return [.street(whole)]
  }

  private func text(_ words: ArraySlice<String>) -> String? {
    let text = AddressText.trim(words.joined(separator: " "))
    return text.isEmpty ? nil : text
  }
}
