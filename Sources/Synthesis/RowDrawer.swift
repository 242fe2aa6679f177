import CivilTime
import FleetModel
import RideSheets
import SeededRandom

/// Draws single rows of a day: who is driven, why, when, where, and whom the office would ask.
struct RowDrawer {
  let places: Gazetteer
  let roster: Roster
  let clients: [SyntheticClient]
  let clinic: GazetteerPlace
  private let targets: [[GazetteerPlace]]
  /// Where an importer finds each place, by name.
  private let coordinates: [String: Coordinate]

  init?(places: Gazetteer, roster: Roster, clients: [SyntheticClient]) {
    guard let clinic = places.places.first(where: { $0.name == Self.mainOrigin }) else {
      return nil
    }
    self.places = places
    self.roster = roster
    self.clients = clients
    self.clinic = clinic
    coordinates = Dictionary(
      places.places.compactMap { place in
        AddressTypist.plainBlock(of: place, in: places).map { (place.name, $0) }
      }, uniquingKeysWith: { first, _ in first })
    targets = Purpose.allCases.map { purpose in
      purpose.targetKinds.flatMap { places.places(of: [$0]) }.filter { $0 != clinic }
    }
  }

  /// Where most rides start: a rehabilitation clinic.
  static let mainOrigin = "Clinique les Hauts d'Anières"

  /// Draws a client of a month whom the day does not hold yet, frequent clients more often.
  func client(
    month: Int, besides names: [String], _ draws: inout SeededGenerator
  ) -> SyntheticClient? {
    let present = clients.filter {
      $0.months.contains(month) && !names.contains($0.surname + $0.firstName)
    }
    return present.isEmpty ? nil : present[draws.index(weights: present.map(\.weight))]
  }

  func purpose(of client: SyntheticClient, _ draws: inout SeededGenerator) -> Purpose {
    guard client.isInpatient else { return client.purpose }
    let choices: [Purpose] = [.examination, .discharge, .admission]
    return choices[draws.index(weights: [0.8, 0.11, 0.09])]
  }

  /// Where a ride of a client starts and ends.
  func ends(
    of client: SyntheticClient, _ purpose: Purpose, _ draws: inout SeededGenerator
  ) -> (origin: Site, target: Site)? {
    let isHouse = client.home.kind != "care_home"
    guard let away = target(of: client, purpose, &draws).flatMap({ site(of: $0) }),
      let home = site(of: client.home, street: isHouse ? client.street : nil),
      let inn = site(of: clinic)
    else { return nil }
    switch purpose {
    case .examination: return (inn, away)
    case .discharge: return (inn, home)
    case .admission: return (away, inn)
    case .treatment, .dayCentre, .consultation: return (home, away)
    }
  }

  private func site(of place: GazetteerPlace, street: String? = nil) -> Site? {
    coordinates[place.name].map { Site(place: place, street: street, coordinate: $0) }
  }

  private func target(
    of client: SyntheticClient, _ purpose: Purpose, _ draws: inout SeededGenerator
  ) -> GazetteerPlace? {
    switch purpose {
    case .treatment: return client.dialysis
    case .dayCentre: return client.dayCentre
    case .discharge: return clinic
    case .examination, .admission, .consultation:
      let index = Purpose.allCases.firstIndex(of: purpose) ?? 0
      return draws.pick(targets[index])
    }
  }

  /// Whom the office would ask for a client, first choice first.
  func choices(
    for client: SyntheticClient, on date: CivilDate, _ draws: inout SeededGenerator
  ) -> [Int] {
    let drivers = roster.available(on: date)
    var regular = drivers.filter { $0.kind == .regular }.map(\.id)
    var weights = regular.map { SyntheticClient.favour(regular.count)[($0 - 1) % regular.count] }
    var order: [Int] = []
    let wantsUsual = draws.chance(0.72)
    if wantsUsual, let index = regular.firstIndex(of: client.usualDriver) {
      order.append(regular.remove(at: index))
      weights.remove(at: index)
    }
    while !regular.isEmpty {
      let index = draws.index(weights: weights)
      order.append(regular.remove(at: index))
      weights.remove(at: index)
    }
    let occasional = draws.shuffled(drivers.filter { $0.kind == .occasional }.map(\.id))
    let asksOccasional = draws.chance(0.3)
    order = asksOccasional ? occasional + order : order + occasional
    return order + drivers.filter { $0.kind == .emergency }.map(\.id)
  }

  /// Draws a row of at most `most` rides, or nil where the draw does not work out.
  func row(
    on date: CivilDate, most: Int, besides names: [String], _ draws: inout SeededGenerator
  ) -> SyntheticRow? {
    guard let client = client(month: date.parts.month, besides: names, &draws) else { return nil }
    let purpose = purpose(of: client, &draws)
    let isRoundTrip = most > 1 && draws.chance(purpose.shareOfRoundTrips)
    let latest = OfficeHours.last - (isRoundTrip ? purpose.stay.lowerBound : 0)
    let outbound = OfficeHours.outbound(latest: latest, &draws)
    var back: SyntheticRow.Back?
    if isRoundTrip {
      guard let time = drawnBack(from: outbound, purpose, &draws) else { return nil }
      back = time
    }
    guard let ends = ends(of: client, purpose, &draws) else { return nil }
    let outboundChoice = choices(for: client, on: date, &draws)
    let isSameDriver = draws.chance(0.6)
    let backChoice = isSameDriver ? outboundChoice : choices(for: client, on: date, &draws)
    return SyntheticRow(
      client: client, date: date, outbound: outbound, back: back, from: ends.origin,
      to: ends.target, outboundChoice: outboundChoice, backChoice: backChoice)
  }

  /// The row with its two addresses typed, or nil where an importer would not find them.
  func typed(_ row: SyntheticRow, _ draws: inout SeededGenerator) -> SyntheticRow? {
    let typist = AddressTypist(places: places)
    guard let origin = typist.block(of: row.from, &draws),
      let target = typist.block(of: row.to, &draws)
    else { return nil }
    var typed = row
    typed.origin = origin
    typed.target = target
    return typed
  }

  /// One return in nine is left open; it then stands where the importer will put it.
  private func drawnBack(
    from outbound: Minutes, _ purpose: Purpose, _ draws: inout SeededGenerator
  ) -> SyntheticRow.Back? {
    if draws.chance(0.11) {
      let time = outbound + Rules().stay
      return time.count <= OfficeHours.last ? .init(time: time, isConfirmed: false) : nil
    }
    return OfficeHours.back(from: outbound, stay: purpose.stay, &draws)
      .map { .init(time: $0, isConfirmed: true) }
  }
}
