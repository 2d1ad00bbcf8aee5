"""The sites that are compared: of each tool the settings, the form of a release, command and pages.

All but bare Sphinx show the same releases in the same ways: a page for each, archives by year,
category and tag, fifty releases on a page of a list where the tool cuts lists, and a feed of fifty
whole texts. Whatever else a tool makes unless told otherwise, it makes here too; only copies of the
sources are turned off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from generate import PATH, PLAIN, PLAIN_CONF, RELEASE, ROOM_CONF, SAID, Form

HOST = "https://presse.example"
PER_PAGE = 50
TAG = "eau"
YEAR = "2016"


@dataclass(frozen=True)
class Site:
    """A tool, set up to show releases: paths are those of the site's folder, where it is run."""

    name: str
    needs: tuple[str, ...]
    """The packages that do the work: what is installed, and whose versions are told."""
    files: Mapping[str, str]
    form: Form | None
    """How a release is written; a site without shows what a tool costs before it does anything."""
    command: str
    output: str
    place: Literal["here", "venv", "debian"] = "venv"
    """Where the packages are: with the benchmark, in an environment of their own, in Debian."""
    feed: str = ""
    archives: tuple[str, ...] = ()
    """Pages that list releases: of a year, of the category, of a tag, and the second of all."""


def markdown(path: str, *fields: str) -> Form:
    """Give a form with these lines of front matter, and all the words below."""
    return Form(path, "\n".join(("---", *fields, "---", "", SAID)))


TITLE = 'title: "{title}"'
WHEN = "date: {date} 09:30:00 +02:00"

SPHINX = "python -m sphinx -q -b html -d doctrees source output"
INDEX = "# Benchmark\n"

ROOM = Site(
    name="room",
    place="here",
    needs=("sphinx-pressroom", "sphinx", "myst-parser", "pagefind"),
    files={
        "source/conf.py": f'{ROOM_CONF}html_baseurl = "{HOST}/"\n',
        "source/index.md": INDEX,
    },
    form=Form(f"source/{PATH}", RELEASE),
    command=SPHINX,
    output="output",
    feed="feed.xml",
    archives=(
        f"archive/{YEAR}.html",
        "category/communiqué-de-presse.html",
        f"tag/{TAG}.html",
        "archive/page/2.html",
    ),
)

EMPTY = replace(ROOM, name="empty", form=None, feed="", archives=())

BARE = Site(
    name="sphinx",
    place="here",
    needs=("sphinx", "myst-parser"),
    files={"source/conf.py": PLAIN_CONF, "source/index.md": INDEX},
    form=Form(f"source/{PATH}", PLAIN),
    command=SPHINX,
    output="output",
)

PELICAN = Site(
    name="pelican",
    needs=("pelican", "markdown"),
    files={
        "pelicanconf.py": f"""\
PATH = "content"
SITENAME = AUTHOR = "Benchmark"
SITEURL = "{HOST}"
DEFAULT_LANG = "fr"
TIMEZONE = "Europe/Paris"
DEFAULT_PAGINATION = {PER_PAGE}
FEED_MAX_ITEMS = {PER_PAGE}
SLUGIFY_SOURCE = "basename"
YEAR_ARCHIVE_SAVE_AS = "{{date:%Y}}/index.html"
""",
    },
    form=markdown(
        f"content/{PATH}",
        "title: {title}",
        WHEN,
        "category: Communiqué de presse",
        f"tags: {{tag}}, {TAG}",
    ),
    command="pelican --quiet --settings pelicanconf.py",
    output="output",
    feed="feeds/all.atom.xml",
    archives=(
        f"{YEAR}/index.html",
        "category/communique-de-presse.html",
        f"tag/{TAG}.html",
        "index2.html",
    ),
)

