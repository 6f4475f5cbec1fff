# SPDX-License-Identifier: Apache-2.0
"""Registers that no other software of a port uses: constants, and settings written byte by byte and read back."""

import re

import baton_registers as registers
from baton_registers import Misuse
from ports import ALL_LANES

WORD_MASK = 0xFFFFFFFF


def constants_of(layout: str, role: str) -> dict[int, int]:
    """Words that a port always reads, by address."""
    names = ("IDENTITY", "VERSION", "CONFIGURATION", "CAPABILITIES", "BUILT", "BUFFER_BYTES")
    return {getattr(registers, f"{layout}_{name}_OFFSET"): _reset_of(f"{layout}_{name}", role) for name in names}


def _reset_of(prefix: str, role: str) -> int:
    word = 0
    for name, shift in vars(registers).items():
        field = re.fullmatch(f"({prefix}(?:_\\w+)?)_SHIFT", name)
        if field is not None:
            own = getattr(registers, f"{field[1]}_RESET_{role}", None)
            value = getattr(registers, f"{field[1]}_RESET") if own is None else own
            word |= value << shift
    return word


def _bits_of(lanes: int) -> int:
    return sum(0xFF << 8 * lane for lane in range(4) if lanes >> lane & 1)


class Setting:
    """A register that reads what was written."""

    def __init__(self, name: str) -> None:
        self.address = getattr(registers, f"{name}_OFFSET")
        masks = [mask for field, mask in vars(registers).items() if re.fullmatch(f"{name}(_\\w+)?_MASK", field)]
        self._mask = sum(masks)
        self._limits = (getattr(registers, f"{name}_LEAST", None), getattr(registers, f"{name}_MOST", None))
        self.value = 1 if self._limits[0] is not None else 0

    def takes(self, word: int, lanes: int) -> bool:
        """A value with limits is given as a whole, or not at all; what a write does not give may have any value."""
        least, most = self._limits
        return least is None or lanes == 0 or (lanes & 1 == 1 and least <= word & _bits_of(lanes) <= most)

    def write(self, word: int, lanes: int) -> None:
        given = _bits_of(lanes) & self._mask
        self.value = (self.value & ~given & WORD_MASK) | (word & given)


class Probing:
    def __init__(self, port, layout: str, role: str, settings: list[Setting], refusals, random) -> None:
        self._port = port
        self._constants = constants_of(layout, role)
        self._settings = settings
        self._refusals = refusals
        self._random = random
        self._known = {value for name, value in vars(registers).items() if re.fullmatch(f"{layout}_\\w+_OFFSET", name)}
        self._unreadable = [registers.PARTY_INDICATE_OFFSET, registers.PARTY_DEALLOCATE_OFFSET] if layout == "PARTY" else []

    async def constant(self) -> None:
        address, word = self._random.choice(list(self._constants.items()))
        low = self._random.choice((0, 0, 0, 1, 2, 3))
        found, error = await self._port.read(address + low)
        # The lowest two bits of an address do not count; some models hand over only bytes from there on.
        known = {word, word & (WORD_MASK << 8 * low) & WORD_MASK}
        assert not error and found in known, f"0x{address:x} reads 0x{found:x} instead of 0x{word:x}"

    async def setting(self) -> None:
        setting = self._random.choice(self._settings)
        word = self._random.choice((self._random.getrandbits(32), self._random.randrange(6)))
        lanes = self._random.choice((ALL_LANES, self._random.randrange(16)))
        if setting.takes(word, lanes):
            assert not await self._port.write(setting.address, word, lanes), f"0x{setting.address:x} takes no 0x{word:x}"
            setting.write(word, lanes)
        else:
            await self._refusals.write(Misuse.NOT_ALLOWED, setting.address, word, lanes)
        found, error = await self._port.read(setting.address)
        assert not error and found == setting.value, f"0x{setting.address:x} reads 0x{found:x} instead of 0x{setting.value:x}"

    async def misuse(self) -> None:
        kind = self._random.randrange(4 if self._unreadable else 2)
        if kind == 0:
            address = 4 * self._random.randrange(0x100)
            if address in self._known:
                return
            if self._random.random() < 0.5:
                await self._refusals.read(Misuse.NO_REGISTER, address)
            else:
                await self._refusals.write(Misuse.NO_REGISTER, address, self._random.getrandbits(32))
        elif kind == 1:
            address = self._random.choice(list(self._constants))
            await self._refusals.write(Misuse.NOT_WRITABLE, address, self._random.getrandbits(32))
        elif kind == 2:
            await self._refusals.read(Misuse.NOT_READABLE, self._random.choice(self._unreadable))
        else:
            # A command wants the bytes with its operands; without any byte it does nothing.
            address, word, lanes = self._random.choice(self._unreadable), self._random.getrandbits(32), self._random.randrange(8)
            if lanes == 0:
                assert not await self._port.write(address, word, lanes), f"a write of nothing to 0x{address:x} is refused"
            else:
                await self._refusals.write(Misuse.NOT_ALLOWED, address, word, lanes)
