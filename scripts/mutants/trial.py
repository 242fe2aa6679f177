"""Records sessions, changes them, replays them and judges what the replay says."""

import collections
import concurrent.futures
import os
import random
import shlex
import shutil
import sys
import tempfile
import threading
import time

import changes
import data
import neutral
import program
import record
import sessions
import table

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FINE = ("verified", "verified by weaker facts", "close", "not verifiable")
EXPECTED = {change.name: change for change in table.CHANGES}
CLOCK = table.Row("clock", ("not verifiable",), table.ANY, "It reads the clock, or what did: nothing to verify, nothing to refuse.")
BARE = table.Row("bare", ("verified", "not compared"), table.NONE,
                 "It gives neither rows nor figures: there is nothing to compare but words, and it is no divergence.")
NESTED = table.Row("nested", ("diverged", "failed"), table.ANY, "The session that it replays diverges, and passes its cause on.")
CHOSEN = table.Row("chosen", ("diverged",), ("consequence", "unordered SQL"),
                   "Which rows it takes was never decided, and what it takes from has moved: both are right.")
REDRAWN = table.Row("redrawn", ("verified", "diverged"), table.ANY,
                    "A command shows the same rows in another order: whether that counts is its own declaration.")


class Recording:
    """A session, its folder's files, its record and what its statements gave."""

    def __init__(self, session, text, results, files):
        self.session, self.text, self.results, self.files = session, text, results, files


def make_recording(runner, kind, number, seed):
    """Records the session of a kind and number in a folder of its own."""
    draws = random.Random(f"{seed} {kind} {number}")
    session = sessions.KINDS[kind][0](draws, ROOT)
    folder = program.fresh_folder(runner.home)
    try:
        files = {file.name: file.data() for file in session.files}
        write(folder, files)
        if session.inner:
            save(runner, session.inner, folder, "inner.carnet")
            files.update(bytes_below(folder, "inner.carnet"))
        documents = save(runner, session, folder, "s.carnet")
        text = record.read(os.path.join(folder, "s.carnet"))
        if len(text.parts) != len(session.statements):
            raise program.Trouble(f"{kind} {number}: {len(text.parts)} statements in the record of {len(session.statements)}: "
                                  + "; ".join(document["statement"] for document in documents))
        for part, statement in zip(text.parts, session.statements):
            statement.text = part.text
        results = truth(runner, session, [part.text for part in text.parts], files)
        return Recording(session, text, results, files), documents
    finally:
        program.remove(folder)


def save(runner, session, folder, name):
    texts = [statement.text for statement in session.statements] + [f'save session as "{name}"']
    documents = runner.documents(texts, folder, session.settings)
    if not documents[-1]["ok"]:
        raise program.Trouble(f"{session.kind}: not saved: {documents[-1]}")
    return documents[:-1]


def bytes_below(folder, name):
    found = {}
    for path, _, names in os.walk(folder):
        for one in names:
            whole = os.path.join(path, one)
            short = os.path.relpath(whole, folder)
            if short.startswith(name):
                with open(whole, "rb") as file:
                    found[short] = file.read()
    return found


def write(folder, files, folders=()):
    for name, bytes_ in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(bytes_)
    for name in folders:
        os.makedirs(os.path.join(folder, name))


def truth(runner, session, texts, files, folders=(), before=()):
    """What the statements give when they are run afresh, without any record; None for those that are gone."""
    folder = program.fresh_folder(runner.home)
    try:
        write(folder, files, folders)
        plain = [(text, statement.makes) for text, statement in zip(texts, session.statements) if text is not None]
        found = iter(runner.results(plain, folder, before=before))
        return [None if text is None else next(found) for text in texts]
    finally:
        program.remove(folder)


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
            role = "source"
        elif statement.nested and mutant.files is not None:
            role = "nested"
        elif role == "held" and statement.wrote and any(
                found[earlier] not in ("held", "cut") and f'to "{statement.wrote}"' in other.text
                for earlier, other in enumerate(recording.session.statements[:index])):
            # The bytes of the file that the session wrote and reads are another.
            role = "moved"
        elif role == "held" and is_bare(recording.results[index][0]):
            role = "bare"
        elif statement.clock and role not in ("failing", "healed"):
            role = "clock"
        found[index] = role
    return found


def is_bare(document):
    """Whether a statement gives only words, such as `set seed 7` and a note without figures."""
    return document["ok"] and not any(document.get(part) for part in ("rows", "columns", "plots", "tables", "facts"))


def row_for(change, role):
    special = {"bare": BARE, "clock": CLOCK, "nested": NESTED, "chosen": CHOSEN, "redrawn": REDRAWN}.get(role)
    return change.rows.get(role) or (special if special and change.rows else None)


