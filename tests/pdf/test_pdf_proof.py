"""The proof of a release's PDF, on its page and in the lists."""

import hashlib
import json

from bs4 import BeautifulSoup

RELEASE = "---\ntitle: Gates reopen\ndate: 2026-03-31\n---\n\nText.\n"


def _said(built):
    page = BeautifulSoup(built.page("releases/a"), "html5lib")
    digests = [one.extract().get_text() for one in page.select(".press-proof code")]
    names = [one.get_text(strip=True) for one in page.select(".press-proof li")]
    return dict(zip(names, digests, strict=True))


def _listed(built):
    (release,) = json.loads((built.out / "press-releases.json").read_bytes())["releases"]
    return {one["path"]: (one["sha256"], one["size"]) for one in release["attachments"]}


def test_digest_of_the_pdf(build):
    """Page and lists say the digest of the PDF as it lies there, also after it was set again."""
    for text in (RELEASE, RELEASE.replace("Text.", "Other text.")):
        built = build({"releases/a.md": text}, press_pdf=True)
        content = (built.out / "releases/a.pdf").read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        assert _said(built)["a.pdf"] == digest
        assert _listed(built) == {"releases/a.pdf": (digest, len(content))}
        assert f"{digest}  releases/a.pdf\n" in (built.out / "SHA256SUMS").read_text("utf-8")


def test_digest_when_only_the_pdf_changes(build):
    """A PDF that looks another way, with the same text, changes what its page says of it."""
    first = build({"releases/a.md": RELEASE}, press_pdf=True, html_theme="pressroom")
    before = _said(first)
    options = {"accent": "#7a1030"}
    second = build({}, press_pdf=True, html_theme="pressroom", html_theme_options=options)
    after = _said(second)
    content = (second.out / "releases/a.pdf").read_bytes()
    assert after["a.pdf"] == hashlib.sha256(content).hexdigest() != before["a.pdf"]
    assert after["Text of this release"] == before["Text of this release"]


def test_the_same_text_with_a_pdf_and_without(build):
    """The offer of the PDF, which has its size, is no part of the text."""
    with_pdf = build({"releases/a.md": RELEASE}, press_pdf=True)
    text = (with_pdf.out / "releases/a.txt").read_bytes()
    without = build({}, press_pdf=False)
    assert (without.out / "releases/a.txt").read_bytes() == text
    assert _listed(without) == {}
