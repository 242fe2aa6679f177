/// What `search` runs with.
public struct SearchSettings: Hashable, Sendable, CustomStringConvertible {
  /// Seed of every draw.
  public let seed: UInt64
  /// Rounds of ruin and recreate; 0 leaves descent alone.
  public let rounds: Int
  /// The most rides that a round takes out.
  public let ruinSize: Int
  /// Metres by which a plan may be worse and still be taken with probability 1/e, in round 1.
  public let temperature: Double

  /// The least temperature, that of the last round, as a share of the first: 1/150.
  static let cooling = 5.0

  /// Rounds, ruin size and temperature that measured best within 50 ms a day of 20 rides.
  ///
  /// On days.json and 200 fresh days: 500 rounds leave 0.3 to 0.5 % of kilometres above the
  /// optimum, 1,000 leave 0.15 %, 2,000 leave 0.1 %; temperatures from 10 to 50 km and sizes from 6
  /// to 12 differ by less than two seeds do, lower ones leave twice as much.
  public static let standard = SearchSettings()

  /// What a day is searched with where nothing else is said.
  ///
  /// A day of more than `RideNeighbours.allPairsLimit` rides gets rounds in proportion, and less
  /// heat: with few rounds a ride there is no time to cool down. 30,000 rides take 120,000.
  public static func standard(rides: Int) -> SearchSettings {
    let limit = RideNeighbours.allPairsLimit
    guard rides > limit else { return standard }
    return SearchSettings(rounds: standard.rounds * (rides / limit), temperature: 2_000)
  }

  /// Makes settings; what lies outside its range counts as the nearest end of it.
  ///
  /// - Parameters:
  ///   - seed: any number.
  ///   - rounds: 0 to 1,000,000,000.
  ///   - ruinSize: 1 to 50 rides.
  ///   - temperature: 1 to 1,000,000 metres.
  public init(
    seed: UInt64 = 1, rounds: Int = 1_000, ruinSize: Int = 8, temperature: Double = 20_000
  ) {
    self.seed = seed
    self.rounds = min(max(0, rounds), 1_000_000_000)
    self.ruinSize = min(max(1, ruinSize), 50)
    self.temperature = temperature.isFinite ? min(max(1, temperature), 1_000_000) : 20_000
  }

  public var description: String {
    "seed \(seed), rounds \(rounds), ruin size \(ruinSize), "
      + "temperature \(Int(temperature)) m"
  }
}
