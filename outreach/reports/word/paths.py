"""Where things of a drawing open, below the program's root: files are made without a request too."""

from outreach.reports.drawings.models import Drawing


def drawing_path(drawing: Drawing) -> str:
    """The page of the drawing, where its check code is checked."""
    return f"/reports/{drawing.year}/drawings/{drawing.id}"


def reference_path(drawing: Drawing, number: int) -> str:
    """The page of a number of the text that was printed from the drawing."""
    return f"{drawing_path(drawing)}/references/{number}"
