"""``pressroom verify``: what it says of copies that were tampered with, and of those that were not."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from sphinx_pressroom.cli import main

if TYPE_CHECKING:
    from conftest import Project

PAGE, TEXT = "releases/2026/gates.html", "releases/2026/gates.txt"
OTHER = "releases/2025/drought.html"
RELEASE = """---
title: The gates open
date: 2026-03-31 09:30 +02:00
lead: After four years, *the gates* open.
quotes: [{text: At last., author: Ada Rookwood, role: lock keeper}]
contacts: [{name: Nell Harrow, phones: ['+44 20 7946 0018'], emails: [nell@tarn.example]}]
downloads: [{file: /plan.pdf, title: Plan}, {file: /kit.zip, title: Kit}]
facts: [{label: Gates, value: '14'}]
tags: [sluices, water]
---

They opened at noon. See [the drought](../2025/drought.md).

## What comes next

- Boats
- More boats

| Gate | Opens |
|------|-------|
| One  | Noon  |

![A gate](/gate.png)
"""
GATE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c6360f8cf00000301010018dd8db00000000049454e44ae426082"
)
FILES = {
    "plan.pdf": b"%PDF-1.4\nplan\n",
    "kit.zip": b"PK\x05\x06" + bytes(18),
    "gate.png": GATE,
    "releases/2026/gates.md": RELEASE,
    "releases/2025/drought.md": "---\ntitle: Drought\ndate: 2025-07-01\ntags: [water]\n---\n\nDry.\n",
}


class Said(NamedTuple):
    """What the command said."""

    code: int
    lines: list[str]
    error: str


Verify = Callable[..., Said]


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Verify:
    """Return a function that runs the command."""

    def run(*arguments: str | Path) -> Said:
        code = main(["verify", *map(str, arguments)])
        said = capsys.readouterr()
        return Said(code, said.out.splitlines(), said.err)

    return run


@pytest.fixture(scope="module")
def site(
    project: Callable[[], Project],
    tmp_path_factory: pytest.TempPathFactory,
    absent: Callable[[str], None],
) -> Path:
    """Build a signed press room once."""
    if not shutil.which("ssh-keygen"):
        absent("no ssh-keygen")
    key = tmp_path_factory.mktemp("key") / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
    subprocess.run(command, check=True)
    return project()(FILES, html_theme="pressroom", press_signing_key=str(key)).out


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """Copy the press room, as whoever mirrors it."""
    return Path(shutil.copytree(site, tmp_path / "copy", ignore=lambda *_: {".pressroom"}))


@pytest.fixture
def unsigned(copy: Path) -> Path:
    """Take the signature from a copy, so that nothing but its files is judged."""
    for folder in (copy, copy / ".well-known"):
        (folder / "SHA256SUMS.sig").unlink()
        (folder / "allowed_signers").unlink()
    return copy


def replace(file: Path, before: str, after: str) -> None:
    """Change a text in a file."""
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def download(folder: Path, name: str) -> Path:
    """Find a file that is offered."""
    (found,) = (folder / "_downloads").rglob(name)
    return found


def about(said: Said, folder: Path, file: Path) -> list[str]:
    """Give what was said of a file."""
    path = file.relative_to(folder).as_posix()
    return [line for line in said.lines if line.startswith(f"{path}: ")]


# -- tampering: each is reported -------------------------------------------------------------------


def test_untouched(verify: Verify, copy: Path) -> None:
    """Of a copy as it was published all matches."""
    said = verify(copy)
    assert said.code == 0
    assert said.lines[-1] == "All matches: 2 releases, 5 files."
    assert "signed with the key SHA256:" in said.lines[0]
    assert len(said.lines) == 2


def test_one_character_of_a_page(verify: Verify, copy: Path) -> None:
    """One other character in a page's text is reported, and nothing else."""
    replace(copy / PAGE, "opened at noon", "opened at noom")
    said = verify(copy)
    assert said.code == 1
    assert said.lines[0] == f"{PAGE}: its text is not the one that was published as {PAGE}"
    assert said.lines[2] == "1 of what was looked at does not match."
    assert verify(copy / PAGE).code == 1
    assert verify(copy / TEXT).code == 0


