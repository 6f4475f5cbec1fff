# SPDX-License-Identifier: Apache-2.0
"""One area between two parties that use commands only: what each command must answer, and what it changes."""

import procedures

OK, NONE, ERR_RANGE, ERR_NOT_FOUND, ERR_NOT_ALLOCATED, ERR_OWNER, ERR_TAG, ERR_LENGTH = range(8)
NOTICE, CALL, RETURN = range(3)


class AreaModel:
    """Who holds what is kept per entry, as a person would keep it on paper."""

    def __init__(self, setting) -> None:
        self.setting = setting
        self.words = procedures.initialize(setting.buffers, setting.buffer_bytes)
        # Before its first allocation an entry counts as the first party's.
        self.holder = [0] * setting.buffers
        self.waits = [False] * setting.buffers
        self.message_bytes: list[int | None] = [None] * setting.buffers
        self.memory = [bytearray(setting.buffer_bytes) for _ in range(setting.buffers)]
        self.queues: list[list[tuple[int, int, int, int]]] = [[], []]
        self.open_calls: set[int] = set()

    def is_free(self, entry: int) -> bool:
        return self.words[2 * entry + 1] == 1

    def pointer(self, entry: int) -> int:
        return self.words[2 * entry + 2]

    def allocate(self, party: int) -> tuple[int, int]:
        """The result and the entry, which counts with OK only."""
        free = sum(self.is_free(entry) for entry in range(self.setting.buffers))
        if party == 0 and free <= self.setting.reserve:
            return NONE, 0
        entry = procedures.allocate(self.words, self.setting.buffers)
        if entry is None:
            return NONE, 0
        self.holder[entry] = party
        self.waits[entry] = False
        self.message_bytes[entry] = None
        return OK, entry

    def holds(self, party: int, entry: int) -> bool:
        return self.holder[entry] == party and not self.waits[entry]

    def indicate(self, party: int, entry: int, length: int, tag: int, kind: int) -> int:
        if entry >= self.setting.buffers:
            return ERR_NOT_FOUND
        if not self.holds(party, entry) or self.message_bytes[entry] is not None:
            return ERR_OWNER
        if self.is_free(entry):
            return ERR_NOT_ALLOCATED
        if length > self.setting.buffer_bytes:
            return ERR_LENGTH
        allowed = (NOTICE, CALL) if party == 0 else (NOTICE, RETURN)
        open_call = tag in self.open_calls
        if tag >= self.setting.threads or kind not in allowed:
            return ERR_TAG
        if (kind == CALL and open_call) or (kind == RETURN and not open_call):
            return ERR_TAG
        if kind == CALL:
            self.open_calls.add(tag)
        if kind == RETURN:
            self.open_calls.remove(tag)
        self.holder[entry] = 1 - party
        self.waits[entry] = True
        self.queues[1 - party].append((entry, length, tag, kind))
        return OK

    def detect(self, party: int) -> tuple[int, tuple[int, int, int, int]]:
        """The result, and entry, length, tag and kind."""
        if not self.queues[party]:
            return NONE, (0, 0, 0, 0)
        message = self.queues[party].pop(0)
        self.waits[message[0]] = False
        self.message_bytes[message[0]] = message[1]
        return OK, message

    def deallocate(self, party: int, entry: int, pointer: int) -> int:
        found = procedures.find_pointer(self.words, self.setting.buffers, pointer)
        if found is None or found != entry:
            return ERR_NOT_FOUND
        if not self.holds(party, entry):
            return ERR_OWNER
        if self.is_free(entry):
            return ERR_NOT_ALLOCATED
        self.words[2 * entry + 1] = 1
        return OK

    def access(self, party: int, entry: int, offset: int) -> int:
        """The result of an access through the window; `offset` in bytes."""
        if entry >= self.setting.buffers:
            return ERR_NOT_FOUND
        if not self.holds(party, entry) or self.is_free(entry):
            return ERR_OWNER
        return OK if offset < self.setting.buffer_bytes else ERR_LENGTH

    def write(self, entry: int, offset: int, data: bytes, strobe: int) -> None:
        for lane, byte in enumerate(data):
            if strobe >> lane & 1:
                self.memory[entry][offset + lane] = byte

    def read(self, entry: int, offset: int) -> bytes:
        """A word as the window shows it: of a message its bytes, of a buffer to be filled nothing."""
        shown = self.message_bytes[entry] or 0
        word = self.memory[entry][offset : offset + self.setting.word_bytes]
        return bytes(byte if offset + lane < shown else 0 for lane, byte in enumerate(word))
