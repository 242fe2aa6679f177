import DeepQ

/// Reads any bytes as a checkpoint; what is read must be written and read again as the same.
@c(LLVMFuzzerTestOneInput)
public func fuzzCheckpoint(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  guard let checkpoint = try? AgentCheckpoint(decoding: bytes) else { return 0 }
  guard let again = try? AgentCheckpoint(decoding: checkpoint.encoded()),
    again.encoded() == checkpoint.encoded(), again.metadata == checkpoint.metadata
  else {
    preconditionFailure("a checkpoint does not read as it was written")
  }
  // Values with a network of any weights, each allowed, must not trap either.
  guard let evaluator = try? Evaluator(checkpoint.network()) else { return 0 }
  let row = Array(repeating: Float(1), count: checkpoint.shape.widths[0])
  precondition(evaluator.best(Observation(features: row, mask: [])) >= 0)
  return 0
}
