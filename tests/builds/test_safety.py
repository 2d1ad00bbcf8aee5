"""What must not happen: files from elsewhere, links that run, output outside of its folder."""

import os
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

SECRET = "TOPSECRET-4711"
ADDRESSES = {
    "plain": "javascript:alert(1)",
    "capitals": "JaVaScRiPt:alert(1)",
    "space": " javascript:alert(1)",
    "tab": "java\\tscript:alert(1)",
    "entity": "java&#115;cript:alert(1)",
    "visual basic": "vbscript:msgbox(1)",
    "data": "data:text/html,alert(1)",
}
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
ALLOWED = re.compile(r"(?:https?|mailto|tel):|[#./\w]")
MATTER = "---\ntitle: T\ndate: 2026-03-31\n{fields}---\n\n{body}\n"


@pytest.fixture
def outside(tmp_path):
    """Write files beside a project; in the project, links that lead to them."""
    beside, uploads = tmp_path / "beside", tmp_path / "source" / "uploads"
    uploads.mkdir(parents=True)
    beside.mkdir()
    for name in ("secret.pdf", "secret.png", "secret.txt"):
        (tmp_path / name).write_bytes(b"%PDF-1.7 " + SECRET.encode())
        (beside / name).write_bytes(b"%PDF-1.7 " + SECRET.encode())
        (uploads / f"linked-{name}").symlink_to(tmp_path / name)
    (uploads / "linked").symlink_to(beside, target_is_directory=True)
    return tmp_path


def published(built):
    """Name the files of the output that hold something from elsewhere."""
    files = (path for path in built.out.rglob("*") if path.is_file())
    return [path.name for path in files if SECRET.encode() in path.read_bytes()]


def releases(texts):
    """Make one release of each text, named by its key."""
    return {f"releases/{key.replace(' ', '-')}.md": text for key, text in texts.items()}


def warned(built):
    """Name the files that a warning is about, by its line."""
    place = r"^/.*?/source/(releases/[\w-]+\.md):(\d+):"
    return set(re.findall(place, built.warnings, re.MULTILINE))


PATHS = {
    "up": "../../secret.{0}",
    "up from the root": "/../secret.{0}",
    "up and encoded": "%2e%2e/%2E%2E/secret.{0}",
    "up with encoded slash": "..%2f..%2fsecret.{0}",
    "down and up": "/uploads/../../secret.{0}",
    "symlink": "/uploads/linked-secret.{0}",
    "symlinked folder": "/uploads/linked/secret.{0}",
    "absolute": "{1}/secret.{0}",
    "file scheme": "file://{1}/secret.{0}",
}
FIELDS = {
    "downloads": ("pdf", "downloads: [{{file: '{0}', title: Kit}}]\n"),
    "images": ("png", "images: [{{src: '{0}', alt: Words}}]\n"),
    "hi_res": ("png", "images: [{{src: /uploads/good.png, alt: W, hi_res: '{0}'}}]\n"),
    "portrait": ("png", "quotes: [{{text: Words, author: A B, portrait: '{0}'}}]\n"),
}


@pytest.mark.parametrize("field", FIELDS)
def test_files_of_front_matter(build, outside, field):
    """A file from elsewhere is not published, and the warning names the line of its path."""
    suffix, line = FIELDS[field]
    texts = {
        key: MATTER.format(fields=line.format(path.format(suffix, outside)), body="")
        for key, path in PATHS.items()
    }
    built = build({**releases(texts), "uploads/good.png": PNG}, suppress_warnings=["toc"])
    assert sorted((at.path, at.line) for at in built.located) == sorted(
        (name, 4) for name in releases(texts)
    )
    assert published(built) == []
    for name in releases(texts):
        assert str(outside) not in built.page(name.removesuffix(".md"))