def judge(outcome, change, recording, mutant, replay, roles):
    """Holds a replay against the table."""
    places = mutant.places if mutant.places is not None else mutant.record.places()
    expects_divergence, seen = False, 0
    for index, line in sorted(places.items()):
        role = roles[index]
        row = row_for(change, role)
        if row is None or row.verdicts is None:
            continue
        if not any(verdict in FINE for verdict in row.verdicts):
            expects_divergence = True
        verdict = replay.of(line)
        if verdict is None:
            if replay.exit not in (1,) or change.exits == (3,):
                outcome.misses.append(Miss("no verdict", f"line {line} ({role}) `{short(recording, index)}`", row.why))
            continue
        seen += 1
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
        if role == "source" and change.name in ("cell", "sign", "last bit", "case of a text") and plain_column(mutant) \
                and plain_column(mutant) not in verdict.because + verdict.full_cause:
            outcome.hints.append(Miss("place not named", words, "The cause names the column that one cell moved in."))
    judge_file(outcome, change, replay, expects_divergence)


def is_short(recording, index):
    """Whether a statement showed few rows, all of which its record has."""
    documents = recording.results[index]
    return program.is_query(recording.session.statements[index].text) and 0 < len(documents[0].get("rows", [])) <= 100


def plain_column(mutant):
    """The column that a note says was changed, where the file is a plain table."""
    name, _, rest = mutant.note.partition(": ")
    column = rest.split(" ")[0]
    return column if name.endswith((".csv", ".json", ".xlsx")) and column in data.RIDES else None


def judge_file(outcome, change, replay, expects_divergence):
    exits = change.exits
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
        import re
        if not re.search(r":\d+(:\d+)?\b|line \d+", replay.errors + "".join(replay.messages)):
            outcome.misses.append(Miss("no line", replay.errors[-200:], "An error in the text names its line."))


