"""The ways in which releases have got out too early elsewhere, each as a test under its number.

The numbers are those of the list of threats that this press room is built against: E1 to E19, E21,
E26 to E30. What a test here leaves to others is named in its first line.
"""

import hashlib
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
import zlib
from pathlib import Path

import canaries
import pytest
from bs4 import BeautifulSoup
from canaries import CONTACTS, LIFT, NEVER, PUBLIC, SECRET, SHARED, SLUG, WORDS, release
from rooms import sphinx

from sphinx_pressroom.outputs.door import Door

ROOM = {**SHARED, **SECRET}
OLD = "---\ntitle: Old bridge\ndate: 2026-01-01\n{}---\n\nTen metres long.\n"


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """Build the room a second before the time, with everything on that could tell."""
    folder = tmp_path_factory.mktemp("before") / "source"
    canaries.write(folder, ROOM, conf="html_copy_source = True\nhtml_show_sourcelink = True\n")
    return sphinx(folder, LIFT - 1)


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    """Build the same room without the release."""
    folder = tmp_path_factory.mktemp("without") / "source"
    canaries.write(folder, SHARED, conf="html_copy_source = True\nhtml_show_sourcelink = True\n")
    return sphinx(folder, LIFT - 1)


@pytest.fixture(scope="module")
def after(tmp_path_factory):
    """Build the room when the time has come."""
    folder = tmp_path_factory.mktemp("after") / "source"
    canaries.write(folder, ROOM)
    return sphinx(folder, LIFT)


def answer(address):
    """Ask a server: the code, the headers that say something, and the content."""
    try:
        with urllib.request.urlopen(address) as response:
            return response.status, response.headers["Content-Type"], response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read()


def words_in(files):
    """Find the words in names and contents of files."""
    found = (canaries.found_in(name.encode()) | canaries.found_in(files[name]) for name in files)
    return set().union(*found)


def some(run, *patterns):
    """Give the files whose names match one of some patterns; there has to be one of each."""
    files = run.files()
    for pattern in patterns:
        assert any(re.search(pattern, name) for name in files), pattern
    return {
        name: content
        for name, content in files.items()
        if any(re.search(pattern, name) for pattern in patterns)
    }


def test_e01_a_page_at_its_final_address(before, serve):
    """The address of the page answers as any address that there never was, to the byte."""
    site = serve(before.out)
    for end in (".html", ".pdf", ".txt", "/", "/index.html"):
        secret = answer(f"{site}/{SLUG}{end}")
        other = answer(f"{site}/releases/2026/zz-no-such-bridge{end}")
        assert secret[0] == 404
        assert secret == other


def test_e02_sources_and_caches(before):
    """Copies of sources and Sphinx's caches hold no word; the public ones are copied as asked."""
    copies = some(before, r"^_sources/", r"^\.buildinfo$")
    assert any("public-1.md" in name for name in copies)
    assert words_in(copies) == set()
    assert canaries.traces(before.cache) == {}


@pytest.mark.long
@pytest.mark.parametrize("search", ["pagefind", "sphinx"])
def test_e03_search(room, search):
    """The search index has no word and no stem of it, also when it had them before."""
    build = room(SECRET, conf=f'press_search = "{search}"\n')
    index = r"^pagefind/fragment/" if search == "pagefind" else "searchindex"
    told = words_in(some(build(LIFT), index))
    assert {"zqtitlor", "zqbodyar"} <= told
    assert words_in(some(build(LIFT - 1), index)) == set()


def test_e04_inventories_indices_and_neighbours(before, without):
    """Inventory, index and neighbours tell nothing; public pages are the same to the byte."""
    inventory = before.files()["objects.inv"].split(b"\n", 4)[4]
    assert b"releases/2026/public-1" in zlib.decompress(inventory)
    assert canaries.found_in(zlib.decompress(inventory)) == set()
    assert before.files() == without.files()


def test_e05_lists_for_machines(before, after):
    """Sitemap, redirects and robots name no path of it, nor forbid one."""
    names = (r"^sitemap.*\.xml$", r"^robots\.txt$", r"^\.well-known/")
    assert words_in(some(before, *names)) == set()
    assert f"{SLUG}.html".encode() in b"".join(some(after, r"^sitemap").values())
    assert not [name for name in before.files() if name.startswith("2026/")]
    assert "2026/zqalias.html" in after.files()


def test_e06_feeds(before, after, without):
    """No feed has an entry of it, nor says that anything has changed."""
    feeds = some(before, r"feed\.xml$")
    assert words_in(feeds) == set()
    assert feeds == some(without, r"feed\.xml$")
    updated = re.compile(rb"<updated>(.*?)</updated>")
    main = [updated.search(run.files()["feed.xml"])[1] for run in (before, after)]
    assert main == [b"2026-03-05T09:00:00+01:00", b"2026-03-31T09:00:00+02:00"]