BODIES = {
    "image": ("png", "![Words]({0})"),
    "link": ("pdf", "[Words]({0})"),
    "html image": ("png", '<p><img src="{0}" alt="Words"></p>'),
    "html link": ("pdf", '<p><a href="{0}">Words</a></p>'),
}
ROLES = {
    "download role": ("pdf", "{{download}}`Words <{0}>`"),
    "figure": ("png", "```{{figure}} {0}\nWords\n```"),
    "press gallery": ("png", "```{{press:gallery}}\n- {{src: '{0}', alt: Words}}\n```"),
    "press downloads": ("pdf", "```{{press:downloads}}\n- {{file: '{0}', title: Words}}\n```"),
    "press quote": ("png", "```{{press:quote}}\n:author: A B\n:portrait: {0}\n\nWords\n```"),
}


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("kramdown", [True, False], ids=["kramdown", "myst"])
def test_files_of_bodies(build, outside, kind, kramdown):
    """A picture or a link in a text publishes nothing from elsewhere."""
    suffix, markdown = BODIES[kind]
    texts = {
        key: MATTER.format(fields="", body=markdown.format(path.format(suffix, outside)))
        for key, path in PATHS.items()
    }
    built = build(releases(texts), press_kramdown=kramdown)
    assert published(built) == []
    if kind == "image":
        assert {name for name, _ in warned(built)} == set(releases(texts))


@pytest.mark.parametrize("kind", ROLES)
def test_files_of_directives(build, outside, kind):
    """A role or a directive publishes nothing from elsewhere, and says where it stands."""
    suffix, markdown = ROLES[kind]
    texts = {
        key: MATTER.format(fields="", body=markdown.format(path.format(suffix, outside)))
        for key, path in PATHS.items()
    }
    built = build(releases(texts))
    assert published(built) == []
    assert {name for name, line in warned(built) if int(line) > 5} == set(releases(texts))


def unsafe(html):
    """Give the addresses of a page that are of no allowed kind, and whatever could run."""
    page = BeautifulSoup(html, "html5lib")
    article = page.select_one("article.press-release")
    addresses = [
        element[name]
        for element in article.select("*")
        for name in ("href", "src", "action", "formaction", "srcdoc", "xlink:href", "poster")
        if element.get(name)
    ]
    handlers = [
        (element.name, name)
        for element in article.select("*")
        for name in element.attrs
        if name.startswith("on")
    ]
    scripts = [str(script) for script in article.select("script, object, embed, base, meta")]
    return [one for one in addresses if not _is_safe(one)] + handlers + scripts


def unsafe_parts(built):
    """Give what could run on any page of a release, with the page's name."""
    pages = sorted((built.out / "releases").glob("*.html"))
    assert pages
    return [(page.stem, part) for page in pages for part in unsafe(page.read_text("utf-8"))]


def _is_safe(address):
    bare = re.sub(r"[\x00-\x20]+", "", address)
    return bool(ALLOWED.match(address)) and not re.match(r"(?i)(javascript|vbscript|data):", bare)


LINKS = {
    "links": "links: [{{url: {0}, title: Words}}]\n",
    "downloads": "downloads: [{{url: {0}, title: Words}}]\n",
    "images": "images: [{{src: {0}, alt: Words}}]\n",
    "hi_res": "images: [{{src: /uploads/good.png, alt: W, hi_res: {0}}}]\n",
    "emails": "contacts: [{{name: A B, emails: [{0}]}}]\n",
    "phones": "contacts: [{{name: A B, phones: [{0}]}}]\n",
}


@pytest.mark.parametrize("field", LINKS)
def test_addresses_of_front_matter(build, field):
    """An address that runs is no link, and the warning names its line."""
    texts = {
        key: MATTER.format(fields=LINKS[field].format(f'"{address}"'), body="")
        for key, address in ADDRESSES.items()
    }
    built = build({**releases(texts), "uploads/good.png": PNG})
    assert unsafe_parts(built) == []
    assert {(at.path, at.line) for at in built.located} == {(name, 4) for name in releases(texts)}


