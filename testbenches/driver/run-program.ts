// SPDX-License-Identifier: Apache-2.0
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { createBusMaster } from '../../sim/bus/index.ts';
import { type CheckSummary, createChecker } from '../../sim/checker/index.ts';
import type { Model } from '../../sim/harness/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';
import type { Random } from '../../sim/tasks/index.ts';

/** How a program ended that uses a block. */
export interface ProgramEnd {
  readonly exitCode: number | undefined;
  /** What it complained about. */
  readonly complaint: string;
  /** Accesses that it made. */
  readonly accesses: number;
  readonly check: CheckSummary;
}

/** Each port has this much of the addresses of a program, beginning with 1 for the first one. */
const portBytes = 0x10000;

const mostCycles = 1000;
const programSeconds = 60;

/**
 * Runs a program whose accesses go to a simulated block behind a bus, under the checker. A cycle passes between accesses, or a few.
 *
 * @throws DifferenceError when the block does not what it should; Error when it leaves an access without answer
 */
export async function runProgram(
  program: string,
  model: Model,
  manifest: Manifest,
  random: Random,
): Promise<ProgramEnd> {
  const { bus } = manifest.configuration;
  if (bus === 'native') throw new Error(`${manifest.top} is not behind a bus.`);
  const checker = createChecker(manifest);
  const { frame } = model.sampler(checker.signals.map(({ name }) => name));
  const port = (name: string) => model.port(name);
  const ports = manifest.addressBlocks.map(({ name }) => ({
    master: createBusMaster(port, bus, name),
    line: port(`${name}_irq`),
  }));
  let accesses = 0;

  function cycle() {
    for (const { master } of ports) master.drive();
    model.settle();
    const answers = ports.map(({ master }) => master.observe());
    checker.sample(frame, model.cycles);
    model.edge();
    return answers.find((answer) => answer !== undefined);
  }

  function access(write: boolean, address: number, data: number): number {
    const place = Math.floor(address / portBytes) - 1;
    const name = manifest.addressBlocks[place]?.name;
    if (name === undefined) throw new Error(`The program asks for address ${address}, where no port is.`);
    ports[place]!.master.begin({ write, address: address % portBytes, data, strobe: write ? 15 : 0 });
    accesses += 1;
    for (let waited = 0; waited < mostCycles; waited += 1) {
      const answer = cycle();
      if (answer !== undefined) return answer.data;
    }
    throw new Error(`${name} does not answer an access to ${address % portBytes} in ${mostCycles} cycles.`);
  }

  port(manifest.reset).value = manifest.resetActive === 'high' ? 1 : 0;
  cycle();
  port(manifest.reset).value = manifest.resetActive === 'high' ? 0 : 1;
  const running = execa(program, { reject: false, timeout: programSeconds * 1000 });
  try {
    for await (const line of createInterface({ input: running.stdout })) {
      const [what, address, word] = line.split(' ');
      const passes = what === 'pass' ? Number(word) : random.below(4);
      for (let passed = 0; passed < passes; passed += 1) cycle();
      const data = what === 'pass' ? 0 : access(what === 'write', Number(address), Number(word));
      const lines = ports.reduce((sum, { line }, index) => sum + line.value * 2 ** index, 0);
      running.stdin.write(`${data} ${lines}\n`);
    }
    const { exitCode, stderr } = await running;
    for (let passed = 0; passed < mostCycles; passed += 1) cycle();
    model.settle();
    if (exitCode === 0) checker.finish();
    return { exitCode, complaint: stderr, accesses, check: checker.summary() };
  } finally {
    running.kill();
  }
}
