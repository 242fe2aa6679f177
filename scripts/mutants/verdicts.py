"""Holds what a replay says against the table of right verdicts."""

import re

import data
import program
import table

FINE = ("verified", "close", "not verifiable")
EXPECTED = {change.name: change for change in table.CHANGES}
CLOCK = table.Row("clock", ("not verifiable",), table.ANY, "It reads the clock, or what did: nothing to verify, nothing to refuse.")
BARE = table.Row("bare", ("verified", "not compared", "note"), table.NONE,
                 "It gives neither rows nor figures: there is nothing to compare but words, and it is no divergence.")
NESTED = table.Row("nested", ("diverged", "failed"), table.ANY, "The session that it replays diverges, and passes its cause on.")
CHOSEN = table.Row("chosen", ("diverged",), ("consequence", "unordered SQL"),
                   "Which rows it takes was never decided, and what it takes from has moved: both are right.")
REDRAWN = table.Row("redrawn", ("verified", "diverged"), table.ANY,
                    "A command shows the same rows in another order: whether that counts is its own declaration.")


class Miss:
    """One way in which a replay was not as the table has it."""

    def __init__(self, kind, what, why):
        self.kind, self.what, self.why = kind, what, why


class Outcome:
    """What came of one mutant."""

    def __init__(self, number, kind, change, note):
        self.number, self.kind, self.change, self.note = number, kind, change, note
        self.misses, self.hints, self.causes, self.right, self.verdicts, self.folder = [], [], 0, 0, 0, None


def roles_of(recording, mutant, after):
    """The role of each statement that the changed file may still hold."""
    found = {}
    for index, statement in enumerate(recording.session.statements):
        role = "held" if after is None else program.role(statement, recording.results[index], after[index]) \
            if after[index] is not None else "cut"
        if index in mutant.sources:
            # The record of what reads the clock holds nothing that could be compared.
            role = "clock record" if statement.clock else "failing source" if role == "failing" else "source"
        elif statement.nested and mutant.files is not None:
            role = "nested"
        elif role == "held" and after is not None and statement.wrote and any(
                found[earlier] not in ("held", "cut") and f'to "{statement.wrote}"' in other.text
                and (statement.wrote.endswith(".xlsx") or written(recording.results[earlier]) != written(after[earlier]))
                for earlier, other in enumerate(recording.session.statements[:index])):
            # The bytes of the file that the session wrote and reads are another; of a workbook nobody says.
            role = "redrawn" if statement.wrote.endswith(".xlsx") else "moved"
        elif role == "held" and is_bare(recording.results[index][0]):
            role = "bare"
        elif statement.clock and role not in ("failing", "healed"):
            role = "clock"
        found[index] = role
    return found


def written(documents):
    """The hash of the file that a statement wrote."""
    return (documents[0].get("facts") or {}).get("file") if documents else None


def is_bare(document):
    """Whether a statement gives only words, such as `set seed 7` and a note without figures."""
    return document["ok"] and not any(document.get(part) for part in ("rows", "columns", "plots", "tables", "facts"))


def row_for(change, role):
    if role == "failing source":
        row = change.rows.get("source")
        if row is None or row.verdicts is None:
            return row
        return table.Row("source", ("failed", *row.verdicts), row.causes, "A source that cannot be read as changed fails.")
    special = {"bare": BARE, "clock": CLOCK, "nested": NESTED, "chosen": CHOSEN, "redrawn": REDRAWN}.get(role)
    return change.rows.get(role) or (special if special and change.rows else None)


