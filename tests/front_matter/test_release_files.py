"""Files as they lie on a disk: broken, hostile, drafts, unchanged; each in builds of its own."""

from __future__ import annotations

import pytest

from sphinx_pressroom import front_matter
from sphinx_pressroom.parser import PressParser

GOOD = "---\ntitle: Good bridge\ndate: 2026-03-31\n---\nThe bridge is open.\n"
MATTER = "---\ntitle: New bridge\ndate: 2026-03-31\n{}---\nBody.\n"
SECRET = "ZebraSecret"
DRAFT_FIELDS = f"""title: {SECRET} title
date: 2026-03-31
short_title: {SECRET} short
lead: {SECRET} lead
tags: [{SECRET}]
images: [{{src: /uploads/plan.png, alt: {SECRET}}}]
downloads: [{{file: /uploads/plan.pdf, title: {SECRET}}}]
contacts: [{{name: {SECRET}}}]
"""
DRAFT = f"---\n{DRAFT_FIELDS}status: draft\n---\n# {SECRET}\n\n{SECRET} body\n"
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c63f80f00010101001bb6ee56"
    "0000000049454e44ae426082"
)
"""A picture of one white point."""
PLANS = {
    "uploads/plan.png": b"\x89PNG ZebraSecret",
    "uploads/plan.pdf": b"%PDF-1.7 ZebraSecret",
}


def traces(built) -> list[str]:
    """List where the secret got: files of the output and the environment, and the log."""
    folder = built.out.parent
    found = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and SECRET.encode() in path.read_bytes()
    ]
    return found + [log for log in (built.warnings, built.app.status.getvalue()) if SECRET in log]


def one_warning(built, path: str):
    """Take the only warning of a build, which is of a file."""
    assert len(built.located) == 1, built.warnings
    assert built.located[0].path == path
    return built.located[0]


# -- broken files ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "place", "subtype"),
    [
        pytest.param(
            b"---\ntitle: Caf\xe9\ndate: 2026-03-31\n---\n", (2, 11), "encoding", id="8859"
        ),
        pytest.param(MATTER.format("").encode() + b"\xff", (6, 1), "encoding", id="body"),
        pytest.param("---\ntitle: A\n---\n".encode("utf-16"), (1, 1), "encoding", id="utf-16"),
        pytest.param(b"---\ntitle: A\0b\ndate: 2026-03-31\n---\n", (2, 9), "encoding", id="nul"),
        pytest.param(
            MATTER.format("lead: " + "abc " * 2_500_000 + "\n").encode(),
            (2, 1),
            "too_large",
            id="10M",
        ),
    ],
)
def test_a_broken_file_gets_one_warning(build, content, place, subtype):
    """A file that cannot be read as it stands gets one located warning; the others are shown."""
    built = build({"releases/bad.md": content, "releases/good.md": GOOD})
    warned = one_warning(built, "releases/bad.md")
    assert (warned.line, warned.column) == place
    assert warned.subtype == subtype
    assert "Good bridge" in built.page("releases/good")


def test_a_nul_in_the_body_is_no_end(build):
    """A NUL in a body is no exception, and hides nothing that follows."""
    built = build({"releases/bad.md": MATTER.format("") + "A\0b\n\nAfter it.\n"})
    assert "After it." in built.page("releases/bad")
    assert "\0" not in built.page("releases/bad")


@pytest.mark.parametrize("name", ["contacts.yml", "boilerplates.yml"])
@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", b"- a\n- b\n", b"just words\n", b"a: b: c\n", b"press: [1]\n", b"\tpress: x\n"],
)
def test_a_broken_data_file_gets_one_warning(build, name, content):
    """A data file that cannot be understood gets one located warning; releases are shown."""
    built = build({name: content, "releases/good.md": GOOD})
    one_warning(built, name)
    assert "Good bridge" in built.page("releases/good")


def test_an_empty_data_file_is_fine(build):
    """A data file of comments holds nothing, which is no mistake."""
    built = build({"contacts.yml": "# to come\n", "boilerplates.yml": "", "releases/a.md": GOOD})
    assert built.located == []


