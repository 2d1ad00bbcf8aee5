"""A PDF is set again when something of it has changed, and goes when its release goes."""

import re

import pytest

MATTER = (
    "---\ntitle: {0}\ndate: 2026-03-{1:02}\nimages: [{{src: /{0}.svg, alt: W}}]\n---\n\n{0} text.\n"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="{}" height="9"/></svg>'
FILES = {
    "releases/one.md": MATTER.format("one", 1),
    "releases/two.md": MATTER.format("two", 2),
    "releases/old.md": MATTER.format("old", 3).replace("2026-", "2019-"),
    **{f"{name}.svg": SVG.format(3) for name in ("one", "two", "old")},
}
VOLUMES = {"archive/2026.pdf", "archive/all.pdf"}


@pytest.fixture(params=["html", "dirhtml", "press-pdf"])
def room(request, build):
    """Build once; gives a function that builds again and names the PDFs that were written."""

    def again(files, **conf):
        built = build(files, builder=request.param, press_pdf=True, **conf)
        written = built.app.builder.door.written
        again.built = built
        return {re.sub(r"/(\w+)/\1\.pdf$", r"/\1.pdf", path) for path in written if ".pdf" in path}

    again.first = again(FILES)
    return again


def test_first(room):
    """The first build sets all releases and volumes."""
    releases = {f"releases/{name}.pdf" for name in ("one", "two", "old")}
    assert room.first == releases | VOLUMES | {"archive/2019.pdf"}


def test_nothing_changed(room):
    """A build of what has not changed sets nothing."""
    assert room({}) == set()


def test_text_changed(room):
    """A changed text sets its release and the volumes that hold it."""
    changed = {"releases/one.md": FILES["releases/one.md"] + "\nMore.\n"}
    assert room(changed) == {"releases/one.pdf"} | VOLUMES


def test_picture_changed(room):
    """So does a changed picture."""
    assert room({"old.svg": SVG.format(5)}) == {
        *("releases/old.pdf", "archive/2019.pdf", "archive/all.pdf"),
    }


def test_new_release(room):
    """A new release leaves its neighbours' PDFs as they are, though their pages change."""
    new = {"releases/new.md": MATTER.format("one", 4).replace("title: one", "title: new")}
    assert room(new) == {"releases/new.pdf"} | VOLUMES


def test_release_gone(room):
    """A release that is gone leaves no PDF, and its volumes are bound anew."""
    assert room({"releases/old.md": None}) == {"archive/all.pdf"}
    left = {path.name for path in room.built.out.rglob("*.pdf")}
    assert left == {"one.pdf", "two.pdf", "2026.pdf", "all.pdf"}


def test_draft_again(room):
    """A release that becomes a draft leaves none either."""
    draft = FILES["releases/old.md"].replace("---\n", "---\nstatus: draft\n", 1)
    room({"releases/old.md": draft})
    assert not [path for path in room.built.out.rglob("*.pdf") if path.stem in {"old", "2019"}]


def test_deleted_file(room):
    """A PDF that somebody has deleted is there again."""
    (lost,) = room.built.out.rglob("one.pdf")
    lost.unlink()
    room({})
    assert lost.exists()


def test_other_colour(room):
    """Another colour sets all anew."""
    assert len(room({}, html_theme="pressroom", html_theme_options={"accent": "#7a1f3d"})) == 6


def test_size_on_the_page(build):
    """A page tells the true size of its PDF, first of its files, also when only the PDF changes."""
    matter = FILES["releases/one.md"].replace("images", "downloads: [/kit.zip]\nimages")
    files = {**FILES, "releases/one.md": matter, "kit.zip": b"PK" * 1000}
    for width in (3, 7):
        built = build({**files, "one.svg": SVG.format(width)}, press_pdf=True)
        size = round((built.out / "releases/one.pdf").stat().st_size / 1000)
        page = built.page("releases/one")
        links = re.findall(r'<a class="press-download"[^>]*href="([^"]*)"', page)
        assert links[0] == "one.pdf"
        assert '<a class="press-download" download="" href="one.pdf">' in page
        assert f"(PDF, {size} kB)" in page
        assert (built.out / "releases" / links[0]).exists()
        files = {}


def test_offer_without_files(build):
    """A release without files offers its PDF where the layout has the files."""
    built = build(FILES, press_pdf=True)
    page = built.page("releases/two")
    assert page.index("two text.") < page.rindex('href="two.pdf"')
    assert "press-downloads" in page


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_volumes_are_offered(build, builder):
    """An archive offers the volume that binds it, with its true size, also after a change."""
    built = build(FILES, builder=builder, press_pdf=True)
    longer = {"releases/one.md": FILES["releases/one.md"] + "\nMore. " * 400}
    for _ in range(2):
        for page, name in (("archive/2026", "2026.pdf"), ("archive/index", "all.pdf")):
            file = built.out / f"{page}.html"
            if not file.exists():
                file = built.out / page.removesuffix("/index") / "index.html"
            html = file.read_text("utf-8")
            (link,) = re.findall(r'press-volume"><a class="press-download" href="([^"]*)"', html)
            volume = (file.parent / link).resolve()
            assert volume == (built.out / "archive" / name).resolve()
            assert f"(PDF, {round(volume.stat().st_size / 1000)} kB)" in html
        built = build(longer, builder=builder, press_pdf=True)


def test_as_a_clean_build(build, project):
    """After changes the output is, byte for byte, that of a clean build."""
    changes = {
        "releases/one.md": FILES["releases/one.md"] + "\nMore, see [](/releases/two.md).\n",
        "releases/old.md": None,
        "two.svg": SVG.format(8),
    }
    build(FILES, press_pdf=True)
    built = build(changes, press_pdf=True)
    now = {**FILES, **changes}
    left = _contents(built.out)
    other = project()(
        {name: text for name, text in now.items() if text is not None}, press_pdf=True
    )
    assert _contents(other.out) == left


def _contents(out):
    files = [path for path in out.rglob("*") if path.is_file() and path.name != ".buildinfo"]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}
