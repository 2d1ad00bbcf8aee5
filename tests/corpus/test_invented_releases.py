"""More of the same manner: what writers for kramdown do, in releases of our own."""

from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

RELEASES = {
    "listes": """---
title: Le bac de Saint-Ours reprend la mer
date: 2021-03-04 08:30:00 +01:00
tags:
- "#bac"
- "#Traversée douce"
---

Trois horaires sont retenus :
* départ à 7h15 ;
* départ à 12h40 ;
* départ à 19h05.
Les vélos voyagent sans frais.

Deux quais sont ouverts :
1. le quai Nord
2. le quai du Phare

•	Le café du port rouvre ;
•	La billetterie accepte les pièces.
""",
    "citations": """---
title: Une serre pour le lycée Bréguet
date: 2020-11-09
---

> La serre est ouverte à tous les élèves
qui veulent y planter
des tomates.
{: .citation}
> **Odile Ferrand**, proviseure du lycée
Bréguet de Valmont
{: .auteur-citation}

> « Nous avons semé trop tôt. »
>
> **Paulin Abadie, jardinier**

La serre mesure 40 mètres.
""",
    "liens": """---
title: 'Le carnet des sentiers paraît'
date: 2022-05-12 10:00:00 +02:00
chapeau-text: 'Le [carnet](https://sentiers.example/carnet){: target="_blank" } est
  gratuit et [se commande ici](https://sentiers.example/commande){:target="_blank"
  .bouton} dès lundi.'
---

Voir [la carte](https://sentiers.example/carte){:target="_blank"} et [le
plan](https://sentiers.example/plan){: target="_blank" .lien-externe }, ou
[la notice](https://sentiers.example/notice){:target="_blank"
rel="noopener"} du sentier.

[Page du musée](/musee/bruyere/) et [autre page](/agenda/).
""",
    "gras": """---
title: "Gras, collé"
date: 2019-09-09 09:09:00 +02:00
---

**Public :**toutes les familles. Le lieu :**la halle**de Pontivert. Snake_case_name reste.

**Horaires** :de 9h à 17h, **tarif :**3 €.
""",
    "div": """---
title: Une passerelle au-dessus du Lignon
date: 2023-06-01 11:00:00 +02:00
---

Avant le cadre.

<div class="encadre">
La passerelle porte **douze tonnes**.

Elle relie les deux rives.

## Après le chantier

Les berges sont replantées.
""",
    "cadre": """---
title: La course des lavoirs en images
date: 2023-07-02 11:00:00 +02:00
---

Le film de la course :

<iframe width="560" height="315" src="https://video.example/embed/lavoirs"
title="Le film de la course" frameborder="0" allowfullscreen></iframe>

<figure><img src="/uploads/lavoir.jpg" alt="Coureurs au lavoir"><figcaption>Le départ</figcaption>\
</figure>**Le classement** est [en ligne](https://lavoirs.example/).

<img src="/uploads/arrivee.png" alt="Arrivée sous la pluie" style="width:50%">
""",
    "tableau": """---
title: Les crues en chiffres
date: 2018-02-02 12:00:00 +01:00
---

| Station | Hauteur | Jour |
|:--------|--------:|:----:|
| Amblois | 3,42 m | mardi |
| Corvec  | 2,10 m | **jeudi** |
{: .tableau}

Le total atteint
% of normal : 140 %.

% Ceci n'est pas un commentaire.
""",
    "myst": """---
title: Ce que seul MyST comprendrait
date: 2018-02-03 12:00:00 +01:00
---

(accueil)=
Le guichet rouvre.

+++ suite du texte

+++

Le mot {name}`avant le code` et {{ accueil }} restent, comme $x$ et @autre.

::: note
Trois deux-points ne sont rien.
:::

```{note}
Une clôture reste du code.
```

- [ ] une case
- [x] une autre, ~~barrée~~
""",
    "titres": """---
title: Un titre trop bas
date: 2018-02-04 12:00:00 +01:00
---

#### D'abord un quatrième

Texte.

## Puis un deuxième

###### Puis un sixième
{: .text-center}

Fin.

# Puis un premier
""",
    "telephone": """---
title: Appelez la capitainerie
date: 2020-01-05 07:00:00 +01:00
contact-presse:
  name: " Maëlle  Quéré "
  tel: "01 99 00 22 33"
  mail:
files:
- lien: https://capitainerie.example/dossier.pdf
  nom: Le dossier
- file: uploads/plan.pdf
  nom: 'Le plan '
une-ou-diaporama:
- image: uploads/quai.jpg
  legende: 'Le quai, **à marée basse**'
  alternative-textuelle: Un quai vide
- image: "/uploads/quai%20nord.jpg"
---

Le bureau répond chaque jour.
""",
    "contacts": """---
title: Deux voix pour le festival
date: 2020-01-06 07:00:00 +01:00
categories:
- Communiqué de presse
tags:
- musique
- musique
- Musique
contact-presse:
- name: Ines Carpentier
  tel: 01.99.00.44.55
  email: ines.carpentier@festival.example
- name: Noé Vasseur
  tel:
  - 06 39 98 77 66
  mail: noe.vasseur@festival.example
---

Le festival a deux attachés de presse.
""",
    "ancien": """---
title: "Un ancien
  communiqué"
date: 2017-10-10
layout: press
position: 12
image: "/uploads/ancien.png"
file: "/uploads/ancien.pdf"
communique_size: 120 Ko
---

Texte d'un ancien modèle.
""",
    "html": """---
title: Du HTML dans le texte
date: 2021-10-10
---

Deux lignes<br>d'un même paragraphe, <strong>en gras</strong>, <em>en italique</em>, 10<sup>e</sup>.

<ul>
<li>Premier point</li>
<li>Second point &amp; dernier</li>
</ul>

<p style="text-align:center">Un <span class="rouge">paragraphe</span> centré.</p>

<table><tr><th>Ville</th><td>Arzel</td></tr></table>

Le seuil est de 3 < 5 et A & B > C ; courriel <relations@arzel.example>.
""",
    "lien-important": """---
title: Un lien qui compte
date: 2021-10-11
chapeau-text: |-
  Deux points :

  * le premier
  * le **second**
---

Texte suivi d'une liste de classes{: .rouge}

Un alinéa
{: .text-center}
et sa suite immédiate.

> [Lire le rapport](https://rapport.example/){: .bouton}
{: .lien-important}

<!-- une note
pour la rédaction -->

> Un simple encadré, sans auteur.
{: .encadre role="presentation"}
""",
    "espaces": """---
title: "Espaces\u00a0: «\u00a0insécables\u00a0»"
date: 2021-10-12
chapeau-text: "Prix\u00a0: 12\u202f000\u00a0€\u202f!"
---

Il a dit\u00a0: «\u00a0Oui\u202f!\u00a0» puis "non" et l'a redit... -- enfin.

> «\u00a0La baie se remplit à nouveau.\u00a0», **Yann\u00a0Le\u00a0Bihan, président du port**
""",
    "vide": """---
title: Un texte sans texte
date: 2021-10-13
---
""",
}
CONF = {
    "press_vocabulary": "numerique.gouv.fr",
    "press_kramdown": True,
    "press_region": None,
    "html_theme": "pressroom",
    "nitpicky": True,
}