def test_no_contact_book_does_not_read_the_other(build):
    """With contacts switched off, boilerplates are not taken for contacts."""
    built = build(
        {
            "boilerplates.yml": "institute:\n  title: About us\n  text: We look after rivers.\n",
            "releases/a.md": MATTER.format("boilerplate: institute\n"),
        },
        press_contacts="",
    )
    assert built.located == []
    assert "We look after rivers." in built.page("releases/a")


# -- files that releases name ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("images: [{{src: {}, alt: A bridge}}]", "/uploads/link.png"),
        ("images: [{{src: /uploads/a.png, alt: A bridge, hi_res: {}}}]", "/uploads/link.png"),
        ("quotes: [{{text: At last., portrait: {}}}]", "/uploads/link.png"),
        ("downloads: [{}]", "/uploads/link.png"),
        ("downloads: [{{file: {}}}]", "/folder/secret.txt"),
        ("downloads: [{}]", "../../outside/secret.txt"),
        ("downloads: [{}]", "/uploads/../../outside/secret.txt"),
        ("downloads: [{}]", "/../outside/secret.txt"),
    ],
)
def test_what_leaves_the_source_folder_is_not_copied(build, field, path):
    """A path or link out of the source folder gets one warning, and nothing of it is copied."""
    outside = build.folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(SECRET)
    (build.folder / "uploads").mkdir()
    (build.folder / "uploads/link.png").symlink_to(outside / "secret.txt")
    (build.folder / "folder").symlink_to(outside)
    matter = MATTER.format(field.format(path) + "\n")
    built = build({"releases/a.md": matter, "uploads/a.png": DOT})
    warned = one_warning(built, "releases/a.md")
    assert (warned.line, warned.subtype) == (4, "file")
    assert warned.column == matter.split("\n")[3].index(path) + 1
    assert "leads out of the source folder" in warned.message
    assert traces(built) == []
    assert "Body." in built.page("releases/a")


def test_a_link_within_the_source_folder_is_followed(build):
    """A symbolic link that stays in the source folder is a file like any other."""
    (build.folder / "uploads").mkdir()
    (build.folder / "uploads/link.pdf").symlink_to("kit.pdf")
    built = build(
        {
            "uploads/kit.pdf": b"%PDF-1.7\n",
            "releases/a.md": MATTER.format("downloads: /uploads/link.pdf\n"),
        }
    )
    assert built.located == []
    assert len(list(built.out.rglob("*.pdf"))) == 1


def test_links_in_a_circle_are_missing(build):
    """A link that leads to itself gets one warning."""
    (build.folder / "uploads").mkdir()
    (build.folder / "uploads/link.pdf").symlink_to("link.pdf")
    built = build({"releases/a.md": MATTER.format("downloads: /uploads/link.pdf\n")})
    assert one_warning(built, "releases/a.md").subtype == "file"


@pytest.mark.parametrize(
    "field",
    [
        "images: [/uploads/none.png]",
        "images: [none.png]",
        "quotes: [{text: At last., portrait: /uploads/none.png}]",
        "downloads: [/uploads/none.pdf]",
        "downloads: [/uploads]",
        "downloads: [/]",
        f"downloads: [/uploads/{'a' * 300}.pdf]",
        f"downloads: [{'a' * 300}.pdf]",
        f"images: [{'a' * 300}.png]",
        f"downloads: [/{'a/' * 400}a.pdf]",
    ],
)
def test_a_missing_file_gets_one_warning(build, field):
    """A file that is not there gets one located warning; the rest of the release is shown."""
    matter = MATTER.format(f"{field}\nlead: It opens.\n")
    built = build({"releases/a.md": matter, "uploads/a.png": DOT})
    warned = one_warning(built, "releases/a.md")
    assert (warned.line, warned.subtype) == (4, "file")
    assert "It opens." in built.page("releases/a")


# -- drafts ----------------------------------------------------------------------------------

