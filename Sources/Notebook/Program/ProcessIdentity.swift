import Glibc

/// The number by which the system knows this process.
enum ProcessIdentity {
  static var current: Int32 { getpid() }
}