@pytest.fixture(scope="module")
def built(project, attachments):
    """Build all of them once."""
    files = {f"releases/{name}.md": text for name, text in RELEASES.items()}
    for text in RELEASES.values():
        files.update(attachments(text))
    one = project()
    result = one(files, language="fr", **CONF)
    one.close()
    return result


@pytest.fixture
def article(built):
    """Return a function from a release's name to its article, without what is said twice there."""

    def one(name):
        page = BeautifulSoup(built.page(f"releases/{name}"), "html5lib")
        (found,) = page.select("main article.press-release")
        for summary in found.select(".press-summary"):
            summary.decompose()
        for link in found.select(".headerlink"):
            link.decompose()
        return found

    return one


def text(element):
    """Give an element's text on one line, with ordinary spaces and apostrophes."""
    return " ".join(element.get_text().replace("’", "'").split())


def texts(element, selector):
    """Give the texts of the elements that a selector finds."""
    return [text(found) for found in element.select(selector)]


def test_no_warning(built):
    """What is usual builds without a word of complaint, but of a tag in two spellings and a template."""
    end = "write them alike, or list both in press_tags"
    said = f"'Musique' is nearly the same as 'musique'; {end}"
    typed = "HTML and templates are text here; they are shown as they were typed"
    assert [tuple(warned) for warned in built.located] == [
        ("releases/myst.md", 13, 1, "raw_html", typed),
        ("releases/contacts.md", 9, 3, "term", said),
    ]


@pytest.mark.parametrize("name", RELEASES)
def test_no_list_is_printed(article, name):
    """Attribute lists are printed only where kramdown prints them: after plain text."""
    assert article(name).get_text().count("{:") == (1 if name == "lien-important" else 0)


