"""Files that releases show and offer: found safely, and published under names of their content."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import imagesize
from docutils import nodes
from sphinx import addnodes

from .domain import Asset, Stamp, press_domain, stamp_of
from .pictures import Broken
from .pictures.metadata import cleaned, tells
from .problems import Position, Problem, Subtype, position_of, report
from .records import Located
from .safety import addresses
from .safety.active import what_runs
from .settings import SUFFIX, release_paths

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP"),
)
_PDF_LANGUAGE = re.compile(rb"/Lang\s*\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)")


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file of the source folder: its path there, and what is read from itself.

    The size is that of the published file, in bytes; width and height are those of the picture as
    it is shown, in pixels.
    """

    path: str
    format: str
    size: int
    language: str | None = None
    width: int | None = None
    height: int | None = None


def find(env: BuildEnvironment, docname: str, wanted: Located) -> LocalFile | None:
    """Find the file that a release names, and let the document depend on it.

    A path from ``/`` starts at the source folder, any other at the release's folder;
    percent-encoding is undone where no file has it in its name. What is missing, lies outside the
    source folder or is reached through a link that leaves it is reported; then there is no file.
    """
    path = _inside(env, docname, wanted.text)
    if path is None:
        message = f"'{wanted.text}' leads out of the source folder; put the file into it"
        report([Problem(Subtype.FILE, message, wanted.position)])
        return None
    if _is_too_long(path) or is_withheld(env, path):
        path_exists = False
    else:
        env.note_dependency(path, docname=docname)
        path_exists = path.is_file()
    if not path_exists:
        message = f"there is no file '{wanted.text}'; put it there, or mend the path"
        if is_withheld(env, path):
            message = "this is the file of a release that is withheld; it is not published"
        report([Problem(Subtype.FILE, message, wanted.position)])
        return None
    relative = path.relative_to(env.srcdir).as_posix()
    if danger := asset(env, relative).danger:
        report([_dangerous(wanted.text, danger, wanted.position)])
        return None
    return describe(env, relative)


def _dangerous(path: str, danger: str, position: Position) -> Problem:
    message = f"'{path}' is not published, since {danger}; offer a PDF, a picture or a ZIP instead"
    return Problem(Subtype.FILE, message, position)


def exists(env: BuildEnvironment, docname: str, path: str) -> str | None:
    """Give the path in the source folder of a file that a text links to, if there is one."""
    found = _inside(env, docname, path)
    if found is None or _is_too_long(found) or not found.is_file():
        return None
    return found.relative_to(env.srcdir).as_posix()


LONGEST_NAME = 255
"""Bytes of a file's name on the file systems that there are."""


def _is_too_long(path: Path) -> bool:
    return any(len(part.encode("utf-8", "replace")) > LONGEST_NAME for part in path.parts)


def is_withheld(env: BuildEnvironment, path: Path) -> bool:
    """Tell whether a file is the source of a release that this build leaves out."""
    hidden = press_domain(env).withheld.paths
    return bool(hidden) and path.relative_to(env.srcdir).as_posix() in hidden.values()


def link(env: BuildEnvironment, docname: str, path: str) -> nodes.Element | None:
    """Make the link to what a path means here: a document, or a file to download.

    A document that does not exist for Sphinx (a draft) is neither.
    """
    found = exists(env, docname, path)
    target = env.path2doc(found) if found else path.strip("/")
    if target in env.found_docs:
        return addnodes.pending_xref(
            refdomain="std",
            reftype="doc",
            reftarget=f"/{target}",
            refexplicit=True,
            refwarn=True,
            refdoc=docname,
        )
    if found is None or target is not None:
        return None
    return addnodes.download_reference(reftarget=f"/{found}", refdoc=docname)


def _inside(env: BuildEnvironment, docname: str, text: str) -> Path | None:
    """Turn a written path into one of the source folder, or nothing when it leaves that."""
    srcdir = Path(env.srcdir)
    base = srcdir if text.startswith("/") else Path(env.doc2path(docname)).parent
    chosen: Path | None = None
    for written in (text, unquote(text)):
        relative = written.lstrip("/")
        if not relative or "\0" in relative or "\\" in relative:
            continue
        path = Path(re.sub(r"/(?:\./)+", "/", (base / relative).as_posix()))
        normal = _without_dots(path)
        if normal is None or not normal.is_relative_to(srcdir):
            continue
        try:
            real = normal.resolve()
            if not real.is_relative_to(srcdir.resolve()):
                continue
            if chosen is None or normal.is_file():
                chosen = normal
        except (OSError, RuntimeError, ValueError):  # too long a name, or links in a circle
            continue
    return chosen


