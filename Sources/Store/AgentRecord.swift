import CivilTime
import FleetModel

/// A trained agent as stored: where it comes from, what it learnt from and how, without its weights.
///
/// Its learning curve and its checkpoint are stored with it and read apart, because few ask for them.
public struct AgentRecord: Sendable, Equatable {
  public var name: String
  /// The agent that it was fine-tuned from, as it was called then.
  public var parent: String?
  /// What its actions mean, such as `construct`.
  public var formulation: String
  /// The settings as the clauses of a statement, in canonical form.
  public var settings: String
  /// The seed of its own training, and of how many it is the best.
  public var seed: UInt64
  public var seeds: Int
  /// The dataset that it was trained on last.
  public var dataset: String
  /// A hash over the hashes of that dataset's days in their order.
  public var fingerprint: String
  /// The network's layers, as `54-512-256-1`.
  public var architecture: String
  public var parameters: Int
  public var episodes: Int
  /// The episode that the checkpoint is of, where one was chosen on validation days.
  public var bestEpisode: Int?
  /// Gradient updates.
  public var updates: Int
  /// The statement that made it.
  public var statement: String
  /// What the checkpoint reached on the validation days; nil where there were none.
  public var validation: AgentValidation?
  /// The days that its whole lineage drew on or was kept from, each once.
  public var days: [Day]

  /// A day of the lineage, known by its content.
  public struct Day: Sendable, Equatable {
    public var hash: String
    public var label: DayLabel
    public var dataset: String
    public var role: DayPart

    public init(hash: String, label: DayLabel, dataset: String, role: DayPart) {
      self.hash = hash
      self.label = label
      self.dataset = dataset
      self.role = role
    }
  }

  public init(
    name: String, parent: String? = nil, formulation: String, settings: String, seed: UInt64,
    seeds: Int = 1, dataset: String, fingerprint: String, architecture: String, parameters: Int,
    episodes: Int, bestEpisode: Int? = nil, updates: Int, statement: String,
    validation: AgentValidation? = nil, days: [Day]
  ) {
    self.name = name
    self.parent = parent
    self.formulation = formulation
    self.settings = settings
    self.seed = seed
    self.seeds = seeds
    self.dataset = dataset
    self.fingerprint = fingerprint
    self.architecture = architecture
    self.parameters = parameters
    self.episodes = episodes
    self.bestEpisode = bestEpisode
    self.updates = updates
    self.statement = statement
    self.validation = validation
    self.days = days
  }

  /// The days of a child: its own, and those of the agent that it was fine-tuned from.
  ///
  /// Each content counts once, in the role that says most: a day that the parent learnt from has
  /// been learnt from, whatever the child's own split makes of it.
  ///
  /// - Parameters:
  ///   - own: The days of its own training.
  ///   - inherited: The days of its parent's whole lineage; empty for an agent without parent.
  /// - Returns: The inherited days first, each list in its order.
  /// - Complexity: O(days).
  public static func days(_ own: [Day], inheriting inherited: [Day]) -> [Day] {
    var places: [String: Int] = [:]
    var days: [Day] = []
    for day in inherited + own {
      if let place = places[day.hash] {
        days[place].role = days[place].role.outweighing(day.role)
      } else {
        places[day.hash] = days.count
        days.append(day)
      }
    }
    return days
  }

  /// The hashes of the days that the lineage was trained or validated on.
  public var seenDays: Set<String> { Set(days.filter(\.role.isSeen).map(\.hash)) }
}
