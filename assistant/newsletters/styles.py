"""How an element of a page looks: hidden or not, the size and weight of its letters.

    <td style="font-size:22px;font-weight:bold"> inside 16 px text -> Look(size=22.0, bold=True)

Reads the style attribute and the plain rules of `<style>` ("p", ".preheader", "td.title", "#footer"); what depends on
the width of a screen or on an element's surroundings is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_BLOCK = re.compile(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[\w-]+[^{};]*;")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"^(?P<tag>[a-z][a-z0-9]*)?(?P<rest>[.#][\w-]+)?$", re.IGNORECASE)
_LENGTH = re.compile(r"^(?P<number>\d*\.?\d+)\s*(?P<unit>px|pt|em|rem|%)?$")
_PIXELS = {"px": 1.0, "pt": 4 / 3, None: 1.0}
_KEYWORDS = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32}
_FONT_TAG = {"1": 10, "2": 13, "3": 16, "4": 18, "5": 24, "6": 32, "7": 48}
_TAG_SIZE = {
    "h1": 2.0,
    "h2": 1.5,
    "h3": 1.17,
    "h4": 1.0,
    "h5": 0.83,
    "h6": 0.67,
    "small": 0.83,
    "big": 1.2,
    "sub": 0.83,
}
_BOLD_TAGS = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
_MOST_CSS = 300_000  # characters; more is no newsletter's

Declarations = Mapping[str, str]
StyleSheet = Mapping[str, Declarations]


@dataclass(frozen=True, slots=True)
class Look:
    """What letters of an element look like; sizes in pixels, 0 for letters that nobody sees."""

    size: float = 16.0
    bold: bool = False


def read_stylesheet(css: str) -> StyleSheet:
    """ ".preheader { display: none }" -> {".preheader": {"display": "none"}}; later rules win."""
    rules: dict[str, dict[str, str]] = {}
    for selectors, body in _RULE.findall(_AT_BLOCK.sub("", _COMMENT.sub("", css[:_MOST_CSS]))):
        for selector in selectors.split(","):
            match = _SELECTOR.match(selector.strip())
            if match and match.group():
                rules.setdefault(match.group().lower(), {}).update(declarations(body))
    return rules


def declarations(body: str) -> dict[str, str]:
    """ "display:none; FONT-SIZE: 12px !important" -> {"display": "none", "font-size": "12px"}."""
    found = {}
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def styles_of(tag: str, attributes: Mapping[str, str], sheet: StyleSheet) -> dict[str, str]:
    """The declarations that hold for an element, the style attribute's last."""
    styles: dict[str, str] = {}
    names = [f".{name}" for name in attributes.get("class", "").lower().split()]
    names += [f"#{attributes['id'].lower()}"] if attributes.get("id") else []
    for selector in [tag, *names, *(tag + name for name in names)]:
        styles.update(sheet.get(selector, {}))
    styles.update(declarations(attributes.get("style", "")))
    return styles


def is_hidden(attributes: Mapping[str, str], styles: Declarations) -> bool:
    """Whether an element with all that is in it is kept from the eye, as preheaders are."""
    if "hidden" in attributes or styles.get("display") == "none" or styles.get("visibility") in {"hidden", "collapse"}:
        return True
    if styles.get("mso-hide") == "all" or styles.get("opacity") in {"0", "0.0"}:
        return True
    flat = any(
        styles.get(side, "").removesuffix("px") == "0" for side in ("max-height", "height", "max-width", "width")
    )
    return flat and styles.get("overflow") == "hidden"


def look_of(tag: str, attributes: Mapping[str, str], styles: Declarations, above: Look) -> Look:
    """The look of an element's letters, given that of the element around it."""
    look = above
    if tag in _TAG_SIZE:
        look = replace(look, size=look.size * _TAG_SIZE[tag])
    if tag == "font" and attributes.get("size", "") in _FONT_TAG:
        look = replace(look, size=float(_FONT_TAG[attributes["size"]]))
    if tag in _BOLD_TAGS:
        look = replace(look, bold=True)
    size = _size(styles.get("font-size", ""), above.size)
    weight = styles.get("font-weight", "")
    if weight:
        look = replace(look, bold=weight in {"bold", "bolder"} or (weight.isdecimal() and int(weight) >= 600))
    return look if size is None else replace(look, size=size)


def _size(value: str, above: float) -> float | None:
    """ "1.5em" in 16 px text -> 24.0."""
    if value in _KEYWORDS:
        return float(_KEYWORDS[value])
    match = _LENGTH.match(value)
    if match is None:
        return None
    number, unit = float(match["number"]), match["unit"]
    if unit in {"em", "%"}:
        return (above or 16.0) * number / (100 if unit == "%" else 1)
    return number * 16.0 if unit == "rem" else number * _PIXELS[unit]