MISTAKES = "".join(f"key{number}: a : b\n" for number in range(30))
DRAFTS = {
    "a draft": DRAFT,
    "in capitals": DRAFT.replace("status: draft", "status: DRAFT"),
    "in French": DRAFT.replace("status: draft", "status: brouillon"),
    "indented": DRAFT.replace("status: draft", "  status: draft"),
    "after a tab": DRAFT.replace("status: draft", "\tstatus: draft"),
    "no space": DRAFT.replace("status: draft", "status:draft"),
    "two spaces before the colon": DRAFT.replace("status: draft", "status  : draft"),
    "capital name": DRAFT.replace("status: draft", "Status: draft"),
    "capitals name": DRAFT.replace("status: draft", "STATUS: draft"),
    "French name": DRAFT.replace("status: draft", "statut: draft"),
    "flag": DRAFT.replace("status: draft", "draft: true"),
    "twice": DRAFT.replace("status: draft", "status: draft\nstatus: published"),
    "twice, then empty": DRAFT.replace("status: draft", "status: draft\nstatus:"),
    "not closed": DRAFT.replace("status: draft\n---", "status: draft\n"),
    "not opened": DRAFT.removeprefix("---\n"),
    "blank line first": f"\n{DRAFT}",
    "spaces before the fence": f"  {DRAFT}",
    "two hyphens": DRAFT.replace("---", "--"),
    "plus signs": DRAFT.replace("---", "+++"),
    "long dashes": DRAFT.replace("---", "—"),
    "in an inline map": f"---\n{{title: {SECRET}, status: draft}}\n---\n{SECRET}\n",
    "in a broken inline map": f"---\n{{title: {SECRET}, status: draft\n---\n{SECRET}\n",
    "in an inline map with quotes": f'---\n{{"title": {SECRET}, "status": "draft", a: *b}}\n---\n',
    "after an open quotation": DRAFT.replace("status: draft", 'number: "1\nstatus: draft'),
    "after many mistakes": DRAFT.replace("status: draft", f"{MISTAKES}status: draft"),
    "after an anchor bomb": DRAFT.replace(
        "status: draft",
        "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
        "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
        "e: [*d, *d, *d, *d, *d, *d, *d, *d, *d]\nstatus: draft",
    ),
    "in 2 MB": DRAFT.replace("status: draft", f"number: {'1 ' * 1_000_000}\nstatus: draft"),
    "not UTF-8": DRAFT.encode().replace(b"body", b"\xff"),
    "NUL in its value": DRAFT.replace("status: draft", "status: dra\0ft"),
    "byte order mark": f"\ufeff{DRAFT}",
    "two byte order marks": f"\ufeff\ufeff{DRAFT}",
    "lines of Windows": DRAFT.replace("\n", "\r\n"),
    "lines of an old Mac": DRAFT.replace("\n", "\r"),
    "alias": DRAFT.replace("status: draft", "status: *draft"),
    "tag": DRAFT.replace("status: draft", "status: !!bool draft"),
    "list": DRAFT.replace("status: draft", "status: [draft]"),
    "comment": DRAFT.replace("status: draft", "status: draft # since Monday"),
    "folded": DRAFT.replace("status: draft", "status: >\n  draft"),
    "explicit key": DRAFT.replace("status: draft", "? status\n: draft"),
    "escaped key": DRAFT.replace("status: draft", '"st\\x61tus": draft'),
    "merged": DRAFT.replace("status: draft", "<<: {status: draft}"),
    "in a list": "---\n"
    + "".join(f"- {f}\n" for f in DRAFT.split("\n")[1:4])
    + "- status: draft\n---\n",
}


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS)
def test_a_draft_leaves_no_trace(build, draft):
    """A draft, or what cannot be told from one, is in no page, no file, no cache."""
    built = build({**PLANS, "releases/a.md": GOOD, "releases/secret.md": draft})
    assert set(built.releases) == {"releases/a"}, built.warnings
    assert not (built.out / "releases/secret.html").exists()
    assert [trace for trace in traces(built) if "WARNING" not in trace] == []
    assert "Traceback" not in built.warnings


def test_a_draft_is_not_spoken_of(build):
    """A draft gets no warning, whatever else is wrong with it, and its text is in no log."""
    wrong = DRAFT.replace("status: draft", "status: draft\nzzz: 1\nlanguage: French\nlead: a : b")
    built = build({**PLANS, "releases/a.md": GOOD, "releases/secret.md": wrong})
    assert built.located == []
    assert traces(built) == []


def test_a_draft_that_is_linked_is_not_copied(build):
    """A link to a draft's file is not a download of it."""
    index = (
        "# Press\n\n[soon](releases/secret.md) [soon](/releases/secret.md) <project:secret.md>\n"
    )
    built = build({**PLANS, "index.md": index, "releases/secret.md": DRAFT})
    assert traces(built) == []


