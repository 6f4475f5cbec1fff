# SPDX-License-Identifier: Apache-2.0
"""Software of a party: messages by command through its registers, and what it may not do."""

import baton_registers as registers
from baton_registers import Misuse, Result
from misuse import Refusals
from probing import Probing, Setting
from scoreboard import Message

LONGEST = registers.PARTY_WINDOW_BYTES


def field(name: str, word: int) -> int:
    return (word & getattr(registers, f"PARTY_{name}_MASK")) >> getattr(registers, f"PARTY_{name}_SHIFT")


def word_of(register: str, **values: int) -> int:
    return sum(value << getattr(registers, f"PARTY_{register}_{name.upper()}_SHIFT") for name, value in values.items())


def message_word(entry: int, message: Message, length: int) -> int:
    return word_of("INDICATE", entry=entry, kind=message.kind, tag=message.tag, length=length)


class Party:
    def __init__(self, number: int, name: str, port, scoreboard, random) -> None:
        self.number, self.name, self.port = number, name, port
        self._scoreboard, self._random = scoreboard, random
        self._refusals = Refusals(port, "PARTY", scoreboard.misuses, self._refused)
        self.reset()

    def _refused(self) -> None:
        self._scoreboard.refused[self.number] += 1

    def reset(self) -> None:
        self._by_command = 0
        settings = [Setting(f"PARTY_{name}") for name in ("INTERRUPT_ENABLE", "MESSAGE_THRESHOLD", "FREE_THRESHOLD")]
        role = self.name.upper()
        self.probing = Probing(self.port, "PARTY", role, settings, self._refusals, self._random)

    async def _read(self, register: str) -> int:
        word, error = await self.port.read(getattr(registers, f"PARTY_{register}_OFFSET"))
        assert not error, f"{self.name}: a read of {register} is refused"
        return word

    async def _write(self, register: str, word: int) -> bool:
        return await self.port.write(getattr(registers, f"PARTY_{register}_OFFSET"), word)

    def _window(self, entry: int) -> int:
        return registers.PARTY_WINDOW_OFFSET + entry * registers.PARTY_WINDOW_STRIDE

    async def before_enabled(self) -> None:
        """After a reset nothing is granted, sent or received."""
        while not await self._read("STATUS") & registers.PARTY_STATUS_READY_MASK:
            pass
        await self._refusals.read(Misuse.DISABLED, registers.PARTY_ALLOCATE_OFFSET)
        await self._refusals.write(Misuse.DISABLED, registers.PARTY_INDICATE_OFFSET, 0)
        await self._refusals.read(Misuse.DISABLED, self._window(self._random.randrange(4)))

    async def take_part(self, by_command: bool) -> None:
        self._by_command = int(by_command)
        refused = await self._write("CONTROL", word_of("CONTROL", enable=1, receive_by_command=self._by_command))
        assert not refused, f"{self.name}: control is refused"

    async def send(self) -> bool:
        """Sends a message, or gives its buffer back; false when there was no buffer."""
        random = self._random
        granted = await self._read("ALLOCATE")
        if not field("ALLOCATE_GRANTED", granted):
            assert granted == 0, f"{self.name}: no buffer, but 0x{granted:x}"
            assert await self._read("RESULT") == Result.NONE
            return False
        entry, pointer = field("ALLOCATE_ENTRY", granted), field("ALLOCATE_POINTER", granted)
        assert (await self._read("HELD")) >> entry & 1, f"{self.name}: buffer {entry} is granted and not held"
        message = self._scoreboard.next_message(self.number, random, random.choice((0, 1, 4, LONGEST, random.randrange(LONGEST))))
        await self._fill(entry, message.payload)
        if random.random() < 0.1:
            self._scoreboard.give_back(self.number, message)
            assert not await self._write("DEALLOCATE", word_of("DEALLOCATE", entry=entry, pointer=pointer))
            return True
        if random.random() < 0.1:
            await self._indicate_too_much(entry, message)
        # It counts from the moment at which the block may hand it over.
        self._scoreboard.sends(self.number, message)
        assert not await self._write("INDICATE", message_word(entry, message, len(message.payload)))
        return True

    async def _fill(self, entry: int, payload: bytes) -> None:
        """Writes the bytes in pieces of any length, so that words are written by parts."""
        start, offset = self._window(entry), 0
        while offset < len(payload):
            length = min(len(payload) - offset, self._random.choice((1, 2, 3, 4, 16, LONGEST)))
            piece = payload[offset : offset + length]
            assert not await self.port.write_bytes(start + offset, piece), f"{self.name} may not write its buffer {entry}"
            offset += length
        if self._random.random() < 0.2:
            # A buffer that is being filled shows nothing of whoever had it before.
            found, error = await self.port.read_bytes(start + self._random.randrange(LONGEST - 3), 4)
            assert not error and not any(found), f"{self.name} reads {found.hex()} from its buffer {entry}"

    async def _indicate_too_much(self, entry: int, message: Message) -> None:
        word = message_word(entry, message, self._random.randint(LONGEST + 1, 2 * LONGEST - 1))
        await self._refusals.write(Misuse.REFUSED, registers.PARTY_INDICATE_OFFSET, word)
        assert await self._read("RESULT") == Result.ERR_LENGTH

    async def receive(self) -> bool:
        """Takes the next message; false when none waits."""
        found = await self._read("DETECT")
        if not field("DETECT_FOUND", found):
            assert found == 0, f"{self.name}: no message, but 0x{found:x}"
            return False
        entry = field("DETECT_ENTRY", found)
        length, pointer = field("DETECT_LENGTH", found), await self._read("RECEIVED_POINTER")
        payload = b""
        if length > 0:
            whole = -(-length // 4) * 4
            words, error = await self.port.read_bytes(self._window(entry), whole)
            assert not error, f"{self.name} may not read its message in buffer {entry}"
            assert not any(words[length:]), f"{self.name} sees {words[length:].hex()} behind its message"
            payload = words[:length]
        self._scoreboard.arrives(self.number, Message(field("DETECT_TAG", found), field("DETECT_KIND", found), payload))
        assert not await self._write("DEALLOCATE", word_of("DEALLOCATE", entry=entry, pointer=pointer))
        return True

    async def reach_for_others(self) -> None:
        """Tries buffers that the party does not hold. It holds none now."""
        entry = self._random.randrange(registers.PARTY_WINDOW_PARTS)
        what = self._random.randrange(4)
        if what == 0:
            await self._refusals.read(Misuse.REFUSED, self._window(entry) + 4 * self._random.randrange(16))
        elif what == 1:
            await self._refusals.write(Misuse.REFUSED, self._window(entry), self._random.getrandbits(32))
        elif what == 2:
            word = word_of("DEALLOCATE", entry=entry, pointer=entry * LONGEST)
            await self._refusals.write(Misuse.REFUSED, registers.PARTY_DEALLOCATE_OFFSET, word)
            assert await self._read("RESULT") in (Result.ERR_NOT_ALLOCATED, Result.ERR_OWNER)
        else:
            word = word_of("INDICATE", entry=entry, length=4)
            await self._refusals.write(Misuse.REFUSED, registers.PARTY_INDICATE_OFFSET, word)
            assert await self._read("RESULT") in (Result.ERR_NOT_ALLOCATED, Result.ERR_OWNER)

    async def at_rest(self, line) -> None:
        """Nothing is under way: registers and counters say so."""
        assert await self._read("HELD") == 0 and await self._read("PENDING") == 0
        assert await self._read("FREE_COUNT") == registers.PARTY_WINDOW_PARTS
        board = self._scoreboard
        counted = [await self._read(name) for name in ("SENT", "RECEIVED", "REFUSED")]
        expected = [board.sent[self.number], board.received[self.number], board.refused[self.number]]
        assert counted == expected, f"{self.name} has counted {counted} instead of {expected} messages sent, received and refusals"
        status, enable = await self._read("INTERRUPT_STATUS"), await self._read("INTERRUPT_ENABLE")
        assert int(line.value) == int(status & enable != 0), f"{self.name}: interrupt {line.value} for {status:b} and {enable:b}"
