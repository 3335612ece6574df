"""Asking for downloads, as fast as somebody answers: the same body for Ajar and for Directus, each with another address."""

from harness import wrk
from harness.ajar import ASK
from harness.directus import ITEMS, TOKEN
from harness.processes import Failed

CONNECTIONS = 32

# Every thread of every run begins its addresses with a word of its own.
SCRIPT = """
local tag, number = nil, 0
function init()
    local random = io.open("/proc/sys/kernel/random/uuid")
    tag = random:read(18):gsub("-", "")
    random:close()
end
function request()
    number = number + 1
    local mail = "v" .. tag .. "n" .. number .. "@press.example"
    return wrk.format("POST", "{path}", {{["Content-Type"] = "application/json"{headers}}}, string.format([[{body}]], mail))
end
"""


def of_ajar(folder, kit, asset):
    body = (
        '{"mail": "%s", "firstName": "Vera", "lastName": "Visitor", "reason": "For the autumn issue", '
        f'"mediaIds": [{asset}], "kitId": {kit}' + "}"
    )
    return wrk.Load(folder, CONNECTIONS, SCRIPT.format(path=ASK, headers="", body=body), timeout=60)


def of_directus(folder):
    body = (
        '{"mail": "%s", "first_name": "Vera", "last_name": "Visitor", "reason": "For the autumn issue", '
        '"media": 1, "kit": 1, "status": "pending", "reference": "0123456789abcdef0123456789abcdef", "created": 1700000000000}'
    )
    headers = f', ["Authorization"] = "Bearer {TOKEN}"'
    return wrk.Load(folder, CONNECTIONS, SCRIPT.format(path=ITEMS, headers=headers, body=body), timeout=60)


def must_be_kept(who, before, after, counted):
    """Every 201 is a record; those under way when the load ended may be there too."""
    kept = after - before
    if not counted <= kept <= counted + 2 * CONNECTIONS:
        raise Failed(f"{who} said 201 to {counted} and kept {kept}")
