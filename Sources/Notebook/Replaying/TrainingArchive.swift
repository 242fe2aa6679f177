import DeepQ
import DispatchLearning
import SessionRecord

/// The results of a training's seeds as bytes, closed by their hash.
enum TrainingArchive {
  private static let magic = Array("carnet trainings 1\n".utf8)

  static func bytes(of seeds: [TrainingPlan.SeedResult]) -> [UInt8] {
    var bytes = magic
    put(UInt64(seeds.count), &bytes)
    for seed in seeds {
      let result = seed.result
      put(seed.seed, &bytes)
      put(UInt64(result.episodes), &bytes)
      put(UInt64(result.updates), &bytes)
      put(result.end.map { $0 == .patience ? 1 : 2 } ?? 0, &bytes)
      put(result.best, &bytes)
      put(UInt64(result.curve.count), &bytes)
      for point in result.curve { put(point, &bytes) }
      put(seed.holdout, &bytes)
      put(seed.former, &bytes)
      let checkpoint = result.checkpoint.encoded()
      put(UInt64(checkpoint.count), &bytes)
      bytes += checkpoint
    }
    return bytes + Array(ContentHash.sha256(of: bytes).digits.utf8)
  }

  /// The results, or nil for bytes that are damaged or of another kind.
  static func seeds(of bytes: [UInt8]) -> [TrainingPlan.SeedResult]? {
    guard bytes.starts(with: magic), bytes.count > magic.count + 64 else { return nil }
    let body = bytes.dropLast(64)
    guard Array(bytes.suffix(64)) == Array(ContentHash.sha256(of: body).digits.utf8) else {
      return nil
    }
    var reader = Reader(bytes: body.dropFirst(magic.count))
    guard let count = reader.integer(), count > 0 else { return nil }
    var seeds: [TrainingPlan.SeedResult] = []
    for _ in 0..<count {
      guard let seed = reader.seed() else { return nil }
      seeds.append(seed)
    }
    return reader.bytes.isEmpty ? seeds : nil
  }

  // MARK: Writing

  private static func put(_ value: UInt64, _ bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  private static func put(_ value: Double?, _ bytes: inout [UInt8]) {
    put(value == nil ? 0 : 1 as UInt64, &bytes)
    put(value?.bitPattern ?? 0, &bytes)
  }

  private static func put(_ quality: QualityScore?, _ bytes: inout [UInt8]) {
    put(quality == nil ? 0 : 1 as UInt64, &bytes)
    guard let quality else { return }
    for figure in [
      quality.excessGap, quality.equalShare, quality.excessDistance, quality.regret,
    ] as [Double?] { put(figure, &bytes) }
  }

  private static func put(_ point: AgentTraining.CurvePoint, _ bytes: inout [UInt8]) {
    put(UInt64(point.episode), &bytes)
    for figure in [point.reward, point.exploration, point.loss] as [Double?] {
      put(figure, &bytes)
    }
    put(point.quality as QualityScore?, &bytes)
  }

  // MARK: Reading

  private struct Reader {
    var bytes: ArraySlice<UInt8>

    mutating func word() -> UInt64? {
      guard bytes.count >= 8 else { return nil }
      let value = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      bytes = bytes.dropFirst(8)
      return value
    }

    mutating func integer() -> Int? { word().flatMap { Int(exactly: $0) } }

    /// Nil outside where the bytes end, nil inside where there is no figure.
    mutating func figure() -> Double?? {
      guard let isThere = word(), let bits = word() else { return nil }
      return .some(isThere == 1 ? Double(bitPattern: bits) : nil)
    }

    mutating func quality() -> QualityScore?? {
      guard let isThere = word() else { return nil }
      guard isThere == 1 else { return .some(nil) }
      guard case let gap?? = figure(), case let share?? = figure(), let distance = figure(),
        case let regret?? = figure()
      else { return nil }
      return .some(
        QualityScore(
          excessGap: gap, equalShare: share, excessDistance: distance, regret: regret))
    }

    mutating func point() -> AgentTraining.CurvePoint? {
      guard let episode = integer(), case let reward?? = figure(),
        case let exploration?? = figure(), let loss = figure(), case let quality?? = quality()
      else { return nil }
      return AgentTraining.CurvePoint(
        episode: episode, reward: reward, exploration: exploration, loss: loss, quality: quality)
    }

    mutating func seed() -> TrainingPlan.SeedResult? {
      guard let seed = word(), let episodes = integer(), let updates = integer(),
        let end = word(), let best = point(), let points = integer(), points >= 0
      else { return nil }
      var curve: [AgentTraining.CurvePoint] = []
      for _ in 0..<points {
        guard let point = point() else { return nil }
        curve.append(point)
      }
      guard let holdout = quality(), let former = quality(), let size = integer(), size >= 0,
        bytes.count >= size,
        let checkpoint = try? DeepQ.AgentCheckpoint(decoding: Array(bytes.prefix(size)))
      else { return nil }
      bytes = bytes.dropFirst(size)
      return TrainingPlan.SeedResult(
        seed: seed,
        result: AgentTraining.Result(
          checkpoint: checkpoint, curve: curve, best: best, episodes: episodes, updates: updates,
          end: end == 1 ? .patience : end == 2 ? .stopped : nil),
        holdout: holdout, former: former)
    }
  }
}
