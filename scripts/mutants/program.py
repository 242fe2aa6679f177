"""Runs the program, and finds what a statement gives without looking at any record."""

import json
import re
import os
import shutil
import subprocess
import tempfile

DEPLOYED = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8", "TZ": "UTC", "COLUMNS": "80"}


class Program:
    """The binary in surroundings of its own."""

    def __init__(self, binary, home):
        self.binary, self.home = os.path.abspath(binary), home

    def environment(self, **variables):
        state, scratch = os.path.join(self.home, "state"), os.path.join(self.home, "tmp")
        os.makedirs(scratch, exist_ok=True)
        return {**DEPLOYED, "CARNET_STATE": state, "TMPDIR": scratch, "HOME": self.home, **variables}

    def call(self, arguments, folder, environment=None, seconds=120, **more):
        return subprocess.run([self.binary, *arguments], cwd=folder, env=environment or self.environment(),
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False, **more)

    def documents(self, statements, folder, words=()):
        """What each statement gives, as the documents of `--format json`."""
        calls = [word for statement in statements for word in ("-c", statement)]
        done = self.call(["--format", "json", "--quiet", "--keep-going", *words, *calls], folder)
        documents = [json.loads(line) for line in done.stdout.decode().splitlines() if line]
        if len(documents) != len(statements):
            raise Trouble(f"{len(documents)} documents for {len(statements)} statements: {done.stderr.decode()[-300:]}")
        return documents

    def results(self, statements, folder, words=(), before=()):
        """What each of the session's statements gives, with the content of what it makes."""
        plain = [(None, text) for text in before]
        for number, (text, makes) in enumerate(statements):
            plain.append((number, text))
            plain += [(number, probe(name)) for name in makes]
        found = [[] for _ in statements]
        for (number, _), document in zip(plain, self.documents([text for _, text in plain], folder, words)):
            if number is not None:
                found[number].append(document)
        return found


class Trouble(Exception):
    """The harness could not do its work, which is no verdict on the program."""


def probe(name):
    return f"select * from {name.rstrip(':')};"


def stripped(document):
    """A document without what only says where it stood."""
    kept = {key: value for key, value in document.items() if key != "statement"}
    if "error" in kept:
        kept["error"] = {key: kept["error"].get(key) for key in ("code", "message")}
    if "facts" in kept:
        # What a statement asked for of the settings is no part of what it gave.
        kept["facts"] = {key: value for key, value in kept["facts"].items() if key != "under"}
    if "messages" in kept:
        kept["messages"] = [re.sub(r"\d+\.\d+ m?s\b", "…", message) for message in kept["messages"]]
    for table in [kept] + kept.get("tables", []):
        volatile = {column["name"] for column in table.get("columns", []) if column.get("volatile")}
        if volatile:
            table["rows"] = [{key: value for key, value in row.items() if key not in volatile}
                             for row in table["rows"]]
    return kept


def exact(value):
    """A form in which 1, 1.0 and '1' differ, and 0.0 and -0.0 do not."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return repr(value)
    if isinstance(value, (int, float)):
        return repr(value + 0.0) if isinstance(value, float) else repr(value)
    if isinstance(value, list):
        return [exact(entry) for entry in value]
    return {key: exact(entry) for key, entry in value.items()}


def loose(value):
    """A form in which the order of lists does not count."""
    if isinstance(value, dict):
        return {key: loose(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return sorted((loose(entry) for entry in value), key=lambda entry: json.dumps(entry, sort_keys=True))
    return value


def is_query(text):
    return text.split(" = ")[-1].lstrip().startswith(("select", "values", "with", "update", "insert", "delete"))


def role(statement, before, after):
    """What became of a statement: held, moved, reordered, redrawn, chosen, failing or healed."""
    if before[0]["ok"] and not after[0]["ok"]:
        return "failing"
    if not before[0]["ok"] and after[0]["ok"]:
        return "healed"
    own = [exact(stripped(document)) for document in (before[0], after[0])]
    made = [[exact(stripped(document)) for document in documents[1:]] for documents in (before, after)]
    for index, name in enumerate(statement.makes):
        if name.endswith(":"):
            made[0][index], made[1][index] = loose(made[0][index]), loose(made[1][index])
    if own[0] == own[1] and made[0] == made[1]:
        return "held"
    if not before[0]["ok"]:
        return "failing"
    if made[0] == made[1] and statement.order == "open" and loose(own[0]) == loose(own[1]):
        return "reordered" if is_query(statement.text) else "redrawn"
    return "chosen" if statement.order == "chosen" else "moved"


class Verdict:
    """What a replay says of one statement."""

    def __init__(self, row):
        self.line, self.statement = row.get("line"), row.get("statement") or ""
        # In a file of the first format the weaker facts are all there are.
        # A note without figures is compared as little as a statement without a record.
        self.word, self.because = (row.get("verdict") or "").replace(" by weaker facts", ""), row.get("because") or ""
        self.word = "not compared" if self.word == "note" else self.word
        self.full_cause = row.get("cause") or ""
        self.cause = cause(self.full_cause)


CAUSES = ["data", "missing file", "a folder in a file's place", "seed", "settings", "version", "libm",
          "unordered SQL", "error gone", "new error", "other error", "unreadable line", "consequence", "result",
          "record edited"]
OLDER = {"follows from": "consequence", "environment": "libm", "folder in a file's place": "a folder in a file's place"}


def cause(text):
    """The word of a cause that may have more behind it."""
    for older, word in OLDER.items():
        if text.startswith(older):
            return word
    for word in CAUSES:
        if text.startswith(word):
            return word
    return text


class Replay:
    """What a replay says: verdicts, words on the whole file, exit code."""

    def __init__(self, done):
        self.exit, self.errors = done.returncode, done.stderr.decode("utf-8", "replace")
        self.output = done.stdout.decode("utf-8", "replace")
        self.rows, self.messages = [], []
        for line in self.output.splitlines():
            if line.startswith("{"):
                document = json.loads(line)
                self.messages += document.get("messages", []) + document.get("warnings", [])
                if "error" in document:
                    self.messages.append(json.dumps(document["error"], ensure_ascii=False))
                self.rows += [Verdict(row) for row in document.get("rows", [])]
        self.text = "\n".join([self.errors, *self.messages, *(f"{row.word} {row.because}" for row in self.rows)])

    def of(self, line):
        return next((row for row in self.rows if row.line == line and row.word != "cut short"), None)


def fresh_folder(home):
    return tempfile.mkdtemp(dir=home, prefix="m-")


def remove(folder):
    for path, folders, files in os.walk(folder):
        os.chmod(path, 0o755)
    shutil.rmtree(folder, ignore_errors=True)