def test_lists_after_paragraphs(article):
    """A list needs no blank line before it, and what follows it lazily belongs to its last item."""
    page = article("listes")
    assert texts(page, "ul:not(.press-tags) li") == [
        "départ à 7h15 ;",
        "départ à 12h40 ;",
        "départ à 19h05. Les vélos voyagent sans frais.",
    ]
    assert texts(page, "ol li") == ["le quai Nord", "le quai du Phare"]
    assert "• Le café du port rouvre ; • La billetterie" in text(page)


def test_tags_with_hash_signs(article):
    """Tags that begin with a hash sign are tags like others, no comments."""
    shown = texts(article("listes"), ".press-tags li")
    assert [tag.lstrip("#") for tag in shown] == ["bac", "Traversée douce"]


def test_lazy_quotes(article):
    """Lines without ``>`` belong to the quotation, or to its author."""
    first, second = article("citations").select("figure.press-quote")
    assert text(first.blockquote).endswith("qui veulent y planter des tomates.")
    assert texts(first, ".press-quote-author") == ["Odile Ferrand"]
    assert texts(first, ".press-quote-role") == ["proviseure du lycée Bréguet de Valmont"]
    assert text(second.blockquote) == "« Nous avons semé trop tôt. »"
    assert texts(second, ".press-quote-author, .press-quote-role") == ["Paulin Abadie", "jardinier"]


def test_span_lists_on_links(article):
    """Lists on links may have spaces, classes and line ends; the links stay what they are."""
    page = article("liens")
    links = {text(link): link for link in page.select("a")}
    assert list(links) == [
        "carnet",
        "se commande ici",
        "la carte",
        "le plan",
        "la notice",
        "Page du musée",
        "autre page",
    ]
    assert links["le plan"]["href"] == "https://sentiers.example/plan"
    assert "lien-externe" in links["le plan"]["class"]
    assert "bouton" in links["se commande ici"]["class"]
    assert links["Page du musée"]["href"] == "https://www.numerique.gouv.fr/musee/bruyere/"
    assert text(page).count("du sentier.") == 1


def test_bold_without_a_space(article):
    """Bold ends where the writer closed it, with or without a space."""
    page = article("gras")
    assert texts(page, "strong") == ["Public :", "la halle", "Horaires", "tarif :"]
    assert "Snake_case_name" in text(page)
    assert "**" not in text(page)


def test_open_div(article):
    """A frame that is never closed ends with the text, and headings in it are headings."""
    page = article("div")
    assert "La passerelle porte" in text(page.select_one(".encadre"))
    assert "Elle relie les deux rives." in text(page)
    assert "Les berges sont replantées." in text(page)
    assert texts(page, "h2") == ["Après le chantier"]
    assert not page.select(".encadre h1")


def test_frames_and_figures(built, article):
    """A film becomes reachable, pictures keep their alternatives, and Markdown goes on after."""
    page = article("cadre")
    film = page.select_one("iframe[src], a[href*='video.example']")
    assert "https://video.example/embed/lavoirs" in (film.get("src") or film["href"])
    assert "Le film de la course" in (film.get("title") or text(film))
    pictures = {img["alt"]: img["src"] for img in page.select("img")}
    assert list(pictures) == ["Coureurs au lavoir", "Arrivée sous la pluie"]
    for path in pictures.values():
        assert (built.out / "releases" / unquote(path)).is_file()
    assert texts(page, "strong") == ["Le classement"]
    assert "Le départ" in text(page)
    assert page.select_one("a[href='https://lavoirs.example/']")


def test_table_and_percent_signs(article):
    """Kramdown's tables are tables, and a percent sign begins no comment."""
    page = article("tableau")
    rows = [texts(row, "th, td") for row in page.select("table tr")]
    assert rows == [
        ["Station", "Hauteur", "Jour"],
        ["Amblois", "3,42 m", "mardi"],
        ["Corvec", "2,10 m", "jeudi"],
    ]
    assert "% of normal : 140 %." in text(page)
    assert "Ceci n'est pas un commentaire." in text(page)


def test_what_only_myst_knows(article):
    """Targets, breaks, roles, substitutions, mathematics and colon fences stay text."""
    page = article("myst")
    shown = text(page)
    for written in (
        "(accueil)=",
        "+++ suite du texte",
        "{name}avant le code",
        "{{ accueil }}",
        "$x$",
        "@autre",
        "::: note",
        "Trois deux-points ne sont rien.",
        "Une clôture reste du code.",
        "[ ] une case",
    ):
        assert written in shown
    assert not page.select(".admonition, .math")
    assert texts(page, "p code") == ["avant le code"]


def test_headings(article):
    """Levels that skip become an outline, whatever level a text begins with."""
    page = article("titres")
    headings = page.select("h1, h2, h3, h4, h5, h6")
    levels = [int(heading.name[1]) for heading in headings]
    assert texts(page, "h1") == ["Un titre trop bas"]
    assert len(headings) == 5
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert levels[1] == 2


