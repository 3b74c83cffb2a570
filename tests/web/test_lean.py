"""Texts travel without what only their readers need, and mean the same."""

import pytest

from outreach.web.lean import lean


@pytest.mark.parametrize(
    ("path", "text", "sent"),
    [
        ("a.css", "/* why\n  over lines */\na {\n  color: red; /* because */\n}\n\n", "a {\ncolor: red; \n}\n"),
        ("a.css", 'a::before {\n  content: "→ /";\n}\n', 'a::before {\ncontent: "→ /";\n}\n'),
        ("a.js", "// What it is for.\n\nimport './b.js';\n", "import './b.js';\n"),
        (
            "a.js",
            "if (a) {\n  // why\n  b(); // it stays\n}\n",
            "if (a) {\nb(); // it stays\n}\n",
        ),
        ("a.js", "const home = 'https://example.test';\n", "const home = 'https://example.test';\n"),
        ("a.svg", "  <svg>\n\n  </svg>", "  <svg>\n\n  </svg>"),
    ],
)
def test_comments_indents_and_empty_lines_stay_behind(path: str, text: str, sent: str) -> None:
    assert lean(path, text) == sent


def test_lines_stay_apart() -> None:
    """A statement without its semicolon ends with its line."""
    assert lean("a.js", "let a = 1\n\n\n  let b = 2\n").splitlines() == ["let a = 1", "let b = 2"]
