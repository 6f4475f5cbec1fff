// SPDX-License-Identifier: Apache-2.0
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildFixture } from './fixtures/build.ts';
import type { ModelLibrary } from './load-model.ts';
import type { Model } from './model.ts';

let counter: ModelLibrary;
let collectGarbage: () => void;
beforeAll(async () => {
  counter = await buildFixture('counter');
  setFlagsFromString('--expose-gc');
  collectGarbage = runInNewContext('gc') as () => void;
}, 120_000);

async function collect(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    collectGarbage();
    await turn();
  }
}

function runSteps(model: Model): void {
  model.sampler(['count']);
  model.port('reset').value = 1;
  model.settle();
  model.edge();
  expect(() => model.edge()).toThrow('without a settle()');
}

describe('the memory of a model', () => {
  it('is freed when nobody holds the model, disposed of or not', async () => {
    const references = Array.from({ length: 40 }, (_, index) => {
      const model = counter.create();
      runSteps(model);
      if (index % 2 === 0) model.dispose();
      return new WeakRef(model.settle);
    });
    await collect();
    const alive = references.filter((reference) => reference.deref() !== undefined);
    // The last one may still be on the stack.
    expect(alive.length).toBeLessThan(4);
  });

  it('lives as long as any part that points into it', async () => {
    const parts = Array.from({ length: 20 }, () => {
      const model = counter.create();
      runSteps(model);
      return { count: model.port('count'), frame: model.sampler(['reset']).frame, settle: model.settle };
    });
    await collect();
    for (const { count, frame, settle } of parts) {
      settle();
      expect([count.value, frame[0]]).toEqual([0, 1]);
    }
  });
});