def judge(outcome, change, recording, mutant, replay, roles):
    """Holds a replay against the table."""
    places = mutant.places if mutant.places is not None else mutant.record.places()
    expects_divergence, is_open = False, False
    for index, line in sorted(places.items()):
        role = roles[index]
        row = row_for(change, role)
        if row is None or row.verdicts is None:
            is_open = is_open or role == "clock record"
            continue
        if not any(verdict in FINE for verdict in row.verdicts):
            expects_divergence = True
        verdict = replay.of(line)
        if verdict is None:
            if replay.exit not in (1,) or change.exits == (3,):
                outcome.misses.append(Miss("no verdict", f"line {line} ({role}) `{short(recording, index)}`", row.why))
            continue
        outcome.verdicts += 1
        is_fine, may_be_fine = verdict.word in FINE, any(word in FINE for word in row.verdicts)
        words = f"line {line} ({role}) `{short(recording, index)}`: {verdict.word}, {verdict.full_cause or 'no cause'}" \
                f" ({verdict.because[:110]}); right: {' or '.join(row.verdicts)}" \
                + (f", {' or '.join(row.causes)}" if row.causes else "")
        if verdict.word not in row.verdicts:
            kind = "wrongly verified" if is_fine and not may_be_fine else "wrongly refused" if may_be_fine and not is_fine \
                else "another word"
            outcome.misses.append(Miss(kind, words, row.why))
        if row.causes is not None and not is_fine:
            outcome.causes += 1
            if verdict.cause in row.causes:
                outcome.right += 1
            else:
                outcome.misses.append(Miss("wrong cause", words, row.why))
        if has_hash(verdict.because) or has_hash(verdict.full_cause):
            outcome.misses.append(Miss("a hash is shown", words, "A hash is never shown to a person."))
        if role == "moved" and verdict.word == "diverged" and is_short(recording, index) and "→" not in verdict.because:
            outcome.hints.append(Miss("no figures", words, "What moved is shown in figures, where the record has the rows."))
        if role in ("source", "failing source") and change.name in ("cell", "sign", "last bit", "case of a text") and plain_column(mutant) \
                and plain_column(mutant) not in verdict.because + verdict.full_cause:
            outcome.hints.append(Miss("place not named", words, "The cause names the column that one cell moved in."))
    judge_file(outcome, change, replay, expects_divergence, is_open)


def is_short(recording, index):
    """Whether a statement showed few rows, all of which its record has."""
    documents = recording.results[index]
    return program.is_query(recording.session.statements[index].text) and 0 < len(documents[0].get("rows", [])) <= 100


def plain_column(mutant):
    """The column that a note says was changed, where the file is a plain table."""
    name, _, rest = mutant.note.partition(": ")
    column = rest.split(" ")[0]
    return column if name.endswith((".csv", ".json", ".xlsx")) and column in data.RIDES else None


def judge_file(outcome, change, replay, expects_divergence, is_open):
    exits = (0, 1, 3) if is_open else change.exits
    if set(exits) == {0, 3}:
        exits = (3,) if expects_divergence else (0,)
    if change.name == "all facts struck":
        exits = (0, 3)
    if replay.exit not in exits:
        kind = "wrongly verified" if replay.exit == 0 else "wrongly refused" if 0 in exits else "exit code"
        outcome.misses.append(Miss(kind, f"exit {replay.exit}, right: {' or '.join(map(str, exits))}; "
                                   + " / ".join(replay.errors.splitlines()[-3:])[:300], "The exit code tells programs what is right."))
    for word in change.file:
        # A line that is cut in its middle may be unreadable instead, which ends the replay with 1.
        if replay.exit != 1 and word not in replay.text:
            outcome.misses.append(Miss("word of the file", f"`{word}` is not said: {replay.text[-200:]!r}", "The file is cut short."))
    if change.has_line and replay.exit != 0:
        if not re.search(r":\d+(:\d+)?\b|line \d+", replay.errors + "".join(replay.messages)):
            outcome.misses.append(Miss("no line", replay.errors[-200:], "An error in the text names its line."))


def has_hash(text):
    return re.search(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{16,}\b|rows2?:|sha256|sketch:", text) is not None


def short(recording, index):
    return recording.session.statements[index].text[:90]
