from __future__ import annotations

import pytest
from jinja2 import DictLoader, UndefinedError

from narration.publishing import templates


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {
        "page": "<p title='{{ name }}'>{{ name }}</p>\n",
        "long": "{% for n in numbers %}{{ n }} {% endfor %}",
    }
    monkeypatch.setattr(templates, "PackageLoader", lambda *_: DictLoader(pages))
    templates._environment.cache_clear()


@pytest.mark.usefixtures("pages")
def test_whatever_is_printed_is_escaped() -> None:
    page = b"".join(templates.filled("a folder", "page", name="A & B's <c>"))

    assert page == b"<p title='A &amp; B&#39;s &lt;c&gt;'>A &amp; B&#39;s &lt;c&gt;</p>\n"


@pytest.mark.usefixtures("pages")
def test_a_name_that_is_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        list(templates.filled("a folder", "page"))


@pytest.mark.usefixtures("pages")
def test_it_comes_in_pieces() -> None:
    pieces = list(templates.filled("a folder", "long", numbers=range(1000)))

    assert len(pieces) > 5
    assert b"".join(pieces).split() == [str(n).encode() for n in range(1000)]