def test_an_alternative_text(verify: Verify, copy: Path) -> None:
    """Another text for a picture, which not everybody sees, is reported."""
    replace(copy / PAGE, 'alt="A gate"', 'alt="No gate"')
    assert verify(copy).lines[0].startswith(f"{PAGE}: its text")


def test_one_character_of_a_text(verify: Verify, copy: Path) -> None:
    """One other character in the file of a text is reported."""
    replace(copy / TEXT, "noon", "noom")
    said = verify(copy)
    assert said.code == 1
    assert said.lines[0] == f"{TEXT}: it is not the file that was published as {TEXT}"
    assert verify(copy / TEXT).code == 1


def test_one_byte_of_an_attachment(verify: Verify, copy: Path) -> None:
    """One other byte in an attachment is reported, for the whole archive and for the file alone."""
    file = download(copy, "plan.pdf")
    file.write_bytes(file.read_bytes().replace(b"plan", b"plam"))
    said = verify(copy)
    assert said.code == 1
    assert len(about(said, copy, file)) == 1
    assert "it is not the file that was published as" in about(said, copy, file)[0]
    assert verify(file).code == 1


def test_two_attachments_swapped(verify: Verify, copy: Path) -> None:
    """Of two attachments that were swapped it is said which is which."""
    one, other = download(copy, "plan.pdf"), download(copy, "kit.zip")
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    said = verify(copy)
    assert said.code == 1
    paths = {file: file.relative_to(copy).as_posix() for file in (one, other)}
    assert about(said, copy, one) == [
        f"{paths[one]}: it holds what was published as {paths[other]}"
    ]
    assert about(said, copy, other) == [
        f"{paths[other]}: it holds what was published as {paths[one]}"
    ]
    assert "it holds what was published as" in verify(one).lines[0]


def test_two_pages_swapped(verify: Verify, copy: Path) -> None:
    """Pages that stand in each other's place are reported."""
    one, other = copy / PAGE, copy / OTHER
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    said = verify(copy)
    assert f"{PAGE}: it holds what was published as {OTHER}" in said.lines
    assert f"{OTHER}: it holds what was published as {PAGE}" in said.lines


def test_a_release_dropped(verify: Verify, copy: Path) -> None:
    """A release whose page, text and file are gone is reported, each by its name."""
    for file in (copy / PAGE, copy / TEXT, download(copy, "plan.pdf")):
        file.unlink()
    said = verify(copy)
    assert said.code == 1
    missing = [line.split(":")[0] for line in said.lines if "it is missing" in line]
    assert len(missing) == 3
    assert {PAGE, TEXT} < set(missing)


def without(folder: Path, *, sums: bool) -> None:
    """Take a release out of the lists of a copy, as whoever wants to hide that it was there."""
    for place in (folder, folder / ".well-known"):
        values = json.loads((place / "press-releases.json").read_bytes())
        values["releases"] = [one for one in values["releases"] if one["page"] != PAGE]
        content = json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"
        (place / "press-releases.json").write_bytes(content)
        if sums:
            lines = (place / "SHA256SUMS").read_text("utf-8").splitlines(keepends=True)
            kept = [line for line in lines if re.search("drought|json", line)]
            digest = hashlib.sha256(content).hexdigest()
            text = re.sub(r"\w{64}(?=  press-releases)", digest, "".join(kept))
            (place / "SHA256SUMS").write_text(text, "utf-8")


def test_a_release_dropped_from_one_list(verify: Verify, unsigned: Path) -> None:
    """A release that one list has lost is one on which the lists do not agree."""
    without(unsigned, sums=False)
    for file in (unsigned / PAGE, unsigned / TEXT):
        file.unlink()
    said = verify(unsigned)
    assert said.code == 1
    differing = [line.split(":")[0] for line in said.lines if "do not say the same" in line]
    assert {TEXT, "press-releases.json"} < set(differing)


def test_a_release_dropped_from_all_lists(verify: Verify, copy: Path) -> None:
    """A release that all lists have lost is betrayed by the signature."""
    without(copy, sums=True)
    for file in (copy / PAGE, copy / TEXT):
        file.unlink()
    said = verify(copy)
    assert said.code == 1
    assert said.lines[0].startswith("SHA256SUMS: it is not what was signed")


