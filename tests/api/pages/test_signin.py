from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from api.people import COOKIE, csrf_of
from models.database import writing
from models.signin import create_link


def visitor(desk: Any) -> TestClient:
    return TestClient(desk.client.app, raise_server_exceptions=False, headers={"accept": "text/html"})


def link(desk: Any) -> str:
    with writing(desk.house.sessions) as session:
        return create_link(session, desk.workspace_id, "鈴木")


def test_without_a_session_every_page_asks_to_sign_in(desk: Any) -> None:
    for path in ("/", "/themes", f"/comments/{desk.seeded.comments[0]}", "/triage", "/journey", "/alerts"):
        answer = visitor(desk).get(f"{path}?lang=ja")
        assert answer.status_code == 401, path
        assert "サインインが必要です" in answer.text
        assert "売り場" not in answer.text


def test_a_link_opens_the_report_once(desk: Any) -> None:
    token = link(desk)
    first = visitor(desk)
    answer = first.get(f"/signin?token={token}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert first.get("/").status_code == 200
    again = visitor(desk).get(f"/signin?token={token}&lang=ja")
    assert again.status_code == 401
    assert "このリンクはもう使えません" in again.text
    assert "管理者に新しいサインイン用リンクを依頼してください。" in again.text
    assert "401" not in again.text
    assert "95%区間" not in again.text
    assert token not in again.text


def test_a_made_up_session_is_refused(desk: Any) -> None:
    guest = visitor(desk)
    guest.cookies.set(COOKIE, "x" * 43)
    answer = guest.get("/?lang=en")
    assert answer.status_code == 401
    assert "Your session has ended" in answer.text
    assert "ask your administrator for a new sign-in link" in answer.text


def test_signing_out_ends_the_session_here_and_elsewhere(desk: Any) -> None:
    guest, thief = visitor(desk), visitor(desk)
    guest.get(f"/signin?token={link(desk)}")
    token = guest.cookies[COOKIE]
    thief.cookies.set(COOKIE, token)
    assert 'action="/signout"' in guest.get("/?lang=ja").text
    assert guest.post("/signout", data={"csrf": "wrong"}).status_code == 403
    assert guest.get("/").status_code == 200
    answer = guest.post("/signout", data={"csrf": csrf_of(token)}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin")
    assert COOKIE not in guest.cookies
    assert guest.get("/").status_code == 401
    assert thief.get("/").status_code == 401


def test_who_is_not_signed_in_is_offered_no_way_out(desk: Any) -> None:
    assert "/signout" not in visitor(desk).get("/signin?lang=ja").text