HUGO = Site(
    name="hugo",
    place="debian",
    needs=("hugo",),
    files={
        "config.toml": f"""\
baseURL = "{HOST}/"
title = "Benchmark"
languageCode = "fr"
paginate = {PER_PAGE}

[taxonomies]
year = "years"
category = "categories"
tag = "tags"

[services.rss]
limit = {PER_PAGE}

[outputs]
home = ["HTML", "RSS"]
section = ["HTML"]
taxonomy = ["HTML"]
term = ["HTML"]
""",
        "layouts/_default/baseof.html": """\
<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>{{ .Title }}</title>
{{ with .Site.Home.OutputFormats.Get "rss" }}\
<link rel="alternate" type="application/rss+xml" href="{{ .Permalink }}">{{ end }}
</head>
<body>
<nav><a href="/">{{ .Site.Title }}</a> <a href="/years/">Années</a> <a href="/tags/">Tags</a></nav>
<main>{{ block "main" . }}{{ end }}</main>
</body>
</html>
""",
        "layouts/_default/single.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "02/01/2006" }}</time>
{{ .Content }}
<ul>{{ range $kind := slice "categories" "tags" }}{{ range $.GetTerms $kind }}
<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}{{ end }}
</ul>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}
{{ end }}
""",
        "layouts/_default/list.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ $pages := .Pages }}{{ if .IsHome }}{{ $pages = .Site.RegularPages }}{{ end }}
{{ with .Paginate $pages }}{{ range .Pages }}
<article>
<h2><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></h2>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "02/01/2006" }}</time>
<p>{{ .Summary }}</p>
</article>{{ end }}{{ end }}
{{ template "_internal/pagination.html" . }}
{{ end }}
""",
        "layouts/_default/terms.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>{{ range .Data.Terms.Alphabetical }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}</a> ({{ .Count }})</li>{{ end }}
</ul>
{{ end }}
""",
        "layouts/index.rss.xml": """\
