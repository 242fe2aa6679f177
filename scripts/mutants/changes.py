"""The changes themselves: each takes a recorded session and gives its changed files and text, or None."""

import re

from change_data import DATA, bytes_alone, change_data, empty_file, folder_instead, missing, sheet
from change_record import (all_struck, another_letter, block_cell, block_row, block_struck, edit, error_code, error_figure,
                           error_text, exchanged_records, fact_struck, hash_edited, lines_of, message_figure, next_number, picture_edited, picture_line,
                           plot_point)
from mutant import Mutant


# Changes of the header.

def head(pattern, replacement, before=()):
    def make(session, text, draws):
        found = text.copy()
        for number, line in enumerate(found.head):
            changed = re.sub(pattern, replacement, line, count=1)
            if changed != line:
                found.head[number] = changed
                return Mutant(found, before=before, note=changed)
        return None
    return make


def seed(session, text, draws):
    number = draws.randrange(2, 1000)
    return head(r"seed \d+", f"seed {number}", [f"set seed {number}"])(session, text, draws)


def stray_mark(session, text, draws):
    """A mark of the second format where no mark may stand, or one that there is not."""
    found = text.copy()
    if found.format() < 2:
        return None
    part = draws.choice(found.parts)
    kind = draws.randrange(4)
    if kind == 0:
        line = draws.choice(["#: seed 5", "#: rules speed=20"])
        part.marks.append(line)
    elif kind == 1:
        line = draws.choice(["#= rows 4", "#| rows 4", "#x E-sql: no"])
        found.head.append(line)
    elif kind == 2:
        line = draws.choice(["#! rows 4", "#＝ rows 4", "#- rows 4"])
        part.marks.append(line)
    else:
        line = "#end"
        part.marks.append(line)
    return Mutant(found, note=f"{line} under {part.text[:60]}")


def other_folder(session, text, draws):
    mutant = head(r"folder \.$", "folder nowhere")(session, text, draws)
    if mutant is None or session.inner:
        return None
    mutant.sources = {index for index, statement in enumerate(session.statements) if statement.reads}
    # For the truth: nothing is there to be read.
    mutant.absent = True
    return mutant


def rule(session, text, draws):
    name, value = draws.choice([("speed", 14), ("boarding", 13), ("max_rides", 2), ("margin", 31), ("stay", 60)])
    return head("rules default", f"rules {name}={value}", [f"set rule {name} {value}"])(session, text, draws)


def more_head(line):
    def make(session, text, draws):
        found = text.copy()
        found.head.insert(2, line)
        return Mutant(found, note=line)
    return make


def mark_twice(session, text, draws):
    found = text.copy()
    if draws.random() < 0.5:
        found.head.insert(2, found.head[1])
    else:
        found.head.insert(2, re.search(r"(seed \d+)", found.head[1]).expand(r"#: \1"))
    return Mutant(found, note=found.head[2])


def fewer_columns(version):
    """The record of a statement that gave fewer columns, under the statement that gives more."""
    def make(session, text, draws):
        choices = [(index, statement.wider) for index, statement in enumerate(session.statements) if statement.wider]
        if not choices:
            return None
        index, statement = draws.choice(choices)
        found = text.copy()
        part = next(part for part in found.parts if part.index == index)
        part.text = statement
        if version:
            found.head = [re.sub(r"carnet \d+\.\d+\.\d+", f"carnet {version}", line) for line in found.head]
        texts = [part.text for part in text.parts]
        texts[index] = statement
        return Mutant(found, sources=[index], texts=texts, note=statement)
    return make


# Changes of statements.

def retyped(choose):
    """Another statement over the same record."""
    def make(session, text, draws):
        choices = [(index, other) for index, statement in enumerate(session.statements) for other in choose(statement)]
        if not choices:
            return None
        index, words = draws.choice(choices)
        found = text.copy()
        next(part for part in found.parts if part.index == index).text = words
        texts = [part.text for part in text.parts]
        texts[index] = words
        return Mutant(found, sources=[index], texts=texts, note=words)
    return make


def struck(session, text, draws):
    index = draws.randrange(len(text.parts))
    found = text.copy()
    gone = found.parts.pop(index)
    texts = [part.text for part in text.parts]
    texts[index] = None
    return Mutant(found, texts=texts, note=gone.text)


def setting(word):
    def choose(statement):
        match = re.fullmatch(rf"(set {word}[a-z_ ]*?) (\d+)", statement.text)
        return [f"{match.group(1)} {int(match.group(2)) + 1}"] if match else []
    return retyped(choose)


# Changes of the text.

def end_gone(session, text, draws):
    if not text.tail:
        return None
    found = text.copy()
    found.tail = []
    return Mutant(found)


def cut_behind(session, text, draws):
    found = text.copy()
    kept = draws.randrange(1, len(found.parts) + 1)
    found.parts, found.tail = found.parts[:kept], []
    return Mutant(found, note=f"{kept} of {len(text.parts)} statements") if kept < len(text.parts) else None


def cut_anywhere(session, text, draws):
    bytes_ = text.text().encode()
    place = draws.randrange(1, len(bytes_) - 7)
    mutant = Mutant(text.copy(), note=f"at byte {place} of {len(bytes_)}")
    mutant.raw = bytes_[:place]
    at = mutant.raw.count(b"\n") + 1
    places = text.places()
    last = max((line for line in places.values() if line <= at), default=0)
    mutant.sources = {index for index, line in places.items() if line == last}
    mutant.places = {index: line for index, line in places.items() if line <= last}
    return mutant


