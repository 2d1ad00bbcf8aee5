"""Addresses: which schemes are links, and which hosts look like others."""

import pytest

from sphinx_pressroom.safety import addresses

LINKS = [
    "https://example.org/",
    "mailto:a@example.org",
    "tel:+33199000143",
    "sms:+33199000143",
    "ftp://example.org/a",
    "/releases/a.html",
    "a/b:c",
    "#part",
    "//example.org/",
    "",
]
NO_LINKS = [
    "javascript:x",
    " JavaScript:x",
    "java\tscript:x",
    "java\nscript:x",
    "\x01javascript:x",
    "java%0ascript:x",
    "java\u200bscript:x",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "view-source:https://example.org/",
    "ms-word:ofe|u|https://example.org/a.docm",
]
DECEIVE = {
    "https://аррӏе.com/": "xn--80ak6aa92e.com",
    "https://xn--80ak6aa92e.com/x": "xn--80ak6aa92e.com",
    "https://a@pаypal.com:80/": "xn--pypal-4ve.com",
    "mailto:press@pаypal.com": "xn--pypal-4ve.com",
    "press@pаypal.com": "xn--pypal-4ve.com",
    "//www.gοοgle.com/": "www.xn--ggle-0nda.com",
}
HONEST = [
    "https://www.académie.fr/",
    "https://россия.рф/",
    "https://сос.рф/",
    "https://яндекс.com/",
    "https://日本語.jp/",
    "https://東京tokyo.jp/",
    "https://한국.kr/",
    "https://example.org/аррӏе",
    "mailto:jos\xe9@example.org",
]


@pytest.mark.parametrize("address", LINKS)
def test_links(address):
    """An address of a known scheme, or a path, is a link."""
    assert addresses.is_allowed(address)


@pytest.mark.parametrize("address", NO_LINKS)
def test_no_links(address):
    """An address of another scheme is none, however it is spelt."""
    assert not addresses.is_allowed(address)


@pytest.mark.parametrize(("address", "host"), DECEIVE.items())
def test_hosts_that_deceive(address, host):
    """A host of mixed scripts, or of letters that look Latin, is given as machines see it."""
    assert addresses.lookalike(address) == host


@pytest.mark.parametrize("address", HONEST)
def test_hosts_that_do_not(address):
    """A host of one script, or of scripts that are written together, is what it looks like."""
    assert addresses.lookalike(address) == ""
