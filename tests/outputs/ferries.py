"""Releases of a harbour, which show a picture, and what a build leaves of them."""

from __future__ import annotations

RELEASE = """\
---
title: Ferry {number} returns
date: 2026-03-{number:02}
tags: harbour
images: {{src: pier.svg, alt: A pier}}
---

It sails again{more}.
"""
PIER = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'


def ferries(count):
    """Write so many releases, and their picture."""
    texts = (RELEASE.format(number=number, more="") for number in range(1, count + 1))
    releases = {f"releases/r{number}.md": text for number, text in enumerate(texts, 1)}
    return {"releases/pier.svg": PIER, **releases}


def content(built):
    """Give the content of all files of the output folder, by path."""
    files = (file for file in built.out.rglob("*") if file.is_file())
    return {file.relative_to(built.out).as_posix(): file.read_bytes() for file in files}
