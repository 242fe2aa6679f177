"""What a session is to the harness, and what kinds of sessions are made of."""

import data


class Statement:
    """A statement and what the harness must know of it, in the words of sessions.md and not of the program.

    order    `total`: every row has its place; `open`: the statement leaves the order, or a part of it, open;
             `chosen`: an undecided `limit`, so that even the choice of rows is open
    makes    tables and plans whose content belongs to what it gave; `NAME:` alone is compared as a multiset
    reads    files whose bytes are facts of it
    edits    other statements that give something else in its place
    breaks   one that fails in its place; heals: one that runs where it failed
    clock    it reads the clock, or something that did: not verifiable
    nested   it replays another session, whose cause it passes on
    wrote    the file it reads, where the session itself wrote that
    wider    a statement that gives the same rows with more columns
    """

    def __init__(self, text, order="total", makes=(), reads=(), edits=(), breaks=None, heals=None, clock=False,
                 nested=False, wider=None, wrote=None):
        self.text, self.order, self.makes, self.reads, self.wider = text, order, list(makes), list(reads), wider
        self.edits, self.breaks, self.heals, self.clock, self.nested = list(edits), breaks, heals, clock, nested
        self.wrote = wrote


class Session:
    """Files, statements, and the words with which the program is called."""

    def __init__(self, kind, files, statements, settings=(), inner=None):
        self.kind, self.files, self.statements, self.settings, self.inner = kind, files, statements, settings, inner


def load(file, name, tail="", more=()):
    makes = [f"{name}:", *more]
    return Statement(f'load "{file}"{tail} as {name}', makes=makes, reads=[file],
                     breaks=f'load "{file}" sheet "nowhere" as {name}' if not file.endswith(".json") else None)


def select(text, order="total", edits=(), **more):
    breaks = "select nowhere from t;" if " from t" in text and "=" not in text.split("select")[0] else None
    return Statement(text, order, edits=edits, breaks=breaks, **more)


def some(draws, pool, least, most):
    """Some of a pool, in the pool's order, since later ones may read what earlier ones made."""
    count = min(len(pool), draws.randrange(least, most + 1))
    chosen = set(draws.sample(range(len(pool)), count))
    return [entry for index, entry in enumerate(pool) if index in chosen]


def rides(draws, form="csv", name=None, rows=None):
    return data.File(name or f"rides.{form}", form, [data.rides_table(draws, rows)])


def plain(kind, pool, least=3, most=6):
    """A kind whose sessions load one file of rides as t and take statements from a pool of groups."""
    def make(draws, root):
        form = draws.choice(["csv", "csv", "csv", "json", "xlsx"])
        # Heads of more than one word, and a name that is not the file's.
        file = rides(draws, form, draws.choice([f"rides.{form}", f"my rides.{form}"]))
        groups = some(draws, pool(draws), least, most)
        return Session(kind, [file], [load(file.name, "t"), *(line for group in groups for line in group)])
    return make
