"""A checked file, as a visitor gets at it: a kit that needs approval, a requester who asked, was approved and came by the link."""

from harness.processes import Failed, settle
from harness.row import random_file


class Gate:
    """A running installation with files in a kit, and the cookie that opens them."""

    def __init__(self, context, sizes, slug="gated", **options):
        self.ajar = context.ajar(**options)
        self.slug = slug
        self.ajar.people()
        self.kit = self.ajar.kit(slug)
        source = context.folder / "source"
        self.ids = {}
        for name, size in sizes.items():
            file = random_file(source / name, size)
            self.ids[name] = self.ajar.bring_in(file, slug)[0]
            # The peers serve the stored file itself: the same bytes from the same pages of memory.
            file.unlink()
        self.root = context.folder / "root"
        self.root.mkdir()
        for name, size in sizes.items():
            (self.root / name).hardlink_to(self.ajar.blob_of_size(size))
        self.sizes = sizes

    def __enter__(self):
        self.ajar.start()
        settle(self.ajar.pid)
        first = next(iter(self.ids.values()))
        self.cookie = self.ajar.proven("vera@press.example", self.kit, [first])
        self.headers = {"Cookie": self.cookie}
        for name, size in self.sizes.items():
            self.must_be_checked(name, size)
        return self

    def __exit__(self, *_):
        self.ajar.kill()

    def path(self, name):
        return f"/kits/{self.slug}/assets/{self.ids[name]}/download"

    def url(self, name):
        return f"{self.ajar.origin}{self.path(name)}"

    def must_be_checked(self, name, size):
        """The cookie opens it, nobody else gets a byte: else something other than a gate would be measured."""
        refused = self.ajar.call("HEAD", self.path(name))[0]
        status, headers, _ = self.ajar.call("HEAD", self.path(name), headers=self.headers)
        if refused != 403 or status != 200 or headers.get("content-length") != str(size):
            raise Failed(f"{name}: {refused} without the cookie, {status} with it, {headers}")
