"""What a replay must say of each kind of change: written before the code that judges.

A row tells, for a kind of change and the role that a statement has in it, which verdicts and causes are
right. Several are listed where the frame leaves the choice open; nothing is in a list to make a run green.

Roles of a statement, which are found by running the changed session afresh, without its record:

  source     reads what was changed (the file), is what was changed (the statement), or has the changed line
  failing source  the same, and what was changed cannot be read any more
  moved      not the source, and its result, or an object that it makes, is another than the recorded one
  reordered  like moved, but only the order of its rows is another, and the statement leaves that order open
  failing    ran when it was recorded and fails now, or fails in another way
  healed     failed when it was recorded and runs now
  held       gives what it gave, whatever it reads
  cut        not in the changed file any more
"""

VERIFIED = ("verified",)
# A changed input: its reader diverges by it.
FOLLOWS = ("consequence",)
NONE = ("",)
ANY = None


class Row:
    """The right verdicts and causes for one role, and why."""

    def __init__(self, role, verdicts, causes, why):
        self.role, self.verdicts, self.causes, self.why = role, verdicts, causes, why


class Change:
    """A kind of change with the rows of its roles, the exit codes, and verdicts of the whole file."""

    def __init__(self, name, group, exits, rows, file=(), line=False, but=None):
        self.name, self.group, self.exits, self.rows = name, group, exits, {row.role: row for row in rows}
        self.file, self.has_line, self.but = file, line, but or {}


HELD = Row("held", VERIFIED, NONE, "A statement that gives what it gave is verified, whatever moved around it.")
MOVED = Row("moved", ("diverged",), FOLLOWS, "Its result is another, and what it reads diverged before it.")
REORDERED = Row("reordered", VERIFIED, NONE,
                "The statement leaves the order open, so its rows are compared as a multiset.")
FAILING = Row("failing", ("failed", "diverged", "other error", "not run"), FOLLOWS + ("new error", "other error"),
              "It fails for what it reads is gone; that it is a consequence is right, the bare error too "
              "where it failed before.")
HEALED = Row("healed", ("no error", "diverged"), ("error gone", "consequence"),
             "An expected error that does not come is told, whatever made it go.")


def data(why, *rows):
    """The source has other bytes; readers follow by what they give."""
    source = Row("source", ("diverged",), ("data",), why)
    return [source, MOVED, REORDERED, FAILING, HEALED, HELD, *rows]


# Where the source cannot be read in full any more it may fail instead of diverging.
def gone(cause, why):
    source = Row("source", ("failed", "diverged"), (cause,), why)
    # A failing load takes its readers along; those that read nothing of it hold.
    failing = Row("failing", ("failed", "diverged", "other error", "not run", "skipped"), FOLLOWS,
                  "What it reads was never made, by the line that failed.")
    return [source, MOVED, REORDERED, failing, HEALED, HELD]


def record(verdicts, causes, why):
    """Nothing but the record was changed: only the statement with the changed line is not verified."""
    return [Row("source", verdicts, causes, why), HELD]


DIVERGES = (3,)
UNREADABLE = (1,)
FINE = (0,)

