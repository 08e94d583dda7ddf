"""The description tells the truth: an example on every operation, and the examples work."""

import re
from typing import Any

import pytest
from pydantic import TypeAdapter

from tests.api.conftest import Door

JSON = "application/json"
PROBLEM = "application/problem+json"


@pytest.fixture
def described(door: Door) -> dict[str, Any]:
    found: dict[str, Any] = door.client.get("/v1/openapi.json").json()
    return found


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(m, path, told) for path, methods in described["paths"].items() for m, told in methods.items()]


def values(content: dict[str, Any]) -> list[Any]:
    return (
        [content["example"]] if "example" in content else [one["value"] for one in content.get("examples", {}).values()]
    )


def test_it_is_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"


def test_every_operation_has_an_example_and_words(described: dict[str, Any]) -> None:
    for method, path, told in operations(described):
        assert told["summary"], (method, path)
        assert told["description"], (method, path)
        success = [answer for status, answer in told["responses"].items() if status.startswith("2")]
        assert any(values(one["content"].get(JSON, {})) for one in success if "content" in one), (method, path)
        for content in told.get("requestBody", {}).get("content", {}).values():
            schema = content.get("schema", {})
            name = (schema.get("$ref") or next(iter(schema.get("anyOf", [{}])), {}).get("$ref", "")).rsplit("/", 1)[-1]
            component = described["components"]["schemas"].get(name, {})
            assert values(content) or component.get("examples"), (method, path)


def test_every_error_is_a_documented_problem_with_an_example(described: dict[str, Any]) -> None:
    for method, path, told in operations(described):
        errors = {status: answer for status, answer in told["responses"].items() if status[0] in "45"}
        assert "500" in errors, (method, path)
        for status, answer in errors.items():
            assert list(answer["content"]) == [PROBLEM], (method, path, status)
            assert all(one["status"] == int(status) for one in values(answer["content"][PROBLEM]))
        if "security" in told:
            assert {"401", "403", "429"} <= set(errors), (method, path)


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    names = set(re.findall(r"#/components/schemas/(\w+)", str(described)))
    assert names <= set(described["components"]["schemas"])


def test_answer_examples_fit_their_shape(door: Door) -> None:
    from fastapi.routing import APIRoute

    for route in door.client.app.routes:  # type: ignore[attr-defined]
        if not isinstance(route, APIRoute) or route.response_model is None:
            continue
        adapter: TypeAdapter[Any] = TypeAdapter(route.response_model)
        for status, told in route.responses.items():
            for value in values(told.get("content", {}).get(JSON, {})) if str(status).startswith("2") else []:
                adapter.validate_python(value, strict=False)


@pytest.mark.parametrize(("path", "status"), [("/v1/classify", 200), ("/v1/feedback", 202)])
def test_request_examples_are_accepted(door: Door, described: dict[str, Any], path: str, status: int) -> None:
    examples = values(described["paths"][path]["post"]["requestBody"]["content"][JSON])
    assert len(examples) >= 2
    for example in examples:
        answer = door.client.post(path, json=example, headers=door.with_key("admin"))
        assert answer.status_code == status
        assert "error" not in answer.text.replace('"errors"', "").replace('"rejected":[]', "")


def test_the_interface_documents_itself_to_people(door: Door, described: dict[str, Any]) -> None:
    page = door.client.get("/docs", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "<script>" not in page.text
    for _, path, _ in operations(described):
        assert path in page.text
    assert door.client.get("/openapi.json").json() == described