def test_a_draft_that_another_release_offers_is_not_copied(build):
    """A draft's file is no download of another release."""
    offering = MATTER.format("downloads: [secret.md]\n") + "\n[soon](secret.md)\n"
    built = build({**PLANS, "releases/a.md": offering, "releases/secret.md": DRAFT})
    assert traces(built) == []


def test_a_draft_is_in_no_list(build):
    """A list of releases does not show drafts, nor does a glob."""
    index = "# Press\n\n```{press:releases}\n```\n\n```{toctree}\n:glob:\nreleases/*\n```\n"
    built = build({**PLANS, "index.md": index, "releases/a.md": GOOD, "releases/s.md": DRAFT})
    assert "Good bridge" in built.page("index")
    assert traces(built) == []


@pytest.mark.parametrize("builder", ["singlehtml", "text", "xml", "pseudoxml", "gettext", "latex"])
def test_a_draft_leaves_no_trace_elsewhere(build, builder):
    """No builder shows a draft."""
    index = "# Press\n\n```{press:releases}\n```\n\n```{toctree}\n:glob:\nreleases/*\n```\n"
    built = build(
        {**PLANS, "index.md": index, "releases/a.md": GOOD, "releases/s.md": DRAFT}, builder=builder
    )
    assert traces(built) == []


def test_a_release_that_becomes_a_draft_is_taken_back(build):
    """A published release that becomes a draft leaves page, files, cache and lists."""
    index = "# Press\n\n```{press:releases}\n```\n"
    published = DRAFT.replace("status: draft", "status: published")
    built = build({**PLANS, "index.md": index, "releases/a.md": GOOD, "releases/s.md": published})
    assert f"{SECRET} short" in built.page("index")
    built = build({"releases/s.md": DRAFT})
    assert set(built.releases) == {"releases/a"}
    assert SECRET not in built.page("index")
    assert SECRET.encode() not in (built.app.doctreedir / "environment.pickle").read_bytes()
    assert not (built.out / "releases/s.html").exists()
    assert traces(built) == []


def test_a_draft_that_is_published_appears(build):
    """A draft that becomes a release is read, alone, and stays out of sight until then."""
    index = "# Press\n\n```{press:releases}\n```\n"
    build({"index.md": index, "releases/a.md": GOOD, "releases/b.md": "---\nstatus: draft\n---\n"})
    built = build({"releases/b.md": MATTER.format("status: published\n")})
    assert set(built.releases) == {"releases/a", "releases/b"}
    assert "New bridge" in built.page("index")


def test_a_link_to_a_name_that_is_too_long_is_no_exception(build):
    """A link in a body to a name that no disk can hold is a broken link like any other."""
    build({"releases/a.md": f"{GOOD}\n[x]({'a' * 300}.pdf) ![x]({'a' * 300}.png)\n"})


def test_a_kept_back_release_is_said_to_be(build):
    """A release whose status cannot be read says so after what is wrong, on its first line."""
    built = build({"releases/a.md": MATTER.format("status: brouillon\n")})
    assert [(w.line, w.column, w.subtype) for w in built.located] == [
        (4, 9, "invalid_value"),
        (1, 1, "withheld"),
    ]


# -- what is read again ----------------------------------------------------------------------


@pytest.fixture
def readings(monkeypatch):
    """Count what is parsed: front matter by source, documents by name."""
    matters, documents = [], []
    parse, parse_document = front_matter.parse, PressParser.parse

    def count(text, source, *args, **kwargs):
        matters.append(source.rsplit("/", 1)[-1])
        return parse(text, source, *args, **kwargs)

    def count_document(self, text, document):
        documents.append(document.settings.env.docname)
        return parse_document(self, text, document)

    monkeypatch.setattr(front_matter, "parse", count)
    monkeypatch.setattr(PressParser, "parse", count_document)
    return matters, documents


