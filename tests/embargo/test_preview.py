"""Previews: everything is there, and says that it is not for the public."""

import re
import subprocess

import canaries
import pytest
from bs4 import BeautifulSoup
from canaries import LIFT, NEVER, SECRET, SLUG, WORDS
from rooms import sphinx

DRAFT = "---\ntitle: Draft of a bridge\ndate: 2026-03-02\nstatus: draft\n---\n\nText.\n"
UNCLEAR = "---\ntitle: Unclear bridge\ndate: 2026-03-02\nstatus: drft\n---\n\nText.\n"
FILES = {**SECRET, "releases/draft.md": DRAFT}
UNTIL = "Embargoed until Mar 31, 2026 at 9:00 AM"


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """Build a preview, once."""
    folder = tmp_path_factory.mktemp("preview") / "source"
    canaries.write(folder, canaries.SHARED, FILES)
    return sphinx(folder, LIFT - 1, "-t", "preview")


def text_of(pdf):
    """Read a PDF, sheet by sheet."""
    made = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True)
    return made.stdout.split("\f")[:-1]


def test_everything_is_there(preview):
    """A preview shows every public word of a release under embargo, and drafts."""
    assert preview.code == 0, preview.log
    assert set().union(*preview.traces().values()) >= set(WORDS) - NEVER
    assert "Draft of a bridge" in (preview.out / "index.html").read_text("utf-8")
    assert "withheld" not in preview.log


def test_every_page_has_a_banner(preview):
    """Each page begins with a banner; a release's says why it is no page for the public."""
    pages = sorted(preview.out.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        if soup.find("meta", attrs={"http-equiv": "refresh"}):
            continue  # an old address, which leads on at once
        assert soup.body.find(True)["class"] == ["press-preview"], page
    said = {
        name: BeautifulSoup((preview.out / name).read_text("utf-8"), "html.parser")
        .select_one(".press-preview")
        .get_text()
        for name in ("index.html", f"{SLUG}.html", "releases/draft.html")
    }
    assert said["index.html"] == "Preview – not for the public"
    assert said["releases/draft.html"] == "Draft – not for the public"
    assert re.search(r"Embargoed until .*9:00.AM \(UTC\+02:00\), 7:00.AM UTC", said[f"{SLUG}.html"])


def test_machines_are_kept_away(preview):
    """Pages ask not to be indexed, name no public address, and send no referrer; no feed is there."""
    for page in preview.out.rglob("*.html"):
        soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        robots = soup.find("meta", attrs={"name": "robots"})
        assert "noindex" in robots["content"], page
        assert soup.find("meta", attrs={"name": "referrer"})["content"] == "no-referrer"
        assert not soup.find("link", rel="canonical"), page
        assert not soup.find("link", rel="alternate"), page
        assert not soup.find("meta", property=re.compile("^og:"))
    names = [name for name in preview.files() if name.endswith((".xml", ".json", ".inv", ".txt"))]
    assert [name for name in names if not name.startswith("pagefind/")] == ["robots.txt"]
    assert not [name for name in preview.files() if "SHA256SUMS" in name or "well-known" in name]


def test_every_sheet_has_a_banner(preview):
    """Each page of each PDF says the same, so that a sheet that is passed on says it too."""
    for name, words in (
        (SLUG, "Embargoed until"),
        ("releases/draft", "Draft – not for the public"),
    ):
        sheets = text_of(preview.out / f"{name}.pdf")
        assert sheets
        assert all(words in " ".join(sheet.split()) for sheet in sheets)
    public = text_of(preview.out / "releases/2026/public-1.pdf")
    assert all("Preview – not for the public" in " ".join(sheet.split()) for sheet in public)
    volume = text_of(preview.out / "archive/all.pdf")
    assert all("not for the public" in " ".join(sheet.split()) for sheet in volume)


def test_the_setting_does_the_same(room, preview):
    """``press_preview`` in conf.py makes what the tag makes."""
    run = room(FILES, conf="press_preview = True\n")(LIFT - 1)
    assert run.files().keys() == preview.files().keys()


def test_mistakes_are_told(room):
    """In a preview, mistakes of what is withheld are warnings like any other."""
    wrong = {"releases/draft.md": DRAFT.replace("status", "zebra: 1\nstatus")}
    assert "unknown field 'zebra'" not in room(wrong)(LIFT).log
    assert "unknown field 'zebra'" in room(wrong)(LIFT, "-t", "preview").log


def test_what_is_held_back_by_mistake(room):
    """A release whose status cannot be read is in the preview, and called that."""
    run = room({"releases/unclear.md": UNCLEAR})(LIFT, "-t", "preview")
    page = (run.out / "releases/unclear.html").read_text("utf-8")
    assert "Held back, since its status or embargo cannot be read" in page


@pytest.mark.parametrize("cache", [True, False], ids=["own cache", "cache inside"])
def test_never_into_a_public_folder(room, cache):
    """A preview refuses the folder of a public build, and leaves every byte of it."""
    build = room(FILES)
    public = build(LIFT - 1, cache=cache)
    again = build(LIFT - 1, "-t", "preview", cache=cache)
    assert again.code != 0
    assert "this is a preview, and" in again.log
    assert "Traceback" not in again.log
    assert again.files() == public.files()
    assert again.traces() == {}


def test_never_into_a_public_cache(room):
    """Nor does it write into the cache of public builds, though its output lies elsewhere."""
    build = room(FILES)
    public = build(LIFT - 1)
    out = build.folder.parent / "elsewhere"
    again = build(LIFT - 1, "-t", "preview", "-d", public.cache, out=out, cache=False)
    assert again.code != 0
    assert "with -d" in again.log
    assert canaries.traces(public.cache) == {}


def test_no_public_build_into_a_preview(room):
    """A public build refuses the folder of a preview, which would stay beside it."""
    build = room(FILES)
    build(LIFT - 1, "-t", "preview")
    again = build(LIFT - 1)
    assert again.code != 0
    assert "holds a preview" in again.log


def test_a_folder_that_was_there(room, tmp_path):
    """A preview refuses any folder that holds something else, and takes an empty one."""
    build = room(FILES)
    full, empty = tmp_path / "full", tmp_path / "empty"
    for folder in (full, empty):
        folder.mkdir()
    (full / "index.html").write_text("Public.")
    assert build(LIFT - 1, "-t", "preview", out=full).code != 0
    assert build(LIFT - 1, "-t", "preview", out=empty).code == 0
    assert build(LIFT - 1, "-t", "preview", out=empty).code == 0


def test_a_preview_follows(room):
    """A preview that is built again shows what has changed: when the time has come, no embargo."""
    build = room(FILES)
    build(LIFT - 1, "-t", "preview")
    run = build(LIFT, "-t", "preview")
    banner = BeautifulSoup((run.out / f"{SLUG}.html").read_text("utf-8"), "html.parser")
    assert banner.select_one(".press-preview").get_text() == "Preview – not for the public"