def raw(make_bytes):
    def make(session, text, draws):
        mutant = Mutant(text.copy())
        mutant.raw, mutant.places = make_bytes(text, draws), {}
        return mutant
    return make


def conflict(session, text, draws):
    lines = text.lines()
    first = len(text.head) + draws.randrange(0, len(lines) - len(text.head))
    last = draws.randrange(first, min(len(lines), first + 6))
    mutant = Mutant(text.copy(), note=f"from line {first + 1}")
    changed = [*lines[:first], "<<<<<<< HEAD", *lines[first:last], "=======", *lines[first:last], ">>>>>>> other", *lines[last:]]
    mutant.raw, mutant.places = ("\n".join(changed) + "\n").encode(), {}
    return mutant


def close_mark(session, text, draws):
    chosen = lines_of(text, draws, "#= ", lambda line, part: not line.startswith(("#=  ", "#= under", "#= cells")))
    if not chosen:
        return None
    found, part, number = chosen
    part.marks[number] = "#=" + part.marks[number][3:]
    return Mutant(found, sources=[part.index], note=part.marks[number])


def behind_end(session, text, draws):
    if not text.tail:
        return None
    found = text.copy()
    found.tail.append("select 1 as later;")
    return Mutant(found)


def side(is_missing):
    def make(session, text, draws):
        if not text.beside:
            return None
        found = text.copy()
        name = draws.choice(sorted(found.beside))
        sources = [part.index for part in found.parts if any(name.split(".")[0] in mark for mark in part.marks)]
        if is_missing:
            del found.beside[name]
        else:
            bytes_ = found.beside[name]
            places = [place.start(1) for place in re.finditer(rb"[\[,](\d)", bytes_)]
            place = draws.choice(places)
            digit = b"1" if bytes_[place:place + 1] != b"1" else b"2"
            found.beside[name] = bytes_[:place] + digit + bytes_[place + 1:]
        return Mutant(found, sources=sources, note=name)
    return make


OLDER = "0.0.9"

CHANGES = {
    **{name: change_data(name) for name in DATA},
    "bytes alone": bytes_alone, "file missing": missing, "folder in its place": folder_instead, "file empty": empty_file,
    "sheet gone": sheet(False), "sheet renamed": sheet(True),
    "seed": seed, "rule": rule,
    "unknown rule": head("rules default", "rules bording=9"),
    "unknown mark": more_head("#: weather sunny"), "mark twice": mark_twice,
    "unknown format": head(r"#carnet \d+", "#carnet 97"),
    "format lowered": lambda session, text, draws: head("#carnet 2", "#carnet 1")(session, text, draws),
    "stray mark": stray_mark, "no format": lambda session, text, draws: no_format(text),
    "another version": head(r"carnet (\d+\.\d+\.\d+)", f"carnet {OLDER}"),
    "another libm": head(r"(kernel|libm) [^,]*", r"\1 x86_64-avx2 glibc-2.99"),
    "another SQLite": head(r"sqlite [^,]*", "sqlite 3.99.1"), "folder": other_folder,
    "another version's column": fewer_columns(OLDER), "same version's column": fewer_columns(None),
    "count edited": edit("#= ", r"(?<=rows )\d+|(?<=rides )\d+|(?<=changed )\d+", next_number),
    "hash edited": hash_edited,
    "file hash edited": edit("#= ", r"(?<=sha256:)[0-9a-f]{64}", another_letter),
    "type edited": edit("#=", r"(?<= )(integer|real|text)(?=[ ,)])", lambda place, draws: draws.choice(
        [kind for kind in ("integer", "real", "text") if kind != place.group()]),
        lambda line, part: "columns" in "".join(part.marks) and "file" not in line),
    "figure edited": edit("#= ", r"(?<=figure\(\S) ?\d+|(?<=\) )\d+|(?<=found )\d+", next_number,
                          lambda line, part: "figure(" in line or "found" in line),
    "sum edited": edit("#= ", r"(?<=sum\()(\w+\) )-?\d+", lambda place, draws: place.group(1) + "4711"),
    "records exchanged": exchanged_records, "fact struck": fact_struck, "all facts struck": all_struck,
    "cell of a block edited": block_cell(False), "cell of block and picture edited": block_cell(True),
    "row of a block struck": block_row, "block struck": block_struck,
    "figure of a message edited": message_figure, "point of a plot edited": plot_point,
    "picture edited": picture_edited(), "line of a picture struck": picture_line,
    "picture edited, another version": picture_edited(OLDER),
    "error text edited": error_text, "error figure edited": error_figure, "error code edited": error_code,
    "error gone": retyped(lambda statement: [statement.heals] if statement.heals else []),
    "error come": retyped(lambda statement: [statement.breaks] if statement.breaks else []),
    "statement edited": retyped(lambda statement: statement.edits), "statement struck": struck,
    "set seed edited": setting("seed"), "set rule edited": setting("rule"),
    "end gone": end_gone, "cut behind a statement": cut_behind, "cut anywhere": cut_anywhere,
    "empty": raw(lambda text, draws: b""),
    "header alone": raw(lambda text, draws: "".join(line + "\n" for line in text.head + text.tail).encode()),
    "conflict markers": conflict, "mark without a blank": close_mark, "text behind the end": behind_end,
    "sidecar missing": side(True), "sidecar edited": side(False),
}


def no_format(text):
    found = text.copy()
    del found.head[0]
    return Mutant(found)
