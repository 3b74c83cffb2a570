"""What an endpoint that speaks JSON takes and gives, said where it stands, in the words of JSON Schema (2020-12)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from outreach.web.answers import Answer

Schema = Mapping[str, Any]
View = TypeVar("View", bound=Callable[..., Any])

UUID: Schema = {"type": "string", "format": "uuid"}
INSTANT: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
TEXT: Schema = {"type": "string"}
TRUTH: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer"}


def text(most: int) -> Schema:
    """A text of at most so many characters."""
    return {"type": "string", "maxLength": most}


def whole(least: int, most: int) -> Schema:
    """A whole number, both ends included."""
    return {"type": "integer", "minimum": least, "maximum": most}


def words(*kinds: type[StrEnum] | str) -> Schema:
    """One of the words."""
    return {"enum": [str(word) for kind in kinds for word in ([kind] if isinstance(kind, str) else kind)]}


def or_null(schema: Schema) -> Schema:
    """That, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def some(schema: Schema, most: int | None = None) -> Schema:
    """A list of those."""
    return {"type": "array", "items": schema} | ({} if most is None else {"maxItems": most})


def thing(fields: Mapping[str, Schema], also: Mapping[str, Schema] | None = None) -> Schema:
    """An object with `fields`, and perhaps those of `also`; what else stands in it is left alone."""
    return {"type": "object", "required": list(fields), "properties": {**fields, **(also or {})}}


def batch(name: str, each: Schema, most: int) -> Schema:
    """What carries many things of one sort, and says whose phone it comes from."""
    return thing({name: some(each, most)}, {"person": or_null(UUID)})


#: One answer for each thing of a batch, under its id or its number in the batch.
ANSWERS: Schema = thing(
    {
        "answers": {
            "type": "object",
            "additionalProperties": thing({"answer": words(Answer), "code": TEXT, "message": TEXT}),
        }
    }
)

#: How far a run is, as its page asks for it again and again.
PROGRESS: Schema = thing(
    {
        "state": words("running", "fallen", "waiting", "over"),
        "phase": or_null(TEXT),
        "done": whole(0, 2**31),
        "total": whole(0, 2**31),
        "said": TEXT,
    }
)


@dataclass(frozen=True)
class Operation:
    """What is said of an endpoint; what hangs on its address and its permission is added from these.

    `refuses` are the statuses of refusals beside those that every endpoint of its kind has.
    """

    summary: str
    gives: Schema
    takes: Schema | None = None
    takes_bytes: bool = False
    query: Mapping[str, Schema] = field(default_factory=dict)
    headers: Mapping[str, Schema] = field(default_factory=dict)
    refuses: tuple[int, ...] = ()
    also: Mapping[int, Schema] = field(default_factory=dict)
    """What is given with another status than 200, and is no refusal."""
    needed: tuple[str, ...] = ()
    """Those of `query` that must be there."""


def described(operation: Operation) -> Callable[[View], View]:
    """Say of a view what it takes and gives; stands under `permit`, and changes nothing."""

    def said(view: View) -> View:
        view.operation = operation  # type: ignore[attr-defined]
        return view

    return said