CHANGES = [
    # The data under the session.
    Change("cell", "data", DIVERGES, data("One cell of the file is another.")),
    Change("exchanged rows", "data", DIVERGES, data("Two values of one column changed places: no sum moves.")),
    Change("exchanged columns", "data", DIVERGES, data("Two values of one row changed places.")),
    Change("permuted column", "data", DIVERGES, data("One column has the same values in other rows.")),
    Change("moved null", "data", DIVERGES, data("A missing value stands in another row.")),
    Change("sign", "data", DIVERGES, data("A number has the other sign.")),
    Change("last bit", "data", DIVERGES, data("A real differs by its last bit: reals are compared exactly.")),
    Change("type real", "data", DIVERGES, data("Whole numbers are written as reals: the column has another type.")),
    Change("type text", "data", DIVERGES, data("A number became a text: the column has another type.")),
    Change("order", "data", DIVERGES, data("The rows of the file stand in another order.")),
    Change("row dropped", "data", DIVERGES, data("A row is gone.")),
    Change("row added", "data", DIVERGES, data("A row came in.")),
    Change("row twice", "data", DIVERGES, data("A row stands there twice.")),
    Change("column dropped", "data", DIVERGES, data("A column is gone; statements that read it fail.")),
    Change("column added", "data", DIVERGES, data("A column came in; statements that do not read it hold.")),
    Change("column renamed", "data", DIVERGES, data("A column has another head; statements that read it fail.")),
    Change("bytes alone", "data", DIVERGES, data("Other bytes that hold the same cells: the file is another one.")),
    Change("case of a text", "data", DIVERGES, data("A text differs by the case of one letter.")),
    Change("accent of a text", "data", DIVERGES, data("A text has its accent as a combining sign: other bytes.")),
    # The files.
    Change("file missing", "file", DIVERGES, gone("missing file", "The file is not there.")),
    Change("folder in its place", "file", DIVERGES,
           gone("a folder in a file's place", "A folder has the file's name.")),
    Change("file empty", "file", DIVERGES, gone("data", "The file has no bytes: it is there, and another one.")),
    Change("sheet gone", "file", DIVERGES, gone("data", "The workbook has no such sheet any more.")),
    Change("sheet renamed", "file", DIVERGES, gone("data", "The sheet has another name.")),
    # What the session's header says.
    Change("seed", "header", DIVERGES + FINE, [
        Row("source", VERIFIED, NONE, "There is no source: the header is nobody's line."),
        Row("moved", ("diverged",), ("seed", "consequence"),
            "It draws, or reads what was drawn: under another seed it gives something else."),
        HELD, REORDERED, FAILING, HEALED]),
    Change("rule", "header", DIVERGES + FINE, [
        Row("source", VERIFIED, NONE, "There is no source: the header is nobody's line."),
        Row("moved", ("diverged",), ("settings", "consequence"),
            "It was made under other rules, or reads what was."),
        HELD, REORDERED, FAILING, HEALED]),
    Change("unknown rule", "header", UNREADABLE, [], line=True),
    Change("unknown mark", "header", UNREADABLE, [], line=True),
    Change("mark twice", "header", UNREADABLE, [], line=True),
    Change("unknown format", "header", UNREADABLE, []),
    Change("no format", "header", UNREADABLE, []),
    Change("format lowered", "header", UNREADABLE + DIVERGES, [
        Row("held", ANY, ANY, "What follows is open; that the whole is not well is not.")]),
    Change("stray mark", "header", UNREADABLE, [], line=True),
    Change("another version", "header", FINE, [
        Row("held", VERIFIED, NONE, "The same facts under another version are the same facts.")]),
    Change("another libm", "header", FINE, [
        Row("held", VERIFIED + ("close",), NONE,
            "The same reals on another libm are the same reals; those that it may move are close at least.")]),
    Change("another SQLite", "header", FINE, [
        Row("held", VERIFIED, NONE, "The same results of another SQLite are the same results.")]),
    Change("folder", "header", DIVERGES, [
        Row("source", ("failed", "diverged"), ("missing file",), "The paths start from a folder that has no such files."),
        FAILING, MOVED, HEALED, HELD, REORDERED]),
    Change("another version's column", "header", FINE, [
        Row("source", VERIFIED + ("verified by weaker facts",), NONE,
            "The record of a former version names fewer columns: what came since is added, and moves nothing."),
        Row("moved", VERIFIED + ("verified by weaker facts",), NONE,
            "It shows what has a column more since: the columns that the record names hold."),
        Row("held", VERIFIED, NONE, "The same facts under another version are the same facts.")]),
    Change("same version's column", "header", DIVERGES, [
        Row("source", ("diverged",), ("result", "record edited"),
            "The same version does not add columns: the statement is not the one that was recorded."),
        HELD, MOVED]),
    # The record under a statement.
    Change("count edited", "record", DIVERGES, record(
        ("diverged",), ("record edited", "result"),
        "The statement gives what its block holds, and the fact says another number.")),
    Change("hash edited", "record", DIVERGES, record(
        ("diverged",), ("record edited", "result"), "One letter of a hash of rows or of a column is another.")),
    Change("file hash edited", "record", DIVERGES, record(
        ("diverged",), ("record edited", "data", "result"), "The file's hash in the record is another than the file's.")),
    Change("type edited", "record", DIVERGES, record(
        ("diverged",), ("record edited", "result"), "The record gives a column another type.")),
    Change("figure edited", "record", DIVERGES, record(
        ("diverged",), ("record edited", "result", "consequence"),
        "A figure that a note or an assertion found is another in the record.")),
    Change("sum edited", "record", DIVERGES, record(
        ("diverged",), ("record edited", "result"),
        "A sum is what people read: the record says another than the column has.")),
    Change("records exchanged", "record", DIVERGES, record(
        ("diverged", "failed", "other error", "no error"), ANY,
        "Two statements have each other's record; what it looks like is open.")),
    Change("fact struck", "record", DIVERGES, record(
        ("diverged", "not compared"), ("record edited", "result", ""),
        "A fact of this version is not in the record: less was compared than was found, which is not verified.")),
    Change("all facts struck", "record", DIVERGES + FINE, record(
        ("not compared", "diverged", "picture edited"), ANY,
        "Nothing compared is not verified; whether its blocks count is left open.")),
    Change("cell of a block edited", "record", DIVERGES, record(
        ("picture edited", "diverged"), ("record edited", ""),
        "The block is not what the statement gave, while all facts hold.")),
    Change("cell of block and picture edited", "record", DIVERGES, record(
        ("picture edited", "diverged"), ("record edited", ""),
        "Block and picture agree with each other and not with what the statement gave.")),
    Change("row of a block struck", "record", DIVERGES, record(
        ("picture edited", "diverged"), ("record edited", ""), "The block lacks a row.")),
    Change("block struck", "record", DIVERGES, record(
        ("picture edited", "diverged"), ("record edited", ""), "The picture has no block that draws it.")),
    Change("figure of a message edited", "record", DIVERGES, record(
        ("picture edited", "diverged"), ("record edited", "result", ""),
        "The figures of messages are facts; another figure in the record is a divergence or an edited picture.")),
    Change("point of a plot edited", "record", DIVERGES, record(
        ("picture edited", "diverged"), ("record edited", "result", ""), "A plot's data are facts.")),
    Change("picture edited", "record", DIVERGES, record(
        ("picture edited",), ("record edited", ""), "The picture shows a cell that the blocks do not draw.")),
    Change("line of a picture struck", "record", DIVERGES, record(
        ("picture edited",), ("record edited", ""), "The picture lacks a row that the blocks draw.")),
    Change("picture edited, another version", "record", DIVERGES, record(
        ("picture edited",), ("record edited", "version", ""),
        "Of another version's picture the cells are compared, and one of them is another.")),
    # Errors.
    Change("error text edited", "error", DIVERGES, record(
        ("picture edited", "diverged", "other error"), ("record edited", "other error", ""),
        "The sentence for people does not tell what happened: its figures and names are compared, the sentence "
        "is drawn from them.")),
    Change("error figure edited", "error", DIVERGES, record(
        ("other error", "diverged", "picture edited"), ("record edited", "other error", ""),
        "Names, numbers and places of an error are its payload, which is compared.")),
    Change("error code edited", "error", DIVERGES, record(
        ("other error", "diverged"), ("other error", "record edited"), "The code is another.")),
    Change("error gone", "error", DIVERGES, [
        Row("source", ("no error", "diverged"), ("error gone",),
            "The statement ran, where the record expects an error."), HELD, MOVED]),
    Change("error come", "error", DIVERGES, [
        Row("source", ("failed", "diverged"), ("new error",),
            "The statement fails, where the record expects a result."),
        HELD, MOVED, FAILING, HEALED]),
    # Statements.
    Change("statement edited", "statement", DIVERGES, [
        Row("source", ("diverged",), ("result", "record edited"),
            "All that the statement depends on is as recorded, and it gives something else."),
        HELD, MOVED, FAILING, HEALED, REORDERED]),
    Change("statement struck", "statement", DIVERGES + FINE, [
        HELD, Row("moved", ("diverged",), ("result", "consequence", "settings", "seed"),
                  "It gives something else, for a statement above it is gone, and nothing in the file says which."),
        Row("failing", ("failed", "diverged"), ("new error", "other error", "consequence"),
            "What it reads was never made, for a statement above it is gone."),
        Row("healed", ("no error", "diverged"), ("error gone",), "The error that was expected does not come."),
        REORDERED]),
    Change("set seed edited", "statement", DIVERGES, [
        Row("source", ANY, ANY, "The statement says what it sets, and may be compared by that or not at all."),
        Row("moved", ("diverged",), ("seed", "consequence"), "It draws under another seed."),
        HELD, REORDERED]),
    Change("set rule edited", "statement", DIVERGES, [
        Row("source", ANY, ANY, "The statement says what it sets, and may be compared by that or not at all."),
        Row("moved", ("diverged",), ("settings", "consequence"), "It was made under other rules."),
        HELD, REORDERED]),
    # The file of the session.
    Change("end gone", "text", DIVERGES, [HELD], file=("cut short",)),
    Change("cut behind a statement", "text", DIVERGES, [
        HELD, Row("source", ANY, ANY, "The statement at the cut may have lost its facts.")], file=("cut short",)),
    Change("cut anywhere", "text", DIVERGES + UNREADABLE, [
        HELD, Row("source", ANY, ANY, "The statement at the cut may be half a line, its facts half there.")],
        file=("cut short", "")),
    Change("empty", "text", UNREADABLE + DIVERGES, []),
    Change("header alone", "text", DIVERGES, []),
    # The whole file is refused, or the lines are told as the cause of what cannot run.
    Change("conflict markers", "text", UNREADABLE + DIVERGES, [], file=("conflict",), line=True),
    Change("mark without a blank", "text", UNREADABLE + DIVERGES, [
        HELD, Row("source", ANY, ANY, "The line cannot be read, and must not be taken for a remark.")], line=True),
    Change("text behind the end", "text", UNREADABLE + DIVERGES, [
        HELD, Row("moved", ANY, ANY, "What stands behind the end is no part of the session.")]),
    # Tables beside the file.
    Change("sidecar missing", "sidecar", DIVERGES, [
        Row("source", ("picture edited", "diverged", "failed"), ("missing file", "record edited", ""),
            "The table that the record names is not beside it."), HELD]),
    Change("sidecar edited", "sidecar", DIVERGES, [
        Row("source", ("picture edited", "diverged", "failed"), ("record edited", "data", ""),
            "The table beside the file is not the one whose hash is its name."), HELD]),
]

