/// The rows of a batch through the networks, on buffers that its parts share.
///
/// Of the online pass the states of all decisions are neighbours, since a gradient sums over them:
///
///     states after, of the first part | states of the batch | states after, of the second part
///
/// With Double DQN one product is then over both, which is faster than two; without it the states
/// after are of the target's pass alone.
final class BatchRows {
  /// Through the network.
  let online: ForwardPass
  /// Through the target network: rows of the states after, of chosen actions alone with Double DQN.
  let valued: ForwardPass
  let backward: BackwardPass
  /// The row of the online pass where the states begin.
  let firstState: Int
  let size: Int

  init(_ shape: NetworkShape, _ form: DecisionForm, isDouble: Bool, first: Int, size: Int) {
    self.size = size
    let after = size * form.mostRows
    firstState = isDouble ? first * form.mostRows : 0
    online = ForwardPass(shape, mostRows: isDouble ? size + after : size)
    valued = ForwardPass(shape, mostRows: isDouble ? size : after)
    backward = BackwardPass(online, from: firstState, mostRows: size)
  }
}
