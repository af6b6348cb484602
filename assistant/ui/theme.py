"""The look: colours, spacing and letters of the page.

    build_theme() -> gr.themes.Base; STYLE -> assets/style.css

No font is fetched: the page uses what the visitor's system has. Every pair of text and ground has WCAG AA contrast,
light and dark.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

ASSETS = Path(__file__).parent / "assets"
STYLE = ASSETS / "style.css"
MARK = ASSETS / "mark.svg"

SANS = ("Source Sans 3", "Segoe UI", "Noto Sans", "Helvetica Neue", "Arial", "sans-serif")
MONO = ("ui-monospace", "Consolas", "monospace")

_PETROL = (
    "#eef6f7", "#d7eaed", "#b1d6dc", "#7fbac4", "#4d97a4", "#2a7685",
    "#0f5c6b", "#0b4c59", "#0a3e49", "#08323b", "#041f25",
)  # fmt: skip
_STONE = (
    "#f7f8f8", "#eef1f1", "#dde2e3", "#c3cbcd", "#96a2a5", "#65757a",
    "#4c5b60", "#39474b", "#263236", "#182124", "#101719",
)  # fmt: skip


def build_theme() -> gr.themes.Base:
    """The theme to give to `launch`; reads nothing from the network."""
    import gradio as gr
    from gradio.themes.utils import colors

    petrol = colors.Color(*_PETROL, name="petrol")
    stone = colors.Color(*_STONE, name="stone-grey")
    theme = gr.themes.Base(
        primary_hue=petrol,
        secondary_hue=petrol,
        neutral_hue=stone,
        text_size=gr.themes.sizes.text_md,
        radius_size=gr.themes.sizes.radius_sm,
        font=SANS,
        font_mono=MONO,
    )
    return theme.set(**_VALUES)


_VALUES: dict[str, str] = {
    "body_background_fill": "*neutral_50",
    "body_background_fill_dark": "*neutral_950",
    "body_text_color": "*neutral_900",
    "body_text_color_dark": "*neutral_100",
    "body_text_color_subdued": "*neutral_600",
    "body_text_color_subdued_dark": "*neutral_300",
    "block_background_fill": "white",
    "block_background_fill_dark": "*neutral_900",
    "block_border_width": "0px",
    "block_shadow": "none",
    "block_label_text_color": "*neutral_800",
    "block_label_text_color_dark": "*neutral_100",
    "block_title_text_color": "*neutral_800",
    "block_title_text_color_dark": "*neutral_100",
    "block_title_text_weight": "600",
    "block_info_text_color": "*neutral_600",
    "block_info_text_color_dark": "*neutral_300",
    "input_background_fill": "white",
    "input_background_fill_dark": "*neutral_950",
    "input_border_color": "*neutral_500",
    "input_border_color_dark": "*neutral_400",
    "input_border_width": "1px",
    "input_placeholder_color": "*neutral_600",
    "input_placeholder_color_dark": "*neutral_300",
    "checkbox_border_color": "*neutral_500",
    "checkbox_border_color_dark": "*neutral_400",
    "checkbox_background_color_selected": "*primary_600",
    "checkbox_background_color_selected_dark": "*primary_600",
    "checkbox_label_background_fill": "white",
    "checkbox_label_background_fill_dark": "*neutral_900",
    "checkbox_label_border_color": "*neutral_400",
    "checkbox_label_border_color_dark": "*neutral_500",
    "checkbox_label_border_width": "1px",
    "button_primary_background_fill": "*primary_600",
    "button_primary_background_fill_hover": "*primary_700",
    "button_primary_background_fill_dark": "*primary_300",
    "button_primary_background_fill_hover_dark": "*primary_200",
    "button_primary_text_color": "white",
    "button_primary_text_color_dark": "*primary_950",
    "button_secondary_background_fill": "white",
    "button_secondary_background_fill_hover": "*primary_50",
    "button_secondary_background_fill_dark": "*neutral_900",
    "button_secondary_background_fill_hover_dark": "*neutral_800",
    "button_secondary_border_color": "*primary_600",
    "button_secondary_border_color_dark": "*primary_300",
    "button_secondary_text_color": "*primary_700",
    "button_secondary_text_color_dark": "*primary_200",
    "button_border_width": "1px",
    "link_text_color": "*primary_600",
    "link_text_color_dark": "*primary_300",
    "link_text_color_hover": "*primary_800",
    "link_text_color_hover_dark": "*primary_200",
    "link_text_color_visited": "*primary_600",
    "link_text_color_visited_dark": "*primary_300",
    "link_text_color_active": "*primary_700",
    "link_text_color_active_dark": "*primary_200",
    "color_accent": "*primary_600",
    "border_color_accent": "*primary_600",
    "border_color_accent_dark": "*primary_300",
    "border_color_primary": "*neutral_200",
    "border_color_primary_dark": "*neutral_700",
    "background_fill_primary": "white",
    "background_fill_primary_dark": "*neutral_900",
    "background_fill_secondary": "*neutral_50",
    "background_fill_secondary_dark": "*neutral_950",
}
