"""Pages: what a release's page is around its blocks, in any theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from .blocks.block import page_language
from .domain import press_domain
from .labels import direction, labels

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


LONG = 120
"""More letters than a headline of the largest size has room for."""
NOT_FOR_SEARCH = '\n<meta name="robots" content="noindex">'
COLUMNS = 4
"""As many columns of a table as a phone has room for."""


class press_article(nodes.Structural, nodes.Element):
    """A release on its page; attributes ``language`` and ``direction``."""


class press_text(nodes.section):
    """The section that a release is: its article's content, and to HTML no further section."""


class press_wide(nodes.General, nodes.Element):
    """A box that scrolls, around what is wider than a page; attribute ``label``."""


class WrapReleases(SphinxPostTransform):
    """Make each release an article, once its outline is known."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Wrap the release of a document, or those that one large document is made of."""
        own = [child for child in self.document.children if isinstance(child, nodes.section)]
        is_release = self.env.docname in press_domain(self.env).releases
        for section in own if is_release else list(self.document.findall(nodes.section)):
            if "press_release" in section:
                self._wrap(section, section["press_release"])

    def _wrap(self, section: nodes.section, docname: str) -> None:
        language = page_language(self.env, docname)
        made = press_article("", language=language, direction=direction(language))
        section.parent.replace(section, made)
        text = press_text("", *section.children, **section.attributes)
        title = text.next_node(nodes.title)
        if title and len(title.astext()) > LONG:
            text["classes"].append("press-long")
        made += text


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Mark the section of a release, so that it is known wherever it ends up.

    No search, and no sitemap, finds what was withdrawn.
    """
    docname = app.env.docname
    if docname in press_domain(app.env).releases:
        if press_domain(app.env).releases[docname].is_withdrawn:
            app.env.metadata[docname]["nosearch"] = True
        for child in doctree.children:
            if isinstance(child, nodes.section):
                child["press_release"] = docname


def visit_article(self: HTML5Translator, node: press_article) -> None:
    attributes = {"lang": node["language"]}
    if node["direction"] != "ltr":
        attributes["dir"] = node["direction"]
    self.body.append(self.starttag(node, "article", CLASS="press-release", **attributes))


def depart_article(self: HTML5Translator, node: press_article) -> None:
    self.body.append("</article>\n")


def visit_text(self: HTML5Translator, node: press_text) -> None:
    self.section_level += 1
    self.body.append(self.starttag(node, "div"))


def depart_text(self: HTML5Translator, node: press_text) -> None:
    self.section_level -= 1
    self.body.append("</div>\n")


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let a table of many columns scroll, so that its page does not (WCAG 2.2, 1.4.10)."""
    if not getattr(app.builder, "press_archives", False):
        return
    label = labels(page_language(app.env, docname))
    for group in list(doctree.findall(nodes.tgroup)):
        table = group.parent
        if group.get("cols", 0) > COLUMNS and not isinstance(table.parent, press_wide):
            title = table.next_node(nodes.title)
            made = press_wide("", label=title.astext() if title else label("Table"))
            table.parent.replace(table, made)
            made += table


def visit_wide(self: HTML5Translator, node: press_wide) -> None:
    # What scrolls is reached with the keyboard, and what is reached has a name.
    attributes = {"role": "region", "aria-label": node["label"], "tabindex": "0"}
    self.body.append(self.starttag(node, "div", CLASS="press-wide", **attributes))


def depart_wide(self: HTML5Translator, node: press_wide) -> None:
    self.body.append("</div>\n")


def on_html_page_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Give templates the page's language and the words of the interface."""
    language = page_language(app.env, pagename)
    context["press_language"] = language
    context["press_direction"] = direction(language)
    context["press_label"] = labels(str(app.config.language))
    release = press_domain(app.env).releases.get(pagename)
    context["press_release"] = release
    if release and release.is_withdrawn:
        context["metatags"] = f"{context.get('metatags', '')}{NOT_FOR_SEARCH}"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Keep sources, which hold comments and private fields, out of the output unless asked for.

    What ``conf.py`` says is asked of a private attribute: Sphinx does not tell a default from the
    same value given by the site.
    """
    for name in ("html_copy_source", "html_show_sourcelink"):
        if name not in config._raw_config and name not in config.overrides:
            setattr(config, name, False)


def setup(app: Sphinx) -> None:
    """Connect the pages."""
    app.add_node(press_article, html=(visit_article, depart_article))
    app.add_node(press_wide, html=(visit_wide, depart_wide))
    app.add_node(press_text, html=(visit_text, depart_text))
    app.add_post_transform(WrapReleases)
    app.connect("config-inited", on_config_inited)
    app.connect("doctree-resolved", on_doctree_resolved)
    app.connect("doctree-read", on_doctree_read)
    app.connect("html-page-context", on_html_page_context)
