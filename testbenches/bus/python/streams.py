# SPDX-License-Identifier: Apache-2.0
"""Messages of a party on AXI4-Stream, with source and sink of cocotbext-axi."""

from baton_registers import Kind
from cocotbext.axi import AxiStreamBus, AxiStreamFrame, AxiStreamSink, AxiStreamSource
from party import LONGEST
from scoreboard import Message

WITHDRAWN = 4


class Streams:
    def __init__(self, number: int, name: str, dut, scoreboard, random) -> None:
        self.number, self._scoreboard, self._random = number, scoreboard, random
        self.source = AxiStreamSource(AxiStreamBus.from_prefix(dut, f"{name}_in"), dut.clk, dut.rst)
        self.source.queue_occupancy_limit_frames = 2
        self.sink = AxiStreamSink(AxiStreamBus.from_prefix(dut, f"{name}_out"), dut.clk, dut.rst)
        self._lanes = self.source.byte_lanes
        self.stalled = [self.source, self.sink]

    async def send(self) -> None:
        """Sends a message; some are withdrawn with their last beat, or too long, and never arrive."""
        random = self._random
        length = random.choice((1, 4, LONGEST, random.randint(1, LONGEST)))
        if random.random() < 0.1:
            is_too_long = random.random() < 0.5
            payload = random.randbytes(random.randint(LONGEST + 1, 2 * LONGEST) if is_too_long else length)
            self._scoreboard.sent[self.number] += is_too_long
            await self._give(Message(0, Kind.NOTICE, payload), 0 if is_too_long else WITHDRAWN)
            return
        message = self._scoreboard.next_message(self.number, random, length)
        self._scoreboard.sends(self.number, message)
        await self._give(message, 0)

    async def _give(self, message: Message, flags: int) -> None:
        self._scoreboard.transfers += -(-len(message.payload) // self._lanes)
        await self.source.send(AxiStreamFrame(message.payload, tid=message.tag, tuser=message.kind | flags))

    async def all_taken(self) -> None:
        await self.source.wait()

    def receive(self) -> bool:
        """Takes the next message; false when none has come."""
        if self.sink.empty():
            return False
        frame = self.sink.recv_nowait(compact=False)
        kept = sum(frame.tkeep)
        assert list(frame.tkeep) == [1] * kept + [0] * (len(frame.tkeep) - kept), f"tkeep has holes: {frame.tkeep}"
        assert len(frame.tkeep) - kept < self._lanes or (kept == 0 and len(frame.tkeep) == self._lanes), "a beat that is not the last is not full"
        assert not any(frame.tdata[kept:]), "bytes behind the message are shown"
        assert len(set(frame.tid)) == 1 and len(set(frame.tuser)) == 1, "tag or kind changes within a message"
        self._scoreboard.transfers += len(frame.tkeep) // self._lanes
        self._scoreboard.arrives(self.number, Message(frame.tid[0], frame.tuser[0], bytes(frame.tdata[:kept])))
        return True
