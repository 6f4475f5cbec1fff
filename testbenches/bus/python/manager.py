# SPDX-License-Identifier: Apache-2.0
"""Software of the manager: settings and counters of the block."""

import baton_registers as registers
from baton_registers import Misuse
from misuse import Refusals
from probing import Probing, Setting


class Manager:
    def __init__(self, port, scoreboard, random) -> None:
        self.port, self._scoreboard, self._random = port, scoreboard, random
        self._refusals = Refusals(port, "MANAGER", scoreboard.misuses)
        self.reset()

    def reset(self) -> None:
        self._cycles = 0
        settings = [Setting("MANAGER_INTERRUPT_ENABLE")]
        self._probing = Probing(self.port, "MANAGER", "MANAGER", settings, self._refusals, self._random)

    async def step(self) -> None:
        await self._random.choice(
            (self._probing.constant, self._probing.setting, self._probing.misuse, self._limit, self._count)
        )()

    async def _limit(self) -> None:
        address = registers.MANAGER_AREA_LIMIT_OFFSET
        limit = self._random.randrange(registers.MANAGER_AREA_LIMIT_MOST + 3)
        if registers.MANAGER_AREA_LIMIT_LEAST <= limit <= registers.MANAGER_AREA_LIMIT_MOST:
            # With fewer than two no request would start.
            limit = max(limit, 2)
            assert not await self.port.write(address, limit)
            assert await self.port.read(address) == (limit, False)
        else:
            await self._refusals.write(Misuse.REFUSED, address, limit)

    async def _count(self) -> None:
        cycles = await self._counter("CYCLES")
        assert cycles > self._cycles, f"{cycles} cycles after {self._cycles}"
        self._cycles = cycles

    async def _counter(self, name: str) -> int:
        """A wide counter: reading the low word latches the high one."""
        low, error = await self.port.read(getattr(registers, f"MANAGER_{name}_OFFSET"))
        high, other = await self.port.read(getattr(registers, f"MANAGER_{name}_HIGH_OFFSET"))
        assert not error and not other, f"a read of {name} is refused"
        return high << 32 | low

    async def at_rest(self) -> None:
        board = self._scoreboard
        counted = [await self._counter(name) for name in ("CALLS", "BYTES")]
        expected = [board.calls, board.indicated_bytes]
        assert counted == expected, f"the block has counted {counted} instead of {expected} calls and bytes"
