import pytest
from docutils import nodes

B = "> « Nous ouvrons le port aux écoles. »"
E = "> “We open the harbour to schools.”"

CERTAIN = {
    "author block": (
        "> Nous.\n{: .citation}\n> **Anna Meyer**, directrice du port.\n{: .auteur-citation}",
        ("", "Anna Meyer", "directrice du port"),
    ),
    "author paragraph": (
        f"{B}\n\nAnna Meyer, directrice\n{{: .auteur-citation}}",
        ("", "Anna Meyer", "directrice"),
    ),
    "quote paragraph": (
        "Nous ouvrons.\n{: .citation}\n\nAnna Meyer\n{: .auteur-citation}",
        ("", "Anna Meyer", ""),
    ),
    "author with a break": (
        "> Oui.\n{: .citation}\n\n> **Anna de Meyer**\n> <br> Ministre\n{: .auteur-citation}",
        ("", "Anna de Meyer", "Ministre"),
    ),
    "organisation in an author block": (
        "> Nous ouvrons.\n{: .citation}\n> le conseil du port\n{: .auteur-citation}",
        ("", "le conseil du port", ""),
    ),
    "last paragraph": (f"{B}\n>\n> **Anna Meyer**, directrice", ("", "Anna Meyer", "directrice")),
    "last paragraph with a dash": (
        f"{B}\n>\n> — Anna Meyer, directrice",
        ("", "Anna Meyer", "directrice"),
    ),
    "last paragraph of plain text": (
        f"{E}\n>\n> Jane Doe, harbour master",
        ("", "Jane Doe", "harbour master"),
    ),
    "name only": (f"{B}\n>\n> **Anna Meyer**", ("", "Anna Meyer", "")),
    "after breaks": (f"{B} <br><br>**Anna Meyer, directrice**", ("", "Anna Meyer", "directrice")),
    "after lazy breaks": (
        f"{B}\n<br>\n<br>**Jean-Luc LE BRETON, capitaine (Brest, Ouest)**",
        ("", "Jean-Luc LE BRETON", "capitaine (Brest, Ouest)"),
    ),
    "marked, after a break": (
        "> Nous ouvrons le port.<br>**Anna Meyer**<br>Directrice\n{: .citation}",
        ("", "Anna Meyer", "Directrice"),
    ),
    "bold before": (f"**Anna Meyer, directrice** :\n{B}", ("", "Anna Meyer", "directrice")),
    "bold before, colon inside": (
        f"**Anna Meyer, directrice\xa0:**\n\n{B}",
        ("", "Anna Meyer", "directrice"),
    ),
    "bold name before": (f"**Anna Meyer**\n\n{B}", ("", "Anna Meyer", "")),
    "bold after": (f"{B}\n\n**Anna Meyer, directrice**", ("", "Anna Meyer", "directrice")),
    "dash after": (f"{E}\n\n— Jane Doe, harbour master", ("", "Jane Doe", "harbour master")),
    "hyphen after": (f"{E}\n\n– Jane Doe", ("", "Jane Doe", "")),
    "inline strong": (
        f"{B}, **Guy LE GOFF chef du service des quais.**",
        ("", "Guy LE GOFF", "chef du service des quais"),
    ),
    "inline with a verb": (
        f"{B} **ajoute Paul d’ORNANO, président**",
        ("ajoute", "Paul d’ORNANO", "président"),
    ),
    "inline with a verb in two words": (
        f"{B}, a déclaré Anna Meyer, directrice de l’École « La Mer ».",
        ("a déclaré", "Anna Meyer", "directrice de l’École « La Mer »"),
    ),
    "inline plain": (
        f"{B}, Anna Meyer, directrice du port",
        ("", "Anna Meyer", "directrice du port"),
    ),
    "inline English": (
        f"{E} said Jane A. Doe, harbour master",
        ("said", "Jane A. Doe", "harbour master"),
    ),
    "straight marks": (
        '> "We open," **Jane Doe, harbour master**',
        ("", "Jane Doe", "harbour master"),
    ),
    "two speakers": (f"{B}\n>\n> **Anna Meyer et Paul Joly**", ("", "Anna Meyer et Paul Joly", "")),
    "written lists": (
        ">« Nous ouvrons. »,{: .citation}\n>Anna Meyer, directrice.{: .auteur-citation}",
        ("", "Anna Meyer", "directrice"),
    ),
    "no-break spaces": (
        "> «\xa0Nous ouvrons.\xa0»,\xa0**Anna\xa0Meyer,\xa0directrice**",
        ("", "Anna\xa0Meyer", "directrice"),
    ),
    "marked without an author": ("> Nous ouvrons le port.\n{: .citation}", ("", "", "")),
}