MARKDOWN = [
    "lead: '[Words](<{0}>)'\n",
    "quotes: [{{text: '[Words](<{0}>)', author: A B}}]\n",
    "notes_to_editors: '[Words](<{0}>)'\n",
    "boilerplate: '[Words](<{0}>)'\n",
    "images: [{{src: /uploads/good.png, alt: W, caption: '[Words](<{0}>)'}}]\n",
]


@pytest.mark.parametrize("field", MARKDOWN, ids=lambda text: text.partition(":")[0])
@pytest.mark.parametrize("kramdown", [True, False], ids=["kramdown", "myst"])
def test_addresses_in_fields(build, field, kramdown):
    """A link in a field's Markdown cannot run either."""
    texts = {
        key: MATTER.format(fields=field.format(address), body="")
        for key, address in ADDRESSES.items()
    }
    built = build({**releases(texts), "uploads/good.png": PNG}, press_kramdown=kramdown)
    assert unsafe_parts(built) == []


TEXTS = {
    "link": "[Words](<{0}>)",
    "reference": "[Words][1]\n\n[1]: <{0}>",
    "image": "![Words](<{0}>)",
    "autolink": "<{0}>",
}
HTML = {
    "html": '<p><a href="{0}">Words</a></p>',
    "html in line": 'Some <a href="{0}" onclick="alert(1)">Words</a>.',
    "html image": '<img src="{0}" onerror="alert(1)" alt="Words">',
    "html frame": '<iframe src="{0}" title="Words"></iframe>',
    "html form": '<form action="{0}"><button formaction="{0}">Words</button></form>',
    "html script": "<script>alert(1)</script>\n\n<p onclick='alert(1)'>Words {0}</p>",
    "html object": '<object data="{0}"><embed src="{0}"></object>Words',
    "html picture": '<svg><a xlink:href="{0}"><text>Words</text></a></svg>',
    "html frame text": '<iframe srcdoc="<script>alert(1)</script>" title="Words"></iframe>',
    "attribute list": '[Words](https://a.example/){{: href="{0}" onclick="alert(1)"}}',
    "block list": 'Words\n{{: onclick="alert(1)" style="x:expression({0})"}}',
}


@pytest.mark.parametrize("kind", [*TEXTS, *HTML])
def test_kramdown_bodies(build, kind):
    """Nothing in a text for kramdown can run: no link, no HTML, no attribute list."""
    body = {**TEXTS, **HTML}[kind]
    texts = {
        key: MATTER.format(fields="", body=body.format(address))
        for key, address in ADDRESSES.items()
    }
    built = build(releases(texts), press_kramdown=True)
    assert unsafe_parts(built) == []
    if kind not in {"autolink", "html object", "html frame", "html frame text"}:
        assert all("Words" in built.page(f"releases/{key.replace(' ', '-')}") for key in texts)


@pytest.mark.parametrize("kind", TEXTS)
def test_myst_bodies(build, kind):
    """A Markdown link of a release cannot run; raw HTML is the writer's own in MyST."""
    texts = {
        key: MATTER.format(fields="", body=TEXTS[kind].format(address))
        for key, address in ADDRESSES.items()
    }
    assert unsafe_parts(build(releases(texts))) == []


def test_names_cannot_leave_the_output(build, tmp_path):
    """Odd names of files and releases are written inside of the output folder, nowhere else."""
    fields = "downloads: ['/uploads/a b…%2e%2e.pdf', '/uploads/..hidden.pdf']\nnumber: ../../x\n"
    fields += "tags: [../../../tag, 'a/b']\ncategories: [../../kind]\n"
    before = set(tmp_path.rglob("*"))
    built = build(
        {
            "releases/a..b.md": MATTER.format(fields=fields, body="Text."),
            "uploads/a b…%2e%2e.pdf": b"%PDF-1.7",
            "uploads/..hidden.pdf": b"%PDF-1.7 2",
        }
    )
    assert built.warnings == ""
    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    inside = {path.relative_to(tmp_path / "source").parts[0] for path in new}
    assert inside <= {"_build", "conf.py", "index.md", "releases", "uploads"}
    files = [*built.out.glob("_downloads/*/*")]
    assert len(files) == 2
    assert all(path.resolve().is_relative_to(built.out.resolve()) for path in files)


