"""What the handbook says of a brand is what happens."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HANDBOOK = (ROOT / "docs" / "brand.md").read_text("utf-8")
LOGO = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>"

sys.path.append(str(ROOT / "tests" / "brand"))


def test_first_example(build):
    """The first example builds without a warning, and has all that it names."""
    import foundry

    conf = {}
    exec(re.search(r"```python\n(.*?)```", HANDBOOK, re.DOTALL)[1], conf)
    files = {
        conf["html_logo"]: LOGO,
        conf["html_theme_options"]["logo_dark"]: LOGO,
        "fonts/inter.ttf": foundry.font("Inter", variable=True),
        "fonts/serif.ttf": foundry.font("Source Serif 4", weight=700),
    }
    names = ("html_theme", "html_logo", "html_theme_options")
    built = build(files, **{name: conf[name] for name in names})
    assert built.warnings == ""
    assert len(list(built.out.glob("_static/fonts/*.woff2"))) == 4
    assert (built.out / "_static" / "logo-dark.svg").exists()


def test_warning(build):
    """The warning that the handbook quotes is the build's own."""
    quoted = " ".join(re.search(r"```text\n(.*?)```", HANDBOOK, re.DOTALL)[1].split())
    built = build({}, html_theme="pressroom", html_theme_options={"accent": "#ffd400"})
    assert quoted.partition("WARNING")[2] in built.warnings


def test_options():
    """Every option that the theme has is in the reference."""
    import tomllib

    import sphinx_pressroom

    theme = Path(sphinx_pressroom.__file__).parent / "theme" / "pressroom" / "theme.toml"
    options = tomllib.loads(theme.read_text("utf-8"))["options"]
    reference = (ROOT / "docs" / "reference.md").read_text("utf-8")
    assert [name for name in options if f"`{name}`" not in reference] == []


def test_sets_of_characters():
    """The sets of characters that the handbook names are those that there are."""
    from sphinx_pressroom.brand.characters import SETS

    sentence = re.search(r"\nThere are (.*?);", HANDBOOK, re.DOTALL)[1]
    assert re.findall(r"`(.*?)`", sentence) == list(SETS)
