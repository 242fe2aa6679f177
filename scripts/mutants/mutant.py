"""What a change makes of a recorded session."""


class Mutant:
    """A changed session: what lies in the folder, and which statements are its source."""

    def __init__(self, text=None, files=None, sources=(), texts=None, before=(), note=""):
        self.record, self.files, self.sources = text, files, set(sources)
        # Statements to run for the truth, by index; None for one that is gone.
        self.texts, self.before, self.note = texts, before, note
        self.raw, self.places, self.folders, self.absent = None, None, (), False


def readers(session, name):
    return [index for index, statement in enumerate(session.statements) if name in statement.reads]


def with_file(session, text, name, bytes_, note=""):
    files = {file.name: file.data() for file in session.files}
    if bytes_ is None:
        del files[name]
    else:
        files[name] = bytes_
    return Mutant(text, files, readers(session, name), note=f"{name} {note}")
