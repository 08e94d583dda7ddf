from __future__ import annotations

from datetime import timedelta

import pytest

from models.database import Sessions, writing
from models.errors import NotFound, Refused
from models.keys import create_key, keys, revoke_key, touch_key, verify_key
from models.tables import ApiKey
from models.tables.columns import now
from models.workspaces import create


def test_the_secret_opens_the_door_and_is_not_kept(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        view, secret = create_key(session, workspace_id, "help desk", ["classify", "feedback:write"])
    with writing(store) as session:
        principal = verify_key(session, secret)
        row = session.get_one(ApiKey, view.id)
        assert secret.startswith(f"kk_{view.public_id}.")
        assert secret.split(".")[1] not in (row.secret_hash, row.name, row.public_id)
    assert principal is not None
    assert (principal.workspace_id, principal.name) == (workspace_id, "help desk")
    assert (principal.may("classify"), principal.may("reports:read")) == (True, False)


def test_admin_may_do_everything(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        _, secret = create_key(session, workspace_id, "owner", ["admin"])
        principal = verify_key(session, secret)
        assert principal is not None
        assert principal.may("themes:write")


def test_anything_else_opens_nothing(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        view, secret = create_key(session, workspace_id, "help desk", ["classify"])
        wrong = ["", "kk_", "kk_.", secret[:-1], secret + "x", secret[3:], f"kk_{view.public_id}.", "kk_' OR 1.x"]
        wrong += [f"kk_{view.public_id}.\ud83d", "é" * 40]
        assert [verify_key(session, presented) for presented in wrong] == [None] * len(wrong)


def test_a_revoked_or_expired_key_opens_nothing(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        view, secret = create_key(session, workspace_id, "old", ["classify"])
        _, expired = create_key(session, workspace_id, "older", ["classify"], now() - timedelta(seconds=1))
        revoke_key(session, workspace_id, view.id)
        assert verify_key(session, secret) is None
        assert verify_key(session, expired) is None


def test_use_is_noted_once_a_minute(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        view, _ = create_key(session, workspace_id, "help desk", ["classify"])
    for _ in range(2):
        with writing(store) as session:
            touch_key(session, view.id)
    with writing(store) as session:
        (shown,) = keys(session, workspace_id)
        assert shown.last_used_at is not None
        assert not hasattr(shown, "secret_hash")


def test_a_key_of_another_workspace_cannot_be_revoked(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        view, _ = create_key(session, workspace_id, "help desk", ["classify"])
        other = create(session, "other")
        with pytest.raises(NotFound):
            revoke_key(session, other, view.id)


@pytest.mark.parametrize(("name", "scopes"), [("x", []), ("x", ["fly"]), (" ", ["classify"])])
def test_a_key_needs_a_name_and_known_scopes(store: Sessions, workspace_id: int, name: str, scopes: list[str]) -> None:
    with writing(store) as session, pytest.raises(Refused):
        create_key(session, workspace_id, name, scopes)
