"""`doctor`: every check in a row, in words or as JSON; the exit code says whether all is sound."""

import json
from collections.abc import Sequence
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from outreach.upkeep.doctor.examining import Answer, examine
from outreach.upkeep.doctor.remedies import remedies_of


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。 The answers as JSON.")
@click.pass_context
@with_appcontext
def doctor(ctx: click.Context, as_json: bool) -> None:
    """检查数据是否完好。 Look whether all is sound; the exit code is 0 only then."""
    answers = []
    for answer in examine(current_app._get_current_object()):  # type: ignore[attr-defined]
        answers.append(answer)
        if not as_json:
            _say(answer)
    is_sound = all(each.is_sound for each in answers)
    harms = [finding.code for answer in answers for finding in answer.findings if not finding.is_warning]
    if as_json:
        told = {"sound": is_sound, "checks": _as_json(answers), "remedies": remedies_of(harms)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for words in remedies_of(harms):
            click.echo(_("What to do: %(words)s", words=words))
        click.echo(
            _("All is sound.")
            if is_sound
            else _("Not all is sound: see above; the steps stand in docs/deployment.md, section 9.")
        )
    ctx.exit(0 if is_sound else 1)


def _say(answer: Answer) -> None:
    word = _("sound") if answer.is_sound else _("NOT SOUND") if answer.is_asked else _("not looked at")
    click.echo(f"{answer.label}: {word}")
    for finding in answer.findings:
        mark = _("note") if finding.is_warning else finding.code
        click.echo(f"  [{mark}] {finding.said}")


def _as_json(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    return [
        {
            "key": answer.key,
            "sound": answer.is_sound,
            "asked": answer.is_asked,
            "findings": [
                {"code": each.code, "said": str(each.said), "warning": each.is_warning} for each in answer.findings
            ],
        }
        for answer in answers
    ]
