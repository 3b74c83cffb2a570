"""The numbers of a row: what each counts, how sure it is, and ids that are the same each time the ledger comes."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.logbook.ledgers.columns import NUMBERS
from outreach.logbook.pasted.counting import Doubt, Number, numbers_in
from outreach.logbook.pasted.names import Lexicon
from outreach.logbook.pasted.rules import narrowed
from outreach.logbook.rules import LARGEST, LONGEST_NOTE, Basis
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.sheets.counts import Count, parse_count
from outreach.sheets.typed import Value, is_blank, plain, shown

_SPACE = uuid.UUID("9f0e6d1c-2b57-4a4e-8c0c-5d1f2f6e7b10")


@dataclass(frozen=True)
class Amount:
    """A number of a row: `item` is a code, `text` what the ledger wrote where that is more than the number."""

    kind: CountKind
    item: str | None
    quantity: int
    basis: Basis
    text: str | None


def event_id(day: date, title: str, place_id: uuid.UUID, time: int) -> uuid.UUID:
    """The id of the event of that day, title and place, which the ledger brings in for the time `time`, from 0."""
    return uuid.uuid5(_SPACE, f"{day} {plain(title)} {place_id} {time}")


def line_ids(event: uuid.UUID, amounts: Iterable[Amount], time: int, seen: Counter[str]) -> list[uuid.UUID]:
    """The ids of an event's lines, by what they count; `seen` counts the lines of rows before this one."""
    ids = []
    for amount in amounts:
        key = f"{amount.kind} {amount.item}"
        ids.append(uuid.uuid5(_SPACE, f"{event} {key} {seen[key]} {time}"))
        seen[key] += 1
    return ids


def amounts_of(given: Mapping[str, Value], lexicon: Lexicon, counted_as: Mapping[str, str]) -> tuple[Amount, ...]:
    """The numbers that a row says; Invalid for one that can't be read, and where two of them contradict each other.

    `counted_as` gives the unit under which the figure counts each material. 0 handouts says that none was handed out.
    """
    named = _named(given.get("materials"), lexicon)
    single = {key: _amount(given.get(key), key) for key in NUMBERS}
    total = single.pop("handouts")
    if total is not None and named:
        _check_total(total, named, counted_as)
        total = None
    elif total is not None and not is_blank(given.get("materials")):
        total = _noted(total, plain(given.get("materials")))
    found = [*named, *([total] if total is not None else []), *filter(None, single.values())]
    return tuple(each for each in found if each.quantity or each.kind is CountKind.HANDOUT)


def _amount(value: Value, key: str) -> Amount | None:
    if is_blank(value):
        return None
    kind, item = NUMBERS[key]
    count = _count(value, key)
    text = None if count.is_exact else count.text
    return Amount(kind, item, count.value, Basis.COUNTED if count.is_exact else Basis.ESTIMATED, text)


def _count(value: Value, key: str) -> Count:
    if plain(value) in ("无", "没有"):
        value = 0
    count = parse_count(value, field=key)
    if count.value > LARGEST:
        raise Invalid(_("“%(typed)s” is more than one line can hold.", typed=shown(value)), code="quantity_too_large")
    return count


def _named(value: Value, lexicon: Lexicon) -> list[Amount]:
    """The materials of a cell with their numbers; a title that is on no list, or unclear, is kept as text."""
    if is_blank(value):
        return []
    text = str(value)
    free = kept = narrowed(text)
    for start, end, _codes in lexicon.titles.found_in(free):
        free = free[:start] + " " * (end - start) + free[end:]
    return [_of_number(number, text) for number in numbers_in(free, kept, lexicon) if not is_year(number, text)]


def is_year(number: Number, text: str) -> bool:
    """Whether a number in a title is only a year's: 2023年版手册."""
    return not number.unit and text[number.end : number.end + 1] in ("年", "版")


def _of_number(number: Number, text: str) -> Amount:
    if number.quantity is None:
        message = _("“%(typed)s” is not a number that counts something.", typed=text[number.start : number.end])
        raise Invalid(message, code="not_a_count")
    counted = number.counted
    if counted is not None and counted.doubt in (Doubt.PRINTED, Doubt.TAKEN, Doubt.LEFT_OVER, Doubt.TWO_UNITS):
        message = _("“%(typed)s” does not say clearly what was handed out.", typed=shown(text))
        raise Invalid(message, code="unclear")
    key = counted.chosen if counted is not None and counted.chosen else f"{CountKind.HANDOUT}:"
    kind, _colon, item = key.partition(":")
    is_plain = bool(item) and not number.is_estimated
    basis = Basis.ESTIMATED if number.is_estimated else Basis.COUNTED
    return Amount(
        CountKind(kind), item or None, number.quantity, basis, None if is_plain else plain(text)[:LONGEST_NOTE]
    )


def _check_total(total: Amount, named: Sequence[Amount], counted_as: Mapping[str, str]) -> None:
    """Refuse a row whose total of handouts is not what its named materials add up to, in copies or in all."""
    handouts = [each for each in named if each.kind is CountKind.HANDOUT]
    main = MAIN_UNIT[CountKind.HANDOUT]
    copies = sum(each.quantity for each in handouts if each.item is None or counted_as.get(each.item) == main)
    whole = sum(each.quantity for each in handouts)
    if total.quantity not in (copies, whole):
        message = _(
            "The named materials add up to %(sum)s, the total beside them says %(total)s.",
            sum=whole,
            total=total.quantity,
        )
        raise Invalid(message, code="total_differs")


def _noted(amount: Amount, text: str) -> Amount:
    """`amount` with the titles beside it, and with its own words where they say less than counted."""
    whole = f"{amount.text}（{text}）" if amount.text else text
    return Amount(amount.kind, amount.item, amount.quantity, amount.basis, whole[:LONGEST_NOTE])
