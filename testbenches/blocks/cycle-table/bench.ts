// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../../sim/harness/index.ts';
import {
  collectStream,
  createTestbench,
  sendStream,
  streamPorts,
  type Testbench,
  until,
} from '../../../sim/tasks/index.ts';
import { type GeneratedModel, resetUntilReady } from '../../support/generated-model.ts';

/** A block out of reset with a testbench, and the first cycle of things that happen. */
export interface Bench {
  readonly model: Model;
  readonly testbench: Testbench;
  /** Samples ports and probes in every cycle; the frame has one word for each of the names, all at most 32 bits wide. */
  watch(names: readonly string[], see: (cycle: number, values: Uint32Array) => void): void;
}

export function openBench(generated: GeneratedModel): Bench {
  const model = generated.create(1);
  resetUntilReady(model);
  const testbench = createTestbench(model);
  const paths = new Map(generated.manifest.probes.map(({ name, path }) => [name, path]));
  return {
    model,
    testbench,
    watch(names, see) {
      const sampler = model.sampler(names.map((name) => paths.get(name) ?? name));
      testbench.onSample((cycle) => see(cycle, sampler.frame));
    },
  };
}

/** The beats of messages of so many bytes, all zero, sent as notices with tag 0. */
export function* noticeBeats(model: Model, party: string, sizes: readonly number[]) {
  const wordBytes = model.port(`${party}_in_strobe`).width;
  for (const size of sizes) {
    for (let offset = 0; offset === 0 || offset < size; offset += wordBytes) {
      const bytes = Math.min(wordBytes, size - offset);
      yield {
        data: 0n,
        strobe: (1n << BigInt(bytes)) - 1n,
        last: offset + wordBytes >= size ? 1 : 0,
        tag: 0,
        kind: 0,
      };
    }
  }
}

const sent = ['data', 'strobe', 'last', 'tag', 'kind'];

/** A task that sends notices back to back. */
export function sendNotices({ model }: Bench, party: string, sizes: readonly number[]) {
  return () => sendStream(streamPorts(model, `${party}_in`, sent), noticeBeats(model, party, sizes));
}

/** A task that takes so many messages as fast as they come. */
export function takeMessages({ model }: Bench, party: string, messages: number) {
  return () => {
    let ends = 0;
    return collectStream(streamPorts(model, `${party}_out`, ['last']), (beats) => {
      ends += Number(beats.at(-1)?.last ?? 0n);
      return ends === messages;
    });
  };
}

/** A task that gives one command and waits for its result; returns the cycles of acceptance and of the result. */
export function* command(
  bench: Bench,
  party: string,
  operation: number,
  fields: Readonly<Record<string, number>> = {},
) {
  const { model } = bench;
  const valid = model.port(`${party}_command_valid`);
  const ready = model.port(`${party}_command_ready`);
  model.port(`${party}_command_operation`).value = operation;
  for (const [field, value] of Object.entries(fields)) {
    model.port(`${party}_command_${field}`).value = value;
  }
  valid.value = 1;
  let accepted = 0;
  yield until(() => {
    accepted = model.cycles;
    return ready.value === 1;
  });
  valid.value = 0;
  let answered = 0;
  const result = { code: 0, entry: 0, pointer: 0, length: 0 };
  yield until(() => {
    answered = model.cycles;
    if (model.port(`${party}_result_valid`).value !== 1) {
      return false;
    }
    for (const field of Object.keys(result) as (keyof typeof result)[]) {
      result[field] = model.port(`${party}_result_${field}`).value;
    }
    return true;
  });
  return { accepted, answered, ...result };
}
