"""Whether a cell that carnet loaded is the one that an authority reads."""

import datetime
import json
import re

ERRORS = {"#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#GETTING_DATA",
          "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "Err:502"}
TRUE = {"true", "yes", "oui", "ja", "vrai", "wahr", "t", "y", "1", "si", "sì", "vero"}
FALSE = {"false", "no", "non", "nein", "faux", "falsch", "f", "n", "0", "falso"}
BLANKS = " \u00a0\u202f\u2009"


def is_blank(value):
    return value is None or (isinstance(value, str) and not value.strip())


def iso(value):
    """A date, time or span as its ISO forms, of which one must be loaded."""
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return clock(seconds)
    if isinstance(value, datetime.time):
        seconds = round(value.hour * 3600 + value.minute * 60 + value.second
                        + value.microsecond / 1e6)
        return clock(seconds)
    if isinstance(value, datetime.datetime):
        whole = (value + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)
        # Of a cell that shows a date alone the day is what it holds.
        forms = {whole.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")}
        if whole.second == 0:
            forms.add(whole.strftime("%Y-%m-%dT%H:%M").rjust(16, "0"))
        if (whole.hour, whole.minute, whole.second) == (0, 0, 0):
            forms.add(whole.strftime("%Y-%m-%d").rjust(10, "0"))
        return forms
    day = value.isoformat()
    return {day, day + "T00:00", day + "T00:00:00"}


def clock(seconds):
    hours, rest = divmod(seconds, 3600)
    forms = {f"{hours:02}:{rest // 60:02}:{rest % 60:02}"}
    if seconds % 60 == 0:
        forms.add(f"{hours:02}:{rest // 60:02}")
    return forms


def is_typed_equal(loaded, kind, value):
    """Whether a loaded value is a typed one: a number, truth, date, text or nothing."""
    if is_blank(value):
        return loaded is None or (isinstance(loaded, str) and not loaded.strip())
    if isinstance(value, bool):
        return loaded == int(value) if kind == "boolean" else loaded in (
            str(value).lower(), int(value))
    if isinstance(value, (int, float)):
        return is_number(loaded, value)
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return (isinstance(loaded, str) and loaded in iso(value)) or is_serial(loaded, value)
    if duration := re.fullmatch(r"PT(\d+)H(\d+)M(\d+)(?:\.\d+)?S", str(value)):
        hours, minutes, seconds = map(int, duration.groups())
        return loaded in clock(hours * 3600 + minutes * 60 + seconds)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z?", str(value)):
        return loaded in iso(datetime.datetime.fromisoformat(str(value).removesuffix("Z")))
    # Blanks at the ends count where XML says so, which authorities take in different ways.
    return isinstance(loaded, str) and lines(loaded).strip() == lines(str(value)).strip()


def is_serial(loaded, value):
    """Whether a value is the count of days behind an authority's date, or its hours where they are counted.

    Day 0 and the 29 February 1900 are no dates: their counts stay numbers.
    """
    if isinstance(value, datetime.time):
        days = (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    elif isinstance(value, datetime.timedelta):
        days = value.total_seconds() / 86_400
    else:
        if not isinstance(value, datetime.datetime):
            value = datetime.datetime(value.year, value.month, value.day)
        days = (value - datetime.datetime(1899, 12, 30)).total_seconds() / 86_400
        days -= 1 if days < 61 else 0
    if isinstance(loaded, str) and (found := re.fullmatch(r"(\d+):(\d\d)(?::(\d\d))?", loaded)):
        seconds = int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0)
        return abs(seconds - days * 86_400) < 1
    try:
        number = float(loaded)
    except (TypeError, ValueError):
        return False
    return abs(number - days) < 1e-6 or (60 <= number < 61 and abs(number - 1 - days) < 1e-6)


def is_number(loaded, value):
    if isinstance(loaded, bool) or loaded is None:
        return False
    if isinstance(loaded, str):
        try:
            return float(loaded) == float(value)
        except ValueError:
            return False
    return float(loaded) == float(value)


def lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_text_equal(loaded, kind, raw, note):
    """Whether a loaded value is what a text's cell says, as a column of that type has it."""
    text = raw.strip()
    if loaded is None:
        return not text
    if kept := re.fullmatch(r'="([^"]*)"', raw):
        text = raw = kept[1]
    if kind == "text":
        return loaded == raw
    if kind == "boolean":
        return text.lower() in (TRUE if loaded == 1 else FALSE)
    if kind in ("integer", "real"):
        return any(loaded == number for number in numbers(text, note))
    return loaded in moments(text)


def numbers(text, note):
    """What a text can mean as a number; what is ambiguous counts where the load says how it is read."""
    try:
        yield int(text)
    except ValueError:
        pass
    try:
        yield float(text)
    except ValueError:
        pass
    plain = re.sub("[−–—]", "-", text)
    plain = re.sub(r"^(CHF|EUR|USD|GBP|Fr\.?|[€$£¥])|(CHF|EUR|USD|GBP|Fr\.?|[€$£¥]|%)$", "",
                   plain.strip()).strip()
    plain = re.sub(r"\.[-–—]+$", "", plain)
    plain = re.sub(r"^([-+])\s*", r"\1", plain)
    plain = re.sub("['’" + BLANKS + "]", "", plain)
    marks = [mark for mark in plain if mark in ",."]
    forms = [plain]
    if len(set(marks)) == 2:
        last = marks[-1]
        forms = [plain.replace("," if last == "." else ".", "").replace(",", ".")]
    elif marks == [","]:
        forms = [plain.replace(",", ".")]
        if re.search(r",\d{3}$", plain):
            forms = forms + [plain.replace(",", "")] if note else []
    elif len(marks) > 1:
        forms = [plain.replace(marks[0], "")]
    elif re.search(r"\.\d{3}$", plain) and note:
        forms = [plain, plain.replace(".", "")]
    for form in forms:
        try:
            yield float(form)
        except ValueError:
            pass


def moments(text):
    """The ISO forms of a date, a time or both."""
    found = re.fullmatch(
        r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))?(?:[T\s]+)?"
        r"(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?)?", text)
    if not found:
        return set()
    year, month, day, day2, month2, year2, hour, minute, second = found.groups()
    date = ""
    if year:
        date = f"{int(year):04}-{int(month):02}-{int(day):02}"
    elif year2:
        date = f"{int(year2):04}-{int(month2):02}-{int(day2):02}"
    if not hour:
        return {date, date + "T00:00", date + "T00:00:00"}
    times = {f"{int(hour):02}:{minute}:{second or '00'}"}
    if (second or "00") == "00":
        times.add(f"{int(hour):02}:{minute}")
    return {f"{date}T{time}" if date else time for time in times}


def is_json_equal(loaded, kind, value):
    """Whether a loaded value is a member's value."""
    if value is None:
        return loaded is None
    if isinstance(value, (list, dict)):
        try:
            return isinstance(loaded, str) and json.loads(loaded) == value
        except ValueError:
            return False
    if isinstance(value, str) and not isinstance(loaded, str):
        return False
    if isinstance(value, str):
        return loaded == value or (kind in ("date", "time", "datetime") and loaded in moments(value))
    return is_typed_equal(loaded, kind, value)


def name_matches(name, header):
    """Whether a column's name is that of its header, numbered where another has it."""
    plain = " ".join(re.sub("[\u00ad\u200b\u200e\u200f\u2060\ufeff]", "", str(header)).split())
    return not plain or name in (plain, header) or re.fullmatch(re.escape(plain) + r"_\d+", name) is not None
