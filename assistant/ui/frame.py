"""What a browser gets around the page: Finnish from the first word, our login page, and what it is told to forbid.

    finnish_page(Gradio's HTML, nonce) -> HTML;  login_page(nonce) -> HTML;  page_headers(nonce) -> headers

The Content-Security-Policy lets nothing run or load that is not from here: markup from a newsletter could not run even if it
slipped through the escaping.
"""

from __future__ import annotations

import json
import re

from assistant.ui import texts
from assistant.ui.safe_html import escape
from assistant.ui.theme import ASSETS, MARK

AFTER_LOGIN = "./?valilehti=aineisto"
_FOREIGN = re.compile(r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*>')
_FIRST_SCRIPT = ASSETS / "first.js"
_PRINT = ASSETS / "print.css"


def finnish_page(page: str, nonce: str) -> str:
    """Gradio's page with our language, title and first script, without its advertisements; scripts carry the nonce."""
    page = _FOREIGN.sub("", page).replace('lang="en"', 'lang="fi"', 1)
    words = json.dumps(texts.SCREEN_FINNISH, ensure_ascii=False).replace("<", "\\u003c")
    script = _FIRST_SCRIPT.read_text(encoding="utf-8").replace("FINNISH_WORDS", words)
    head = (
        f"<title>{escape(texts.NAME)}</title>"
        f'<meta name="description" content="{escape(texts.DESCRIPTION)}">'
        f'<meta name="color-scheme" content="light dark">'
        f'<style media="print">{_PRINT.read_text(encoding="utf-8")}</style>'
        f"<script>{script}</script>"
    )
    page = page.replace('<meta charset="utf-8" />', f'<meta charset="utf-8" />{head}', 1)
    page = page.replace("</body>", f"<noscript><p>{escape(texts.NEEDS_SCRIPT)}</p></noscript></body>", 1)
    return page.replace("<script", f'<script nonce="{nonce}"')


def login_page(nonce: str, *, back: bool = False) -> str:
    """Our page for logging in, in place of Gradio's: it has a heading and landmarks, and is in Finnish whole.

    `back` leads to the page, where that is open without a login.
    """
    words = {
        "PAGE_NAME": escape(texts.NAME),
        "PAGE_MARK": MARK.read_text(encoding="utf-8").replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1),
        "LOGIN_WORDS": escape(texts.LOGIN),
        "LOGIN_BACK": f'<p><a href="./">{escape(texts.LOGIN_BACK)}</a></p>' if back else "",
        "AFTER_LOGIN": AFTER_LOGIN,
        "LOGIN_LOST": escape(texts.LOGIN_LOST),
        "PAGE_NONCE": nonce,
    }
    page = (ASSETS / "login.html").read_text(encoding="utf-8")
    return re.sub("|".join(words), lambda name: words[name.group()], page)


def page_headers(nonce: str) -> dict[str, str]:
    """What a browser is told to forbid. Gradio compiles its templates in the browser, hence 'unsafe-eval'."""
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' 'nonce-{nonce}' 'unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
    }
