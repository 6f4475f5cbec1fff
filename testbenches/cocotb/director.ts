// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../../sim/tasks/index.ts';
import type { Agent, Ports, Steps, Transcript } from './agent.ts';
import { type Plan, resetPlan } from './plan.ts';

const REST_CYCLES = 40;
const REST_LIMIT = 20_000;
const phaseNames = ['single', 'streams', 'mixed'] as const;

/**
 * Leads a run through its phases: who sends and receives how, resets, and rest at the end of each.
 *
 * @throws Error from a step when the design does not come to rest
 */
export function* direct(
  plan: Plan,
  ports: Ports,
  random: Random,
  transcript: Transcript,
  agents: readonly Agent[],
): Steps {
  const { parties, cycles } = plan.setting;
  // The model of single commands knows one area; in a gateway the kernel uses its areas at any time.
  const kinds = parties[0] === 'first' ? [0, 1, 2] : [1, 2];
  let mustReset = true;

  function* reset(): Steps {
    ports.write('rst', 1);
    for (let left = 2 + random.below(3); left > 0; left -= 1) yield;
    ports.write('rst', 0);
    resetPlan(plan);
    yield;
    while (ports.read('ready') === 0) yield;
    transcript.note('ready after a reset');
  }

  function* singleCommands(count: number): Steps {
    for (let left = count; left > 0; left -= 1) {
      plan.turn = random.below(2);
      while (plan.turn !== undefined) yield;
      for (let pause = 0; pause < 4; pause += 1) yield;
    }
  }

  function* rest(single: boolean): Steps {
    let quiet = 0;
    for (let waited = 1; quiet < REST_CYCLES; waited += 1) {
      const delivered = single || plan.underWay.every((count) => count === 0);
      quiet = delivered && agents.every(({ idle }) => idle()) ? quiet + 1 : 0;
      if (waited === REST_LIMIT) {
        throw new Error(
          `Not at rest after ${REST_LIMIT} cycles: ${plan.underWay.join(' and ')} messages are under way to the parties.`,
        );
      }
      yield;
    }
    for (const name of parties) {
      const read = (port: string) => ports.read(`${name}_${port}`);
      const error = ['code', 'entry', 'tag'].map((field) => read(`error_${field}`)).join(' ');
      transcript.note(
        `${name} at rest: error ${error}, pending ${read('pending')}, interrupt ${read('interrupt')}`,
      );
      ports.write(`${name}_error_clear`, 1);
    }
    yield;
    for (const name of parties) ports.write(`${name}_error_clear`, 0);
    yield;
  }

  for (let phase = 0; transcript.cycle < cycles; phase += 1) {
    const kind = kinds[phase] ?? kinds[random.below(kinds.length)]!;
    if (mustReset || kind === 0 || random.chance(0.3)) yield* reset();
    mustReset = kind === 0;
    plan.wrongMessages = kind === 1;
    parties.forEach((name, party) => {
      const level = () => (kind === 2 && random.chance(0.5) ? 'command' : 'stream');
      plan.sends[party] = kind === 0 ? 'nobody' : level();
      plan.receives[party] = kind === 0 ? 'nobody' : level();
      ports.write(`${name}_receive_by_command`, plan.receives[party] === 'stream' ? 0 : 1);
    });
    transcript.note(`phase ${phaseNames[kind]}`);
    // The mode of reception counts one cycle later.
    yield;
    yield;
    plan.resting = false;
    if (kind === 0) yield* singleCommands(20 + random.below(60));
    else for (let left = 200 + random.below(400); left > 0; left -= 1) yield;
    plan.resting = true;
    yield* rest(kind === 0);
  }
}
