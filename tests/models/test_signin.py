from __future__ import annotations

from datetime import timedelta

from models.database import Sessions, writing
from models.signin import create_link, forget_expired, open_session, sign_out, verify_session


def test_a_link_opens_one_session(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        link = create_link(session, workspace_id, "owner")
        token = open_session(session, link)
        assert token is not None
        assert open_session(session, link) is None
        signed_in = verify_session(session, token)
        assert signed_in is not None
        assert (signed_in.workspace_id, signed_in.person) == (workspace_id, "owner")


def test_a_link_is_not_a_session_nor_a_session_a_link(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        link = create_link(session, workspace_id, "owner")
        assert verify_session(session, link) is None
        token = open_session(session, link) or ""
        assert open_session(session, token) is None


def test_old_links_and_sessions_are_nothing(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        old = create_link(session, workspace_id, "owner", timedelta(seconds=-1))
        assert open_session(session, old) is None
        token = open_session(session, create_link(session, workspace_id, "owner"), timedelta(seconds=-1)) or ""
        assert verify_session(session, token) is None
        assert verify_session(session, "guess") is None


def test_signing_out_ends_the_session(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        token = open_session(session, create_link(session, workspace_id, "owner")) or ""
        sign_out(session, token)
        assert verify_session(session, token) is None


def test_what_ended_long_ago_is_forgotten(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        create_link(session, workspace_id, "owner", timedelta(days=-2))
        create_link(session, workspace_id, "owner")
        assert forget_expired(session) == 1
