# SPDX-License-Identifier: Apache-2.0
"""Leads a run through its phases: who sends and receives how, resets, and what must hold when all is at rest."""

from plan import COMMAND, NOBODY, STREAM, Plan

REST_CYCLES = 40
REST_LIMIT = 20_000


class Director:
    def __init__(self, plan: Plan, ports, random, transcript, agents) -> None:
        self.plan = plan
        self.ports = ports
        self.random = random
        self.transcript = transcript
        self.agents = agents
        self.finished = False

    def run(self):
        plan, random = self.plan, self.random
        parties = plan.setting.parties
        # The model of single commands knows one area; in a gateway the kernel uses its areas at any time.
        kinds = [0, 1, 2] if parties[0] == "first" else [1, 2]
        phase = 0
        must_reset = True
        while self.transcript.cycle < plan.setting.cycles:
            kind = kinds[phase] if phase < len(kinds) else kinds[random.below(len(kinds))]
            phase += 1
            if must_reset or kind == 0 or random.chance(0.3):
                yield from self._reset()
            must_reset = kind == 0
            plan.wrong_messages = kind == 1
            for party in range(2):
                command = random.chance(0.5) if kind == 2 else False
                plan.sends[party] = NOBODY if kind == 0 else COMMAND if command else STREAM
                command = random.chance(0.5) if kind == 2 else kind == 0
                plan.receives[party] = NOBODY if kind == 0 else COMMAND if command else STREAM
                self.ports.write(f"{parties[party]}_receive_by_command", int(command))
            self.transcript.note(f"phase {('single', 'streams', 'mixed')[kind]}")
            # The mode of reception counts one cycle later.
            yield
            yield
            plan.resting = False
            if kind == 0:
                yield from self._single_commands(20 + random.below(60))
            else:
                for _ in range(200 + random.below(400)):
                    yield
            plan.resting = True
            yield from self._rest(kind == 0)
        self.finished = True

    def _reset(self):
        self.ports.write("rst", 1)
        for _ in range(2 + self.random.below(3)):
            yield
        self.ports.write("rst", 0)
        self.plan.reset()
        yield
        while self.ports.read("ready") == 0:
            yield
        self.transcript.note("ready after a reset")

    def _single_commands(self, count: int):
        for _ in range(count):
            self.plan.turn = self.random.below(2)
            while self.plan.turn is not None:
                yield
            for _ in range(4):
                yield

    def _rest(self, single: bool):
        quiet, cycles = 0, 0
        while quiet < REST_CYCLES:
            still = all(agent.idle for agent in self.agents) and (single or not any(self.plan.under_way))
            quiet = quiet + 1 if still else 0
            cycles += 1
            assert cycles < REST_LIMIT, f"not at rest after {REST_LIMIT} cycles: {self.plan.under_way}"
            yield
        for party, name in enumerate(self.plan.setting.parties):
            code, entry, tag = (self.ports.read(f"{name}_error_{field}") for field in ("code", "entry", "tag"))
            pending = self.ports.read(f"{name}_pending")
            interrupt = self.ports.read(f"{name}_interrupt")
            waiting = bool(self.plan.area.queues[party]) if single else False
            self.transcript.note(f"{name} at rest: error {code} {entry} {tag}, pending {pending}, interrupt {interrupt}")
            expected = self.plan.last_error[party]
            assert code == expected, f"{name}: last error {code} instead of {expected}"
            assert (interrupt == 1) == waiting and (pending != 0) == waiting, f"{name}: messages wait or not"
            self.ports.write(f"{name}_error_clear", 1)
        yield
        for name in self.plan.setting.parties:
            self.ports.write(f"{name}_error_clear", 0)
        self.plan.last_error = [0, 0]
        yield
