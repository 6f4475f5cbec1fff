# SPDX-License-Identifier: Apache-2.0
"""Traffic through the bus ports of a block, by models that others wrote, until so many accesses or stream transfers were made."""

import json
import logging
import os
from pathlib import Path
from random import Random

import cocotb
from baton_registers import PARTY_BUILT_THREADS_RESET
from cocotb.clock import Clock
from cocotb.triggers import ClockCycles, RisingEdge
from manager import Manager
from party import Party
from ports import PORTS
from scoreboard import Scoreboard
from stalls import stall
from streams import Streams

#: Cycles in which something must arrive or be answered, or nothing will.
PATIENCE = 20_000


class Bench:
    def __init__(self, dut, bus: str, streams_alone: bool, random: Random) -> None:
        self.dut, self.random, self.streams_alone = dut, random, streams_alone
        self.scoreboard = Scoreboard(PARTY_BUILT_THREADS_RESET)
        fork = lambda: Random(random.getrandbits(64))
        ports = {name: PORTS[bus](dut, name, fork()) for name in ("first", "second", "manager")}
        self.ports = list(ports.values())
        names = ("first", "second")
        self.parties = [Party(number, name, ports[name], self.scoreboard, fork()) for number, name in enumerate(names)]
        self.streams = [Streams(number, name, dut, self.scoreboard, fork()) for number, name in enumerate(names)]
        self.manager = Manager(ports["manager"], self.scoreboard, fork())
        self.phases = self.resets = 0
        channels = [channel for user in (*self.ports, *self.streams) for channel in user.stalled]
        cocotb.start_soon(stall(dut.clk, channels, fork()))
        cocotb.start_soon(self._watch())

    def done(self) -> int:
        if self.streams_alone:
            return self.scoreboard.transfers
        return sum(port.counts.reads + port.counts.writes for port in self.ports)

    async def _watch(self) -> None:
        """Ends a run in which nothing happens any more."""
        before = -1
        while True:
            state = (self.done(), self.scoreboard.transfers, self.scoreboard.messages)
            assert state != before, f"nothing has happened in {PATIENCE} cycles"
            before = state
            await ClockCycles(self.dut.clk, PATIENCE)

    async def reset(self) -> None:
        self.dut.rst.value = 1
        await ClockCycles(self.dut.clk, self.random.randint(2, 4))
        self.dut.rst.value = 0
        await RisingEdge(self.dut.clk)
        self.resets += 1
        self.scoreboard.reset()
        for user in (*self.parties, self.manager):
            user.reset()
        for party in self.parties:
            await party.before_enabled()

    async def phase(self) -> None:
        """Messages both ways, each by command or by stream at either end, until all have arrived."""
        random = self.random
        by_command = lambda: not self.streams_alone and random.random() < 0.7
        self.sends = [by_command(), by_command()]
        self.receives = [by_command(), by_command()]
        self.sending = [True, True]
        self.phases += 1
        for party, receives in zip(self.parties, self.receives):
            await party.take_part(receives)
        # The mode of reception counts one cycle later.
        await ClockCycles(self.dut.clk, 2)
        running = [cocotb.start_soon(self._software(number)) for number in (0, 1)]
        running += [cocotb.start_soon(self._stream(number)) for number in (0, 1)]
        running.append(cocotb.start_soon(self._manage()))
        running += [cocotb.start_soon(self._look_meanwhile(number)) for number in (0, 1) if self.ports[number].overlaps]
        for task in running:
            await task
        await ClockCycles(self.dut.clk, 60)
        for party in self.parties:
            await party.at_rest(getattr(self.dut, f"{party.name}_irq"))
        await self.manager.at_rest()

    def _at_work(self) -> bool:
        return any(self.sending) or not all(self.scoreboard.is_empty(number) for number in (0, 1))

    async def _software(self, number: int) -> None:
        party, random = self.parties[number], self.random
        left = random.randint(20, 60) if self.sends[number] else 0
        probes = [party.probing.constant, party.probing.setting, party.probing.misuse, party.reach_for_others]
        while self._at_work():
            if self.sends[number] and left > 0 and random.random() < 0.6:
                await party.send()
                left -= 1
                self.sending[number] = left > 0
            elif self.receives[number] and random.random() < 0.7:
                await party.receive()
            elif self.streams_alone and random.random() < 0.9:
                await ClockCycles(self.dut.clk, 50)
            else:
                await random.choice(probes)()

    async def _stream(self, number: int) -> None:
        streams = self.streams[number]
        if self.sends[number]:
            sender = None
        else:
            sender = cocotb.start_soon(self._send_stream(number))
        while self._at_work():
            if not streams.receive():
                await ClockCycles(self.dut.clk, 4)
        if sender is not None:
            await sender

    async def _send_stream(self, number: int) -> None:
        for _ in range(self.random.randint(20, 80)):
            await self.streams[number].send()
        await self.streams[number].all_taken()
        self.sending[number] = False

    async def _manage(self) -> None:
        while self._at_work():
            if self.streams_alone:
                await ClockCycles(self.dut.clk, 100)
            await self.manager.step()

    async def _look_meanwhile(self, number: int) -> None:
        """Reads beside the software of the same port, so that accesses overlap."""
        while self._at_work():
            await self.parties[number].probing.constant()
            await ClockCycles(self.dut.clk, self.random.choice((1, 5, 60)))

    def report(self, cycles: int) -> dict:
        counts = [port.counts for port in self.ports]
        board = self.scoreboard
        return {
            "reads": sum(count.reads for count in counts),
            "writes": sum(count.writes for count in counts),
            "errors": sum(count.errors for count in counts),
            "transfers": board.transfers,
            "messages": board.messages,
            "bytes": board.bytes,
            "misuses": dict(board.misuses),
            "phases": self.phases,
            "resets": self.resets,
            "cycles": cycles,
        }


@cocotb.test()
async def traffic(dut) -> None:
    setting = json.loads(Path(os.environ["BATON_COCOTB_SETTING"]).read_text())
    logging.getLogger("cocotb").setLevel(logging.WARNING)
    random = Random(setting["seed"])
    cycles = 0

    async def count() -> None:
        nonlocal cycles
        while True:
            await RisingEdge(dut.clk)
            cycles += 1

    for name, value in setting["inputs"].items():
        getattr(dut, name).value = value
    dut.rst.value = 1
    Clock(dut.clk, 10, unit="ns").start(start_high=False)
    cocotb.start_soon(count())
    bench = Bench(dut, setting["bus"], setting["streams_alone"], random)
    await bench.reset()
    while bench.done() < setting["transactions"]:
        if random.random() < 0.1:
            await bench.reset()
        await bench.phase()
    Path(setting["report"]).write_text(json.dumps(bench.report(cycles)))