def test_e07_counts_and_gaps(before, after):
    """Counts of tags, categories and years do not count it, and its own terms have no pages."""
    page = BeautifulSoup(before.files()["archive/index.html"], "html.parser").get_text(" ")
    assert "6" not in re.findall(r"\d+", page.replace("2026", ""))
    tags = [name for name in before.files() if name.startswith("tag/")]
    assert sorted(tags) == sorted(
        name for name in after.files() if name.startswith("tag/") and "zqtagoro" not in name
    )
    assert any("zqtagoro" in name for name in after.files())


def test_e08_pictures_and_what_is_made_of_them(before, after):
    """No picture of it is there, in no size; later names come from content, not from the release."""
    pictures = some(before, r"^_images/")
    assert words_in(pictures) == set()
    made = [name for name in some(after, r"^_images/") if "zqimanar" in name]
    assert made
    assert not [name for name in made if "zqslugar" in name or "zqtitlor" in name]


@pytest.mark.long
def test_e09_downloads_that_can_be_guessed(before, after, room):
    """Nothing is there before; after it, the address follows from the bytes, and only from them."""
    assert words_in(some(before, r"^_downloads/")) == set()
    source = SECRET["uploads/zqfilnar.pdf"]
    path = next(name for name in after.files() if name.endswith("zqfilnar.pdf"))
    folder = path.split("/")[1]
    assert hashlib.sha256(source).hexdigest().startswith(folder)
    assert len(folder) >= 16
    guesses = [b"uploads/zqfilnar.pdf", b"/uploads/zqfilnar.pdf", b"zqfilnar.pdf"]
    assert folder not in [hashlib.md5(guess).hexdigest()[: len(folder)] for guess in guesses]
    build = room(SECRET)
    build(LIFT)
    text = SECRET[f"{SLUG}.md"].replace("crossed", "spanned")
    assert path in build(LIFT, change={f"{SLUG}.md": text}).files()
    changed = build(LIFT, change={"uploads/zqfilnar.pdf": source + b"%\n"}).files()
    assert path not in changed
    assert any(name.endswith("/zqfilnar.pdf") for name in changed)


def test_e10_lists_of_digests(before, after):
    """SHA256SUMS and the list of releases name none of its files, nor count them."""
    names = (r"SHA256SUMS$", r"press-releases\.json$")
    assert words_in(some(before, *names)) == set()
    assert {"zqslugar", "zqfilnar"} <= words_in(some(after, *names))


def test_e11_what_pdfs_carry(before, after):
    """No PDF knows of it; its own later has one revision, no path, and nothing that is not shown."""
    assert words_in(some(before, r"\.pdf$")) == set()
    content = after.files()[f"{SLUG}.pdf"]
    told = canaries.found_in(content)
    assert {"zqtitlor", "zqbodyar", "zqauthor"} <= told
    assert told.isdisjoint(NEVER)
    assert (
        b"/Prev"
        not in re.sub(rb"stream.*?endstream", b"", content, flags=re.DOTALL).split(b"trailer")[-1]
    )
    assert content.count(b"%%EOF") == 1
    assert b"/source/" not in b"".join(canaries.unpacked(content))


def test_e12_metadata_of_pictures(after):
    """What pictures say of places, cameras and drafts is gone from every file that is published."""
    for name, content in some(after, r"^_images/.*zq", r"^_downloads/.*zqhdimar").items():
        assert "zqexifor" not in canaries.found_in(content), name


@pytest.mark.long
def test_e13_a_translation_that_comes_earlier(room):
    """A sibling in another language waits for the strictest embargo; the log says only how many."""
    sibling = (
        "---\ntitle: Neue Brücke zqtransor\ndate: 2026-03-30\nlanguage: de\n"
        f"embargo: 2026-03-31 08:00 Europe/Paris\ntranslations: [/{SLUG}.md]\n---\n\nText.\n"
    )
    build = room({**SECRET, "releases/2026/zqslugar-de.md": sibling})
    run = build(LIFT - 1)
    assert run.traces() == {}
    assert "releases withheld: 2; next date: 2026-03-31T07:00:00Z" in run.log
    assert "releases/2026/zqslugar-de.html" in build(LIFT).files()