def test_an_older_list_beside_newer_pages(verify: Verify, build: Project, tmp_path: Path) -> None:
    """Beside an older list, a page that has changed and one that is new are reported."""
    out = build(FILES).out
    older = Path(shutil.copytree(out, tmp_path / "older"))
    changed = RELEASE.replace("noon", "one o'clock")
    new = RELEASE.replace("gates open", "boats come").replace("03-31", "05-01")
    build({"releases/2026/gates.md": changed, "releases/2026/boats.md": new})
    for name in ("press-releases.json", "SHA256SUMS"):
        shutil.copy(older / name, out / name)
        shutil.copy(older / name, out / ".well-known" / name)
    said = verify(out)
    assert said.code == 1
    assert f"{PAGE}: its text is not the one that was published as {PAGE}" in said.lines
    assert any(line.startswith("releases/2026/boats.html: no list names it") for line in said.lines)
    assert "of 2026-03-31" in said.lines[-1]
    assert verify(out, "--manifest", older / "press-releases.json").code == 1
    assert verify(out / "releases/2026/boats.html").code == 1


def test_a_newer_list_beside_older_pages(verify: Verify, build: Project, tmp_path: Path) -> None:
    """Beside a newer list, a page that lags behind and one that is not there are reported."""
    older = Path(shutil.copytree(build(FILES).out, tmp_path / "older"))
    changed = RELEASE.replace("noon", "one o'clock")
    new = RELEASE.replace("gates open", "boats come")
    newer = build({"releases/2026/gates.md": changed, "releases/2026/boats.md": new}).out
    said = verify(older, "--manifest", newer / "press-releases.json")
    assert said.code == 1
    assert f"{PAGE}: its text is not the one that was published as {PAGE}" in said.lines
    assert any(line.startswith("releases/2026/boats.html: it is missing") for line in said.lines)


def test_a_page_that_no_list_names(verify: Verify, copy: Path) -> None:
    """A forged page among the true ones is reported; other pages are not."""
    forged = (copy / PAGE).read_text("utf-8").replace("gates open", "gates close")
    (copy / "releases/2026/close.html").write_text(forged, "utf-8")
    (copy / "other.html").write_text("<article>No release</article>", "utf-8")
    said = verify(copy)
    (line,) = (line for line in said.lines if "no list names it" in line)
    assert line.startswith("releases/2026/close.html: ")


def test_lists_that_disagree(verify: Verify, unsigned: Path) -> None:
    """A digest that was changed in one list is reported."""
    digest = hashlib.sha256((unsigned / TEXT).read_bytes()).hexdigest()
    for folder in (unsigned, unsigned / ".well-known"):
        replace(folder / "SHA256SUMS", digest, "0" * 64)
    assert verify(unsigned).lines[0] == (
        f"{TEXT}: SHA256SUMS and press-releases.json do not say the same of it"
    )


def test_copies_of_lists_that_differ(verify: Verify, unsigned: Path) -> None:
    """A list that is another one among the well-known addresses is reported; a missing folder is not."""
    (unsigned / ".well-known" / "SHA256SUMS").write_text("")
    said = verify(unsigned)
    assert said.code == 1
    assert said.lines[0] == "SHA256SUMS: it differs from the one in .well-known/"
    shutil.rmtree(unsigned / ".well-known")
    assert verify(unsigned).code == 0


# -- signatures ------------------------------------------------------------------------------------


def test_unsigned(verify: Verify, unsigned: Path) -> None:
    """An archive that never was signed matches, and it is said what that does not show."""
    said = verify(unsigned)
    assert said.code == 0
    assert said.lines[0].startswith("The lists are not signed")


def test_signature_taken_away(verify: Verify, copy: Path, tmp_path: Path) -> None:
    """A signature that is gone is missed where a key is named, there or by who asks."""
    for folder in (copy, copy / ".well-known"):
        (folder / "SHA256SUMS.sig").unlink()
    said = verify(copy)
    assert said.code == 1
    assert said.lines[0].startswith("SHA256SUMS: it is not signed")
    signers = copy.rename(tmp_path / "mirror") / "allowed_signers"
    own = signers.rename(tmp_path / "signers")
    shutil.rmtree(tmp_path / "mirror" / ".well-known")
    assert verify(tmp_path / "mirror").code == 0
    assert verify(tmp_path / "mirror", "--signers", own).code == 1


