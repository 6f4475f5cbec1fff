# SPDX-License-Identifier: Apache-2.0
"""Who uses the ports. Each agent is a generator: what it reads has settled, what it writes counts after the edge, `yield` is that edge."""

from area_model import ERR_LENGTH, ERR_TAG, NOTICE
from plan import STREAM, Message, Plan


class Agent:
    """Something of a party that does one thing after the other."""

    def __init__(self, party: int, plan: Plan, ports, random, transcript) -> None:
        self.party = party
        self.name = plan.setting.parties[party]
        self.plan = plan
        self.setting = plan.setting
        self.ports = ports
        self.random = random
        self.transcript = transcript
        self.idle = True

    def read(self, name: str) -> int:
        return self.ports.read(f"{self.name}_{name}")

    def write(self, name: str, value: int) -> None:
        self.ports.write(f"{self.name}_{name}", value)

    def note(self, text: str) -> None:
        self.transcript.note(f"{self.name} {text}")


class Sender(Agent):
    def run(self):
        while True:
            self.idle = True
            self.write("in_valid", 0)
            active = self.plan.sends[self.party] == STREAM and not self.plan.resting
            if not active or not self.random.chance(0.2):
                yield
                continue
            self.idle = False
            yield from self._send()

    def _send(self):
        random, setting = self.random, self.setting
        wrong = 1 + random.below(3) if self.plan.wrong_messages and random.chance(0.1) else 0
        length = random.below(setting.buffer_bytes + 1)
        if wrong == 0:
            kind, tag = self.plan.choose(self.party, random)
        else:
            kind, tag = NOTICE, random.below(setting.threads)
            if wrong == 2:
                length = setting.buffer_bytes + 1 + random.below(8)
            if wrong == 3:
                kind = 2 - self.party
        payload = random.bytes(length)
        beats = max(1, -(-length // setting.word_bytes))
        for beat in range(beats):
            word = payload[beat * setting.word_bytes : (beat + 1) * setting.word_bytes]
            last = beat == beats - 1
            while not random.chance(0.8):
                self.write("in_valid", 0)
                yield
            self.write("in_valid", 1)
            self.write("in_data", int.from_bytes(word, "little"))
            self.write("in_strobe", 2 ** len(word) - 1)
            self.write("in_last", int(last))
            self.write("in_abort", int(last and wrong == 1))
            self.write("in_tag", tag)
            self.write("in_kind", kind)
            yield
            while self.read("in_ready") == 0:
                yield
        if wrong == 0:
            self.plan.under_way[1 - self.party].append(Message(tag, kind, payload))
        if wrong == 2:
            self.plan.last_error[self.party] = ERR_LENGTH
        if wrong == 3:
            self.plan.last_error[self.party] = ERR_TAG
        self.note(f"sent tag {tag} kind {kind} length {length} {'as it should be' if wrong == 0 else 'wrong'}")


class Reader(Agent):
    def run(self):
        payload = b""
        while True:
            self.idle = payload == b""
            listens = self.plan.receives[self.party] == STREAM
            ready = listens and (self.plan.resting or self.random.chance(0.7))
            self.write("out_ready", int(ready))
            yield
            if not ready or self.read("out_valid") == 0:
                continue
            count = self.read("out_strobe").bit_count()
            payload += self.read("out_data").to_bytes(self.setting.word_bytes, "little")[:count]
            if self.read("out_last") == 1:
                message = Message(self.read("out_tag"), self.read("out_kind"), payload)
                self.note(f"received tag {message.tag} kind {message.kind} bytes [{payload.hex()}]")
                self.plan.received(self.party, message)
                payload = b""
