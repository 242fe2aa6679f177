"""What must not matter: each changes the surroundings of a recorded session, or its text where no meaning is."""

import os
import shutil
import subprocess


class Surroundings:
    """A folder with a session, and how the program is called on it."""

    def __init__(self, program, folder, files, text):
        self.program, self.folder, self.files, self.text = program, folder, dict(files), text.copy()
        self.name, self.bytes, self.variables, self.gone = "s.carnet", None, {}, []
        self.before, self.after, self.calling, self.prefix, self.from_, self.path = [], [], ["replay"], [], None, None
        self.reads_rows, self.entries = True, list

    def write(self):
        os.makedirs(self.folder, exist_ok=True)
        names = self.entries(self.files)
        for name in names:
            with open(os.path.join(self.folder, name), "wb") as file:
                file.write(self.files[name])
        path = os.path.join(self.folder, self.name)
        with open(path, "wb") as file:
            file.write(self.bytes if self.bytes is not None else self.text.text().encode())
        if self.text.beside:
            os.makedirs(path + ".tables", exist_ok=True)
            for name, bytes_ in self.text.beside.items():
                with open(os.path.join(path + ".tables", name), "wb") as file:
                    file.write(bytes_)

    def command(self):
        path = self.path or self.name
        return [*self.prefix, self.program.binary, *self.calling, path, "--format", "json"]

    def run(self):
        environment = self.program.environment(**self.variables)
        for name in self.gone:
            environment.pop(name, None)
        for step in self.before:
            step()
        try:
            done = subprocess.run(self.command(), cwd=self.from_ or self.folder, env=environment, capture_output=True,
                                  stdin=subprocess.DEVNULL, timeout=300, check=False)
        finally:
            for step in self.after:
                step()
        return done


def variables(**values):
    def change(place, draws):
        place.variables.update(values)
    return change


def lines(make):
    def change(place, draws):
        place.bytes = make(place.text.copy(), draws).encode()
    return change


def remarks(text, draws):
    out = list(text.head)
    for part in text.parts:
        out += ["# " + draws.choice(["a remark", "TODO: look again", "rows 7", "== not a mark"])] * draws.randrange(2)
        out += part.lines()
    return "\n".join(out + text.tail) + "\n"


def blanks(text, draws):
    out = list(text.head)
    for part in text.parts:
        out += [""] * draws.randrange(3) + part.lines()
    return "\n".join(out + text.tail) + "\n"


def volatile(text, draws):
    return "".join(line + "\n" for line in text.lines() if not line.startswith("#~"))


def moved(place, draws):
    place.folder = os.path.join(place.folder, "some where", "é")


def from_elsewhere(place, draws):
    place.before.append(lambda: os.makedirs(os.path.join(place.program.home, "caller"), exist_ok=True))
    place.from_ = os.path.join(place.program.home, "caller")
    os.makedirs(place.from_, exist_ok=True)
    place.path = os.path.relpath(os.path.join(place.folder, place.name), place.from_)


def absolute(place, draws):
    place.path = os.path.join(place.folder, place.name)


def linked(place, draws):
    link = place.folder + "-link"
    place.before.append(lambda: os.path.lexists(link) or os.symlink(place.folder, link))
    place.after.append(lambda: os.remove(link))
    place.path = os.path.join(link, place.name)