def test_contact_with_little(article):
    """A number as a text with spaces can be dialled; an empty address shows nothing."""
    (contact,) = article("telephone").select(".press-contact")
    assert texts(contact, ".press-contact-name") == ["Maëlle Quéré"]
    assert [link["href"] for link in contact.select("a")] == ["tel:+33199002233"]


def test_files_and_links(built, article):
    """An attachment is an address on the web or a file, from the root even without a slash."""
    page = article("telephone")
    link, file = page.select(".press-downloads a")
    assert link["href"] == "https://capitainerie.example/dossier.pdf"
    assert "Le dossier" in text(link)
    assert "Le plan" in text(file)
    assert (built.out / "releases" / unquote(file["href"])).read_bytes().startswith(b"%PDF")


def test_slideshow(article):
    """Several pictures are a list; a caption is Markdown, and a missing alternative is empty."""
    gallery = article("telephone").select_one(".press-gallery")
    first, second = gallery.select("li figure.press-image")
    assert first.img["alt"] == "Un quai vide"
    assert texts(first, "figcaption strong") == ["à marée basse"]
    assert first["aria-label"] == "Le quai, à marée basse"
    assert second.img["alt"] == ""
    assert "quai-nord" in unquote(second.img["src"])


def test_contacts_as_list(article):
    """Several contacts stand in their order, each with its own number and address."""
    page = article("contacts")
    first, second = page.select(".press-contact")
    assert [link["href"] for link in first.select("a")] == [
        "tel:+33199004455",
        "mailto:ines.carpentier@festival.example",
    ]
    assert [link["href"] for link in second.select("a")] == [
        "tel:+33639987766",
        "mailto:noe.vasseur@festival.example",
    ]
    assert texts(page, ".press-contacts h2") == ["Contacts presse"]


def test_duplicate_tags(article):
    """A tag that is written twice in the same letters is shown once."""
    assert texts(article("contacts"), ".press-tags li") == ["musique", "Musique"]


def test_old_fields(built, article):
    """A picture and a file at the top level are shown; fields of the old site are dropped."""
    page = article("ancien")
    assert text(page.h1) == "Un ancien communiqué"
    picture, file = page.select_one(".press-gallery img"), page.select_one(".press-downloads a")
    for path in (picture["src"], file["href"]):
        assert (built.out / "releases" / unquote(path)).is_file()
    assert "120 Ko" not in text(page)


def test_html(article):
    """HTML in the text is what it says it is, also where angle brackets are none."""
    page = article("html")
    assert page.select("p br")
    assert texts(page, "strong") == ["en gras"]
    assert texts(page, "em") == ["en italique"]
    assert texts(page, "sup") == ["e"]
    assert texts(page, "ul li") == ["Premier point", "Second point & dernier"]
    assert texts(page, "table th, table td") == ["Ville", "Arzel"]
    assert "Un paragraphe centré." in text(page)
    assert "3 < 5 et A & B > C" in text(page)
    assert page.select_one("a[href='mailto:relations@arzel.example']")


def test_block_lists(article):
    """A list in mid-text ends its paragraph; comments stay with the writer."""
    page = article("lien-important")
    assert texts(page, ".press-lead li") == ["le premier", "le second"]
    assert texts(page, "p.text-center") == ["Un alinéa"]
    assert "et sa suite immédiate." in texts(page, "p")
    assert texts(page, ".lien-important a.bouton") == ["Lire le rapport"]
    assert "rédaction" not in str(page)
    assert not page.select("figure.press-quote")
    assert texts(page, "blockquote.encadre") == ["Un simple encadré, sans auteur."]


def test_spaces(article):
    """Non-breaking spaces of French typography survive everywhere."""
    page = article("espaces")
    assert page.h1.get_text() == "Espaces\u00a0: «\u00a0insécables\u00a0»"
    assert (
        page.select_one(".press-lead").get_text().strip() == "Prix\u00a0: 12\u202f000\u00a0€\u202f!"
    )
    assert "Il a dit\u00a0: «\u00a0Oui\u202f!\u00a0» puis" in page.get_text()
    assert texts(page, ".press-quote-author") == ["Yann Le Bihan"]
    assert texts(page, ".press-quote-role") == ["président du port"]


def test_no_body(article):
    """A release without a body is a page with its title and date."""
    page = article("vide")
    assert text(page.h1) == "Un texte sans texte"
    assert page.select_one(".press-dateline time")["datetime"] == "2021-10-13"
