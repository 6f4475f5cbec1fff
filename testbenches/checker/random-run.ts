// SPDX-License-Identifier: Apache-2.0
import { type Checker, type CheckSummary, createChecker, DifferenceError } from '../../sim/checker/index.ts';
import type { Model } from '../../sim/harness/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';
import { describeState } from '../../sim/session/state-report.ts';
import { createRandom, type Random } from '../../sim/tasks/index.ts';
import { createFarEnd } from '../../sim/traffic/far-end.ts';
import { createBusUsers } from './bus/bus-users.ts';
import { commandUser } from './command-stimulus.ts';
import { addToTotals, totalsOf } from './late-counters.ts';
import { watchForLockUp } from './lock-up.ts';
import { registerUser } from './register-stimulus.ts';
import { type PortOf, type Stimulus, streamReceiver, streamSender } from './stream-stimulus.ts';

/** What a random run does. */
export interface RandomRun {
  readonly seed: number;
  /** Cycles of traffic, at least; then everything comes to rest. */
  readonly cycles: number;
  /** Operations that are compared, at least, as `comparedOperations` counts them; 0 if not given. */
  readonly operations?: number;
  readonly stall: number;
  readonly hostility: number;
  /** How likely a party uses its commands in a cycle; 0 for streams alone. */
  readonly commandRate: number;
  /** How likely a register is read or written in a cycle. */
  readonly registerRate: number;
  /** All calls are held; where it is not said that changes as other settings do. */
  readonly holds?: boolean;
  /** How likely a reset comes in the middle of operation. */
  readonly resets: number;
  /** Operations follow each other as closely as they can: messages are short, windows are seldom used, buffers are given back in a row. */
  readonly rush?: boolean;
  /** The reserve changes as other settings do, also where calls may lock up without it; then the design is reset. */
  readonly unreserved?: boolean;
  /** What every counter has counted before the traffic begins; the model is built with `totalsOf` the design. Registers are only read. */
  readonly counted?: number;
  /** Sees what the checker is about to see, cycle by cycle. */
  readonly onFrame?: (frame: Uint32Array) => void;
}

/** A design does not do what is asked of it in any time. */
export class RestlessError extends Error {
  override readonly name = 'RestlessError';
}

/** Cycles between two looks at how many operations were compared. */
const cyclesBetweenCounts = 250;

/** Cycles for one operation, at most, when so many are asked for. */
const mostCyclesForOperation = 200;

/**
 * What a run compared, each thing once: operations of the areas that were answered, by commands and by the circuits; messages
 * delivered; and accesses to windows and registers.
 */
export function comparedOperations(summary: CheckSummary): number {
  const { operations, accesses } = summary;
  return operations.answered + deliveredMessages(summary) + accesses.window + accesses.register;
}

/** Messages delivered in both directions. */
export function deliveredMessages({ directions }: CheckSummary): number {
  return directions.reduce((sum, { messages }) => sum + messages, 0);
}

/**
 * Drives a model with random traffic of both parties under the checker, and brings it to rest.
 *
 * @throws DifferenceError, or RestlessError when the design does too little or does not come to rest
 */
