"""Small files, checked at each request."""

from harness import wrk
from harness.gate import Gate
from harness.measured import Measured, compare, in_turn
from harness.nginx import Nginx
from harness.row import Row

SIZE = 20_000
CONNECTIONS = 64


def run(context):
    with Gate(context, {"small.bin": SIZE}) as gate, Nginx(context.folder / "nginx", gate.root) as nginx:
        load = wrk.Load(context.folder, CONNECTIONS, headers=gate.headers)
        base = f"http://127.0.0.1:{nginx.port}"

        def measure(url, pid):
            return lambda: wrk.measure(load, url, context.seconds, [pid])

        samples = in_turn(context.rounds, {
            "ajar": measure(gate.url("small.bin"), gate.ajar.pid),
            "auth_request": measure(f"{base}/checked/small.bin", nginx.pid),
            "static": measure(f"{base}/static/small.bin", nginx.pid),
        }, context.tell)  # fmt: skip
    costs = {"cpu": "cpu_us_per_request", "cpu_unit": "µs/request"}
    what = "20 KB file, checked, keep-alive"
    return Measured(
        lines=[
            compare(what, "nginx + auth_request", "requests/s", "rate", samples["ajar"], samples["auth_request"], must=1.0, aim=1.4, **costs),
            compare(what, "nginx static, unchecked", "requests/s", "rate", samples["ajar"], samples["static"], must=0.55, aim=0.8, **costs),
        ],
        commands=[load.described("http://…/kits/gated/assets/1/download")],
    )


ROW = Row("small", "20 KB file, checked, against nginx + auth_request and nginx static", run, ("nginx", "wrk"))
