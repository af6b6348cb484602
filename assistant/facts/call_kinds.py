"""Kinds of calls: what a piece of text says is applied for.

    "kehittämishankkeiden haku" -> ("kehittämishankehaku",); "hanke alkaa" -> ()

The kind is the compound's ("pilottihaku") or that of what is sought ("haettiin valmisteluhankkeita").
"""

from __future__ import annotations

import re

from assistant.finnish import Lemmatizer, Word, words

_NO_CALL = {"työnhaku", "työpaikkahaku", "tiedonhaku", "henkilöhaku"}
_TIME_WORDS = {"hakuaika", "hakukierros", "hakuikkuna", "hakujakso", "hakupäivä", "hakemusaika"}
_SOUGHT_ENDS = ("hanke", "avustus", "apuraha", "tuki", "raha", "stipendi", "laina", "palkinto", "idea")
_APPLIED = {"haki", "hakivat", "hakenut", "hakeneet"}
"""Who applied tells how many did, and not when others may."""
_GRANT_ENDS = ("avustus", "apuraha", "tuki", "stipendi")
_OPENS = {"auki", "avoinna", "avautuu", "aukeaa", "haettavana", "haettavissa"}
_COORDINATING = re.compile(r"\bkoordinoiv\w+\s+(hankkee\w*|hanket\w*|hankke\w*|hanke)\b", re.IGNORECASE)
_DEADLINE = re.compile(
    r"\b(?:mennessä|viimeistään|asti|saakka|määräaika\w*|päättyy|päättyi|viimeinen|jättö(?:päivä|aika)\w*)\b",
    re.IGNORECASE,
)


def call_kinds(text: str, lemmatizer: Lemmatizer) -> tuple[str, ...]:
    """Kinds of calls that `text` names, () where it does not speak of applying.

    "kehittämishankkeiden haku" -> ("kehittämishankehaku",); "hakuaika on" -> ("haku",); "hanke alkaa" -> ().
    """
    text = _COORDINATING.sub(r"koordinaatio\1", text)
    tokens = words(text)
    lemmas = [_base(word, lemmatizer) for word in tokens]
    kinds: list[str] = []
    for i, lemma in enumerate(lemmas):
        if lemma.endswith("haku") and lemma not in _NO_CALL:
            kinds.append(lemma if lemma != "haku" else _kind_of_bare_call(tokens, lemmas, i))
        elif lemma in _TIME_WORDS or lemma.endswith("hakuaika"):
            kinds.append(lemma.removesuffix("aika") if lemma.endswith("hakuaika") else "haku")
        elif lemma in {"haettava", "haettavissa"}:
            kinds.append(_kind_of_bare_call(tokens, lemmas, i))
        elif lemma in {"hakea", "haettaa"} and tokens[i].text.casefold() not in _APPLIED:
            kinds.extend(_sought_near(tokens, lemmas, i) or ["haku"])
        elif lemma.endswith(_GRANT_ENDS) and any(t.text.casefold() in _OPENS for t in tokens[i + 1 : i + 4]):
            kinds.append(lemma + "haku")  # "Kylätuki on auki 1.4.–15.5.2032"
        elif lemma.endswith("hakemus") and _DEADLINE.search(text):
            kinds.append(lemma.removesuffix("hakemus") + "haku")
    return tuple(dict.fromkeys(kinds))


def kind_of_name(name: str, lemmatizer: Lemmatizer) -> str:
    """What a name alone, as in a table's cell, says is applied for: "Kylätuki" -> "kylätukihaku", "Saunat" -> "haku"."""
    lemmas = [_base(word, lemmatizer) for word in words(name)]
    kinds = [
        lemma if lemma.endswith("haku") else lemma + "haku"
        for lemma in lemmas
        if _is_sought(lemma) or lemma.endswith("haku")
    ]
    return kinds[-1] if kinds else "haku"


def _base(word: Word, lemmatizer: Lemmatizer) -> str:
    """The base form, a reading that ends in "haku" or is "hakea" first: "haussa" may be of "haku", "hae" of "hakea"."""
    forms = lemmatizer.analyse(word.text).baseforms
    return next((form for form in forms if form.endswith("haku") or form == "hakea"), forms[0])


def _kind_of_bare_call(tokens: list[Word], lemmas: list[str], i: int) -> str:
    """What a "haku" is for: the genitive before it, the allative after it, or what is "haussa"."""
    for j in (i - 1, i - 2):
        if j >= 0 and _is_sought(lemmas[j]) and tokens[j].text.endswith(("n", "en", "jen", "ten", "den")):
            return lemmas[j] + "haku"
    for j in (i + 1, i + 2):  # "haku teeman kehittämishankkeille"
        if j < len(lemmas) and _is_sought(lemmas[j]) and tokens[j].text.endswith("lle"):
            return lemmas[j] + "haku"
    if tokens[i].text.casefold() in {"haussa", "haettavana", "haettavissa"}:
        nearest = [lemmas[j] for j in range(i) if _is_sought(lemmas[j])]
        return nearest[0] + "haku" if nearest else "haku"
    return "haku"


def _sought_near(tokens: list[Word], lemmas: list[str], i: int) -> list[str]:
    """Objects of seeking: "haettiin valmisteluhankkeita", "avustusta voi hakea"."""
    near = range(max(0, i - 4), min(len(lemmas), i + 12))
    partitive = ("ta", "tä", "a", "ä")
    return [lemmas[j] + "haku" for j in near if _is_sought(lemmas[j]) and tokens[j].text.casefold().endswith(partitive)]


def _is_sought(lemma: str) -> bool:
    """A compound that names what is applied for; bare "hanke" says too little to name a kind, but "hankehaku" is one."""
    return lemma.endswith(_SOUGHT_ENDS)
