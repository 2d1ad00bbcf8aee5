"""The document that a release becomes: title, outline, links, pictures."""

import re

from bs4 import BeautifulSoup

MATTER = "---\ntitle: The title\ndate: 2026-03-31\n---\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def article(built, docname="releases/a"):
    return BeautifulSoup(built.page(docname), "html5lib").select_one("article.press-release")


def outline(built):
    tags = article(built).find_all(["h1", "h2", "h3", "h4", "h5", "h6"])
    return [(tag.name, tag.get_text().rstrip("¶")) for tag in tags]


def test_title_is_the_only_h1(build):
    """The front matter's title is the page's one h1, and the body's headings follow it."""
    built = build({"releases/a.md": f"{MATTER}\n## One\n\nText.\n\n### Two\n"})
    assert built.warnings == ""
    assert outline(built) == [("h1", "The title"), ("h2", "One"), ("h3", "Two")]


def test_first_heading_that_repeats_the_title_is_the_title(build):
    """A body that opens with the title as a heading does not show it twice."""
    built = build({"releases/a.md": f"{MATTER}\n# The  title\n\nText.\n\n## One\n"})
    assert outline(built) == [("h1", "The title"), ("h2", "One")]


def test_levels_become_consecutive(build):
    """A body that starts at any level and skips some has an outline without gaps."""
    built = build({"releases/a.md": f"{MATTER}\n#### A\n\n# B\n\n#### C\n\n## D\n"})
    assert built.warnings == ""
    assert outline(built) == [
        ("h1", "The title"),
        ("h2", "A"),
        ("h2", "B"),
        ("h3", "C"),
        ("h3", "D"),
    ]


def test_title_is_plain_text(build):
    """Markdown, HTML and roles in a title are shown as typed, which one warning says."""
    title = "A *b* <i>c</i> {ref}`d` & $e$"
    matter = f"---\ntitle: '{title}'\ndate: 2026-03-31\n---\n"
    built = build({"releases/a.md": matter})
    assert [(at.line, at.column, at.subtype) for at in built.located] == [(2, 8, "raw_html")]
    assert article(built).h1.get_text().rstrip("¶") == title


def test_telephone_links_need_no_setting(build):
    """A tel: link in a body is a link and no cross-reference."""
    built = build({"releases/a.md": f"{MATTER}\nCall [us](tel:+33199000143).\n"})
    assert built.warnings == ""
    assert article(built).find("a", string="us")["href"] == "tel:+33199000143"


def test_pictures_of_the_body_are_found_from_the_source_folder(build):
    """A root-relative, percent-encoded path of a picture is a file of the source folder."""
    built = build(
        {
            "releases/a.md": f"{MATTER}\n![A dot](/uploads/a%20dot.png)\n",
            "uploads/a dot.png": PNG,
        }
    )
    assert built.warnings == ""
    image = article(built).find("img")
    assert (built.out / "releases" / image["src"]).resolve().read_bytes() == PNG
    assert image["alt"] == "A dot"


def test_what_only_myst_knows_stays_text_in_kramdown(build):
    """Comments, targets, roles, substitutions and colon fences of MyST are text in kramdown."""
    body = (
        "% of the vote\n\n+++\n\n(x)=\n\n{abbr}`x (y)` and {{ name }}\n\n"
        ":::{note}\ninside\n:::\n\n```{warning}\nfenced\n```\n"
    )
    built = build({"releases/a.md": MATTER + body}, press_kramdown=True)
    assert [(at.line, at.subtype) for at in built.located] == [(11, "raw_html")]
    text = article(built).get_text()
    for shown in ("% of the vote", "+++", "(x)=", "{abbr}", "{{ name }}", ":::{note}", "fenced"):
        assert shown in text
    assert article(built).select(".admonition") == []


def test_kramdown_may_be_asked_for_by_path(build):
    """Only releases whose path matches are read as kramdown."""
    text = f"{MATTER}\n> Words.\n{{: .citation}}\n"
    built = build(
        {"releases/old/a.md": text, "releases/new/a.md": text}, press_kramdown=["releases/old/**"]
    )
    assert "press-quote" in built.page("releases/old/a")
    assert "press-quote" not in built.page("releases/new/a")


def test_links_that_nothing_answers_lead_to_the_old_site(build):
    """A root-relative link of a foreign text that no file answers leads where it came from."""
    built = build(
        {"releases/a.md": f"{MATTER}\nSee [that](/actualites/x/).\n"},
        press_kramdown=True,
        press_vocabulary={"base_url": "https://old.example/"},
    )
    assert built.warnings == ""
    assert article(built).find("a", string="that")["href"] == "https://old.example/actualites/x/"


