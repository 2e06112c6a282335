"""Many readers at once, each on an open connection: what each of them got, and when."""

import asyncio
import re
import time
from dataclasses import dataclass, field

LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@dataclass
class Seen:
    """What one answer said: how long it took, whether the page was made for it, what it held."""

    seconds: float
    status: int
    made: bool
    body: bytes


@dataclass
class Flood:
    port: int
    path: str
    seen: list[list[Seen]] = field(default_factory=list)  # of each reader, in order

    def run(self, clients: int, seconds: float) -> None:
        asyncio.run(self._run(clients, seconds))

    async def _run(self, clients: int, seconds: float) -> None:
        until = time.perf_counter() + seconds
        self.seen = [[] for _ in range(clients)]
        await asyncio.gather(*(self._read(own, until) for own in self.seen))

    def burst(self, clients: int) -> list[Seen]:
        """Let all ask at the same moment, each once, on connections that are open already."""
        return asyncio.run(self._burst(clients))

    async def _burst(self, clients: int) -> list[Seen]:
        opened = [await asyncio.open_connection("127.0.0.1", self.port) for _ in range(clients)]
        seen = await asyncio.gather(*(self._ask(*each) for each in opened))
        for _reader, writer in opened:
            writer.close()
        return seen

    async def _read(self, own: list[Seen], until: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while time.perf_counter() < until:
            own.append(await self._ask(reader, writer))
        writer.close()
        await writer.wait_closed()

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Seen:
        begun = time.perf_counter()
        request = f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n"
        writer.write(request.encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        assert length, head
        body = await reader.readexactly(int(length[1]))
        taken = time.perf_counter() - begun
        return Seen(taken, int(head.split()[1]), b"fwd=miss" in head, body)
