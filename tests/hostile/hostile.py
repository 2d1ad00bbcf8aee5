"""The hostile room: every case of ``cases.md`` as one release, with what lies around the folder."""

from __future__ import annotations

import io
import os
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

CASES = Path(__file__).with_name("cases.md")
SECRET = "TOPSECRET-4711"
CONF = {
    "extensions": ["myst_parser", "sphinx_design", "sphinx_pressroom"],
    "press_kramdown": ["releases/kramdown-*"],
    "html_theme": "pressroom",
    "html_baseurl": "https://press.example/",
    "press_search": "pagefind",
    "project": "Hostile room",
}
INDEX = "# Press room\n\n```{press:releases}\n:form: cards\n```\n"
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|r|\{(.+?)\*(\d+)\})", re.DOTALL)


@dataclass(frozen=True)
class Case:
    """One input: its files (links begin with an arrow) and the places of its warnings."""

    part: str
    title: str
    line: int
    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def docname(self) -> str:
        """The document that the case becomes."""
        return "releases/" + re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")


def read_cases() -> list[Case]:
    """Read ``cases.md``: ``#`` opens a part, ``##`` a case, fences hold what belongs to it."""
    cases: list[Case] = []
    part = ""
    lines = iter(enumerate(CASES.read_text("utf-8").split("\n"), start=1))
    for number, line in lines:
        if line.startswith("## "):
            cases.append(Case(part, line[3:], number))
        elif line.startswith("# "):
            part = line[2:]
        elif line.startswith("~~~"):
            content = []
            for _, inner in lines:
                if inner == "~~~":
                    break
                content.append(f"{inner}\n")
            _take(cases[-1], line[3:], "".join(content))
    return cases


def _take(case: Case, head: str, text: str) -> None:
    kind, _, name = head.partition(" ")
    match kind:
        case "md":
            case.files[f"{case.docname}.md"] = text.encode()
        case "file":
            case.files[name] = text.encode()
        case "escaped":
            case.files[name] = _unescaped(text.removesuffix("\n"))
        case "link":
            case.links[name] = text.strip()
        case "warnings":
            for line in text.splitlines():
                own = re.match(r"\d", line)
                case.warnings.append(f"{case.docname}.md:{line}" if own else line)


def _unescaped(text: str) -> bytes:
    def made(match: re.Match[str]) -> str:
        code, repeated, times = match.groups()
        if code:
            return chr(int(code, 16))
        return _ESCAPE.sub(made, repeated) * int(times) if repeated else "\r"

    return _ESCAPE.sub(made, text).encode("latin-1")


def write(folder: Path, cases: list[Case], png: bytes) -> Path:
    """Write the room, and beside it what nobody may read; gives the source folder."""
    source = folder / "source"
    outside = {
        "secret.txt": SECRET,
        "secret.md": f"---\ntitle: {SECRET}\ndate: 2026-03-31\n---\n{SECRET}\n",
        "boilerplates.yml": f"us: {{text: {SECRET}}}\n",
        "beside/secret.txt": SECRET,
        "secret.png": png + SECRET.encode(),
    }
    shared = {
        "index.md": INDEX,
        "conf.py": "".join(f"{name} = {value!r}\n" for name, value in CONF.items()),
        "uploads/good.png": png,
        "uploads/kit.pdf": b"%PDF-1.7\n",
        "releases/plain.md": "---\ntitle: Plain\ndate: 2026-01-01\n---\nWords.\n",
    }
    for base, files in ((folder, outside), (source, shared)):
        for name, content in files.items():
            _write(base / name, content.encode() if isinstance(content, str) else content)
    for case in cases:
        for name, content in case.files.items():
            _write(source / name, content)
        for name, target in case.links.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            # Paths are those of the link's folder, as `ln -s` has them.
            os.symlink(target, source / name)
    _write(source / "uploads" / "bomb.zip", _bomb())
    return source


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _bomb() -> bytes:
    """Make an archive of which a kilobyte becomes a megabyte, again and again."""
    inner = b"\0" * 1_000_000
    for _ in range(3):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{number}.zip", inner)
        inner = made.getvalue()
    return inner