@pytest.mark.long
def test_e13_a_translation_on_its_own(room):
    """One that says so comes at its own time, which a preview does not remark upon."""
    sibling = (
        "---\ntitle: Neue Brücke\ndate: 2026-03-30\nlanguage: de\n"
        "embargo: {until: 2026-03-30 08:00 Europe/Paris, alone: true}\n---\n\nText.\n"
    )
    run = room({**SECRET, "releases/2026/neu.md": sibling})(LIFT - 1)
    assert "releases/2026/neu.html" in run.files()
    assert run.traces() == {}


@pytest.mark.long
@pytest.mark.parametrize("field", ["corrects", "replaces"])
def test_e14_the_draft_of_a_correction(room, field):
    """A correction under embargo leaves the page that it corrects as it is, to the byte."""
    text = SECRET[f"{SLUG}.md"].replace("title:", f"{field}: [/releases/old.md]\ntitle:", 1)
    old = {"releases/old.md": OLD.format("")}
    with_it, alone = room({**SECRET, f"{SLUG}.md": text, **old}), room(old)
    assert with_it(LIFT - 1).files() == alone(LIFT - 1).files()
    later = with_it(LIFT).files()["releases/old.html"].decode()
    assert "zqtitlor" in later


@pytest.mark.long
def test_e14_a_change_that_is_announced(room):
    """A note of a change that is dated later is in no output and no cache until then."""
    note = "changes:\n- {at: 2026-03-31 09:00 +02:00, kind: correction, note: zqnotora.}\n"
    build = room({"releases/old.md": OLD.format(note)})
    run = build(LIFT - 1)
    assert run.traces() == {}
    assert "zqnotora" in build(LIFT).files()["releases/old.html"].decode()
    assert build(LIFT - 1).traces() == {}


@pytest.mark.long
def test_e15_what_an_earlier_build_left(room):
    """A build into a folder that holds the release takes away every file of it."""
    build = room(SECRET)
    public = build(LIFT)
    assert SLUG in str(public.files().keys())
    run = build(LIFT + 1, change={f"{SLUG}.md": release("date: 2026-03-31\nstatus: draft")})
    assert run.traces() == {}


@pytest.mark.parametrize(
    ("until", "says"),
    [
        ("2026-03-31", "is a day; write the time"),
        ("2026-03-31 09:00", "has no time zone"),
        ("2026-10-25 02:30 Europe/Paris", "comes twice that night"),
        ("", "is empty"),
    ],
)
def test_e16_zones(build, until, says):
    """An end that could mean two moments is a located error, and the release is held back."""
    text = f"---\ntitle: New bridge\ndate: 2026-03-31\nembargo: {until}\n---\n\nText.\n"
    built = build({"releases/new.md": text, "releases/old.md": OLD.format("")})
    first, second = built.located
    assert (first.line, first.subtype) == (4, "invalid_value")
    assert says in first.message
    assert (second.line, second.subtype) == (1, "withheld")
    assert "its embargo" in second.message
    assert set(built.releases) == {"releases/old"}


@pytest.mark.parametrize(
    "field",
    ["embargo_until", "Embargo", "embargoed", "publish_date", "embago", "embargo: x\nembargo"],
)
def test_e16_a_name_that_may_mean_an_embargo(build, field):
    """A field that is none of ours, but may be meant to hold back, holds back."""
    text = f"---\ntitle: New bridge\ndate: 2026-03-01\n{field}: 2026-03-31 09:00 Z\n---\n\nText.\n"
    built = build({"releases/new.md": text}, press_now="2026-03-02T00:00:00Z")
    assert built.located[-1].subtype == "withheld"
    assert built.releases == {}


@pytest.mark.long
def test_e17_one_clock(room, monkeypatch):
    """``press_now`` is the clock before the environment's; the delay of a late build is told."""
    build = room(SECRET, conf='press_now = "2026-03-31T06:59:59Z"\n')
    assert build(LIFT + 5).traces() == {}
    late = room(SECRET)
    late(LIFT - 60)
    assert "published: 1, 35 seconds late" in late(LIFT + 35).log


def test_e17_a_clock_that_is_none(build):
    """A setting that is no time is a warning in conf.py, and the true time counts."""
    built = build({"releases/old.md": OLD.format("")}, press_now="tomorrow")
    assert [(one.path, one.subtype) for one in built.located] == [("conf.py", "setting")]
    assert set(built.releases) == {"releases/old"}


def test_e18_a_missed_lift(before):
    """The command says that a build is overdue (more in tests/cli/test_next_lift.py)."""
    source = before.out.parent / "source"
    made = subprocess.run(
        [sys.executable, "-m", "sphinx_pressroom", "next-lift", source, "--output", before.out],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(LIFT + 1)},
    )
    assert (made.returncode, made.stdout) == (1, "\n")
    assert canaries.found_in(made.stderr.encode()) == set()


