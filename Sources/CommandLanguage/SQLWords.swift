import Naming

/// The words of SQL that the command language knows.
public enum SQLWords {
  /// A word that begins SQL or a command: the word behind it decides.
  enum Pair {
    /// It begins SQL before this word, and a command before others; a sentence shows both so.
    case sql(before: String, shown: String)
    /// It begins a command before this word, and SQL before others.
    case command(before: String)

    func isSQL(before next: String) -> Bool {
      switch self {
      case .sql(let word, _): next == word
      case .command(let word): next != word
      }
    }
  }

  /// The words that begin SQL or a command.
  static let pairs: [String: Pair] = [
    "explain": .sql(before: "query", shown: "explain query plan"),
    "replace": .sql(before: "into", shown: "replace into"),
    "rollback": .command(before: "agent"),
    "drop": .command(before: "correction"),
  ]

  /// The words that begin a query, also one within brackets.
  public static let queryLeads = ["select", "with", "values"]

  /// The words that a table's name stands behind.
  static let tableWords = ["from", "join", "into", "update", "table"]
  /// Words that may stand between these and the name: `create table if not exists x`.
  static let tableFillers = ["if", "not", "exists", "or", "replace", "ignore"]

  /// The words that begin an SQL statement, some of them only in ``pairs``.
  public static let leads =
    queryLeads + [
      "explain", "create", "insert", "update", "delete", "drop",
      "alter", "replace",
    ]

  /// The same for a sentence, each with the word that has to follow: `select, … or replace into`.
  public static let leadsText = leads.map { lead in
    if case .sql(_, let shown)? = pairs[lead] { shown } else { lead }
  }.listed("or")

  /// Words that begin an SQL statement which a notebook refuses; they end with their line.
  public static let refusedLeads = [
    "begin", "commit", "end", "rollback", "savepoint", "release", "pragma", "attach", "detach",
    "vacuum", "reindex", "analyze",
  ]

  /// Words offered by completion inside SQL.
  public static let keywords = [
    "all", "and", "as", "asc", "between", "by", "case", "cast", "collate", "cross", "current",
    "default", "desc", "distinct", "else", "end", "escape", "except", "exists", "filter",
    "following", "from", "full", "glob", "group", "having", "if", "in", "index", "inner",
    "insert", "intersect", "into", "is", "isnull", "join", "left", "like", "limit", "natural",
    "not", "notnull", "null", "nulls", "offset", "on", "or", "order", "outer", "over",
    "partition", "plan", "preceding", "primary", "query", "range", "recursive", "references",
    "returning", "right",
    "row", "rows", "select", "set", "table", "temp", "then", "trigger", "unbounded", "union",
    "unique", "update", "using", "values", "view", "when", "where", "window", "with", "without",
  ]

  /// Functions of SQLite offered by completion inside SQL.
  public static let functions = [
    "abs", "avg", "ceil", "char", "coalesce", "concat", "count", "cume_dist", "date", "datetime",
    "dense_rank", "first_value", "floor", "format", "glob", "group_concat", "hex", "ifnull",
    "iif", "instr", "json", "json_each", "json_extract", "json_group_array", "json_group_object",
    "julianday", "lag", "last_value", "lead", "length", "like", "lower", "ltrim", "max", "min",
    "nth_value", "ntile", "nullif", "percent_rank", "printf", "quote", "rank", "replace",
    "round", "row_number", "rtrim", "sign", "sqrt", "strftime", "substr", "substring", "sum",
    "time", "total", "trim", "typeof", "unicode", "upper",
  ]
}
