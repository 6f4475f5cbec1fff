# SPDX-License-Identifier: Apache-2.0
"""What the agents of a run share: the phase they are in, the messages under way, the call tags."""

from dataclasses import dataclass, field

from area_model import CALL, NOTICE, RETURN, AreaModel

STREAM, COMMAND, NOBODY = "stream", "command", "nobody"


@dataclass
class Message:
    tag: int
    kind: int
    payload: bytes


@dataclass
class Plan:
    setting: object
    sends: list[str] = field(default_factory=lambda: [NOBODY, NOBODY])
    receives: list[str] = field(default_factory=lambda: [STREAM, STREAM])
    wrong_messages: bool = False
    resting: bool = True
    # The phase of single commands: whose turn it is, and what the area must answer.
    turn: int | None = None
    area: AreaModel | None = None
    under_way: list[list[Message]] = field(default_factory=lambda: [[], []])
    free_tags: list[int] = field(default_factory=list)
    to_return: list[int] = field(default_factory=list)
    last_error: list[int] = field(default_factory=lambda: [0, 0])

    def reset(self) -> None:
        self.under_way = [[], []]
        self.free_tags = list(range(self.setting.threads))
        self.to_return = []
        self.last_error = [0, 0]
        self.area = AreaModel(self.setting)

    def choose(self, party: int, random) -> tuple[int, int]:
        """Kind and tag of the next message of a party."""
        if party == 0 and self.free_tags and random.chance(0.7):
            return CALL, self.free_tags.pop(random.below(len(self.free_tags)))
        if party == 1 and self.to_return and random.chance(0.8):
            return RETURN, self.to_return.pop(random.below(len(self.to_return)))
        return NOTICE, random.below(self.setting.threads)

    def received(self, party: int, message: Message) -> None:
        """A party has got a message: it must be the one that has been under way longest."""
        assert self.under_way[party], f"party {party} got {message}, and nothing was under way"
        expected = self.under_way[party].pop(0)
        assert message == expected, f"party {party} got {message} instead of {expected}"
        if party == 1 and message.kind == CALL:
            self.to_return.append(message.tag)
        if party == 0 and message.kind == RETURN:
            self.free_tags.append(message.tag)