def test_e19_pages_before_lists(build, monkeypatch):
    """Files come whole, one by one: pages first, then feeds and sitemap, the ledger last."""
    order = []
    replace = Door._replace

    def note(self, file, content):
        order.append(self.path(Path(file)))
        return replace(self, file, content)

    monkeypatch.setattr(Door, "_replace", note)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(LIFT))
    build(ROOM, html_baseurl="https://press.rivers.example/", html_theme="pressroom")
    page, feed, sitemap = (
        order.index(name) for name in (f"{SLUG}.html", "feed.xml", "sitemap.xml")
    )
    assert page < min(feed, sitemap)
    assert order[-1] == ".pressroom/ledger"


@pytest.mark.long
def test_e21_previews(room):
    """A preview is marked and says noindex (the rest is in test_preview.py)."""
    page = room(SECRET)(LIFT - 1, "-t", "preview").files()[f"{SLUG}.html"].decode()
    assert "noindex" in page
    assert "not for the public" in page
    assert "press.rivers.example" not in page


@pytest.mark.long
@pytest.mark.parametrize("verbose", ["", "-v", "-vv"])
def test_e26_the_log(room, verbose):
    """No line of the log names it, whatever is wrong with it and however much is told."""
    wrong = (
        SECRET[f"{SLUG}.md"]
        .replace("series:", "zqfactor: 1\nseries:")
        .replace("zqfilnar.pdf", "zqmissing.pdf")
    )
    run = room({**SECRET, f"{SLUG}.md": wrong})(LIFT - 1, *([verbose] if verbose else []))
    assert canaries.found_in(run.log.encode()) == set()
    assert "zqmissing" not in run.log
    assert "WARNING" not in run.log


def test_e27_what_editors_leave(before, after):
    """Comments of YAML and HTML, and files that editors and systems leave, are published never."""
    for run in (before, after):
        assert words_in(run.files()).isdisjoint({"zqcomtar", "zqyamlar", "zqeditor"})
        left = [name for name in run.files() if name.endswith(("~", ".DS_Store"))]
        assert left == []


def test_e28_static_and_extra_folders(before, after):
    """Files that only the release names stay behind, also in folders that are copied whole."""
    assert words_in(before.files()) == set()
    assert {"_static/zqstatar.pdf", "zqextrar.pdf"} <= after.files().keys()
    assert {"_static/house.css", "robots.txt"} <= before.files().keys()


@pytest.mark.long
def test_e28_a_file_that_is_public_too(room):
    """A file of the static folder that a public page names as well stays where it is."""
    public = PUBLIC["releases/2026/public-1.md"] + "\nSee <a href='_static/zqstatar.pdf'>it</a>.\n"
    run = room({**SECRET, "releases/2026/public-1.md": public})(LIFT - 1)
    assert "_static/zqstatar.pdf" in run.files()


@pytest.mark.long
def test_e29_contacts_and_boilerplates(room):
    """Contacts and standing texts that only the release names are on no page and in no cache."""
    run = room({**SECRET, "contacts.yml": CONTACTS})(LIFT - 1)
    assert "contacts.html" in run.files()
    assert b"Camille Martin" in run.files()["contacts.html"]
    assert run.traces() == {}


def test_e30_an_embargo_that_is_past(build):
    """A release whose embargo has ended before its first build is published without a word."""
    text = SECRET[f"{SLUG}.md"]
    built = build({**ROOM, f"{SLUG}.md": text}, press_now="2027-01-01T00:00:00Z")
    assert built.warnings == ""
    assert SLUG in built.releases


@pytest.mark.parametrize(
    ("date", "count"),
    [
        ("2026-03-31", 0),
        ("2026-03-31 09:00 +02:00", 0),
        ("2026-03-31 07:00 Z", 0),
        ("2026-03-31 09:00", 0),
        ("2026-03-30", 1),
        ("2026-03-31 10:00 +02:00", 1),
    ],
)
def test_e30_a_date_that_disagrees(build, date, count):
    """A date that is not the end of the embargo is an error, told when the release is public."""
    text = f"---\ntitle: New bridge\ndate: {date}\nembargo: 2026-03-31 09:00 +02:00\n---\n\nText.\n"
    built = build({"releases/new.md": text}, press_now="2026-04-02T00:00:00Z")
    assert [(one.line, one.subtype) for one in built.located] == [(3, "embargo")] * count
    early = build({}, press_now="2026-03-01T00:00:00Z")
    assert early.warnings == ""
    assert early.releases == {}


def test_every_word_is_told_in_the_end(after):
    """The words are no empty test: all that a public release may tell is told."""
    assert words_in(after.files()) >= set(WORDS) - NEVER
