// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../../sim/harness/index.ts';
import type { Manifest } from '../../../sim/manifest/index.ts';
import { createRandom } from '../../../sim/tasks/index.ts';
import { createPatience, StuckError } from './actor.ts';
import { createAdministrator } from './administrator.ts';
import { createOpenCalls, type Side } from './open-calls.ts';
import { draining, drawPhases, type Phase } from './phase.ts';
import { createSoftware } from './software.ts';
import { createStreamReader } from './stream-reader.ts';
import { createStreamSender } from './stream-sender.ts';

/** Cycles that a phase has at least, and at most. */
const PHASE_CYCLES = [100, 800] as const;

/** The chance that a phase begins with a reset, half of the time in the middle of everything. */
const RESET_CHANCE = 0.08;

const READY_LIMIT = 200;
const DRAIN_LIMIT = 8000;

/**
 * Cycles within which a beat passes somewhere while a beat waits. A single sender may wait much longer: a stream of
 * messages in the other direction has precedence over it.
 */
const BEAT_LIMIT = 3000;

/** Cycles in a row in which nothing happens, after which nothing will. */
const REST_CYCLES = 64;

const sides = ['first', 'second'] as const;

/** Each party has its own. */
type Phases = Readonly<Record<Side, Phase>>;

export interface TrafficOptions {
  readonly seed: number;
  /** Cycles before the design is left to come to rest. */
  readonly cycles: number;
  /** Called in every cycle when the design has settled, before the edge. */
  readonly onSettled: () => void;
}

/**
 * Runs a design under traffic of every sort on all its ports, resets in mid-operation included, and lets it come to rest.
 *
 * @throws StuckError when the design does not serve somebody or does not come to rest, and what `onSettled` and the
 *   model throw
 */
export function runTraffic(
  model: Model,
  manifest: Manifest,
  { seed, cycles, onSettled }: TrafficOptions,
): void {
  const random = createRandom(seed);
  const { bufferBytes, threads } = manifest.configuration;
  const calls = createOpenCalls(threads, random.fork());
  const names: Readonly<Record<Side, string>> =
    manifest.configuration.parties === 'two'
      ? { first: 'first', second: 'second' }
      : { first: 'client', second: 'server' };
  const parties = sides.map((side) => ({
    side,
    actors: [
      createStreamSender(model, names[side], side, calls, bufferBytes, random.fork()),
      createStreamReader(model, names[side], side, calls, random.fork()),
      createSoftware(model, names[side], side, calls, bufferBytes, random.fork()),
    ],
  }));
  const administrator = createAdministrator(model, manifest, random.fork());
  const messengers = parties.flatMap((party) => party.actors);
  const actors = [...messengers, administrator];
  const draw = (): Phases => {
    const [first, second] = drawPhases(random);
    return { first, second };
  };
  const [ready, reset] = [model.port('ready'), model.port(manifest.reset)];

  const patience = createPatience('messages are under way and no beat passes', BEAT_LIMIT);

  const step = (phases: Phases, isDraining = false): void => {
    for (const { side, actors: own } of parties) {
      for (const actor of own) actor.drive(phases[side], isDraining);
    }
    administrator.drive(phases.first, isDraining);
    model.settle();
    onSettled();
    let passed = false;
    for (const actor of actors) passed = actor.sample() || passed;
    // With low limits messages may wait as long as the limits last.
    patience(!passed && administrator.atRest && messengers.some(({ atRest }) => !atRest));
    model.edge();
  };

  const resetDesign = (phases: Phases): void => {
    reset.value = 1;
    for (let cycle = random.below(2); cycle >= 0; cycle -= 1) {
      model.settle();
      onSettled();
      model.edge();
    }
    reset.value = 0;
    calls.reset();
    for (const actor of actors) actor.reset();
    let isReady = false;
    for (let cycle = 0; !isReady; cycle += 1) {
      if (cycle > READY_LIMIT) throw new StuckError(`not ready ${READY_LIMIT} cycles after a reset`);
      step(phases);
      isReady = ready.value === 1;
    }
  };

  const drain = (): void => {
    let resting = 0;
    for (let cycle = 0; resting < REST_CYCLES; cycle += 1) {
      if (cycle > DRAIN_LIMIT)
        throw new StuckError(`not at rest ${DRAIN_LIMIT} cycles after the last message`);
      step({ first: draining, second: draining }, true);
      resting = actors.every(({ atRest }) => atRest) ? resting + 1 : 0;
    }
  };

  const start = model.cycles;
  resetDesign(draw());
  while (model.cycles - start < cycles) {
    const phases = draw();
    if (random.chance(RESET_CHANCE)) {
      // A reset hides what was stuck before it.
      if (random.chance(0.5)) drain();
      resetDesign(phases);
    }
    const end = model.cycles + PHASE_CYCLES[0] + random.below(PHASE_CYCLES[1] - PHASE_CYCLES[0]);
    while (model.cycles < end) step(phases);
  }
  drain();
}
