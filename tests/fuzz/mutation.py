"""Texts that nobody would write: made of seeds and fragments, the same for the same random."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

LONGEST = 20_000
"""Characters of one input: what takes the square of them is a hang, and what takes each is none."""


@dataclass(frozen=True)
class Writer:
    """Writes inputs of one target; ``frames`` are texts around ``@``, which may be nested."""

    seeds: Sequence[str]
    fragments: Sequence[str]
    common: Sequence[str]
    frames: Sequence[str]

    def fresh(self, random: Random) -> str:
        """Write an input of its own: a seed, changed, or a heap of fragments in a frame."""
        if random.random() < 0.6:
            return self.changed(random.choice(self.seeds), random)
        heap = "".join(self._piece(random) for _ in range(random.randint(1, 30)))
        return self._nest(heap, random) if random.random() < 0.5 else heap

    def changed(self, text: str, random: Random) -> str:
        """Change an input in one to six places."""
        for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
            text = random.choice(_CHANGES)(self, text, random)
        return text[:LONGEST]

    def _piece(self, random: Random) -> str:
        pool = self.fragments if random.random() < 0.75 else self.common
        return random.choice(pool) + random.choice(("", "", "", " ", "\n", "\n\n", "x"))

    def _nest(self, text: str, random: Random) -> str:
        for _ in range(random.choice((1, 1, 2, 3, 8))):
            before, after = random.choice(self.frames).split("@")
            indent = before[len(before.rstrip(" ")) :]
            text = before + text.replace("\n", "\n" + indent) + after
        return text

    # -- changes -----------------------------------------------------------------------------

    def insert(self, text: str, random: Random) -> str:
        at = random.randint(0, len(text))
        return text[:at] + self._piece(random) + text[at:]

    def insert_line(self, text: str, random: Random) -> str:
        lines = text.split("\n")
        lines.insert(random.randint(0, len(lines)), self._piece(random))
        return "\n".join(lines)

    def delete(self, text: str, random: Random) -> str:
        start, end = _span(text, random)
        return text[:start] + text[end:]

    def double(self, text: str, random: Random) -> str:
        start, end = _span(text, random)
        return text[:end] + text[start:end] + text[end:]

    def swap_lines(self, text: str, random: Random) -> str:
        lines = text.split("\n")
        one, other = random.randrange(len(lines)), random.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
        return "\n".join(lines)

    def indent(self, text: str, random: Random) -> str:
        lines = text.split("\n")
        at = random.randrange(len(lines))
        lines[at] = random.choice((" ", "  ", "    ", "\t", "> ", "- ")) + lines[at]
        return "\n".join(lines)

    def other_value(self, text: str, random: Random) -> str:
        lines = text.split("\n")
        told = [number for number, line in enumerate(lines) if ": " in line]
        if told:
            at = random.choice(told)
            lines[at] = lines[at].partition(": ")[0] + ": " + random.choice(self.common)
        return "\n".join(lines)

    def splice(self, text: str, random: Random) -> str:
        start, end = _span(text, random)
        other = random.choice(self.seeds)
        first, last = _span(other, random)
        return text[:start] + other[first:last] + text[end:]

    def frame(self, text: str, random: Random) -> str:
        start, end = _span(text, random)
        return text[:start] + self._nest(text[start:end], random) + text[end:]

    def one_character(self, text: str, random: Random) -> str:
        at = random.randint(0, len(text))
        code = random.choice((random.randrange(128), random.randrange(0x3000), 0xD800))
        return text[:at] + chr(code) + text[at + 1 :]

    def repeat(self, text: str, random: Random) -> str:
        """Write one piece very often, now and then, for what takes long or nests deep."""
        often = random.choice((2, 3, 5, 10, 50, 200) + (2_000, 10_000) * (random.random() < 0.1))
        at = random.randint(0, len(text))
        piece = self._piece(random)
        if random.random() < 0.3:
            piece = random.choice("[](){}<>*_`~|:-=#>!\\\"'& \t\n") or piece
        return (text[:at] + piece * often + text[at:])[:LONGEST]


def _span(text: str, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(text))
    return start, min(len(text), start + random.choice((1, 2, 5, 20, 80, 400)))


_CHANGES: tuple[Callable[[Writer, str, Random], str], ...] = (
    *(Writer.insert, Writer.insert, Writer.insert_line, Writer.insert_line, Writer.delete),
    *(Writer.double, Writer.swap_lines, Writer.indent, Writer.other_value, Writer.splice),
    *(Writer.frame, Writer.one_character, Writer.repeat),
)
