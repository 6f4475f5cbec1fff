// SPDX-License-Identifier: Apache-2.0
import { collectStream, join, sendStream, streamPorts, type Task, until } from '../../../sim/tasks/index.ts';
import type { GeneratedModel } from '../../support/generated-model.ts';
import { openBench } from './bench.ts';
import { atMost, type CycleRow, exactly } from './row.ts';

const CALL = 1;
const RETURN = 2;
const sent = ['data', 'strobe', 'last', 'tag', 'kind'];

/** How the cycles of an uncontended call follow from its words and those of its return: a factor, and what is added. */
interface CallFormula {
  readonly perWord: number;
  readonly fixed: number;
  /** Cycles above the product that the target allows. */
  readonly allowed: number;
}

/** Temporary path: marshal, copy, copy, unmarshal on each leg. Direct path: marshal, copy, unmarshal. */
export const callFormulas = {
  temporary: { perWord: 4, fixed: 19, allowed: 32 },
  direct: { perWord: 3, fixed: 17, allowed: 30 },
} as const satisfies Record<string, CallFormula>;

/** Calls through a gateway, as pairs of words there and back: the target, and that the documented formula is exact. */
export function measureCalls(
  generated: GeneratedModel,
  preset: string,
  { perWord, fixed, allowed }: CallFormula,
  pairs: readonly (readonly [number, number])[],
): CycleRow[] {
  return pairs.flatMap(([call, answer]) => {
    const measured = followCall(generated, call, answer);
    const name = `call of ${call} words, return of ${answer} words, first beat in to last beat of the return out`;
    const product = perWord * (call + answer);
    return [
      atMost(preset, name, product + allowed, measured),
      exactly(preset, `the same by the formula ${perWord} (Wq + Wr) + ${fixed}`, product + fixed, measured),
    ];
  });
}

function followCall(generated: GeneratedModel, callWords: number, answerWords: number): number {
  const bench = openBench(generated);
  const { model, testbench } = bench;
  const seen = { first: -1, last: -1 };
  bench.watch(
    ['client_in_valid', 'client_in_ready', 'client_out_valid', 'client_out_last'],
    (cycle, values) => {
      const [valid, ready, out, last] = values;
      if (seen.first < 0 && valid === 1 && ready === 1) {
        seen.first = cycle;
      }
      if (out === 1 && last === 1) {
        seen.last = cycle;
      }
    },
  );
  const beats = (words: number, party: string, kind: number) => {
    const strobe = (1n << BigInt(model.port(`${party}_in_strobe`).width)) - 1n;
    return Array.from({ length: words }, (_, word) => ({
      data: 0n,
      strobe,
      last: word === words - 1 ? 1 : 0,
      tag: 3,
      kind,
    }));
  };
  // The last beat of the request is taken in one cycle and the first beat of the return offered in the next.
  testbench.fork(function* server(): Task {
    const last = model.port('server_out_last');
    const valid = model.port('server_out_valid');
    model.port('server_out_ready').value = 1;
    yield until(() => valid.value === 1 && last.value === 1);
    yield* sendStream(streamPorts(model, 'server_in', sent), beats(answerWords, 'server', RETURN));
  });
  const client = testbench.fork(() =>
    collectStream(streamPorts(model, 'client_out', ['last']), (got) => got.at(-1)?.last === 1n),
  );
  testbench.run(function* () {
    yield* sendStream(streamPorts(model, 'client_in', sent), beats(callWords, 'client', CALL));
    yield join(client);
  });
  return seen.last - seen.first;
}
