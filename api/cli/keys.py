"""`kikitori keys`: API keys for other services; `kikitori signin`: a link for a person."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.locale import say
from api.cli.screen import Exit, Json, as_json, fail, out, tell
from api.cli.whereabouts import running_address

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.keys import ApiKeyView

ACTOR = "command line"
Name = Annotated[str, typer.Argument(help=say("keys.name"))]
Scopes = Annotated[list[str] | None, typer.Option("--scope", "--scopes", "-s", help=say("keys.scope"))]
Days = Annotated[int | None, typer.Option("--days", min=1, max=3650, help=say("keys.days"))]
KeyId = Annotated[int, typer.Argument(help=say("keys.id"))]
Person = Annotated[str, typer.Option("--person", help=say("signin.person"))]

app = typer.Typer(help=say("help.keys"), no_args_is_help=True)


@app.command("create", help=say("help.keys.create"))
def create(name: Name, scope: Scopes = None, days: Days = None, json: Json = False) -> None:
    from api.cli.opening import change
    from models.keys import SCOPES, create_key

    expires = datetime.now(UTC) + timedelta(days=days) if days else None
    scopes = [word for one in scope or () for word in re.split(r"[,\s]+", one) if word] or [
        one for one in SCOPES if one != "admin"
    ]

    def work(session: Session, workspace_id: int) -> tuple[ApiKeyView, str]:
        return create_key(session, workspace_id, name, scopes, expires, actor=ACTOR)

    view, secret = change(work)
    if json:
        as_json({"key": secret, "view": view})
        return
    typer.echo(secret)
    tell("keys.once")


@app.command("list", help=say("help.keys.list"))
def list_keys(json: Json = False) -> None:
    from rich.table import Table

    from api.cli.opening import reading
    from models.keys import keys

    with reading() as (session, workspace_id):
        found = keys(session, workspace_id)
    if json:
        as_json(found)
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("id", "name", "scopes", "used", "state"):
        table.add_column(say(f"keys.column_{heading}"), overflow="fold")
    for key in found:
        used = key.last_used_at.isoformat(timespec="minutes") if key.last_used_at else "–"
        table.add_row(str(key.id), key.name, ", ".join(key.scopes), used, say(f"keys.{_state(key)}"))
    out().print(table)


@app.command("revoke", help=say("help.keys.revoke"))
def revoke(key_id: KeyId) -> None:
    from api.cli.opening import change
    from models.keys import revoke_key

    change(lambda session, workspace_id: revoke_key(session, workspace_id, key_id, actor=ACTOR))
    tell("keys.gone", id=key_id)


def signin(person: Person = "owner", json: Json = False) -> None:
    from api.cli.opening import change
    from models.signin import create_link
    from settings import settings

    if not person.strip():
        fail("signin.nobody", Exit.USAGE)
    token = change(lambda session, workspace_id: create_link(session, workspace_id, person))
    link = f"{running_address(settings())}/signin?token={token}"
    if json:
        as_json({"link": link, "person": person})
    else:
        typer.echo(link)
        tell("signin.once")


def _state(key: ApiKeyView) -> str:
    if key.revoked_at is not None:
        return "revoked"
    return "expired" if key.expires_at is not None and key.expires_at <= datetime.now(UTC) else "live"
