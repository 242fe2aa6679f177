/// The words of SQL that the command language knows.
public enum SQLWords {
  /// The words that begin an SQL statement (`explain` only before `query`, `replace` only
  /// before `into`).
  public static let leads = [
    "select", "with", "values", "explain", "create", "insert", "update", "delete", "drop",
    "alter", "replace",
  ]

  /// The same for a sentence, each with the word that has to follow: `select, … or replace into`.
  public static let leadsText = Wording.list(
    leads.map { lead in
      switch lead {
      case "explain": "explain query plan"
      case "replace": "replace into"
      default: lead
      }
    })

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
