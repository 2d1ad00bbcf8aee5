"""Sphinx: ``IndexBuilder.prune`` takes time that grows with documents times words.

``StandaloneHTMLBuilder.load_indexer`` hands it ``env.all_docs``, a dictionary. For each word of the
index, ``set.intersection_update`` then walks through the whole dictionary, since it compares sizes
only with another set. Each incremental build pays for it. ``python benchmarks/upstream/prune.py``
prunes nothing from indexes of more and more documents, once given a dictionary, once given a set;
the result is the same.

What would have to change: ``docnames = frozenset(docnames)`` as the first line of ``prune``.
"""

from __future__ import annotations

import random
import time
from types import SimpleNamespace
from typing import Any

from sphinx.search import IndexBuilder

WORDS = 20_000


def index(names: list[str]) -> IndexBuilder:
    """Make an index of words of which each is in few documents."""
    numbers = random.Random(1)
    parts: dict[str, dict[str, Any]] = {
        **{part: {} for part in ("title_mapping", "index_entries", "objtypes", "objnames")},
        "titles": dict.fromkeys(names, "Title"),
        "filenames": {name: f"{name}.md" for name in names},
        "all_titles": {name: [] for name in names},
        "mapping": {f"word{word}": set(numbers.choices(names, k=5)) for word in range(WORDS)},
    }
    tables = {f"_search_index_{part}": table for part, table in parts.items()}
    env: Any = SimpleNamespace(domains=None, version=1, **tables)
    return IndexBuilder(env, "en", {}, "")


def seconds(made: IndexBuilder, docnames: Any) -> float:
    """Tell how long it takes to prune nothing."""
    start = time.process_time()
    made.prune(docnames)
    return time.process_time() - start


def main() -> None:
    """Print what each way takes."""
    for documents in (500, 1000, 2000, 4000):
        names = [f"releases/{number}" for number in range(documents)]
        made, known = index(names), dict.fromkeys(names, 0)
        print(
            f"{documents:5} documents, {WORDS:,} words: "
            f"{seconds(made, known):6.2f} s of a dictionary, "
            f"{seconds(made, known.keys()):6.2f} s of its keys, "
            f"{seconds(made, frozenset(known)):6.3f} s of a set"
        )


if __name__ == "__main__":
    main()
