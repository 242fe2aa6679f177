import CXLSXWriter

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The packing of a workbook on a thread of its own, which whoever waits for it may give up.
///
/// The library packs in one call that nothing stops. Given up, it goes on into a file that nobody
/// sees, and ends with it. `@unchecked Sendable`: what changes is touched only with `mutex` locked,
/// and the workbook is the thread's alone.
final class WorkbookClosing: @unchecked Sendable {
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var code: lxw_error?

  init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
    self.workbook = workbook
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Packs the workbook, which is freed whatever comes of it.
  ///
  /// - Parameters:
  ///   - path: where it is packed to.
  ///   - isCancelled: asked twenty times a second; true gives the packing up.
  /// - Returns: what the library says, or nil where it was given up; the file at the path then
  ///   belongs to nobody and can be removed.
  func finish(path: String, isCancelled: () -> Bool) -> lxw_error? {
    guard start() else { return workbook_close(workbook) }
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while code == nil {
      waitForChange()
      // Before the library has opened its file, nobody could remove it.
      if code == nil, isCancelled(), Self.holdsBytes(path) { return nil }
    }
    return code
  }

  private func start() -> Bool {
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let handle = Unmanaged.passRetained(self).toOpaque()
    guard pthread_create(&thread, nil, enterWorkbookClosing, handle) == 0 else {
      Unmanaged<WorkbookClosing>.fromOpaque(handle).release()
      return false
    }
    #if canImport(Darwin)
      if let thread { pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
    return true
  }

  fileprivate func run() {
    // Ctrl-C belongs to the thread that waits at the terminal.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_SETMASK, &signals, nil)
    let found = workbook_close(workbook)
    pthread_mutex_lock(mutex)
    code = found
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }

  /// Waits until the packing is done, at most a twentieth of a second.
  private func waitForChange() {
    var until = timespec()
    clock_gettime(CLOCK_REALTIME, &until)
    until.tv_nsec += 50_000_000
    if until.tv_nsec >= 1_000_000_000 {
      until.tv_sec += 1
      until.tv_nsec -= 1_000_000_000
    }
    pthread_cond_timedwait(changed, mutex, &until)
  }

  private static func holdsBytes(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size > 0
  }
}

private nonisolated func enterWorkbookClosing(
  _ context: UnsafeMutableRawPointer?
) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<WorkbookClosing>.fromOpaque(context).takeRetainedValue().run() }
  return nil
}