def test_signers(verify: Verify, copy: Path, tmp_path: Path) -> None:
    """With a list of signers of one's own it is said that one of them signed."""
    own = Path(shutil.copy(copy / "allowed_signers", tmp_path / "known"))
    said = verify(copy, "--signers", own)
    assert said.code == 0
    assert said.lines[0] == "The lists are signed by somebody whom known names."


def test_another_signer(verify: Verify, copy: Path, tmp_path: Path) -> None:
    """Lists that somebody else has signed anew, key and all, do not pass for those of the house."""
    own = Path(shutil.copy(copy / "allowed_signers", tmp_path / "known"))
    key = tmp_path / "forger"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    for folder in (copy, copy / ".well-known"):
        (folder / "SHA256SUMS.sig").unlink()
        command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "press-release", "-f", str(key)]
        subprocess.run([*command, str(folder / "SHA256SUMS")], check=True, capture_output=True)
        public = key.with_suffix(".pub").read_text()
        (folder / "allowed_signers").write_text(f"press-room {public}")
    assert verify(copy).code == 0
    said = verify(copy, "--signers", own)
    assert said.code == 1
    assert said.lines[0] == "SHA256SUMS: it is signed by somebody whom known does not name"


def test_signature_that_cannot_be_checked(
    verify: Verify, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without ssh-keygen it is said that the signature was not checked."""
    monkeypatch.setenv("PATH", "")
    said = verify(copy)
    assert said.code == 2
    assert "ssh-keygen is not installed" in said.error


# -- what is no tampering --------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["furo", "pydata_sphinx_theme", "alabaster"])
def test_another_theme(
    verify: Verify, site: Path, build: Project, absent: Callable[[str], None], theme: str
) -> None:
    """Pages in another theme, built elsewhere, match the list of the first."""
    if importlib.util.find_spec(theme) is None:
        absent(f"the theme {theme} is not installed")
    out = build(FILES, html_theme=theme, html_permalinks_icon="#").out
    assert (out / PAGE).read_bytes() != (site / PAGE).read_bytes()
    said = verify(out, "--manifest", site / "press-releases.json")
    assert said.lines[1:] == ["All matches: 2 releases, 5 files."]


def test_another_folder_and_process(site: Path, tmp_path: Path) -> None:
    """Built anew in another folder, by another process, all lists and texts are the same."""
    source = tmp_path / "elsewhere"
    shutil.copytree(site.parents[1], source, ignore=lambda *_: {"_build"})
    text = (source / "conf.py").read_text("utf-8")
    key = next(line for line in text.splitlines() if "press_signing_key" in line)
    assert Path(key.split("'")[1]).is_file()
    out = tmp_path / "out"
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(tmp_path / "doctrees")]
    subprocess.run([*command, str(source), str(out)], check=True)
    for name in ("press-releases.json", "SHA256SUMS", "SHA256SUMS.sig", TEXT):
        assert (out / name).read_bytes() == (site / name).read_bytes()


def test_incremental(verify: Verify, build: Project, tmp_path: Path) -> None:
    """After an incremental build that changed other releases, a page matches the older list too."""
    older = Path(shutil.copytree(build(FILES).out, tmp_path / "older"))
    drought = FILES["releases/2025/drought.md"].replace("title: Drought", "title: Rain")
    out = build({"releases/2025/drought.md": drought}).out
    assert (out / PAGE).read_bytes() != (older / PAGE).read_bytes()  # it names the other
    assert verify(out).code == 0
    said = verify(out / PAGE, "--manifest", older / "press-releases.json")
    assert said.lines[0] == f"gates.html: it is what was published as {PAGE}"


def test_minifier(verify: Verify, copy: Path, absent: Callable[[str], None]) -> None:
    """Pages that a real minifier has gone over match."""
    if importlib.util.find_spec("minify_html") is None:
        absent("no minify-html")
    import minify_html

    for page in copy.rglob("*.html"):
        before = page.read_text("utf-8")
        after = minify_html.minify(before, keep_closing_tags=False)
        assert len(after) < len(before)
        page.write_text(after, "utf-8")
    assert "<p>They opened at noon" in (copy / PAGE).read_text("utf-8")
    assert "</p><h2" not in (copy / PAGE).read_text("utf-8").replace(" ", "")
    assert verify(copy).code == 0


def crude(html: str) -> str:
    """Make a page as small as HTML allows, and write its letters in other ways."""
    blocks = "p|div|ul|ol|li|h[1-6]|section|article|table|thead|tbody|tr|td|th|figure|dl|dt|dd"
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    html = re.sub(rf"\s*(</?(?:{blocks})\b[^>]*>)\s*", r"\1", html)
    html = re.sub(r"</(?:p|li|dt|dd|td|th|tr|thead|tbody)>", "", html)
    html = re.sub(r'=("|\')([\w./#-]+)\1', r"=\2", html)
    html = re.sub(r"[ \t\r\n]+", "\n", html)
    return html.replace("\u00a0", "&nbsp;").replace("noon", "n&#111;&#x6f;n")


def test_crude_minifier(verify: Verify, copy: Path) -> None:
    """Pages without end tags, quotes, comments and white space, with other entities, match."""
    for page in copy.rglob("*.html"):
        page.write_text(crude(page.read_text("utf-8")), "utf-8")
    assert verify(copy).code == 0


def test_saved_from_a_browser(verify: Verify, copy: Path) -> None:
    """A page saved with the buttons that its script has added matches."""
    button = '<p class="press-copy"><button type="button">Copy the quote</button></p>'
    replace(copy / PAGE, "</figcaption>", f"{button}</figcaption>")
    assert verify(copy / PAGE).code == 0


# -- one file --------------------------------------------------------------------------------------


def test_renamed_files(verify: Verify, copy: Path, tmp_path: Path) -> None:
    """A file that was saved under another name is known by its content."""
    manifest = copy / "press-releases.json"
    for file, path in ((copy / PAGE, PAGE), (copy / TEXT, TEXT)):
        saved = Path(shutil.copy(file, tmp_path / f"saved{file.suffix}"))
        said = verify(saved, "--manifest", manifest)
        assert said.lines[0] == f"{saved.name}: it is what was published as {path}"
        assert said.code == 0


def test_unknown_file(verify: Verify, copy: Path) -> None:
    """A file that no list knows is reported."""
    (copy / "new.pdf").write_bytes(b"%PDF-1.4\nother\n")
    said = verify(copy / "new.pdf")
    assert said.code == 1
    assert said.lines[0].startswith("new.pdf: no list names it")


def test_pages_in_folders(verify: Verify, build: Project, tmp_path: Path) -> None:
    """Pages that are all called index.html are told apart by their folders and by their text."""
    out = build(FILES, builder="dirhtml").out
    page = out / "releases/2026/gates/index.html"
    assert verify(out).code == 0
    assert verify(page).code == 0
    saved = Path(shutil.copy(page, tmp_path / "index.html"))
    assert verify(saved, "--manifest", out / "press-releases.json").code == 0
    replace(page, "noon", "noom")
    assert "its text is not the one" in verify(page).lines[0]


# -- what cannot be checked, and what is meant to harm ---------------------------------------------


def test_addresses(verify: Verify) -> None:
    """An address is answered with how to copy the press room."""
    said = verify("HTTPS://port.example/press/")
    assert said.code == 2
    assert "wget -r -np HTTPS://port.example/press/" in said.error


@pytest.mark.parametrize("case", ["nothing", "empty", "no list", "no manifest"])
def test_nothing_to_check_with(verify: Verify, tmp_path: Path, case: str) -> None:
    """Where there is nothing to check, or nothing to check with, it is said what to give."""
    (tmp_path / "a.txt").write_text("a")
    given = {
        "nothing": [tmp_path / "none"],
        "empty": [tmp_path],
        "no list": [tmp_path / "a.txt"],
        "no manifest": [tmp_path, "--manifest", tmp_path / "none"],
    }
    said = verify(*given[case])
    assert (said.code, said.lines) == (2, [])
    assert len(said.error.splitlines()) == 1


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"format": 99, "releases": []}']
)
def test_rubbish_lists(verify: Verify, copy: Path, content: bytes) -> None:
    """A list that is none is said to be none."""
    (copy / "press-releases.json").write_bytes(content)
    said = verify(copy)
    assert said.code == 2
    assert "press-releases.json cannot be used" in said.error


def test_rubbish_everywhere(verify: Verify, copy: Path) -> None:
    """Pages, texts, sums and signatures that are rubbish are each a line."""
    (copy / PAGE).write_bytes(bytes(range(256)) * 50)
    (copy / TEXT).write_bytes(b"\0")
    (copy / "SHA256SUMS").write_bytes(b"\xff\n")
    (copy / "SHA256SUMS.sig").write_bytes(b"rubbish")
    said = verify(copy)
    assert said.code == 1
    for path in (PAGE, TEXT, "SHA256SUMS"):
        assert any(line.startswith(f"{path}: ") for line in said.lines), path


HOSTILE = [
    "../secret.txt",
    "/etc/passwd",
    "releases/../../secret.txt",
    "link/secret.txt",
    "..\\secret.txt",
    "nul\0byte",
    "a" * 5000,
    "/" * 300,
    ".",
    "pipe",
]


@pytest.fixture
def hostile(copy: Path) -> Iterator[Path]:
    """Make a copy whose list leads out of it, into a pipe, and nowhere."""
    (copy.parent / "secret.txt").write_text("secret")
    os.symlink(copy.parent, copy / "link")
    os.mkfifo(copy / "pipe")
    values = json.loads((copy / "press-releases.json").read_bytes())
    digest = hashlib.sha256(b"secret").hexdigest()
    values["releases"][0]["attachments"] = [
        {"path": path, "name": "x", "sha256": digest, "size": 6} for path in HOSTILE
    ]
    values["releases"][0]["page"] = "../../secret.html"
    (copy / "press-releases.json").write_text(json.dumps(values), "utf-8")
    return copy


def test_hostile_list(verify: Verify, hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing outside of the folder is opened, whatever a list names."""
    opened = []
    real = Path.open

    def watched(self: Path, *arguments: object, **options: object) -> object:
        opened.append(self.resolve())
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", watched)
    said = verify(hostile)
    assert said.code == 1
    assert [file for file in opened if not file.is_relative_to(hostile)] == []
    assert opened
    outside = [line for line in said.lines if "leads out of the folder" in line]
    assert len(outside) == 8


def test_names_that_draw(verify: Verify, copy: Path) -> None:
    """Names cannot move the cursor of a terminal, nor turn its text around."""
    file = copy / "releases/\x1b[2Jforged\u202etxt.html"
    shutil.copy(copy / PAGE, file)
    replace(file, "noon", "noom")
    said = verify(copy)
    assert any("\ufffd[2Jforged\ufffdtxt.html: no list names it" in line for line in said.lines)
    assert "\x1b" not in "".join(said.lines)


# -- the command -----------------------------------------------------------------------------------


def test_starts_without_sphinx(site: Path) -> None:
    """The command starts and checks without Sphinx and what it brings."""
    code = (
        "import sys; from sphinx_pressroom.cli import main; code = main(sys.argv[1:]); "
        "heavy = {'sphinx', 'docutils', 'pydantic', 'babel', 'yaml'} & sys.modules.keys(); "
        "print(heavy, file=sys.stderr); sys.exit(code or bool(heavy))"
    )
    command = [sys.executable, "-c", code, "verify", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_as_a_program(site: Path) -> None:
    """``pressroom`` and ``python -m sphinx_pressroom`` are the same command, with help."""
    for command in ([sys.executable, "-m", "sphinx_pressroom"], ["pressroom"]):
        path = [Path(sys.executable).with_name(command[0])] if len(command) == 1 else command
        done = subprocess.run(
            [*path, "verify", "--help"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0
        assert "exit codes:" in done.stdout


def test_a_mirror(
    verify: Verify,
    site: Path,
    serve: Callable[[Path], str],
    tmp_path: Path,
    absent: Callable[[str], None],
) -> None:
    """A copy that wget makes of the served press room, as the help says, is whole and matches."""
    if not shutil.which("wget"):
        absent("no wget")
    address = serve(site)
    command = ["wget", "-q", "-r", "-np", "-nH", "--cut-dirs=2", "--no-proxy", address]
    subprocess.run(command, cwd=tmp_path, check=False)
    said = verify(tmp_path)
    assert said.lines[-1] == "All matches: 2 releases, 5 files."
    assert said.code == 0