export function runRandomly(model: Model, manifest: Manifest, run: RandomRun): CheckSummary {
  const checker: Checker = createChecker(manifest);
  const { frame } = model.sampler(checker.signals.map(({ name }) => name));
  const random = createRandom(run.seed);
  const { registerRate, holds = false, rush = false, unreserved = false } = run;
  const { bufferBytes, threads, buffers } = manifest.configuration;
  let enough = false;
  const stopped = () => enough;
  const behind =
    manifest.configuration.bus === 'native'
      ? undefined
      : createBusUsers(model, manifest, random.fork(), run.stall, stopped);
  const portOf = behind === undefined ? (name: string) => model.port(name) : behind.port;
  const stimuli: Stimulus[] = usersOf(manifest).flatMap((user, index): Stimulus[] => {
    if (user === 'link') return [farEndStimulus(portOf, manifest, random.fork(), run, stopped)];
    const kind = index === 0 ? 1 : 2;
    const tags: number[] = [];
    const common = { hostility: run.hostility, bufferBytes, threads, kind, short: rush } as const;
    const streams: Stimulus[] = [
      streamSender(portOf, user, random.fork(), { ...common, stall: run.stall }, tags, stopped),
      streamReceiver(portOf, user, random.fork(), () => (enough ? 0 : run.stall), tags),
    ];
    const reclaims = reclaimsOf(portOf, manifest, user);
    if (manifest.configuration.reclaim) streams.push(forgetfulParty(reclaims, tags));
    if (run.commandRate === 0 || manifest.configuration.levels === 'stream') return streams;
    const mostHeld = Math.max(1, Math.floor(buffers / 4));
    const mayHold = manifest.configuration.release === 'both';
    const rates = { rate: run.commandRate, accessRate: rush ? 0.05 : run.commandRate, rush };
    const habits = { ...common, ...rates, mostHeld, holds: mayHold, reclaims };
    return [...streams, commandUser(portOf, user, random.fork(), habits, tags, stopped)];
  });
  if (registerRate > 0 || holds) {
    // Counters that start late are not cleared.
    const habits = { rate: () => registerRate, holds, unreserved, onlyReads: run.counted !== undefined };
    stimuli.push(registerUser(portOf, manifest, random.fork(), habits, stopped));
  }

  const reset = model.port(manifest.reset);
  const active = manifest.resetActive === 'high' ? 1 : 0;
  const compare = () => {
    run.onFrame?.(frame);
    checker.sample(frame, model.cycles);
  };
  // Software behind a bus drives what the others have driven, and they see what it saw.
  const drive = () => {
    for (const stimulus of stimuli) stimulus.drive();
    behind?.drive();
  };
  const step = () => {
    model.settle();
    behind?.observe();
    for (const stimulus of stimuli) stimulus.observe();
    compare();
    model.edge();
  };
  const resetFor = (cycles: number) => {
    reset.value = active;
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      model.settle();
      compare();
      model.edge();
    }
    reset.value = 1 - active;
    for (const stimulus of stimuli) stimulus.reset();
    behind?.reset();
  };
  const lockUp = watchForLockUp(model, manifest, unreserved);
  const resetWhenLockedUp = (cycle: number) => {
    if (cycle % cyclesBetweenCounts === 0 && lockUp.hasLockedUp(deliveredMessages(checker.summary())))
      resetFor(1);
  };

  const { operations = 0 } = run;
  const mostCycles = run.cycles + mostCyclesForOperation * operations;
  const goesOn = (cycle: number) =>
    cycle < run.cycles ||
    (operations > 0 &&
      (cycle % cyclesBetweenCounts !== 0 || comparedOperations(checker.summary()) < operations));

  resetFor(2);
  if (run.counted !== undefined) {
    // All totals are there once each was visited twice.
    for (let cycle = 0; cycle < 2 * totalsOf(manifest).length; cycle += 1) step();
    addToTotals(model, manifest, run.counted);
    checker.addToCounters(run.counted);
  }
  for (let cycle = 0; goesOn(cycle); cycle += 1) {
    if (cycle >= mostCycles) {
      throw new RestlessError(
        `Only ${comparedOperations(checker.summary())} of ${operations} operations were done in ${cycle} cycles.`,
      );
    }
    resetWhenLockedUp(cycle);
    if (random.chance(run.resets)) resetFor(1 + random.below(3));
    drive();
    step();
  }
  enough = true;
  const { bufferWords, payloadWords } = manifest.sizes;
  // The longest message moves unseen from port to port in less than this.
  const quietEnough = 600 + 4 * bufferWords + lockUp.patience;
  const mostCyclesToRest = 20_000 + 20 * payloadWords;
  let quiet = 0;
  for (let cycle = 0; cycle < mostCyclesToRest && quiet < quietEnough; cycle += 1) {
    resetWhenLockedUp(cycle);
    drive();
    step();
    quiet = stimuli.every((stimulus) => stimulus.idle()) && behind?.idle() !== false ? quiet + 1 : 0;
  }
  model.settle();
  checker.finish();
  if (quiet < quietEnough) {
    throw new RestlessError(
      `The design is not at rest after ${mostCyclesToRest} cycles without new messages.\n${describeState(model, manifest)}`,
    );
  }
  return checker.summary();
}

/** Who uses a design: the names of its ports begin with these. */
function usersOf({ configuration: { parties, server } }: Manifest): readonly string[] {
  if (parties === 'two') return ['first', 'second'];
  return ['client', server === 'remote' ? 'link' : 'server'];
}

/** Tells whether all that a party holds is being taken back; never in a design that takes nothing back. */
function reclaimsOf(portOf: PortOf, { configuration }: Manifest, user: string): () => boolean {
  if (!configuration.reclaim) return () => false;
  const port = portOf(`${user}_reclaims`);
  return () => port.value === 1;
}

/** Whoever takes the place of a dead party knows nothing of the calls that it had: `tags`. */
function forgetfulParty(reclaims: () => boolean, tags: number[]): Stimulus {
  return {
    drive() {},
    observe() {
      if (reclaims()) tags.length = 0;
    },
    idle: () => !reclaims(),
    reset() {},
  };
}

/** A far end as hostile as the run, which now and then loses its link. */
function farEndStimulus(
  portOf: PortOf,
  { configuration }: Manifest,
  random: Random,
  { stall, hostility }: RandomRun,
  enough: () => boolean,
): Stimulus {
  const habits = { stall, hostility, mostService: 60, notices: 0.3, loss: 0.003, mostOutage: 100 };
  const farEnd = createFarEnd(portOf, configuration, random, habits);
  return {
    ...farEnd,
    drive() {
      if (enough()) farEnd.calmDown();
      farEnd.drive();
    },
  };
}

/** Adds the command that repeats a run to whatever it throws. */
export function withRepeat<Result>(repeat: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof DifferenceError ? error.withCommand(repeat) : error;
  }
}
