# SPDX-License-Identifier: Apache-2.0
"""Accesses that must be refused: with the error of the bus, the record, and the interrupt source, and nothing else."""

import baton_registers as registers
from baton_registers import Misuse
from ports import ALL_LANES


class Refusals:
    """Refused accesses of one port, whose registers begin with `layout`."""

    def __init__(self, port, layout: str, misuses, on_error=lambda: None) -> None:
        self._port = port
        self._misuses = misuses
        self._on_error = on_error
        of = lambda name: getattr(registers, f"{layout}_{name}")
        self._cause, self._where = of("MISUSE_OFFSET"), of("MISUSE_ADDRESS_OFFSET")
        self._status, self._error = of("INTERRUPT_STATUS_OFFSET"), of("INTERRUPT_STATUS_ERROR_MASK")
        self._clear = of("ERROR_CLEAR_OFFSET")

    async def read(self, cause: Misuse, address: int) -> None:
        data, error = await self._port.read(address)
        assert error, f"a read of 0x{address:x} is not refused with {cause.name}"
        assert data == 0, f"a refused read of 0x{address:x} shows 0x{data:x}"
        await self._look(cause, False, address)

    async def write(self, cause: Misuse, address: int, word: int, lanes: int = ALL_LANES) -> None:
        error = await self._port.write(address, word, lanes)
        assert error, f"a write of 0x{word:x} to 0x{address:x} is not refused with {cause.name}"
        await self._look(cause, True, address)

    async def _look(self, cause: Misuse, write: bool, address: int) -> None:
        self._on_error()
        self._misuses[cause.name] += 1
        record = await self._plain(self._cause)
        assert record == cause | write << 8, f"misuse is 0x{record:x} instead of {cause.name} by {'a write' if write else 'a read'}"
        where = await self._plain(self._where)
        assert where == address, f"misuse_address is 0x{where:x} instead of 0x{address:x}"
        status = await self._plain(self._status)
        assert status & self._error, f"{cause.name} does not set the interrupt source"
        assert not await self._port.write(self._clear, 1), "error_clear is refused"
        record = await self._plain(self._cause)
        assert record == 0, f"misuse is 0x{record:x} after it was cleared"

    async def _plain(self, address: int) -> int:
        word, error = await self._port.read(address)
        assert not error, f"a read of 0x{address:x} is refused"
        return word