def has_hash(text):
    import re
    return re.search(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{16,}\b|rows2?:|sha256|sketch:", text) is not None


def short(recording, index):
    return recording.session.statements[index].text[:90]


class Trial:
    """All mutants of a seed."""

    def __init__(self, options):
        self.options = options
        self.home = tempfile.mkdtemp(prefix="carnet-mutants-")
        self.runner = program.Program(options.binary, self.home)
        self.lock, self.recordings, self.troubles = threading.Lock(), {}, []
        kinds = [kind for kind, (_, weight) in sessions.KINDS.items() for _ in range(weight)]
        self.kinds = [options.kind] if options.kind else kinds
        # More mutants have more recordings to stand on.
        self.variants = max(1, options.count // 200)

    def recording(self, kind, variant):
        with self.lock:
            key = (kind, variant)
            if key not in self.recordings:
                self.recordings[key] = threading.Lock(), []
            lock, slot = self.recordings[key]
        with lock:
            if not slot:
                try:
                    slot.append(make_recording(self.runner, kind, variant, self.options.seed)[0])
                except program.Trouble as trouble:
                    slot.append(None)
                    self.troubles.append(str(trouble))
            return slot[0]

    def mutant(self, number):
        """The mutant of a number: a change in turn on the first drawn kind that it fits."""
        draws = random.Random(f"{self.options.seed} mutant {number}")
        names = [self.options.change] if self.options.change else [change.name for change in table.CHANGES]
        name = names[number % len(names)]
        for _ in range(40):
            kind, variant = draws.choice(self.kinds), draws.randrange(self.variants)
            recording = self.recording(kind, variant)
            mutant = recording and changes.CHANGES[name](recording.session, recording.text, draws)
            if mutant:
                return name, kind, recording, mutant
        return name, None, None, None

    def try_mutant(self, number):
        name, kind, recording, mutant = self.mutant(number)
        if mutant is None:
            return None
        change = EXPECTED[name]
        outcome = Outcome(number, kind, name, mutant.note)
        files = dict(recording.files if mutant.files is None else {**others(recording), **mutant.files})
        after = None
        if mutant.files is not None or mutant.texts or mutant.before or mutant.absent:
            texts = mutant.texts or [part.text for part in recording.text.parts]
            after = truth(self.runner, recording.session, texts, {} if mutant.absent else files, mutant.folders,
                          mutant.before)
        roles = roles_of(recording, mutant, after)
        if is_idle(name, recording, mutant, after):
            return None
        folder = program.fresh_folder(self.home)
        write(folder, files, mutant.folders)
        write_session(folder, mutant)
        replay = program.Replay(self.runner.call(["replay", "s.carnet", "--format", "json"], folder))
        judge(outcome, change, recording, mutant, replay, roles)
        self.keep(outcome, folder, f"mutant-{number}")
        return outcome

    def keep(self, outcome, folder, name):
        if self.options.keep and outcome.misses:
            kept = os.path.join(self.options.keep, name)
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept, symlinks=True)
            outcome.folder = kept
        program.remove(folder)

    def try_neutral(self, number):
        draws = random.Random(f"{self.options.seed} neutral {number}")
        names = list(neutral.CHANGES)
        name = self.options.change if self.options.change in names else names[number % len(names)]
        kind, variant = draws.choice(self.kinds), draws.randrange(self.variants)
        recording = self.recording(kind, variant)
        if recording is None:
            return None
        outcome = Outcome(number, kind, name, "must not matter")
        folder = program.fresh_folder(self.home)
        place = neutral.Surroundings(self.runner, folder, recording.files, recording.text)
        neutral.CHANGES[name](place, draws)
        place.write()
        replay = program.Replay(place.run())
        if replay.exit != 0:
            outcome.misses.append(Miss("wrongly refused", f"exit {replay.exit}: {shlex.join(place.command())}; "
                                       f"{replay.errors[-300:]!r}", dict(table.NEUTRAL)[name]))
        statements = [row for row in replay.rows if row.word]
        if place.reads_rows and len(statements) < len(recording.session.statements):
            outcome.misses.append(Miss("no verdict", f"{len(statements)} verdicts of {len(recording.session.statements)}", ""))
        for row, statement, documents in zip(statements, recording.session.statements, recording.results):
            outcome.verdicts += 1
            right = "not verifiable" if statement.clock else "verified"
            may_be_bare = row.word == "not compared" and is_bare(documents[0])
            if row.word != right and not may_be_bare:
                kind_ = "another word" if row.word in FINE else "wrongly refused"
                outcome.misses.append(Miss(kind_, f"line {row.line} `{row.statement[:90]}`: {row.word}, {row.full_cause} "
                                           f"({row.because[:120]}); right: {right}", dict(table.NEUTRAL)[name]))
        self.keep(outcome, folder, f"neutral-{number}")
        return outcome

    def try_cells(self, number):
        """Each cell that a statement showed is in its record."""
        kind = list(sessions.KINDS)[number % len(sessions.KINDS)] if not self.options.kind else self.options.kind
        outcome = Outcome(number, kind, "cells", "every cell shown is in the record")
        recording, documents = make_recording(self.runner, kind, 1000 + number, self.options.seed)
        for part, document in zip(recording.text.parts, documents):
            blocks = tables_of(part, recording.text.beside)
            shown = document.get("tables") or ([{"columns": document["columns"], "rows": document["rows"]}]
                                               if "rows" in document else [])
            if document.get("plots"):
                continue
            for one in shown:
                outcome.verdicts += sum(len(row) for row in one["rows"])
                lack = lacking(one, blocks)
                if lack:
                    outcome.misses.append(Miss("cell not in the record", f"`{part.text[:90]}`: {lack}",
                                               "Every cell of every table that a statement showed is in the record."))
        return outcome


def tables_of(part, beside):
    """The tables of a statement's blocks, from the lines or from the files beside the session."""
    import json
    found = []

    def seek(value):
        if isinstance(value, dict):
            if "columns" in value and "rows" in value and isinstance(value["rows"], list):
                found.append(value)
            for entry in value.values():
                seek(entry)
        elif isinstance(value, list):
            for entry in value:
                seek(entry)
    for mark in part.marks:
        if mark.startswith("#^ "):
            seek(json.loads(mark[3:]))
            for name, bytes_ in beside.items():
                if name.split(".")[0] in mark:
                    seek(json.loads(bytes_))
    return found


def lacking(shown, blocks):
    """What of a shown table no block holds, in words, or None."""
    heads = [column["name"] for column in shown["columns"]]
    for block in blocks:
        names = [column if isinstance(column, str) else column["name"] if isinstance(column, dict) else column[0]
                 for column in block["columns"]]
        if sorted(names) != sorted(heads):
            continue
        places = [names.index(head) for head in heads]
        kept = [[row[place] for place in places] for row in block["rows"]]
        wanted = [[row[head] for head in heads] for row in shown["rows"]]
        most = max(len(kept), 1000)
        if len(kept) < min(len(wanted), 1000):
            continue
        if all(equal(a, b) for one, two in zip(kept, wanted[:most]) for a, b in zip(one, two)):
            if len(wanted) > len(kept) and not any(str(len(wanted)) == str(block.get(key)) for key in block):
                return f"{len(wanted) - len(kept)} rows are left out and not counted"
            return None
    return f"the table of {', '.join(heads)[:80]} with {len(shown['rows'])} rows"


def equal(kept, wanted):
    if isinstance(kept, str) and "Client-" in kept or kept == "…":
        return True
    if isinstance(kept, str) and isinstance(wanted, str):
        # Home addresses and phone numbers are cut in the record.
        return kept == wanted or "…" in kept
    return kept == wanted and isinstance(kept, bool) == isinstance(wanted, bool)


def others(recording):
    names = {file.name for file in recording.session.files}
    return {name: bytes_ for name, bytes_ in recording.files.items() if name not in names}


def is_idle(name, recording, mutant, after):
    """Whether an edited statement gives what the former gave, so that nothing was changed."""
    if name in ("statement edited", "error come", "error gone") and after:
        index = next(iter(mutant.sources))
        role = program.role(recording.session.statements[index], recording.results[index], after[index])
        wanted = {"statement edited": ("moved", "chosen"), "error come": ("failing",), "error gone": ("healed",)}[name]
        return role not in wanted
    return False


def write_session(folder, mutant):
    path = os.path.join(folder, "s.carnet")
    with open(path, "wb") as file:
        file.write(mutant.raw if mutant.raw is not None else mutant.record.text().encode())
    if mutant.record.beside:
        os.makedirs(path + ".tables", exist_ok=True)
        for name, bytes_ in mutant.record.beside.items():
            with open(os.path.join(path + ".tables", name), "wb") as file:
                file.write(bytes_)


def check_table():
    """Every row of the table has its code and the other way round."""
    for rows, code in ((EXPECTED, changes.CHANGES), (dict(table.NEUTRAL), neutral.CHANGES), (dict(table.KINDS), sessions.KINDS)):
        if set(rows) != set(code):
            raise program.Trouble(f"the table and the code differ: {sorted(set(rows) ^ set(code))}")


def run(options):
    check_table()
    started = time.monotonic()
    trial = Trial(options)
    if options.keep:
        os.makedirs(options.keep, exist_ok=True)
    try:
        works = [(trial.try_mutant, number) for number in range(options.count)]
        works += [(trial.try_neutral, number) for number in range(options.neutral)]
        works += [(trial.try_cells, number) for number in range(options.cells)]
        if options.only is not None:
            works = [(trial.try_neutral if options.change in neutral.CHANGES else trial.try_mutant, options.only)]
        with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
            outcomes = list(pool.map(lambda work: guarded(trial, *work), works))
    finally:
        program.remove(trial.home)
    return report(trial, [outcome for outcome in outcomes if outcome], options, time.monotonic() - started, len(works))


def guarded(trial, work, number):
    try:
        return work(number)
    except program.Trouble as trouble:
        trial.troubles.append(str(trouble))
    except Exception as error:  # A fault of the harness is listed beside the misses, and fails the run.
        import traceback
        trial.troubles.append(f"{work.__name__} {number}: {error!r} {traceback.format_exc().splitlines()[-3:]}")
    return None


def report(trial, outcomes, options, seconds, tried):
    counts, groups = collections.Counter(), collections.defaultdict(list)
    for outcome in outcomes:
        for miss in outcome.misses + outcome.hints:
            counts[miss.kind] += 1
            groups[miss.kind, outcome.change].append((outcome, miss))
    lines = []
    for (kind, change), found in sorted(groups.items(), key=lambda group: (group[0][0], -len(group[1]))):
        lines.append(f"== {kind}: {change}, {len(found)} times")
        for outcome, miss in found if options.verbose or options.list else found[:2]:
            flags = f"--change {shlex.quote(change)}" if change in neutral.CHANGES else ""
            lines.append(f"   {outcome.kind}; {outcome.note}")
            lines.append(f"      {miss.what}")
            again = f"scripts/mutate BINARY --seed {options.seed} --count {options.count} --only {outcome.number} {flags}".rstrip()
            lines.append(f"      {miss.why} [{again}{' · ' + outcome.folder if outcome.folder else ''}]")
    text = "\n".join(lines)
    if options.list:
        with open(options.list, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    elif text:
        print(text)
    for trouble in sorted(set(trial.troubles))[:10]:
        print(f"harness: {trouble}")
    causes, right = sum(outcome.causes for outcome in outcomes), sum(outcome.right for outcome in outcomes)
    share = right / causes if causes else 1.0
    mutants = sum(outcome.change in EXPECTED for outcome in outcomes)
    neutrals = sum(outcome.change in neutral.CHANGES for outcome in outcomes)
    cells = sum(outcome.verdicts for outcome in outcomes if outcome.change == "cells")
    print(f"{mutants} mutants and {neutrals} changes that must not matter of {tried - options.cells}, "
          f"{sum(o.verdicts for o in outcomes) - cells} verdicts in {seconds:.0f} s: "
          f"{counts['wrongly verified']} wrongly verified, {counts['wrongly refused']} wrongly refused, "
          f"cause right in {right} of {causes} ({100 * share:.1f} %); {cells} cells sought, "
          f"{counts['cell not in the record']} tables lack some; "
          + ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())
                      if kind not in ("wrongly verified", "wrongly refused", "cell not in the record")))
    is_bad = sum(counts[kind] for kind in counts if kind not in ("wrong cause", "no figures", "place not named")) or share < 0.97 or trial.troubles
    return 1 if is_bad else 0