<rss version="2.0">
<channel>
<title>{{ .Site.Title }}</title>
<link>{{ .Permalink }}</link>
<description>{{ .Site.Title }}</description>
{{ range first .Site.Config.Services.RSS.Limit .Site.RegularPages }}<item>
<title>{{ .Title }}</title>
<link>{{ .Permalink }}</link>
<guid>{{ .Permalink }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate>
<description>{{ .Content | html }}</description>
</item>
{{ end }}</channel>
</rss>
""",
    },
    form=markdown(
        f"content/{PATH}",
        TITLE,
        WHEN,
        'years: ["{year}"]',
        "categories: [Communiqué de presse]",
        f"tags: [{{tag}}, {TAG}]",
    ),
    command="hugo --quiet",
    output="public",
    feed="index.xml",
    archives=(
        f"years/{YEAR}/index.html",
        "categories/communiqué-de-presse/index.html",
        f"tags/{TAG}/index.html",
        "page/2/index.html",
    ),
)

# Unless header_pages says which, the theme names each archive in the head of each page.
JEKYLL = Site(
    name="jekyll",
    place="debian",
    needs=(
        "jekyll",
        "jekyll-theme-minima",
        "ruby-jekyll-archives",
        "ruby-jekyll-feed",
        "ruby-jekyll-paginate",
    ),
    files={
        "_config.yml": f"""\
title: Benchmark
url: {HOST}
lang: fr
theme: minima
plugins: [jekyll-archives, jekyll-feed, jekyll-paginate]
permalink: /releases/:year/:title.html
header_pages: [index.html]
paginate: {PER_PAGE}
feed: {{posts_limit: {PER_PAGE}}}
jekyll-archives:
  enabled: [year, categories, tags]
""",
        "_includes/listed.html": """\
<ul>
{% for post in include.posts %}
<li>{{ post.date | date: "%d/%m/%Y" }} <a href="{{ post.url | relative_url }}">{{ post.title }}</a>
{{ post.excerpt }}</li>
{% endfor %}
</ul>
""",
        "_layouts/archive.html": """\
---
layout: default
---
<h1>{{ page.title }}{{ page.date | date: "%Y" }}</h1>
{% include listed.html posts=page.posts %}
""",
        "index.html": """\
---
layout: default
---
{% include listed.html posts=paginator.posts %}
<a href="{{ paginator.previous_page_path }}">←</a> <a href="{{ paginator.next_page_path }}">→</a>
""",
    },
    form=markdown(
        "_posts/{date}-{name}.md",
        "layout: post",
        TITLE,
        WHEN,
        "categories: [Communiqué de presse]",
        f"tags: [{{tag}}, {TAG}]",
    ),
    command="jekyll build --quiet",
    output="_site",
    feed="feed.xml",
    archives=(
        f"{YEAR}/index.html",
        "category/communiqué-de-presse/index.html",
        f"tag/{TAG}/index.html",
        "page2/index.html",
    ),
)

# All tags are on one page.
MATERIAL = Site(
    name="material",
    needs=("mkdocs<2", "mkdocs-material>=9,<10", "mkdocs-rss-plugin"),
    files={
        "mkdocs.yml": f"""\
site_name: Benchmark
site_url: {HOST}/
theme: {{name: material, language: fr}}
plugins:
- search
- blog:
    blog_dir: .
    post_url_format: "releases/{{file}}"
    pagination_per_page: {PER_PAGE}
- tags
- rss:
    match_path: posts/.*
    length: {PER_PAGE}
    abstract_chars_count: -1
    use_git: false
    date_from_meta: {{as_creation: date, as_update: date}}
""",
        "docs/index.md": INDEX,
        "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
    },
    form=markdown(
        "docs/posts/{year}/{name}.md",
        TITLE,
        WHEN,
        "categories: [Communiqué de presse]",
        f"tags: [{{tag}}, {TAG}]",
    ),
    command="mkdocs build --quiet",
    output="site",
    feed="feed_rss_created.xml",
    archives=(
        f"archive/{YEAR}/index.html",
        "category/communiqué-de-presse/index.html",
        "tags/index.html",
        "page/2/index.html",
    ),
)

# Tags that differ only in accents would have one slug, which ends the build; without Jinja2, which
# it does not require, a plugin fails at each start, and it waits for two seconds.
NIKOLA = Site(
    name="nikola",
    needs=("nikola", "jinja2"),
    files={
        "conf.py": f"""\
BLOG_TITLE = BLOG_AUTHOR = BLOG_DESCRIPTION = "Benchmark"
BLOG_EMAIL = "presse@agence.example"
SITE_URL = "{HOST}/"
DEFAULT_LANG = "fr"
TRANSLATIONS = {{"fr": ""}}
TIMEZONE = "Europe/Paris"
POSTS = [("posts/*.md", "posts", "post.tmpl")]
PAGES = []
COMPILERS = {{"markdown": [".md"]}}
COMMENT_SYSTEM = ""
INDEX_DISPLAY_POST_COUNT = FEED_LENGTH = {PER_PAGE}
INDEX_TEASERS = FEED_TEASERS = False
USE_SLUGIFY = COPY_SOURCES = False
""",
    },
    form=Form(
        PATH.replace("releases/", "posts/"),
        f"""\
<!--
.. title: {{title}}
.. slug: {{name}}
.. date: {{date}} 09:30:00 UTC+02:00
.. category: Communiqué de presse
.. tags: {{tag}}, {TAG}
-->

{SAID}""",
    ),
    command="nikola build --quiet",
    output="output",
    feed="rss.xml",
    archives=(
        f"{YEAR}/index.html",
        "categories/cat_Communiqué de presse/index.html",
        f"categories/{TAG}/index.html",
        "index-1.html",
    ),
)

# Lists are not cut into pages.
ABLOG = Site(
    name="ablog",
    needs=("ablog", "sphinx", "myst-parser"),
    files={
        "source/conf.py": f"""\
extensions = ["myst_parser", "ablog"]
html_theme = "alabaster"
html_copy_source = False
html_sidebars = {{"**": ["ablog/postcard.html"]}}
project = blog_title = "Benchmark"
language = "fr"
myst_title_to_header = True
suppress_warnings = ["toc.not_included"]
blog_baseurl = "{HOST}"
blog_post_pattern = "releases/**"
blog_feed_length = {PER_PAGE}
blog_feed_fulltext = True
post_date_format = "%Y-%m-%d"
""",
        "source/index.md": INDEX,
    },
    form=markdown(
        f"source/{PATH}",
        TITLE,
        "date: {date}",
        "category: Communiqué de presse",
        f"tags: {{tag}}, {TAG}",
    ),
    command="ablog build -q -s source -w output -d doctrees",
    output="output",
    feed="blog/atom.xml",
    archives=(
        f"blog/{YEAR}/index.html",
        "blog/category/communique-de-presse/index.html",
        f"blog/tag/{TAG}/index.html",
    ),
)

SITES = {
    site.name: site
    for site in (
        ROOM,
        replace(ROOM, name="room-j", command=f"{SPHINX} -j auto"),
        EMPTY,
        BARE,
        ABLOG,
        PELICAN,
        NIKOLA,
        MATERIAL,
        JEKYLL,
        HUGO,
    )
}
"""The press room, alone and on all cores, and what it is compared with."""
