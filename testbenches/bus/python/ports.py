# SPDX-License-Identifier: Apache-2.0
"""Bus ports of a block, driven by models of others: cocotbext-axi for AXI4-Lite and APB4, cocotbext-wishbone for Wishbone."""

from cocotb.triggers import ClockCycles, Lock
from cocotbext.axi import ApbBus, ApbMaster, AxiLiteBus, AxiLiteMaster, AxiResp
from cocotbext.wishbone.driver import WBOp, WishboneMaster

WORD_BYTES = 4
WISHBONE_SIGNALS = {
    **{name: f"{name}_i" for name in ("cyc", "stb", "we", "adr", "sel")},
    **{name: f"{name}_o" for name in ("ack", "err")},
    "datwr": "dat_i",
    "datrd": "dat_o",
}
ACKNOWLEDGED = 1
ALL_LANES = 0b1111


class PipeliningWishboneMaster(WishboneMaster):
    """Asks for the next access before the last one is answered; the model of cocotbext-wishbone waits for each answer."""

    async def _wait_ack(self) -> int:
        self.bus.stb.value = 0
        return 0


class Counts:
    """What went over a port, in accesses of one word."""

    def __init__(self) -> None:
        self.reads = self.writes = self.errors = 0

    def add(self, write: bool, words: int, errors: int) -> None:
        if write:
            self.writes += words
        else:
            self.reads += words
        self.errors += errors


def words_between(address: int, length: int) -> int:
    return (address % WORD_BYTES + length + WORD_BYTES - 1) // WORD_BYTES


class QueuedPort:
    """AXI4-Lite or APB4. The model cuts bytes into words and makes their strobes; whoever asks meanwhile is queued or overlaps."""

    overlaps = True

    def __init__(self, master, writer, stalled) -> None:
        self.counts = Counts()
        self._master = master
        self._writer = writer
        #: What can be paused.
        self.stalled = stalled

    async def read_bytes(self, address: int, length: int) -> tuple[bytes, bool]:
        answer = await self._master.read(address, length)
        error = answer.resp != AxiResp.OKAY
        self.counts.add(False, words_between(address, length), int(error))
        return bytes(answer.data), error

    async def write_bytes(self, address: int, payload: bytes) -> bool:
        answer = await self._master.write(address, payload)
        error = answer.resp != AxiResp.OKAY
        self.counts.add(True, words_between(address, len(payload)), int(error))
        return error

    async def read(self, address: int) -> tuple[int, bool]:
        # Bytes below the address are not asked for, though the whole word is on the bus.
        data, error = await self.read_bytes(address, WORD_BYTES - address % WORD_BYTES)
        return int.from_bytes(data, "little") << 8 * (address % WORD_BYTES), error

    async def write(self, address: int, word: int, lanes: int = ALL_LANES) -> bool:
        """Writes any bytes of a word. The models strobe what they are given; which lanes of a whole word is set beside them."""
        self._writer.strb_mask = lanes
        try:
            return await self.write_bytes(address, word.to_bytes(WORD_BYTES, "little"))
        finally:
            self._writer.strb_mask = ALL_LANES


def axi_lite_port(dut, name: str, random) -> QueuedPort:
    master = AxiLiteMaster(AxiLiteBus.from_prefix(dut, f"{name}_axi"), dut.clk, dut.rst)
    writes, reads = master.write_if, master.read_if
    channels = [writes.aw_channel, writes.w_channel, writes.b_channel, reads.ar_channel, reads.r_channel]
    return QueuedPort(master, writes, channels)


def apb_port(dut, name: str, random) -> QueuedPort:
    master = ApbMaster(ApbBus.from_prefix(dut, f"{name}_apb"), dut.clk, dut.rst)
    return QueuedPort(master, master, [master])


class WishbonePort:
    """Wishbone. Every access waits a random time, and those of several words share a bus cycle."""

    overlaps = False
    stalled = ()

    def __init__(self, master, clock, random) -> None:
        self.counts = Counts()
        self._master = master
        self._clock = clock
        self._random = random
        self._lock = Lock()

    async def _cycle(self, operations) -> list:
        async with self._lock:
            if self._random.random() < 0.2:
                await ClockCycles(self._clock, self._random.randint(1, 6))
            answers = await self._master.send_cycle(operations)
        assert len(answers) == len(operations), f"{len(answers)} answers to {len(operations)} requests"
        errors = sum(answer.ack != ACKNOWLEDGED for answer in answers)
        self.counts.add(operations[0].dat is not None, len(operations), errors)
        return answers

    def _operation(self, address: int, word: int | None, lanes: int) -> WBOp:
        idle = self._random.choice((0, 0, 0, 1, 2, 5))
        return WBOp(adr=address, dat=word, idle=idle, sel=lanes)

    async def read_bytes(self, address: int, length: int) -> tuple[bytes, bool]:
        words = words_between(address, length)
        start = address - address % WORD_BYTES
        asked = [self._operation(start + WORD_BYTES * word, None, self._random.randrange(16)) for word in range(words)]
        answers = await self._cycle(asked)
        error = any(answer.ack != ACKNOWLEDGED for answer in answers)
        data = b"".join(int(answer.datrd).to_bytes(WORD_BYTES, "little") for answer in answers)
        return data[address % WORD_BYTES :][:length], error

    async def write_bytes(self, address: int, payload: bytes) -> bool:
        asked = []
        start = address - address % WORD_BYTES
        padded = bytes(address - start) + payload
        for offset in range(0, len(padded), WORD_BYTES):
            part = padded[offset : offset + WORD_BYTES]
            lanes = sum(1 << lane for lane in range(len(part)) if offset + lane >= address - start)
            asked.append(self._operation(start + offset, int.from_bytes(part, "little"), lanes))
        return any(answer.ack != ACKNOWLEDGED for answer in await self._cycle(asked))

    async def read(self, address: int) -> tuple[int, bool]:
        [answer] = await self._cycle([self._operation(address, None, self._random.randrange(16))])
        return int(answer.datrd), answer.ack != ACKNOWLEDGED

    async def write(self, address: int, word: int, lanes: int = ALL_LANES) -> bool:
        [answer] = await self._cycle([self._operation(address, word, lanes)])
        return answer.ack != ACKNOWLEDGED


def wishbone_classic_port(dut, name: str, random) -> WishbonePort:
    master = WishboneMaster(dut, f"{name}_wb", dut.clk, timeout=1000, signals_dict=WISHBONE_SIGNALS)
    return WishbonePort(master, dut.clk, random)


def wishbone_pipelined_port(dut, name: str, random) -> WishbonePort:
    signals = {**WISHBONE_SIGNALS, "stall": "stall_o"}
    master = PipeliningWishboneMaster(dut, f"{name}_wb", dut.clk, timeout=1000, signals_dict=signals)
    return WishbonePort(master, dut.clk, random)


PORTS = {
    "axi4-lite": axi_lite_port,
    "apb": apb_port,
    "wishbone-classic": wishbone_classic_port,
    "wishbone-pipelined": wishbone_pipelined_port,
}
