"""Files that releases show and offer: found safely, published under names of their content."""

import hashlib
import os

import pytest

MATTER = "---\ntitle: T\ndate: 2026-03-31\n{fields}---\n{body}"
PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog /Lang (de-DE) >> endobj\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
OTHER = PNG[:29] + b"\x1f\x15\xc4\x88" + PNG[33:]
"""The same with another checksum, which nobody minds."""


def release(fields="", body=""):
    return MATTER.format(fields=fields, body=body)


def digest(content):
    return hashlib.sha256(content).hexdigest()[:16]


def published(built):
    found = [*built.out.glob("_images/*"), *built.out.glob("_downloads/*/*")]
    return sorted(path.relative_to(built.out).as_posix() for path in found)


def test_names_are_made_of_the_content(build):
    """A picture and a download are published under their content's hash and their clean name."""
    fields = "images: /uploads/My photo (1).PNG\ndownloads: /uploads/Dossier été.pdf\n"
    built = build(
        {
            "releases/a.md": release(fields),
            "uploads/My photo (1).PNG": PNG,
            "uploads/Dossier été.pdf": PDF,
        }
    )
    assert built.warnings == ""
    assert published(built) == [
        f"_downloads/{digest(PDF)}/Dossier-été.pdf",
        f"_images/My-photo-1-{digest(PNG)}.png",
    ]


def test_names_do_not_shift_with_another_release(build):
    """A picture of the same name in a new release changes no name of an old one."""
    first = {"releases/b/a.md": release("images: p.png\n"), "releases/b/p.png": PNG}
    before = published(build(first))
    after = published(
        build({"releases/a/a.md": release("images: p.png\n"), "releases/a/p.png": OTHER})
    )
    assert before == [f"_images/p-{digest(PNG)}.png"]
    assert set(before) < set(after)


def test_changed_bytes_change_the_name(build):
    """A file with other bytes gets another name on the page that offers it."""
    build({"releases/a.md": release("downloads: /k.pdf\n"), "k.pdf": PDF})
    built = build({"k.pdf": PDF + b"more"})
    assert f"_downloads/{digest(PDF + b'more')}/k.pdf" in built.page("releases/a")


def test_format_size_and_language_are_read_from_the_file(build):
    """What a download line says of a file is what the file says of itself."""
    big = PDF + b"\0" * (120_000 - len(PDF))
    built = build({"releases/a.md": release("downloads: /k.dat\n"), "k.dat": big})
    page = built.page("releases/a")
    assert "PDF, 120 kB, German" in page
    assert 'hreflang="de-DE"' in page


@pytest.mark.parametrize(
    "path",
    ["../../etc/hostname", "/../outside.pdf", "/uploads/../../outside.pdf", "/%2e%2e/outside.pdf"],
)
def test_paths_out_of_the_source_folder_are_refused(build, path):
    """A path that leaves the source folder is a located warning and no file."""
    (build.folder.parent / "outside.pdf").write_bytes(PDF)
    built = build({"releases/a.md": release(f"downloads: {path}\n")})
    [warned] = built.located
    assert (warned.line, warned.column, warned.subtype) == (4, 12, "file")
    assert published(built) == []


def test_link_that_leaves_the_source_folder_is_refused(build):
    """A symbolic link to a file outside the source folder is a located warning and no file."""
    (build.folder.parent / "outside.pdf").write_bytes(PDF)
    os.symlink(build.folder.parent / "outside.pdf", build.folder / "in.pdf")
    built = build({"releases/a.md": release("downloads: /in.pdf\n")})
    [warned] = built.located
    assert "leads out of the source folder" in warned.message
    assert published(built) == []


@pytest.mark.parametrize(
    "body",
    [
        "![a](../../outside.png)",
        "[a](../../outside.png)",
        "```{image} ../../outside.png\n```",
        "{download}`a <../../outside.png>`",
    ],
)
def test_bodies_cannot_publish_what_lies_outside(build, body):
    """Whatever syntax a body uses, a file outside the source folder is reported and stays there."""
    (build.folder.parent / "outside.png").write_bytes(PNG)
    built = build({"releases/a.md": release(body=body)})
    assert "leads out of the source folder" in built.warnings
    assert published(built) == []
    assert "outside" not in built.page("releases/a")


def test_missing_file_keeps_its_words(build):
    """A download whose file is missing is shown without a link, and said to be missing."""
    fields = "downloads:\n- file: /no.pdf\n  title: The kit\n"
    built = build({"releases/a.md": release(fields)})
    [warned] = built.located
    assert (warned.line, warned.column, warned.subtype) == (5, 9, "file")
    assert "The kit" in built.page("releases/a")


def test_file_that_appears_later_is_taken(build):
    """A missing file that is put in place is offered by the next build."""
    build({"releases/a.md": release("downloads: /k.pdf\n")})
    built = build({"k.pdf": PDF})
    assert built.warnings == ""
    assert published(built) == [f"_downloads/{digest(PDF)}/k.pdf"]


def test_sources_are_not_copied(build):
    """A source file, with its comments and private fields, is not in the output unless asked for."""
    built = build({"releases/a.md": release()})
    assert list(built.out.rglob("*.md*")) == []
    asked = build({}, html_copy_source=True)
    assert (asked.out / "_sources" / "releases" / "a.md.txt").exists()