def twice(place, draws):
    """Another replay of the same file begins with this one."""
    started = []

    def start():
        started.append(subprocess.Popen([place.program.binary, "replay", place.name], cwd=place.folder,
                                        env=place.program.environment(), stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    place.before.append(start)
    place.after.append(lambda: started[0].wait())


def one_thread(place, draws):
    place.prefix = ["taskset", "-c", "0"]


def entries(place, draws):
    order = sorted(place.files)
    draws.shuffle(order)
    place.entries = lambda files: order


def elsewhere(name):
    def change(place, draws):
        path = os.path.join(place.program.home, "else where", name.lower())
        os.makedirs(path, exist_ok=True)
        place.variables[name] = path
    return change


def no_state(place, draws):
    place.variables["CARNET_STATE"] = place.folder + "-state/none/yet"
    place.after.append(lambda: shutil.rmtree(place.folder + "-state", ignore_errors=True))


def umask(place, draws):
    place.prefix = ["sh", "-c", 'umask 077; exec "$@"', "sh"]


def no_home(place, draws):
    place.gone.append("HOME")


def hardly(place, draws):
    place.gone += ["HOME", "LANG", "TZ", "COLUMNS", "TMPDIR", "PATH"]


def times(place, draws):
    def touch():
        for name in os.listdir(place.folder):
            moment = draws.randrange(10 ** 9)
            os.utime(os.path.join(place.folder, name), (moment, moment))
    place.before.append(touch)


def read_only(place, draws):
    def turn(file_mode, folder_mode):
        for name in os.listdir(place.folder):
            path = os.path.join(place.folder, name)
            os.chmod(path, folder_mode if os.path.isdir(path) else file_mode)
    place.before.append(lambda: turn(0o444, 0o555))
    place.after.append(lambda: turn(0o644, 0o755))


def folder_read_only(place, draws):
    place.before.append(lambda: os.chmod(place.folder, 0o555))
    place.after.append(lambda: os.chmod(place.folder, 0o755))


def other_name(place, draws):
    place.name = draws.choice(["t.carnet", "other name.carnet", "é.carnet"])


def notebook(place, draws):
    """A notebook in the folder holds other things of the same names."""
    def make():
        place.program.call(["--notebook", "notebook.sqlite", "--quiet", "-c", "create table t (a);", "-c",
                            "create table own (b);", "-c", "set rule speed 77", "-c", "set seed 5"], place.folder)
    place.before.append(make)


def neighbours(place, draws):
    place.files.update({"out.csv": b"a,b\n1,2\n", "zzz.csv": b"x\n1\n", "part.carnet": b"#carnet 1\nselect 1 as a;\n"})


def prompt(place, draws):
    place.calling, place.path = ["-c"], f'replay "{place.name}"'


CHANGES = {
    "time zone": lambda place, draws: place.variables.update(TZ=draws.choice(["Asia/Tokyo", "America/St_Johns", "Europe/Zurich"])),
    "locale": lambda place, draws: place.variables.update(LANG=draws.choice(["C", "de_CH.UTF-8", "tr_TR.UTF-8"]),
                                                          LC_ALL=draws.choice(["C", "fr_FR.UTF-8", "tr_TR.UTF-8"])),
    "width": lambda place, draws: place.variables.update(COLUMNS=draws.choice(["20", "40", "200"])),
    "colour": variables(CLICOLOR_FORCE="1", TERM="xterm-256color", FORCE_COLOR="1"),
    "moved tree": moved, "another working folder": from_elsewhere, "absolute path of the session": absolute,
    "link to the session": linked, "two at once": twice, "one thread": one_thread, "order of entries": entries,
    "temporary folder elsewhere": elsewhere("TMPDIR"), "state elsewhere": elsewhere("CARNET_STATE"),
    "state missing": no_state, "umask": umask, "no home": no_home, "empty environment": hardly,
    "remarks": lines(remarks), "blank lines": lines(blanks),
    "carriage returns": lines(lambda text, draws: text.text().replace("\n", "\r\n")),
    "no last line end": lines(lambda text, draws: text.text()[:-1]),
    "byte order mark": lines(lambda text, draws: "\ufeff" + text.text()),
    "mtime": times, "read only": read_only, "another name": other_name, "notebook present": notebook,
    "other files present": neighbours, "hash seeds": variables(SWIFT_DETERMINISTIC_HASHING="1"),
    "other hash seeds": variables(SWIFT_DETERMINISTIC_HASHING=""), "volatile struck": lines(volatile),
    "pager and editor": variables(PAGER="false", EDITOR="false", VISUAL="false"),
    "standard input closed": lambda place, draws: setattr(place, "prefix", ["sh", "-c", 'exec "$@" <&-', "sh"]),
    "the session's own output read only": folder_read_only,
    "replayed by the prompt": prompt,
    "quiet": lambda place, draws: setattr(place, "calling", ["replay", "--quiet"]),
    "csv": lambda place, draws: (setattr(place, "calling", ["replay", "--format", "csv"]), setattr(place, "reads_rows", False)),
}
