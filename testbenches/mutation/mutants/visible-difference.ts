// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../../sim/harness/index.ts';
import type { Manifest } from '../../../sim/manifest/index.ts';
import { StuckError } from '../traffic/actor.ts';
import { runTraffic } from '../traffic/traffic.ts';

/** Where two designs first differ at their ports. */
export interface VisibleDifference {
  readonly cycle: number;
  readonly port: string;
}

class Found extends Error {
  readonly difference: VisibleDifference;
  constructor(difference: VisibleDifference) {
    super(`${difference.port} in cycle ${difference.cycle}`);
    this.difference = difference;
  }
}

/** Runs two models under the same traffic and compares every port in every cycle, or returns nothing if all are equal. */
export function findVisibleDifference(
  reference: Model,
  model: Model,
  manifest: Manifest,
  seed: number,
  cycles: number,
): VisibleDifference | undefined {
  const ports = manifest.ports.map(({ name }) => name).filter((name) => name !== manifest.clock);
  const expected = reference.sampler(ports);
  const actual = model.sampler(ports);
  const frames: Uint32Array[] = [];
  runTraffic(reference, manifest, { seed, cycles, onSettled: () => frames.push(expected.frame.slice()) });
  let cycle = 0;
  const compare = (): void => {
    const frame = frames[cycle];
    const word = frame?.findIndex((value, index) => value !== actual.frame[index]) ?? -1;
    if (word >= 0) {
      const slots = [...actual.layout.slots];
      const [port] = slots.find(([, slot]) => slot.word <= word && word < slot.word + slot.words)!;
      throw new Found({ cycle, port });
    }
    cycle += 1;
  };
  try {
    runTraffic(model, manifest, { seed, cycles, onSettled: compare });
    return undefined;
  } catch (error) {
    if (error instanceof Found) return error.difference;
    if (error instanceof StuckError) return { cycle: model.cycles, port: error.message };
    throw error;
  }
}