def test_symlinked_release(build, outside):
    """A release that is a link out of the source folder brings nothing of elsewhere's files."""
    (outside / "elsewhere").mkdir()
    text = MATTER.format(fields="downloads: secret.pdf\n", body="Text.")
    (outside / "elsewhere" / "a.md").write_text(text, "utf-8")
    (outside / "elsewhere" / "secret.pdf").write_bytes(b"%PDF-1.7 " + SECRET.encode())
    (outside / "source" / "releases").mkdir()
    os.symlink(outside / "elsewhere", outside / "source" / "releases" / "linked")
    built = build({})
    assert published(built) == []


def test_data_files_cannot_run(build):
    """Addresses of the contact book and of boilerplates cannot run either."""
    files = {
        "contacts.yml": "desk: {name: A B, emails: ['javascript:alert(1)']}\n",
        "boilerplates.yml": "us: {title: Us, text: '[Words](<javascript:alert(1)>)'}\n",
        "releases/a.md": MATTER.format(fields="contacts: desk\nboilerplate: us\n", body=""),
    }
    built = build(files)
    assert unsafe(built.page("releases/a")) == []
    assert "contacts.yml:1" in built.warnings


def test_titles_are_text(build):
    """Markup in plain fields is shown as it was typed."""
    evil = "<script>alert(1)</script>"
    fields = f"short_title: '{evil}'\nnumber: '{evil}'\ntags: ['{evil}']\ndateline: '{evil}'\n"
    fields += f"contacts: [{{name: '{evil}', role: '{evil}', hours: '{evil}'}}]\n"
    fields += f"facts: [{{label: '{evil}', value: '{evil}', source: '{evil}'}}]\n"
    fields += f"quotes: [{{text: '{evil}', author: '{evil}', role: '{evil}'}}]\n"
    fields += f"lead: '{evil}'\n"
    text = MATTER.format(fields=fields, body="").replace("title: T", f"title: '{evil}'", 1)
    built = build({"releases/a.md": text, "index.md": "# P\n\n```{press:releases}\n```\n"})
    for name in ("releases/a", "index", "genindex", "search"):
        page = BeautifulSoup(built.page(name), "html5lib")
        assert not [script for script in page.select("script") if "alert" in script.get_text()]
    assert evil in BeautifulSoup(built.page("releases/a"), "html5lib").h1.get_text()
    assert Path(built.out, "index.html").read_text("utf-8").count("<title>") == 1


@pytest.mark.parametrize("how", ["draft", "deleted"])
def test_withdrawn_release(build, how):
    """A release that becomes a draft, or is deleted, leaves no word in output or cache."""
    body = "Zanzibarword in the body.\n\n## Quokkaword\n"
    text = MATTER.format(fields="lead: A Xylophoneword.\ntags: [Vuvuzelaword]\n", body=body)
    files = {
        "releases/a.md": MATTER.format(fields="", body="Text."),
        "releases/gone.md": text.replace("title: T", "title: Umbrellaword", 1),
    }
    assert "Zanzibarword" in build(files).page("releases/gone")
    draft = files["releases/gone.md"].replace("date:", "status: draft\ndate:", 1)
    built = build({"releases/gone.md": draft if how == "draft" else None})
    words = (b"zanzibar", b"quokka", b"xylophone", b"vuvuzela", b"umbrella")
    left = {
        (path.name, word)
        for folder in (built.out, Path(built.app.doctreedir))
        for path in folder.rglob("*")
        if path.is_file()
        for word in words
        if word in path.read_bytes().lower()
    }
    assert left == set()
