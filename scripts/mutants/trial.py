"""Records sessions, changes them, replays them and judges what the replay says."""

import concurrent.futures
import os
import random
import shlex
import shutil
import tempfile
import threading
import time

import changes
import neutral
import program
import record
import sessions
import table
from cells import lacking, tables_of
from report import report
from verdicts import EXPECTED, FINE, Miss, Outcome, is_bare, judge, roles_of

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
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