def test_link_to_a_draft_never_offers_its_source(build):
    """A foreign text that links to a draft's file gets no download of that file."""
    draft = "---\ntitle: Secret\ndate: 2026-03-31\nstatus: draft\n---\nHush.\n"
    built = build(
        {"releases/a.md": f"{MATTER}\nSee [that](secret.md).\n", "releases/secret.md": draft},
        press_kramdown=True,
    )
    assert not list(built.out.rglob("secret*"))


def test_footnotes_stay_with_the_release(build):
    """Footnotes stand below the body and above the blocks that follow it."""
    body = "\nText[^1].\n\n[^1]: The note.\n"
    matter = MATTER.replace("date:", "tags: [water]\ndate:")
    built = build({"releases/a.md": matter + body})
    assert built.warnings == ""
    html = str(article(built))
    assert html.index("Text") < html.index("The note.") < html.index("press-tags")


def test_fields_of_others_reach_them(build):
    """MyST's own front matter works, and fields of other extensions arrive as metadata."""
    matter = (
        "---\ntitle: T\nmyst:\n  substitutions:\n    river: Loire\n"
        "og:image: x.png\ndate: 2026-03-31\n---\n{{ river }}\n"
    )
    built = build({"releases/a.md": matter}, myst_enable_extensions=["substitution"])
    assert built.warnings == ""
    assert "Loire" in article(built).get_text()
    assert built.app.env.metadata["releases/a"]["og:image"] == "x.png"


def test_more_fields_may_be_passed(build):
    """A field that press_pass_fields names is no mistake and reaches Sphinx's metadata."""
    matter = "---\ntitle: T\ndate: 2026-03-31\nblog: main\n---\n"
    built = build({"releases/a.md": matter}, press_pass_fields=["blog"])
    assert built.warnings == ""
    assert built.app.env.metadata["releases/a"]["blog"] == "main"


def test_lines_of_warnings_are_the_files_own(build):
    """A mistake in the body is reported on the line that it has in the file."""
    built = build({"releases/a.md": f"{MATTER}\nText.\n\n```{{nothing}}\n```\n"})
    assert "a.md:8: WARNING: Unknown directive type" in built.warnings


def test_other_pages_are_mysts(build):
    """A page that is no release keeps its own heading and gets no block."""
    built = build({"about.md": "---\ntocdepth: 2\n---\n# About\n"}, press_releases=["releases/**"])
    page = BeautifulSoup(built.page("about"), "html5lib")
    assert page.h1.get_text().startswith("About")
    assert page.select_one("article.press-release") is None


def test_directives_without_end(build):
    """Directives in one another without end are one warning, and what is deepest stays readable."""
    body = "```{note}\n" * 300 + "Deepest words.\n"
    built = build({"releases/a.md": MATTER + body})
    (said,) = built.warnings.splitlines()
    assert re.search(r"/a\.md:1[78]: .* more than 12 deep .* \[press\.too_large\]$", said)
    assert "Deepest words." in article(built).pre.get_text()


def test_a_list_of_nothing_has_a_place(build):
    """A directive whose items say nothing is warned of where they stand."""
    built = build({"releases/a.md": f"{MATTER}\n```{{press:facts}}\nlabel:\n```\n"})
    (said,) = built.located
    assert (said.line, said.message) == (7, "facts: expected a list, got nothing")


def test_quotes_without_words(build):
    """A quote that has a class and no words is nothing, in kramdown and in MyST."""
    built = build(
        {"releases/a.md": f"{MATTER}\nWords.\n\n{{.wide}}\n>\n"},
        myst_enable_extensions=["attrs_block"],
    )
    assert built.warnings == ""
    assert article(built).blockquote is None


def test_marks_without_end(build):
    """Thousands of asterisks around a word stop nothing, and the word is shown."""
    stars = "**" * 1000
    built = build({"releases/a.md": f"{MATTER}\nWords {stars}deep{stars} end.\n"})
    assert built.warnings == ""
    assert "Words deep end." in article(built).get_text()


def test_a_folder_is_no_picture(build):
    """A picture or a download that is a folder is one warning where it stands."""
    body = "\n![Here](/)\n\n{download}`/uploads`\n"
    built = build({"releases/a.md": MATTER + body, "uploads/a.txt": "Words."})
    assert [(said.line, said.subtype) for said in built.located] == [(8, "file"), (6, "file")]
    assert all("it is a folder" in said.message for said in built.located)