def _without_dots(path: Path) -> Path | None:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            if len(parts) < 2:
                return None
            parts.pop()
        else:
            parts.append(part)
    return Path(*parts)


def describe(env: BuildEnvironment, relative: str) -> LocalFile:
    """Read from a file of the source folder what it is."""
    path = Path(env.srcdir, relative)
    with path.open("rb") as file:
        start = file.read(16)
    kind = next((name for sign, name in _SIGNATURES if start.startswith(sign)), "")
    language = _pdf_language(path) if kind == "PDF" else None
    width, height = imagesize.get(path) if kind != "PDF" and _is_picture(path) else (-1, -1)
    return LocalFile(
        path=relative,
        format=kind or path.suffix.lstrip(".").upper(),
        size=asset(env, relative).size,
        language=language,
        width=int(width) if width > 0 else None,
        height=int(height) if height > 0 else None,
    )


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"}


def _pdf_language(path: Path) -> str | None:
    """Read a PDF's own language (ISO 32000, catalogue entry Lang) where it lies uncompressed."""
    match = _PDF_LANGUAGE.search(path.read_bytes())
    return match[1].decode("ascii") if match else None


def clean_name(path: str) -> str:
    """Make the name clean under which a file is published, beside the digest of its content."""
    name = PurePosixPath(path)
    stem = unicodedata.normalize("NFKC", name.stem)
    clean = re.sub(r"[^\w.]+", "-", stem).strip("-._")[:80] or "file"
    return f"{clean}{name.suffix.lower()}"


def published(file: Path) -> bytes:
    """Read a file as it is published: of a picture, without what is not for the public."""
    return _cleaned(file.read_bytes())[0]


def is_cleaned(file: Path) -> bool:
    """Tell whether a file is published with other bytes than its own."""
    with file.open("rb") as content:
        return tells(content.read(12))


