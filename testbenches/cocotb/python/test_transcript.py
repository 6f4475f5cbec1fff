# SPDX-License-Identifier: Apache-2.0
"""Drives a generated channel or gateway at its ports, checks it with a model of its own, and writes what was seen."""

import cocotb
from agents import Reader, Sender
from cocotb.clock import Clock
from cocotb.triggers import FallingEdge, RisingEdge
from director import Director
from plan import Plan
from ports import Ports
from random_source import RandomSource
from setting import read_setting
from software import Software
from transcript import Transcript


@cocotb.test()
async def transcript_of_a_seed(dut) -> None:
    setting = read_setting()
    ports = Ports(dut)
    transcript = Transcript()
    plan = Plan(setting)
    plan.reset()
    random = RandomSource(setting.seed)
    agents = [
        kind(party, plan, ports, random.fork(), transcript)
        for party in range(2)
        for kind in (Sender, Reader, Software)
    ]
    director = Director(plan, ports, random.fork(), transcript, agents)
    for name in setting.inputs:
        ports.write(name, 0)
    ports.write("rst", 1)
    ports.apply()
    Clock(dut.clk, 10, unit="ns").start(start_high=False)
    running = [director.run(), *(agent.run() for agent in agents)]
    try:
        while not director.finished:
            # Between the edges everything has settled, whatever the simulator does first at an edge.
            await FallingEdge(dut.clk)
            for agent in running:
                next(agent, None)
            await RisingEdge(dut.clk)
            ports.apply()
            transcript.cycle += 1
    finally:
        transcript.save(setting.transcript)
