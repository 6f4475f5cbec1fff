# SPDX-License-Identifier: Apache-2.0
"""Figs. 5 to 8 of the patent application, literally: array A, and the procedures on it."""


class Failure(Exception):
    """Steps 606 and 706: A[0] is out of range."""


def initialize(buffers: int, buffer_bytes: int) -> list[int]:
    """Process 800: A[0] is the number of entries, odd words are flags, even words byte addresses."""
    words = [0] * (2 * buffers + 1)
    words[0] = buffers  # 804
    for entry in range(buffers):  # 806
        words[2 * entry + 1] = 1
        words[2 * entry + 2] = entry * buffer_bytes
    return words


def _count(words: list[int], entries: int) -> int:
    if not 0 <= words[0] <= entries:
        raise Failure
    return words[0]


def allocate(words: list[int], entries: int) -> int | None:
    """Process 600: the entry taken, or None at step 610."""
    counter = _count(words, entries)  # 602, 604
    index = 1
    while counter > 0:  # 608
        flag, words[index] = words[index], 0  # 613: swap
        if flag == 1:  # 614
            return (index - 1) // 2  # 618
        counter -= 1
        index += 2  # 616
    return None


def find_pointer(words: list[int], entries: int, pointer: int) -> int | None:
    """Process 700 up to the store: the entry with this pointer, or None at step 710."""
    counter = _count(words, entries)  # 702, 704
    index = 1
    while counter > 0:  # 708
        if words[index + 1] == pointer:  # 713, 714
            return (index - 1) // 2
        counter -= 1
        index += 2  # 716
    return None