def _cleaned(content: bytes) -> tuple[bytes, str]:
    try:
        return cleaned(content), ""
    except Broken as error:
        return content, str(error)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Give all files that documents use the names of their content.

    Sphinx numbers images that share a name, so that one release shifts the names of another, and
    names downloads by a hash of their path, which anybody can compute. Neither has a setting, so
    the two tables of the environment are edited once all documents are read
    (https://github.com/sphinx-doc/sphinx/issues/11263 is about images).
    """
    domain = press_domain(env)
    for path, (docs, _) in list(env.images.items()):
        its = asset(env, path)
        stem, dot, suffix = its.name.rpartition(".")
        name = f"{stem}-{its.digest}{dot}{suffix}" if dot else f"{its.name}-{its.digest}"
        env.images[path] = (docs, name)
    # What Sphinx thought of calling them stays in its table, even of a release that is taken back.
    env.images._existing = {name for _, name in env.images.values()}
    for file, (docs, default) in list(env.dlfiles.items()):
        its = asset(env, file.as_posix())
        env.dlfiles[file] = (docs, type(default)(its.digest, its.name))
    used = {str(path) for path in (*env.images, *env.dlfiles)}
    for path in domain.assets.keys() - used:
        del domain.assets[path]


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Take back releases that are gone, or drafts again; Sphinx leaves what it once wrote."""
    is_release = release_paths(app.config)
    gone = [docname for docname in removed if is_release(f"{docname}{SUFFIX}")]
    for docname in gone:
        _take_back(app, docname)
    # Sphinx stores its cache anew only when something is read.
    return [*_users_of_changed(env), *([app.config.root_doc] if gone else [])]


def _users_of_changed(env: BuildEnvironment) -> set[str]:
    """Name the documents of which a file has changed, to whatever time: Sphinx sees newer ones."""
    found: set[str] = set()
    for path, its in press_domain(env).assets.items():
        if stamp_of(Path(env.srcdir, path)) not in {its.stamp, None}:
            found |= env.images.get(path, (set(), ""))[0]
            found |= env.dlfiles.get(Path(path), (set(), ""))[0]
    return found


def _take_back(app: Sphinx, docname: str) -> None:
    """Delete a release's page, the files that only it used, and its place in the cache."""
    builder: Any = app.builder
    Path(app.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)
    if builder.format != "html":
        return
    outdir = Path(builder.outdir)
    Path(builder.get_output_path(docname)).unlink(missing_ok=True)
    for docs, name in app.env.images.values():
        if docs == {docname}:
            (outdir / builder.imagedir / name).unlink(missing_ok=True)
    for docs, path in app.env.dlfiles.values():
        if docs == {docname}:
            (outdir / "_downloads" / path).unlink(missing_ok=True)


def asset(env: BuildEnvironment, path: str) -> Asset:
    """Give what a file is published as; it is read when it has another time or size than before."""
    assets = press_domain(env).assets
    file = Path(env.srcdir, path)
    stamp = stamp_of(file)
    known = assets.get(path)
    if known is None or (stamp and known.stamp != stamp):
        content, fault = _cleaned(file.read_bytes()) if stamp else (b"", "")
        sha256 = hashlib.sha256(content).hexdigest()
        danger = "it is a folder" if file.is_dir() else what_runs(path, content)
        of = stamp or Stamp(0, 0)
        known = Asset(of, clean_name(path), len(content), sha256, fault, danger)
        assets[path] = known
    return known


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Tell download links the names of their files, and keep foreign files out of releases.

    Sphinx shows and offers whatever file a path leads to, also outside the source folder.
    """
    env = app.env
    strict = env.docname in press_domain(env).sources
    for node in doctree.findall(addnodes.download_reference):
        _name_download(env, node, strict=strict)
    for image in list(doctree.findall(nodes.image)) if strict else ():
        _check_image(env, image)


def _name_download(
    env: BuildEnvironment, node: addnodes.download_reference, *, strict: bool
) -> None:
    if "filename" in node:
        path, _ = env.relfn2path(node["reftarget"], env.docname)
        outside = strict and _is_outside(env, path)
        if outside or is_withheld(env, Path(env.srcdir, path)):
            _refuse(node, node["reftarget"])
        elif strict and (danger := asset(env, path).danger):
            report([_dangerous(node["reftarget"], danger, position_of(node))])
        else:
            its = asset(env, path)
            node["filename"] = f"{its.digest}/{its.name}"
            return
        del node["filename"]
        _forget(env.dlfiles, Path(path), env.docname)
    elif strict and not _is_web(node.get("refuri", "https:")):
        _refuse(node, node["refuri"])
        del node["refuri"]


def _check_image(env: BuildEnvironment, image: nodes.image) -> None:
    candidates: dict[str, str] = image.get("candidates") or {}
    shown = [path for path in candidates.values() if path in env.images]
    wrong = [path for path in shown if _is_outside(env, path)]
    active = [path for path in shown if path not in wrong and asset(env, path).danger]
    for path in (*wrong, *active):
        _forget(env.images, path, env.docname)
    if not _is_web(image["uri"]):
        wrong.append(image["uri"])
    if wrong:
        _refuse(image, wrong[0])
    elif active:
        report([_dangerous(active[0], asset(env, active[0]).danger, position_of(image))])
    if wrong or active:
        image.parent.replace(image, nodes.inline("", image.get("alt", "")))


def _forget(table: Any, path: str | Path, docname: str) -> None:
    """Take a file from what a document publishes; others may publish it still."""
    docs = table[path][0] if path in table else {docname}
    docs.discard(docname)
    if not docs:
        table.pop(path, None)


def _is_web(uri: str) -> bool:
    """Tell whether an address with a scheme is one that a page may lead to."""
    return addresses.scheme(uri) in {"", "http", "https", "ftp"}


def _is_outside(env: BuildEnvironment, path: str) -> bool:
    srcdir = Path(env.srcdir).resolve()
    return not (srcdir / path).resolve().is_relative_to(srcdir)


def _refuse(node: nodes.Element, path: str) -> None:
    message = f"'{path}' leads out of the source folder or to a draft; it is not published"
    report([Problem(Subtype.FILE, message, position_of(node))])


def is_on_the_web(wanted: Located) -> bool:
    """Tell whether a release names an address and not a file."""
    return wanted.text.lower().startswith(("http://", "https://"))


def setup(app: Sphinx) -> None:
    """Connect the naming of files."""
    app.connect("env-get-outdated", on_env_get_outdated)
    app.connect("env-updated", on_env_updated)
    app.connect("doctree-read", on_doctree_read)
