"""The words of an edition in large print, with the names of those who say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.model import Role
from narration.publishing.page.layout import parts, text
from narration.publishing.page.sheets import policy, sheet
from narration.publishing.templates import filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.publishing.material import Material
    from narration.publishing.staging import Staging


def write(material: Material, staging: Staging) -> None:
    """Write the page, whole.

    Raises:
        OutputError: it cannot be written.
    """
    with staging.file(f"{material.slug}.print.html", "text/html") as file:
        file.writelines(render(material))


def render(material: Material) -> Iterator[bytes]:
    """Yield the page, piece by piece; its style in it, without a script."""
    style = sheet("printing.css")
    return filled(
        "page",
        "print.html",
        policy=policy(style),
        style=style,
        language=material.article.language,
        title=text(material.tag.title),
        untitled=material.programme.passages[0].role is not Role.HEADLINE,
        parts=parts(material.article, material.programme),
    )