ROOM = {
    "contacts.yml": "press:\n  name: Press service\ndesk:\n  name: Alex Roy\n",
    "boilerplates.yml": "institute:\n  text: It looks after rivers.\ncity:\n  text: It is large.\n",
    "releases/press.md": MATTER.format("contacts: press\nboilerplate: city\n"),
    "releases/desk.md": MATTER.format("contacts: [desk]\nboilerplate: institute\n"),
    "releases/both.md": MATTER.format("contacts: [press, desk]\n"),
    "releases/none.md": GOOD,
    "releases/unclear.md": MATTER.format("status: brouillon\n"),
    "releases/draft.md": DRAFT,
}


HELD_BACK = {"unclear.md", "draft.md"}
"""Of these nothing is stored, so that each build reads them."""


def again(build, readings, files):
    """Build once more with some files changed; what public files were parsed, and the build."""
    for reading in readings:
        reading.clear()
    built = build(files)
    return sorted({*readings[0]} - HELD_BACK), sorted(readings[1]), built


def test_an_unchanged_room_parses_nothing(build, readings):
    """A build without a change parses no public front matter, no data file and no document."""
    build(ROOM)
    matters, documents, _ = again(build, readings, {})
    assert (matters, documents) == ([], [])


def test_what_is_held_back_is_said_each_time(build, readings):
    """What is held back by mistake is warned of in each build, since nothing of it is stored."""
    build(ROOM)
    _, _, built = again(build, readings, {})
    assert [(w.path, w.subtype) for w in built.located] == [
        ("releases/unclear.md", "invalid_value"),
        ("releases/unclear.md", "withheld"),
    ]


def test_an_unchanged_room_with_a_vocabulary_parses_nothing(build, readings):
    """Nor does a build with a vocabulary read it again."""
    build(ROOM, press_vocabulary="numerique.gouv.fr")
    matters, documents, _ = again(build, readings, {})
    assert (matters, documents) == ([], [])


def test_one_changed_release_is_parsed_alone(build, readings):
    """A change of a release parses it and the data files that it may name, no other release."""
    build(ROOM)
    changed = {"releases/none.md": GOOD.replace("open", "closed")}
    matters, documents, _ = again(build, readings, changed)
    assert (matters, documents) == (
        ["boilerplates.yml", "contacts.yml", "none.md"],
        ["releases/none"],
    )


def test_a_changed_contact_reads_the_releases_that_name_it(build, readings):
    """A change of one contact reads the documents that name it, and no front matter."""
    build(ROOM)
    changed = {"contacts.yml": ROOM["contacts.yml"].replace("Alex Roy", "Sacha Petit")}
    matters, documents, built = again(build, readings, changed)
    assert [name for name in matters if name.endswith(".md")] == []
    assert documents == ["releases/both", "releases/desk"]
    assert "Sacha Petit" in built.page("releases/both")
    assert "Alex Roy" not in built.page("releases/desk")


def test_a_touched_contact_book_reads_no_release(build, readings):
    """A contact book that is saved without a change, or with a comment, reads no document."""
    build(ROOM)
    changed = {"contacts.yml": "# ours\n" + ROOM["contacts.yml"]}
    matters, documents, _ = again(build, readings, changed)
    assert [name for name in matters if name.endswith(".md")] == []
    assert documents == []


def test_a_changed_boilerplate_reads_the_releases_that_name_it(build, readings):
    """A change of one boilerplate reads the documents that name it."""
    build(ROOM)
    changed = {"boilerplates.yml": ROOM["boilerplates.yml"].replace("large", "small")}
    _, documents, built = again(build, readings, changed)
    assert documents == ["releases/press"]
    assert "It is small." in built.page("releases/press")


def test_a_contact_that_is_gone_is_warned_of(build, readings):
    """A contact taken out of the book is named as missing where it was used."""
    build(ROOM)
    _, documents, built = again(
        build, readings, {"contacts.yml": "press:\n  name: Press service\n"}
    )
    assert documents == ["releases/both", "releases/desk"]
    assert [(w.path, w.subtype) for w in built.located if w.path != "releases/unclear.md"] == [
        ("releases/both.md", "unknown_id"),
        ("releases/desk.md", "unknown_id"),
    ]


def test_a_field_that_is_no_number_stays_the_same(build, readings):
    """A record equals itself, even with ``nan`` among its own fields, so nothing is read again."""
    build({"releases/a.md": MATTER.format("ext: {grandmother: nan, other: .nan}\n")})
    _, documents, _ = again(build, readings, {})
    assert documents == []