# What must not matter: everything is verified, and the exit code is 0.
NEUTRAL = [
    ("time zone", "No value depends on the time zone."),
    ("locale", "No value depends on the language."),
    ("width", "The screen's width lays tables out for the eye alone."),
    ("colour", "Colours are for the screen."),
    ("moved tree", "The folder that holds session and data stands elsewhere."),
    ("another working folder", "The session's paths start from its own folder, not from the caller's."),
    ("absolute path of the session", "The session is named by its absolute path."),
    ("link to the session", "The session is reached by a symbolic link to its folder."),
    ("two at once", "Another replay of the same file runs at the same time."),
    ("one thread", "One processor is at hand."),
    ("order of entries", "The folder's entries were made in another order."),
    ("temporary folder elsewhere", "TMPDIR names another folder."),
    ("state elsewhere", "CARNET_STATE names another folder."),
    ("state missing", "CARNET_STATE names no folder yet."),
    ("umask", "New files are the user's alone."),
    ("no home", "HOME is not set."),
    ("empty environment", "Hardly a variable is set."),
    ("remarks", "Remarks stand between the statements."),
    ("blank lines", "Blank lines stand between the statements."),
    ("carriage returns", "The session's lines end as Windows ends them."),
    ("no last line end", "The last line has no end."),
    ("byte order mark", "The text begins with a byte order mark."),
    ("mtime", "Session and data have other times."),
    ("read only", "Session and data may not be written."),
    ("another name", "The session has another name, its tables beside it too."),
    ("notebook present", "A notebook with other content lies in the folder."),
    ("other files present", "Other files lie beside the session."),
    ("hash seeds", "Swift's hash seeds are fixed."),
    ("other hash seeds", "Swift's hash seeds are drawn again."),
    ("volatile struck", "The lines of what changes from run to run are gone."),
    ("pager and editor", "PAGER and EDITOR name programs that fail."),
    ("standard input closed", "Nothing can be read from standard input."),
    ("the session's own output read only", "The folder takes no new files."),
    ("replayed by the prompt", "`replay FILE` as a statement says what `carnet replay` says."),
    ("quiet", "Talk is left out."),
    ("csv", "Another form of output changes no verdict."),
]

