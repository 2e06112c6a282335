"""Pages in the memory of one process, up to a number of bytes: what was read last stays."""

from collections import OrderedDict
from threading import Lock

from newsroom.page_cache.address import Address
from newsroom.page_cache.entry import Entry


class Shelf:
    def __init__(self, most: int) -> None:
        self.most = most  # bytes
        self.bytes = 0
        self._entries: OrderedDict[Address, Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, address: Address) -> Entry | None:
        with self._lock:
            entry = self._entries.get(address)
            if entry is not None:
                self._entries.move_to_end(address)
        return entry

    def put(self, address: Address, entry: Entry) -> None:
        with self._lock:
            self._take(address)
            self._entries[address] = entry
            self.bytes += entry.size
            while self.bytes > self.most:
                self._take(next(iter(self._entries)))

    def __len__(self) -> int:
        return len(self._entries)

    def _take(self, address: Address) -> None:
        if (entry := self._entries.pop(address, None)) is not None:
            self.bytes -= entry.size
