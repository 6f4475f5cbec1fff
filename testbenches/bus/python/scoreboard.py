# SPDX-License-Identifier: Apache-2.0
"""What must come out of a block: messages in their order, call tags, and what its counters must have counted."""

from collections import Counter, deque
from dataclasses import dataclass

from baton_registers import Kind


@dataclass(frozen=True)
class Message:
    tag: int
    kind: int
    payload: bytes


class Scoreboard:
    def __init__(self, threads: int) -> None:
        self._threads = threads
        #: Of the whole run.
        self.messages = self.bytes = self.transfers = 0
        #: Accesses that were refused, by their cause.
        self.misuses = Counter()
        self.reset()

    def reset(self) -> None:
        """The block has been reset."""
        self._under_way = (deque(), deque())
        self._free_tags = list(range(self._threads))
        self._to_return = []
        #: Messages by command that were taken, and by stream that were not withdrawn.
        self.sent = [0, 0]
        self.received = [0, 0]
        #: Errors that each port has answered with.
        self.refused = [0, 0]
        self.indicated_bytes = 0
        self.calls = 0

    def next_message(self, party: int, random, length: int) -> Message:
        """A message that a party may send now."""
        payload = random.randbytes(length)
        if party == 0 and self._free_tags and random.random() < 0.7:
            return Message(self._take(self._free_tags, random), Kind.CALL, payload)
        if party == 1 and self._to_return and random.random() < 0.8:
            return Message(self._take(self._to_return, random), Kind.RETURN, payload)
        return Message(random.randrange(self._threads), Kind.NOTICE, payload)

    @staticmethod
    def _take(tags: list[int], random) -> int:
        return tags.pop(random.randrange(len(tags)))

    def give_back(self, party: int, message: Message) -> None:
        """A message that was drawn is not sent after all."""
        if message.kind == Kind.CALL:
            self._free_tags.append(message.tag)
        if message.kind == Kind.RETURN:
            self._to_return.append(message.tag)

    def sends(self, party: int, message: Message) -> None:
        self._under_way[1 - party].append(message)
        self.sent[party] += 1
        self.indicated_bytes += len(message.payload)
        self.calls += message.kind == Kind.RETURN

    def arrives(self, party: int, message: Message) -> None:
        """A party has got a message: it must be the one that has been under way longest, byte by byte."""
        assert self._under_way[party], f"party {party} got {message}, and nothing was under way"
        expected = self._under_way[party].popleft()
        assert message == expected, f"party {party} got {message} instead of {expected}"
        self.received[party] += 1
        self.messages += 1
        self.bytes += len(message.payload)
        if message.kind == Kind.CALL:
            self._to_return.append(message.tag)
        if message.kind == Kind.RETURN:
            self._free_tags.append(message.tag)

    def is_empty(self, party: int) -> bool:
        return not self._under_way[party]