# Kinds of sessions and what each is there to try; statements stand in sessions.py.
KINDS = [
    ("load csv", "A table of every type of column, read in order, in parts and as a whole."),
    ("load xlsx", "Two sheets of a workbook as two tables."),
    ("load json", "An array of objects."),
    ("ride sheet", "An office's sheet as a dataset: rides, rejected rows, checks."),
    ("ride workbook", "The same as a workbook of two sheets, one of which is loaded."),
    ("dispatch export", "The production system's days: stated plans, checks, a plan."),
    ("select", "Ordered, unordered, limited, distinct, compound, with, window, values."),
    ("aggregates", "Sums, counts, means, groups, having, total, group_concat."),
    ("joins", "Inner, outer and cross joins of two files, subqueries, exists."),
    ("own tables", "Create, insert, update, delete, upsert, returning, drop; the content counts, not the message."),
    ("views", "Views over a file and over each other, named results, create table as."),
    ("draws", "random(), seeds, samples: under one seed the same, under another not."),
    ("unstable", "Clocks: not verifiable, and no divergence."),
    ("expected errors", "Errors of SQL, of the language and of commands stand in the record."),
    ("notes", "Notes with figures of files, tables, results."),
    ("asserts", "Assertions, with and without words."),
    ("plots", "Each kind of plot of a file, a table, a plan."),
    ("dispatch", "Each method on two days, without a driver, pinned, with another seed."),
    ("compare", "Methods against each other, by method, pair and day; metrics; price."),
    ("train", "A small network on two days, its curve, its scores, a finetune."),
    ("split", "Days split in training, validation, holdout."),
    ("rules", "Rules and seeds set within the session, plans under them."),
    ("roster", "Another roster, another gazetteer."),
    ("exports", "What the session writes, it reads again."),
    ("nested", "A replay within a replay."),
    ("parameters", "A script with parameters, recorded with their values."),
    ("long tables", "More than 100 and more than 1,000 rows."),
    ("describe", "describe, show, head, tables, schema, explain."),
]
