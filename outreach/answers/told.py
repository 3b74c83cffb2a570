"""The standard answers as a phone keeps them (GET /api/answers; schema in docs/api.md)."""

import hashlib
import json
from datetime import datetime
from typing import Any

from outreach import clock
from outreach.answers import queries
from outreach.answers.models import StandardAnswer
from outreach.answers.rules import LawNow, mark_of
from outreach.web.describing import DAY, TEXT, TRUTH, UUID, Operation, or_null, some, thing

#: The first so many by topic; an office has some dozens. Texts are cut, so that a phone never loads more than 8 MB.
MOST, LONGEST = 2000, 3000

ANSWERS = Operation(
    "The office's standard answers, for phones to keep.",
    gives=thing(
        {
            "answers": some(
                thing(
                    {
                        "id": UUID,
                        "topic": or_null(TEXT),
                        "question": TEXT,
                        "text": TEXT,
                        "law": or_null(TEXT),
                        "article": or_null(TEXT),
                        "as_of": DAY,
                        "changed": TRUTH,
                    }
                ),
                MOST,
            ),
            "tag": TEXT,
        }
    ),
)


def answers_for_phones(now: datetime) -> dict[str, Any]:
    """Everything as plain JSON values; `tag` is the same for answers that say the same."""
    today = clock.local_day(now)
    answers = queries.answers_for_phone(MOST)
    laws = queries.laws_now({each.law_id for each in answers if each.law_id is not None}, today)
    told = [_told(each, None if each.law_id is None else laws[each.law_id]) for each in answers]
    tag = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
    return {"answers": told, "tag": tag}


def _told(answer: StandardAnswer, law: LawNow | None) -> dict[str, Any]:
    title = answer.law and (answer.law.short_title or answer.law.title)
    return {
        "id": str(answer.id),
        "topic": answer.topic and answer.topic.name,
        "question": answer.question,
        "text": answer.text[:LONGEST],
        "law": title and f"《{title}》",
        "article": answer.article,
        "as_of": answer.as_of.isoformat(),
        "changed": mark_of(answer.as_of, law) is not None,
    }