@pytest.mark.parametrize(("text", "speaker"), CERTAIN.values(), ids=CERTAIN)
def test_certain_speakers(quotes, text, speaker):
    """The speaker is found in each form, parted into verb, name and role."""
    found, document = quotes(f"Avant.\n\n{text}\n\nAprès.")
    assert found == [speaker]
    assert not list(document.findall(nodes.block_quote))
    assert (document[0].astext(), document[-1].astext()) == ("Avant.", "Après.")


UNCERTAIN = {
    "no speaker": B,
    "pseudo heading after": f"{B}\n\n**Un port ouvert, une ville ouverte**",
    "heading with a colon after": f"{B}\n\n**Anna Meyer, directrice :**",
    "bold name after": f"{B}\n\n**Anna Meyer**",
    "pseudo heading before": f"**LE PORT OUVERT**\n\n{B}",
    "phrase with a colon before": f"**Témoignages :**\n\n{B}",
    "plain paragraph after": f"{B}\n\nAnna Meyer, directrice, présente le port.",
    "no quotation": "> Le port est ouvert.\n>\n> **Anna Meyer**, directrice",
    "link": "> **[Le port](https://port.example)**\n{: .lien-important}",
    "verb without a name": f"{B}, a-t-elle ajouté.",
    "sentence after": f"{B}, Anna Meyer ouvre le port. Elle y invite les écoles.",
    "a list in the quote": "> Le port :\n>\n> * quai\n> * digue",
    "bold sentence inside": f"{B}\n>\n> **En savoir plus**",
}


@pytest.mark.parametrize("text", UNCERTAIN.values(), ids=UNCERTAIN)
def test_uncertain_speakers(quotes, read, text):
    """A block quote without a certain speaker, and all around it, stays as it is."""
    found, document = quotes(text)
    assert found == []
    assert document.pformat() == read(text).pformat()


def test_markup_in_a_role(quotes):
    """A link in the role is still a link."""
    _, document = quotes(f"{B}, **Anna Meyer**, directrice du [port](https://port.example)")
    role = next(p for p in document.findall(nodes.paragraph) if "role" in p["classes"])
    assert role[-1]["refuri"] == "https://port.example"
    assert role.astext() == "directrice du port"


def test_body_keeps_its_blocks(quotes):
    """A quotation of several paragraphs keeps them, and a list in it."""
    _, document = quotes(
        "> a\n>\n> * b\n>\n> c\n{: .citation .grand #mot}\n> Anna\n{: .auteur-citation}"
    )
    quote = next(iter(document.findall(nodes.container)))
    assert [block.tagname for block in quote[:3]] == ["paragraph", "bullet_list", "paragraph"]
    assert "grand" in quote["classes"]
    assert quote["names"] == ["mot"]


def test_several_quotes(quotes):
    """Each of several quotations has its own speaker, whether set before or after."""
    after = f"{B}\n\n**Anna Meyer, directrice**\n\n"
    before = f"**Paul Joly, maire** :\n{B}\n\n"
    found, _ = quotes(after + after.replace("Anna", "Lena") + before + before)
    assert [author for _, author, _ in found] == [
        "Anna Meyer",
        "Lena Meyer",
        "Paul Joly",
        "Paul Joly",
    ]


def test_quote_in_a_list(quotes):
    """A quotation in a list item is found too."""
    found, _ = quotes("* Point\n\n  > « Oui. », **Anna Meyer**")
    assert found == [("", "Anna Meyer", "")]


def test_text_after_written_lists(quotes):
    """What follows an author's written list comes after the quotation."""
    _, document = quotes("> « a »{: .citation}\n> Anna Meyer{: .auteur-citation}\n> suite")
    assert document[-1].astext() == "suite"
