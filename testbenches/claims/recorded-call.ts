// SPDX-License-Identifier: Apache-2.0
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { createTestbench, cycles, type Task, until } from '../../sim/tasks/index.ts';
import { party } from '../blocks/party.ts';
import { buildGenerated, resetUntilReady } from '../support/generated-model.ts';
import { createRecorder, type RunRecord } from './record-cycles.ts';

/** The call and its return: lengths that end one byte behind a word, one longer than the other. */
export const tag = 2;
export const request = Array.from({ length: 21 }, (_, index) => 1 + index);
export const answer = Array.from({ length: 29 }, (_, index) => 255 - index);

/** Cycles from the last beat of the call to the first of its return. */
const serviceCycles = 30;
/** Far more than a call takes. A design that does not serve it leaves a shorter record, not an error. */
const recordedCycles = 400;

/**
 * Sends one call through a block and lets it be served and returned. Before that, commands of both users take the lowest
 * entries; they are given back while the call is served. So the buffers of the way there are others than those of the way
 * back, and other ones in each area.
 *
 * @param held entries that commands of the caller, and of who serves, take
 * @returns what happened in each cycle, whether or not the call came back
 */
export async function recordCall(
  input: ConfigurationInput,
  [caller, server]: readonly [string, string],
  held: readonly [number, number],
): Promise<RunRecord> {
  const built = await buildGenerated(input);
  const manifest = parseManifest(JSON.stringify(built.manifest), 'the generated manifest');
  const model = built.create(1);
  try {
    resetUntilReady(model);
    const testbench = createTestbench(model);
    const users = [party(model, caller), party(model, server)] as const;
    const recorder = createRecorder(manifest);
    const { record } = recorder;
    const { frame } = model.sampler(recorder.signals);
    for (const user of [caller, server]) model.port(`${user}_out_ready`).value = 1;
    const call = { bytes: Uint8Array.from(request), tag, kind: messageKinds.CALL };
    const answered = { bytes: Uint8Array.from(answer), tag, kind: messageKinds.RETURN };
    const take = function* (index: 0 | 1): Task<number[]> {
      const entries: number[] = [];
      while (entries.length < held[index]) {
        entries.push((yield* users[index].command('ALLOCATE')).entry);
      }
      return entries;
    };
    const giveBack = function* (index: 0 | 1, entries: readonly number[]): Task {
      for (const entry of entries) {
        const pointer = entry * manifest.configuration.bufferBytes;
        yield* users[index].command('DEALLOCATE', { entry, pointer });
      }
    };
    const script = function* (): Task {
      const taken = [yield* take(0), yield* take(1)] as const;
      testbench.fork(() => users[0].send([call]));
      yield until(() => record.beats.some(({ user, last }) => user === server && last));
      testbench.fork(() => giveBack(0, taken[0]));
      testbench.fork(() => giveBack(1, taken[1]));
      yield cycles(serviceCycles);
      yield* users[1].send([answered]);
    };
    testbench.onSample((cycle) => recorder.sample(frame, cycle));
    testbench.run(function* () {
      testbench.fork(script);
      yield cycles(recordedCycles);
    });
    return record;
  } finally {
    model.dispose();
  }
}
