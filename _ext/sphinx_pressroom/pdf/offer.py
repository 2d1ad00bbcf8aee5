"""The offer of a release's PDF on its page: first among the files to take away."""

from __future__ import annotations

from docutils import nodes
from markupsafe import escape
from sphinx.environment import BuildEnvironment

from ..blocks import BLOCKS
from ..blocks.block import bullets, page_language, press_heading, spoken
from ..blocks.downloads import press_download, press_downloads
from ..labels import file_size, labels
from .offers import OWN_PDF


def offer(
    env: BuildEnvironment, docname: str, doctree: nodes.document, name: str, size: int
) -> None:
    """Put a PDF, by its file's name and its bytes, before the files that a page offers."""
    language = page_language(env, docname)
    item = _item(language, name, size)
    block = doctree.next_node(press_downloads)
    listed = block.next_node(nodes.bullet_list) if block is not None else None
    if listed is not None:
        listed.insert(0, item)
        return
    top = doctree.next_node(nodes.section)
    if top is None:
        return
    made = press_downloads("", classes=[OWN_PDF])
    made += press_heading("", labels(language)("Downloads"))
    made += bullets("", [])
    made[1].append(item)  # type: ignore[attr-defined]
    top.insert(_place(env, top), made)


def volume_link(language: str, name: str, size: int) -> str:
    """Write the link to a volume, by its file's name and its bytes, for the foot of an archive."""
    words = escape(labels(language)("Download all these releases"))
    detail = f'<span class="press-detail">(PDF, {escape(file_size(size, language))})</span>'
    start = f'<a class="press-download" href="{escape(name)}" download="">'
    return f'<p class="press-volume">{start}<span>{words}</span> {detail}</a></p>\n'


def _item(language: str, name: str, size: int) -> nodes.list_item:
    label = labels(language)
    words = label("Download this release")
    detail = spoken("press-detail", f"(PDF, {file_size(size, language)})")
    link = press_download("", "", nodes.inline("", words), nodes.Text(" "), detail)
    link["reftarget"] = link["refuri"] = name
    link["beside"] = True
    return nodes.list_item("", nodes.paragraph("", "", link), classes=[OWN_PDF])


def _place(env: BuildEnvironment, top: nodes.Element) -> int:
    """Find where the layout has the downloads: before the first block that it puts behind them."""
    order = list(env.config.press_layout)
    behind = order[order.index("downloads") + 1 :] if "downloads" in order else []
    kinds = {f"press_{module.__name__.rsplit('.', 1)[-1]}" for module in BLOCKS}
    wanted = {f"press_{name}" for name in behind} & kinds
    for index, child in enumerate(top.children):
        if type(child).__name__ in wanted:
            return index
    return len(top.children)
