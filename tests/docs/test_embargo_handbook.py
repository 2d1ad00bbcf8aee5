"""What the handbook says of embargoes is what happens."""

import re
import shlex
from contextlib import suppress
from pathlib import Path

import yaml

from sphinx_pressroom import cli

ROOT = Path(__file__).parents[2]
HANDBOOK = (ROOT / "docs" / "embargo.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", HANDBOOK, re.DOTALL)
SHELL = "\n".join(re.findall(r"```(?:sh|yaml)\n(.*?)```", HANDBOOK, re.DOTALL))


def test_the_first_example(build):
    """The first example is under embargo to the second that it says, and then there."""
    text = f"---\ntitle: New bridge\n{EXAMPLES[0]}---\n\nText.\n"
    early = build({"releases/x.md": text}, press_now="2026-03-31T06:59:59Z")
    assert (early.warnings, early.releases) == ("", {})
    late = build({}, press_now="2026-03-31T07:00:00Z")
    assert (late.warnings, list(late.releases)) == ("", ["releases/x"])


def test_the_example_of_one_that_is_alone(build):
    """The example of a late translation is understood."""
    text = f"---\ntitle: New bridge\ndate: 2026-03-31\n{EXAMPLES[1]}---\n\nText.\n"
    built = build({"releases/x.md": text}, press_now="2026-04-02T00:00:00Z")
    assert built.warnings == ""
    assert built.releases["releases/x"].embargo.alone


def test_recipes_are_yaml():
    """Each recipe for a host is YAML, with the jobs or the steps that it is about."""
    recipes = [yaml.safe_load(example) for example in EXAMPLES[2:]]
    assert [next(iter(recipe)) for recipe in recipes] == [True, "pages"]  # YAML 1.1 reads "on" so


def test_commands_have_the_options_that_are_named(capsys):
    """Every option of the command that the handbook uses is one that the command has."""
    with suppress(SystemExit):
        cli.main(["next-lift", "--help"])
    known = capsys.readouterr().out
    lines = [line for line in SHELL.splitlines() if "pressroom next-lift" in line]
    assert len(lines) > 5
    for line in lines:
        for word in shlex.split(line.replace("code=$(", "").replace("'", "")):
            if re.fullmatch(r"--[a-z]+", word) and word in line.split("next-lift")[1]:
                assert word in known or word == "--utc", line


def test_the_target_is_in_the_makefile():
    """``make preview`` is a target, with folders of its own."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "-t preview -b html -d _build/preview-doctrees . _build/preview" in makefile
