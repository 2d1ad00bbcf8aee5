"""Tabs of the browser that tests share: opening one takes longer than most tests do."""

from __future__ import annotations

from typing import Any, NamedTuple

MEDIA = {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}
"""What a tab is told before each page, and has when a test does not say."""


class Tab(NamedTuple):
    """A tab, the context that is its own, and what that was made with."""

    page: Any
    context: Any
    options: tuple[str, bool]
    """The options, and whether the tab is for one test alone."""


class Tabs:
    """Tabs that no test uses at the moment."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.free: list[Tab] = []

    def take(self, *, own: bool = False, **options: Any) -> Tab:
        """Give a tab of a context with these options."""
        wanted = (repr(sorted(options.items())), own)
        for tab in self.free:
            if tab.options == wanted:
                self.free.remove(tab)
                return tab
        context = self.browser.new_context(**options)
        return Tab(context.new_page(), context, wanted)

    def give_back(self, tab: Tab) -> None:
        """Keep a tab for the next test, unless it was one test's own."""
        if tab.options[1]:
            tab.context.close()
        else:
            self.free.append(tab)

    def close(self) -> None:
        """Close all tabs."""
        for tab in self.free:
            tab.context.close()


def arrive(tab: Any, address: str, *, script: bool = True) -> None:
    """Open a page, and wait for all that it loads by itself."""
    tab.goto(address)
    if "/search.html" in address and script:
        ready = ".press-search-results li" if "?q=" in address else "[data-filter]"
        tab.locator(ready).first.wait_for()
