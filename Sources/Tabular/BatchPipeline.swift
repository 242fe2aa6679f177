#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A thread that makes batches ahead of the one who takes them.
final class BatchPipeline {
  private let queue = BatchQueue()
  private var thread: pthread_t?
  private var isFinished = false

  /// Starts a thread that runs `produce`.
  init(_ produce: @escaping @Sendable (BatchQueue) throws -> Void) {
    thread = BatchJob(queue: queue, produce: produce).start()
    if thread == nil {
      queue.end(TabularError(.unreadable, "cannot start a thread", file: "the system"))
    }
  }

  deinit {
    finish()
  }

  /// The next batch and how far the source was read for it, or nil after the last one.
  ///
  /// - Parameter check: asked ten times a second while no batch is there.
  /// - Returns: the batch and the bytes read for it.
  /// - Throws: the producer's error, and what `check` throws.
  func next(whileWaiting check: () throws -> Void) throws -> (TableBatch, Int)? {
    try queue.take(whileWaiting: check)
  }

  /// Stops the thread and waits for it.
  func finish() {
    guard !isFinished else { return }
    isFinished = true
    queue.close()
    if let thread { pthread_join(thread, nil) }
  }
}

/// What the thread is handed.
private final class BatchJob: Sendable {
  let queue: BatchQueue
  let produce: @Sendable (BatchQueue) throws -> Void

  init(queue: BatchQueue, produce: @escaping @Sendable (BatchQueue) throws -> Void) {
    self.queue = queue
    self.produce = produce
  }

  /// Runs the job on a new thread, or gives nil where the system has none.
  func start() -> pthread_t? {
    let handle = Unmanaged.passRetained(self).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    guard pthread_create(&thread, nil, enterBatchJob, handle) == 0 else {
      Unmanaged<BatchJob>.fromOpaque(handle).release()
      return nil
    }
    return thread
  }

  func run() {
    // Ctrl-C belongs to the thread that waits at the terminal.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_SETMASK, &signals, nil)
    do {
      try produce(queue)
      queue.end(nil)
    } catch {
      queue.end(error)
    }
  }
}

private nonisolated func enterBatchJob(
  _ context: UnsafeMutableRawPointer?
) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<BatchJob>.fromOpaque(context).takeRetainedValue().run() }
  return nil
}

/// A queue of a few batches between two threads.
///
/// `@unchecked Sendable`: every stored property is touched only with `mutex` locked.
final class BatchQueue: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var waiting: [(TableBatch, Int)] = []
  private var isClosed = false
  private var isEnded = false
  private var failure: (any Error)?

  /// Three batches hide the jitter of either side; more would only take memory.
  private static let capacity = 3

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Adds a batch, waiting for room.
  ///
  /// - Returns: false once nobody wants any more.
  func put(_ batch: TableBatch, bytesRead: Int) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while waiting.count >= Self.capacity, !isClosed { pthread_cond_wait(changed, mutex) }
    if isClosed { return false }
    waiting.append((batch, bytesRead))
    pthread_cond_broadcast(changed)
    return true
  }

  /// Takes the oldest batch, waiting for one; nil after the last, and the producer's error then.
  func take(whileWaiting check: () throws -> Void) throws -> (TableBatch, Int)? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while waiting.isEmpty, !isEnded {
      waitForChange()
      try check()
    }
    guard !waiting.isEmpty else {
      if let failure { throw failure }
      return nil
    }
    let first = waiting.removeFirst()
    pthread_cond_broadcast(changed)
    return first
  }

  /// Waits until something changes, at most a tenth of a second.
  private func waitForChange() {
    var until = timespec()
    clock_gettime(CLOCK_REALTIME, &until)
    until.tv_nsec += 100_000_000
    if until.tv_nsec >= 1_000_000_000 {
      until.tv_sec += 1
      until.tv_nsec -= 1_000_000_000
    }
    pthread_cond_timedwait(changed, mutex, &until)
  }

  /// Whether no batch is wanted any more.
  var isGivenUp: Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return isClosed
  }

  /// Says that no batch will follow.
  func end(_ error: (any Error)?) {
    pthread_mutex_lock(mutex)
    isEnded = true
    failure = error
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }

  /// Says that no batch is wanted any more.
  func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }
}
