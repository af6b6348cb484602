"""Builds the page over the index and serves it: `python app.py`.

Nothing heavy is loaded at import. Settings come from the environment (`assistant.settings`).
"""

from __future__ import annotations

import sys
import threading

from assistant.errors import AssistantError, SettingsError
from assistant.settings import load_settings


def main() -> int:
    """Serve until interrupted. 0 after that; 1, with one line of Finnish, where the page cannot be served."""
    try:
        serve()
    except AssistantError as error:
        print(f"Virhe: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
    return 0


def serve() -> None:
    """Load the assistant, build the page, wait. Raises AssistantError."""
    settings = load_settings()
    print("Teemahaku käynnistyy…", flush=True)

    from assistant.dialogue import load_assistant

    assistant = load_assistant(settings)

    from assistant.ui.library import Library
    from assistant.ui.page import build_page, launch_page

    library = Library(settings, assistant)
    page = build_page(library)
    try:
        address = launch_page(page, library, prevent_thread_lock=True)
    except OSError as exc:
        raise SettingsError(
            f"Sivua ei voitu avata porttiin {settings.port}: se on varattu. "
            "Vaihda portti asetuksella TEEMAHAKU_PORT tai sulje toinen ohjelma."
        ) from exc
    print(f"Teemahaku on auki osoitteessa {address} (lopetus: Ctrl+C)", flush=True)
    try:
        threading.Event().wait()
    finally:
        page.close(verbose=False)


if __name__ == "__main__":
    sys.exit(main())
