/// Where a notebook's database lives.
public enum NotebookLocation: Sendable, Equatable {
  case memory
  case file(String)
}
