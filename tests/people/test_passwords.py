"""Which passwords are taken, and what is kept of them."""

import pytest

from outreach.errors import Invalid
from outreach.people import passwords
from outreach.people.passwords import (
    LONGEST,
    check_password,
    hash_password,
    is_password,
    temporary_password,
)
from tests.conftest import SHIPPED_METHOD


@pytest.mark.parametrize(
    "password",
    [
        "Kmpd-4827",
        "summer4U!",
        "lu2-鹿跑得很快",
        "correct horse battery",
        "每天早上八点半到九点二十喝杯热茶",
        "a" * 5 + "Bc-1 de f g",
    ],
)
def test_a_password_of_three_kinds_or_a_long_phrase_is_taken(password: str) -> None:
    check_password(password, username="li.na")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "weak"),
        ("Ab1-xyz", "weak"),
        ("abcdefgh", "weak"),
        ("abcdef12", "weak"),
        ("Ｐａｓｓｗｏｒｄ１２３", "common"),
        ("P@ssw0rd!", "common"),
        ("Admin123!", "common"),
        ("aA1aA1aA1", "common"),
        ("1111111111111111", "common"),
        ("My-li.na-77", "username"),
        ("My-LI.NA-77", "username"),
        ("Ab1-" * (LONGEST // 4) + "x", "long"),
    ],
)
def test_a_weak_password_is_refused(password: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_password(password, username="li.na")
    assert (refusal.value.code, refusal.value.field) == (code, "password")


def test_a_hash_knows_its_password_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "METHOD", SHIPPED_METHOD)
    kept = hash_password("Kmpd-4827")
    assert kept.startswith("scrypt:32768:8:1$")
    assert "Kmpd" not in kept
    assert is_password(kept, "Kmpd-4827")
    assert is_password(kept, "Ｋｍｐｄ-４８２７"), "a Chinese keyboard's full-width signs are the same signs"
    assert not is_password(kept, "Kmpd-4828")
    assert not is_password(None, "Kmpd-4827")
    assert not is_password(kept, "Kmpd-4827" + "x" * LONGEST)


def test_a_temporary_password_keeps_the_rules() -> None:
    made = {temporary_password() for _each in range(50)}
    assert len(made) == 50
    for password in made:
        check_password(password, username="li.na")
