"""A file's verdict: that of its worst cell."""

import collections
from dataclasses import dataclass, field

from . import texts, workbooks

ORDER = ["equal", "refused", "said", "dispute", "wrong"]


@dataclass
class Verdict:
    """What became of one file; the reason is that of its first worst cell."""
    verdict: str = "equal"
    reason: str = ""
    cells: collections.Counter = field(default_factory=collections.Counter)

    def add(self, verdict, reason="", count=1):
        """Counts cells, or takes a verdict on the whole file."""
        if count:
            self.cells[verdict] += count
        if ORDER.index(verdict) > ORDER.index(self.verdict):
            self.verdict, self.reason = verdict, " ".join(reason.split())[:300]


def verdict(path, binary):
    """Compares one file with its authority."""
    found = Verdict()
    name = path.lower()
    try:
        if name.endswith((".xlsx", ".xlsm", ".xlsb", ".ods")):
            workbooks.compare(path, binary, found)
        elif name.endswith((".json", ".jsonl", ".ndjson")):
            texts.compare_json(path, binary, found)
        else:
            texts.compare_delimited(path, binary, found)
    except Exception as error:  # pylint: disable=broad-except
        found.add("wrong", f"the comparison failed: {type(error).__name__} {error}")
    return found
