# SPDX-License-Identifier: Apache-2.0
"""The numbers of a seed, by xoshiro128** with its state spread by splitmix32: the same as in TypeScript."""

MASK = 0xFFFFFFFF


def _rotate(value: int, by: int) -> int:
    return ((value << by) | (value >> (32 - by))) & MASK


def _spread(seed: int):
    state = seed
    while True:
        state = (state + 0x9E3779B9) & MASK
        mixed = ((state ^ (state >> 16)) * 0x85EBCA6B) & MASK
        mixed = ((mixed ^ (mixed >> 13)) * 0xC2B2AE35) & MASK
        yield mixed ^ (mixed >> 16)


class RandomSource:
    """A seeded source of numbers."""

    def __init__(self, seed: int) -> None:
        spread = _spread(seed)
        self._state = [next(spread) for _ in range(4)]

    def next32(self) -> int:
        first, second, third, fourth = self._state
        result = (_rotate((second * 5) & MASK, 7) * 9) & MASK
        shifted = (second << 9) & MASK
        third ^= first
        fourth ^= second
        second ^= third
        first ^= fourth
        third ^= shifted
        self._state = [first, second, third, _rotate(fourth, 11)]
        return result

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1, each as likely."""
        usable = 2**32 - 2**32 % limit
        drawn = self.next32()
        while drawn >= usable:
            drawn = self.next32()
        return drawn % limit

    def chance(self, probability: float) -> bool:
        return self.next32() < probability * 2**32

    def bytes(self, count: int) -> bytes:
        words = [self.next32() for _ in range((count + 3) // 4)]
        return b"".join(word.to_bytes(4, "little") for word in words)[:count]

    def fork(self) -> "RandomSource":
        return RandomSource(self.next32())
