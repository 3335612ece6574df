"""Ranges of 64 KB at random places of a 2 GB file."""

from harness import wrk
from harness.gate import Gate
from harness.measured import Measured, compare, in_turn
from harness.nginx import Nginx
from harness.processes import Failed
from harness.row import Row

LENGTH = 65_536
CONNECTIONS = 16

# Each thread draws its own places; the whole file is in memory, as it is for nginx.
SCRIPT = """
local thread = 0
function setup(t) t:set("id", thread); thread = thread + 1 end
function init() math.randomseed(id * 7919 + os.time()) end
function request()
    local from = math.random(0, {last})
    return wrk.format("GET", nil, {{["Range"] = "bytes=" .. from .. "-" .. (from + {length} - 1), ["Cookie"] = wrk.headers["Cookie"]}})
end
"""


def run(context):
    size = context.pick(2_000_000_000, 200_000_000)
    name = "large.bin"
    with Gate(context, {name: size}) as gate, Nginx(context.folder / "nginx", gate.root, nopush=False) as nginx:
        script = SCRIPT.format(last=size - LENGTH - 1, length=LENGTH)
        load = wrk.Load(context.folder, CONNECTIONS, script, headers=gate.headers)

        def measure(url, pid):
            def once():
                sample = wrk.measure(load, url, context.seconds, [pid])
                # Whoever ignored the range would send the whole, or nothing.
                if not LENGTH <= sample["bytes"] / sample["requests"] < LENGTH * 1.1:
                    raise Failed(f"{url} sends {sample['bytes'] / sample['requests']:.0f} bytes for a range of {LENGTH}")
                return sample

            return once

        samples = in_turn(context.rounds, {
            "ajar": measure(gate.url(name), gate.ajar.pid),
            "nginx": measure(f"http://127.0.0.1:{nginx.port}/static/{name}", nginx.pid),
        }, context.tell)  # fmt: skip
    line = compare(
        f"64 KB ranges of a {size / 1e9:g} GB file, checked", "nginx static, tcp_nopush off", "ranges/s", "rate",
        samples["ajar"], samples["nginx"], cpu="cpu_us_per_request", cpu_unit="µs/range", must=0.6, aim=0.85,
    )  # fmt: skip
    return Measured([line], [], [load.described("http://…/kits/gated/assets/1/download")])


ROW = Row("ranges", "64 KB ranges of a 2 GB file, checked, against nginx static", run, ("nginx", "wrk"))
