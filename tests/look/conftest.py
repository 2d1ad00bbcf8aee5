"""The kitchen sink and the repository's press room, built once, served, and opened in a browser."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import kitchen
import pytest
from filelock import FileLock
from tabs import MEDIA, Tabs, arrive

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[..., Path]:
    """Return a function that builds a press room once, whichever worker asks first.

    ``room("en")`` and ``room("fr")`` are the kitchen sink; ``room("house")`` is the repository's own.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "look"

    @cache
    def built(name: str, theme: str = "pressroom") -> Path:
        shared.mkdir(exist_ok=True)
        out = shared / f"{theme}-{name}"
        with FileLock(f"{out}.lock"):
            if out.exists():
                return out
            source = kitchen.REPOSITORY
            if name != "house":
                source = kitchen.write(shared / f"{theme}-{name}.source")
            kitchen.build(source, out, language=name, theme=theme)
        return out

    return built


@pytest.fixture(scope="session")
def address(room: Callable[..., Path], serve: Callable[[Path], str]) -> Callable[[str, str], str]:
    """Return a function that serves a press room, and gives its address."""

    @cache
    def served(name: str, theme: str = "pressroom") -> str:
        return serve(room(name, theme))

    return served


@pytest.fixture(scope="session")
def tabs(chromium: Any) -> Iterator[Tabs]:
    """Keep tabs between tests: opening one takes longer than most tests do."""
    kept = Tabs(chromium)
    yield kept
    kept.close()


@pytest.fixture
def look(tabs: Tabs, address: Callable[..., str]) -> Iterator[Open]:
    """Return a function that opens a page of a press room: ``look("en", "index.html", width=320)``.

    Further arguments are those of Playwright's contexts, such as ``color_scheme``. A test that leaves
    more behind in its tab than a page asks for one of its ``own``.
    """
    taken = []

    def opened(
        name: str, path: str, *, width: int = 1280, theme: str = "pressroom", **options: Any
    ) -> Any:
        size = {"width": width, "height": options.pop("height", 900)}
        media = {feature: options.pop(feature, plain) for feature, plain in MEDIA.items()}
        taken.append(tabs.take(**options))
        tab = taken[-1].page
        tab.set_viewport_size(size)
        tab.emulate_media(**media)
        arrive(tab, address(name, theme) + path, script=options.get("java_script_enabled", True))
        return tab

    yield opened
    for one in taken:
        tabs.give_back(one)


@pytest.fixture
def foreign(absent: Callable[[str], None]) -> Callable[[str], None]:
    """Return a function that skips where a theme is not installed."""

    def asked(theme: str) -> None:
        if importlib.util.find_spec(theme) is None:
            absent(f"the theme {theme} is not installed")

    return asked
