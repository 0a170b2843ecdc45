"""The world around the program, as world.c makes it: its clocks and its disk.
The numbers stand in a file that every process of ours maps."""
import errno
import mmap
import os
import struct

FIELDS = ("ahead", "haste", "wake", "slow", "store", "ledger", "log",
          "refused", "synced")


class World:
    def __init__(self, path, library):
        self.path, self.library = path, library
        with open(path, "wb") as f:
            f.write(bytes(8 * len(FIELDS)))
        with open(path, "r+b") as f:
            self.map = mmap.mmap(f.fileno(), 8 * len(FIELDS))
        self.disks = set()  # "store", "ledger", "read-only", "log"

    def get(self, name):
        return struct.unpack_from("=q", self.map, 8 * FIELDS.index(name))[0]

    def set(self, name, value):
        struct.pack_into("=q", self.map, 8 * FIELDS.index(name), value)

    def leap(self, seconds):
        """The wall clock; whoever waits by the other clock is woken."""
        self.set("ahead", self.get("ahead") + seconds)
        self.wake()

    def wake(self):
        self.set("wake", self.get("wake") + 1)

    def disk(self, what, broken):
        (self.disks.add if broken else self.disks.discard)(what)
        read_only = errno.EROFS if "read-only" in self.disks else 0
        for name in ("store", "ledger", "log"):
            full = errno.ENOSPC if name in self.disks else 0
            self.set(name, (read_only if name != "log" else 0) or full)

    def environment(self):
        return {**os.environ, "LD_PRELOAD": self.library,
                "POSTROOM_WORLD": self.path}
