# SPDX-License-Identifier: Apache-2.0
"""The stimulus and the checks of the other contenders, as cocotb tasks."""

import json
import os
import time
from collections import deque
from pathlib import Path

import cocotb
from cocotb.clock import Clock
from cocotb.triggers import ClockCycles, FallingEdge, RisingEdge

SETTING = json.loads(os.environ["BATON_SPEED_SETTING"])
CYCLES = SETTING["cycles"]
MASK = 0xFFFFFFFF
HALF = 0x80000000


class Xorshift:
    def __init__(self, state):
        self.state = state

    def next(self):
        state = self.state
        state ^= (state << 13) & MASK
        state ^= state >> 17
        state ^= (state << 5) & MASK
        self.state = state
        return state


def fold(checksum, word):
    return (((checksum << 1) | (checksum >> 31)) & MASK) ^ word


def report(seconds, outcome):
    Path(SETTING["report"]).write_text(json.dumps({"seconds": seconds, "outcome": outcome}))


class Queue:
    def __init__(self, dut):
        self.dut = dut
        self.queue = deque()
        self.popped = self.checksum = self.blocked = self.starved = 0
        self.stalls, self.pauses, self.values = Xorshift(11), Xorshift(22), Xorshift(33)
        self.offering = False
        self.data = 0

    def drive_input(self):
        if self.offering:
            return
        self.offering = self.stalls.next() >= HALF
        self.data = self.values.next() if self.offering else 0
        self.dut.in_valid.value = int(self.offering)
        self.dut.in_data.value = self.data

    def drive_output(self):
        self.dut.out_ready.value = int(self.pauses.next() >= HALF)

    def check_ready(self):
        assert self.dut.in_ready.value == (len(self.queue) < 16)

    def check_valid(self):
        assert self.dut.out_valid.value == (len(self.queue) > 0)

    def count_blocked(self):
        self.blocked += self.dut.in_valid.value == 1 and self.dut.in_ready.value == 0

    def count_starved(self):
        self.starved += self.dut.out_ready.value == 1 and self.dut.out_valid.value == 0

    def check_output(self):
        if self.dut.out_valid.value == 1 and self.dut.out_ready.value == 1:
            data = int(self.dut.out_data.value)
            assert data == (self.queue.popleft() * SETTING["scale"] + SETTING["offset"]) & MASK
            self.checksum = fold(self.checksum, data)
            self.popped += 1

    def note_input(self):
        if self.dut.in_valid.value == 1 and self.dut.in_ready.value == 1:
            self.queue.append(self.data)
            self.offering = False


async def every(clock, job):
    edge = RisingEdge(clock)
    while True:
        await edge
        job()


@cocotb.test()
async def queue(dut):
    dut.reset.value = 1
    dut.in_valid.value = 0
    dut.in_data.value = 0
    dut.out_ready.value = 0
    Clock(dut.clk, 10, unit="ns").start(start_high=False)
    await RisingEdge(dut.clk)
    dut.reset.value = 0
    scene = Queue(dut)
    scene.drive_input()
    scene.drive_output()
    jobs = [
        scene.check_ready,
        scene.check_valid,
        scene.count_blocked,
        scene.count_starved,
        scene.check_output,
        scene.note_input,
        scene.drive_input,
        scene.drive_output,
    ]
    start = time.process_time()
    for job in jobs:
        cocotb.start_soon(every(dut.clk, job))
    await ClockCycles(dut.clk, CYCLES)
    await FallingEdge(dut.clk)
    seconds = time.process_time() - start
    report(seconds, f"{scene.popped} {scene.checksum} {scene.blocked} {scene.starved}")


def low_word(call, index):
    return ((call * 16 + index) * 0x9E3779B1) & MASK


def full_word(call, index):
    low = low_word(call, index)
    return (low ^ MASK) << 32 | low


class Gateway:
    def __init__(self, dut):
        self.dut = dut
        self.call_of = [0] * 32
        self.busy = [False] * 32
        self.answers = deque()
        self.sent = self.returned = self.checksum = 0
        self.sent_word = self.return_word = self.asked_word = self.answer_word = 0
        self.calling = self.answering = False

    def drive_client(self):
        tag = self.sent % 32
        if not self.calling and not self.busy[tag]:
            self.calling = self.busy[tag] = True
            self.call_of[tag] = self.sent
            self.dut.client_in_tag.value = tag
        self.dut.client_in_valid.value = int(self.calling)
        if self.calling:
            self.dut.client_in_data.value = full_word(self.sent, self.sent_word)
            self.dut.client_in_last.value = int(self.sent_word == 15)

    def drive_server(self):
        if not self.answering and self.answers:
            self.answering = True
            self.dut.server_in_tag.value = self.answers[0]
        self.dut.server_in_valid.value = int(self.answering)
        if self.answering:
            call = self.call_of[self.answers[0]]
            self.dut.server_in_data.value = full_word(call, 15 - self.answer_word)
            self.dut.server_in_last.value = int(self.answer_word == 15)

    def observe_server(self):
        dut = self.dut
        took = self.answering and dut.server_in_ready.value == 1
        if dut.server_out_valid.value == 1:
            tag = int(dut.server_out_tag.value)
            assert int(dut.server_out_data.value) == full_word(self.call_of[tag], self.asked_word)
            assert dut.server_out_last.value == (self.asked_word == 15)
            self.asked_word = (self.asked_word + 1) % 16
            if self.asked_word == 0:
                self.answers.append(tag)
        if took:
            self.answer_word = (self.answer_word + 1) % 16
            if self.answer_word == 0:
                self.answering = False
                self.answers.popleft()

    def observe_client(self):
        dut = self.dut
        if dut.client_out_valid.value == 1:
            tag = int(dut.client_out_tag.value)
            assert int(dut.client_out_data.value) == full_word(self.call_of[tag], 15 - self.return_word)
            assert dut.client_out_last.value == (self.return_word == 15)
            self.return_word = (self.return_word + 1) % 16
            if self.return_word == 0:
                self.busy[tag] = False
                self.returned += 1
                self.checksum = fold(self.checksum, tag)
        assert dut.client_error_code.value == 0 and dut.server_error_code.value == 0
        if self.calling and dut.client_in_ready.value == 1:
            self.sent_word = (self.sent_word + 1) % 16
            if self.sent_word == 0:
                self.calling = False
                self.sent += 1


@cocotb.test()
async def gateway(dut):
    for name in SETTING["inputs"]:
        getattr(dut, name).value = 0
    dut.rst.value = 1
    Clock(dut.clk, 10, unit="ns").start(start_high=False)
    await RisingEdge(dut.clk)
    dut.rst.value = 0
    await FallingEdge(dut.clk)
    while dut.ready.value != 1:
        await RisingEdge(dut.clk)
        await FallingEdge(dut.clk)
    dut.client_in_strobe.value = 0xFF
    dut.server_in_strobe.value = 0xFF
    dut.client_in_kind.value = 1
    dut.server_in_kind.value = 2
    dut.client_out_ready.value = 1
    dut.server_out_ready.value = 1
    scene = Gateway(dut)
    scene.drive_client()
    scene.drive_server()

    def server():
        scene.observe_server()
        scene.drive_server()

    def client():
        scene.observe_client()
        scene.drive_client()

    start = time.process_time()
    cocotb.start_soon(every(dut.clk, server))
    cocotb.start_soon(every(dut.clk, client))
    await ClockCycles(dut.clk, CYCLES)
    await FallingEdge(dut.clk)
    seconds = time.process_time() - start
    report(seconds, f"{scene.sent} {scene.returned} {scene.checksum}")
