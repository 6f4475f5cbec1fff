# SPDX-License-Identifier: Apache-2.0
"""Random pauses of every channel that can be paused, each by itself."""

from cocotb.triggers import RisingEdge


async def stall(clock, channels, random) -> None:
    edge = RisingEdge(clock)
    left = [0] * len(channels)
    while True:
        await edge
        for index, channel in enumerate(channels):
            left[index] -= 1
            if left[index] < 0:
                channel.pause = not channel.pause and random.random() < 0.7
                # Mostly short, now and then so long that all behind it fills up.
                left[index] = random.choice((0, 0, 1, 2, 3, 30) if channel.pause else (0, 1, 3, 8, 40))
