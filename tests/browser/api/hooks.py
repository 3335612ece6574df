"""What holds for every answer and is not in the document's grammar; and who must not do away with themselves.

Loaded by schemathesis, not by pytest.
"""

import os
import re

import schemathesis

NOBODY = 2**53 - 1
# The users and tokens that the run itself lives by: `users/1`, `tokens/2` ...
KEPT = set(os.environ["AJAR_KEPT"].split())


schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")


@schemathesis.hook
def before_call(context, case, kwargs):
    """A call that would end the caller's own account or token is made about nobody instead."""
    kind = re.fullmatch(r"/api/dam/(users|tokens)/\{id\}", case.operation.path)
    if kind and case.method in ("DELETE", "PATCH") and f"{kind[1]}/{case.path_parameters.get('id')}" in KEPT:
        case.path_parameters["id"] = NOBODY


@schemathesis.check
def a_refusal_has_a_documented_code(ctx, response, case):
    """Every refusal is problem+json whose code stands in the document for this operation and status."""
    if response.status_code < 400 or case.method == "HEAD":
        return
    kind = response.headers.get("content-type", [""])[0]
    assert kind == "application/problem+json", f"{response.status_code} as {kind!r}"
    problem = response.json()
    assert problem["status"] == response.status_code, problem
    for fault in problem.get("errors", []):
        assert fault["pointer"] == "" or fault["pointer"].startswith("/"), fault
    said = case.operation.definition.raw["responses"].get(str(response.status_code))
    if said is None:  # Told by another check, where this operation was meant at all.
        return
    codes = said["content"]["application/problem+json"]["examples"]
    assert problem["code"] in codes, f"{problem['code']} is not among {sorted(codes)}"


@schemathesis.check
def what_was_made_says_where_it_is(ctx, response, case):
    """201 has a `Location`."""
    if response.status_code == 201:
        assert response.headers.get("location", [""])[0].startswith("/api/"), response.headers
