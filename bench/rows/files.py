"""Files of 5 MB and of 2 GB, checked, against both gates of nginx at the better of two ways to send."""

from harness import wrk
from harness.gate import Gate
from harness.measured import Measured, best_of, compare, in_turn, median
from harness.nginx import BUFFERS, SENDFILE, Nginx
from harness.row import Row

MID = 5_000_000
LARGE = 2_000_000_000
QUICK_LARGE = 200_000_000


def measured(context, what, size, connections):
    """Ajar in turn with four nginxes: each gate, each way to send."""
    name = "file.bin"
    with (
        Gate(context, {name: size}) as gate,
        Nginx(context.folder / "sendfile", gate.root, SENDFILE) as sendfile,
        Nginx(context.folder / "buffers", gate.root, BUFFERS) as buffers,
    ):
        load = wrk.Load(context.folder, connections, headers=gate.headers, timeout=120)
        contenders = {"ajar": lambda: wrk.measure(load, gate.url(name), context.seconds, [gate.ajar.pid])}
        peers = {}
        for sending, nginx in (("sendfile", sendfile), ("buffers", buffers)):
            for way, path in (("auth_request", "checked"), ("X-Accel-Redirect", "accel")):
                url = f"http://127.0.0.1:{nginx.port}/{path}/{name}"
                peers[f"{way}, {sending}"] = lambda url=url, pid=nginx.pid: wrk.measure(load, url, context.seconds, [pid])
        samples = in_turn(context.rounds, contenders | peers, context.tell)
    best = best_of(samples, peers, "gigabytes")
    line = compare(
        what, f"nginx, the best of four: {best}", "GB/s", "gigabytes", samples["ajar"], samples[best],
        cpu="cpu_s_per_gb", cpu_unit="CPU s/GB", must=1.0, aim=1.3,
    )  # fmt: skip
    others = ", ".join(f"{peer} {median(samples[peer], 'gigabytes'):.2f} GB/s" for peer in peers)
    return Measured([line], [f"nginx in its four ways: {others}."], [load.described("http://…/kits/gated/assets/1/download")])


def mid(context):
    return measured(context, "5 MB file, checked", MID, 16)


def large(context):
    size = context.pick(LARGE, QUICK_LARGE)
    return measured(context, f"{size / 1e9:g} GB file, checked", size, 4)


ROWS = [
    Row("mid", "5 MB file, checked, against nginx with auth_request and X-Accel-Redirect", mid, ("nginx", "wrk")),
    Row("large", "2 GB file, checked, against nginx with auth_request and X-Accel-Redirect", large, ("nginx", "wrk")),
]
