# SPDX-License-Identifier: Apache-2.0
"""The command level of a party, as software would use it."""

from agents import Agent
from area_model import NONE, OK
from plan import COMMAND, Message

ALLOCATE, INDICATE, DETECT, DEALLOCATE = range(4)
NAMES = ("allocate", "indicate", "detect", "deallocate")


class Software(Agent):
    def run(self):
        while True:
            plan = self.plan
            self.idle = True
            if plan.turn == self.party:
                self.idle = False
                yield from self._single()
                plan.turn = None
                continue
            sends = plan.sends[self.party] == COMMAND and not plan.resting
            waiting = not plan.resting or bool(plan.under_way[self.party])
            receives = plan.receives[self.party] == COMMAND and waiting
            if not (sends or receives) or not self.random.chance(0.3):
                yield
                continue
            self.idle = False
            if sends and (not receives or self.random.chance(0.5)):
                yield from self._send()
            else:
                yield from self._receive()

    def _command(self, operation: int, entry=0, pointer=0, length=0, tag=0, kind=0):
        """The result: code, entry, pointer, length, tag and kind."""
        given = {"operation": operation, "entry": entry, "pointer": pointer, "length": length, "tag": tag, "kind": kind}
        for name, value in given.items():
            self.write(f"command_{name}", value)
        self.write("command_valid", 1)
        yield
        while self.read("command_ready") == 0:
            yield
        self.write("command_valid", 0)
        yield
        while self.read("result_valid") == 0:
            yield
        result = tuple(self.read(f"result_{name}") for name in ("code", "entry", "pointer", "length", "tag", "kind"))
        asked = " ".join(str(value) for value in (entry, pointer, length, tag, kind))
        self.note(f"{NAMES[operation]} {asked} -> {' '.join(str(value) for value in result)}")
        return result

    def _access(self, write: bool, entry: int, offset: int, data: bytes, strobe: int):
        """The result of an access through the window, `offset` in words: code and word."""
        given = {"write": int(write), "entry": entry, "offset": offset, "data": int.from_bytes(data, "little"), "strobe": strobe}
        for name, value in given.items():
            self.write(f"window_{name}", value)
        self.write("window_valid", 1)
        yield
        while self.read("window_ready") == 0:
            yield
        self.write("window_valid", 0)
        yield
        while self.read("window_done") == 0:
            yield
        code = self.read("window_code")
        word = self.read("window_read_data").to_bytes(self.setting.word_bytes, "little")
        self.note(f"window {'write' if write else 'read'} {entry} {offset} -> {code} {word.hex()}")
        return code, word

    def _fill(self, entry: int, payload: bytes):
        size = self.setting.word_bytes
        for offset in range(-(-len(payload) // size)):
            word = payload[offset * size : (offset + 1) * size]
            code, _ = yield from self._access(True, entry, offset, word, 2 ** len(word) - 1)
            assert code == OK, f"{self.name} may not write its buffer {entry}: {code}"

    def _send(self):
        plan = self.plan
        code, entry, pointer, *_ = yield from self._command(ALLOCATE)
        assert code in (OK, NONE), f"{self.name} allocates: {code}"
        if code == NONE:
            return
        assert pointer == entry * self.setting.buffer_bytes, f"entry {entry} lies at {pointer}"
        kind, tag = plan.choose(self.party, self.random)
        payload = self.random.bytes(self.random.below(self.setting.buffer_bytes + 1))
        yield from self._fill(entry, payload)
        code, *_ = yield from self._command(INDICATE, entry, pointer, len(payload), tag, kind)
        assert code == OK, f"{self.name} indicates: {code}"
        plan.under_way[1 - self.party].append(Message(tag, kind, payload))

    def _receive(self):
        code, entry, pointer, length, tag, kind = yield from self._command(DETECT)
        assert code in (OK, NONE), f"{self.name} detects: {code}"
        if code == NONE:
            return
        payload = b""
        for offset in range(-(-length // self.setting.word_bytes)):
            code, word = yield from self._access(False, entry, offset, b"", 0)
            assert code == OK, f"{self.name} may not read its buffer {entry}: {code}"
            payload += word
        assert not any(payload[length:]), "bytes behind the message are shown"
        self.plan.received(self.party, Message(tag, kind, payload[:length]))
        code, *_ = yield from self._command(DEALLOCATE, entry, pointer)
        assert code == OK, f"{self.name} deallocates: {code}"

    def _single(self):
        """One operation, right or wrong, while nothing else happens: the model knows the answer."""
        random, setting, area = self.random, self.setting, self.plan.area
        what = random.below(5)
        entry = random.below(2**setting.entry_bits)
        if what == 4:
            yield from self._single_access(entry)
            return
        right = random.chance(0.8)
        pointer = entry * setting.buffer_bytes if right else random.below(2**setting.pointer_bits)
        length = random.below(setting.buffer_bytes + 1) if random.chance(0.9) else random.below(2**setting.length_bits)
        tag = random.below(2**setting.tag_bits)
        kind = random.below(4)
        result = yield from self._command(what, entry, pointer % 2**setting.pointer_bits, length, tag, kind)
        expected = self._expect(what, entry, pointer % 2**setting.pointer_bits, length, tag, kind)
        assert result == expected, f"{self.name} {NAMES[what]} answers {result} instead of {expected}"
        if result[0] > NONE:
            self.plan.last_error[self.party] = result[0]
        if what == ALLOCATE and result[0] == OK:
            payload = random.bytes(setting.buffer_bytes)
            yield from self._fill(result[1], payload)
            area.memory[result[1]][:] = payload

    def _expect(self, what: int, entry: int, pointer: int, length: int, tag: int, kind: int):
        area = self.plan.area
        if what == ALLOCATE:
            code, taken = area.allocate(self.party)
            return (code, taken, area.pointer(taken), 0, 0, 0) if code == OK else (code, 0, 0, 0, 0, 0)
        if what == DETECT:
            code, (taken, size, its_tag, its_kind) = area.detect(self.party)
            return (code, taken, area.pointer(taken), size, its_tag, its_kind) if code == OK else (code, 0, 0, 0, 0, 0)
        if what == INDICATE:
            return (area.indicate(self.party, entry, length, tag, kind), 0, 0, 0, 0, 0)
        return (area.deallocate(self.party, entry, pointer), 0, 0, 0, 0, 0)

    def _single_access(self, entry: int):
        random, setting, area = self.random, self.setting, self.plan.area
        write = random.chance(0.5)
        offset = random.below(2**setting.offset_bits)
        data = random.bytes(setting.word_bytes)
        strobe = random.below(2**setting.word_bytes)
        code, word = yield from self._access(write, entry, offset, data, strobe)
        start = offset * setting.word_bytes
        expected = area.access(self.party, entry, start)
        assert code == expected, f"{self.name} accesses {entry} at {start}: {code} instead of {expected}"
        if code != OK:
            self.plan.last_error[self.party] = code
        elif write:
            area.write(entry, start, data, strobe)
        shown = area.read(entry, start) if code == OK and not write else bytes(setting.word_bytes)
        assert word == shown, f"{self.name} reads {word.hex()} instead of {shown.hex()}"
