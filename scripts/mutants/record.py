"""A session file as text: its header and its statements with their marks. Read here anew, not with the program."""

import json
import os


class Part:
    """A statement's text and the marks under it, and which statement it is."""

    def __init__(self, text, index):
        self.text, self.marks, self.index = text, [], index

    def copy(self):
        other = Part(self.text, self.index)
        other.marks = list(self.marks)
        return other

    def lines(self):
        return [self.text, *self.marks]


class Record:
    """A session's text in parts, and the files beside it."""

    def __init__(self, text, beside=None):
        self.head, self.parts, self.tail = [], [], []
        self.beside = dict(beside or {})
        for line in text.splitlines():
            if line == "#end" or line.startswith("#end "):
                self.tail.append(line)
            elif line.startswith("#") and not self.parts:
                self.head.append(line)
            elif line.startswith("#"):
                self.parts[-1].marks.append(line)
            elif line:
                self.parts.append(Part(line, len(self.parts)))

    def copy(self):
        other = Record("", self.beside)
        other.head, other.tail = list(self.head), list(self.tail)
        other.parts = [part.copy() for part in self.parts]
        return other

    def lines(self):
        return [*self.head, *(line for part in self.parts for line in part.lines()), *self.tail]

    def text(self):
        return "".join(line + "\n" for line in self.lines())

    def places(self):
        """The line at which each statement begins."""
        number, found = len(self.head) + 1, {}
        for part in self.parts:
            found[part.index] = number
            number += len(part.lines())
        return found

    def format(self):
        return int(self.head[0].split()[1])


def read(path):
    beside, folder = {}, path + ".tables"
    if os.path.isdir(folder):
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), "rb") as file:
                beside[name] = file.read()
    with open(path, encoding="utf-8", newline="") as file:
        return Record(file.read(), beside)


class Number(str):
    """A number of JSON in its own digits."""


def parse(text):
    return json.loads(text, parse_int=Number, parse_float=Number)


def dump(value):
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{dump(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(dump(entry) for entry in value) + "]"
    return json.dumps(value, ensure_ascii=False)
