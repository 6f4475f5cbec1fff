// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { mostOvertaking } from '../../../hdl-gen/blocks/fairness-note.ts';
import { messageKinds } from '../../../hdl-gen/circuits/codes.ts';
import { sizesOf } from '../../../hdl-gen/circuits/sizes.ts';
import { presets } from '../../../hdl-gen/configuration/index.ts';
import { createTestbench, cycles } from '../../../sim/tasks/index.ts';
import { buildGenerated, type GeneratedModel, resetUntilReady } from '../../support/generated-model.ts';
import { party, type StreamMessage } from '../party.ts';

const { CALL, RETURN, NOTICE } = messageKinds;
const bytes = new Uint8Array(64);

describe.each(['lookup', 'scan'] as const)('calls among notices both ways, allocator %s', (allocator) => {
  let gateway: GeneratedModel;
  beforeAll(async () => {
    gateway = await buildGenerated({ ...presets['tiny-gateway'], allocator });
  }, 180_000);

  test('a call gets through and comes back however many notices there are', () => {
    const { configuration } = gateway.manifest;
    const { threads } = configuration;
    const model = gateway.create(1);
    onTestFinished(() => model.dispose());
    resetUntilReady(model);
    const client = party(model, 'client');
    const server = party(model, 'server');
    const freeTags = Array.from({ length: threads }, (_, tag) => tag);
    const calls: number[] = [];
    const atServer: number[] = [];
    const atClient: number[] = [];
    function* requests(): Generator<StreamMessage> {
      for (let index = 0; ; index += 1) {
        const tag = index % 4 === 0 ? freeTags.shift() : undefined;
        yield tag === undefined ? { bytes, tag: 0, kind: NOTICE } : { bytes, tag, kind: CALL };
      }
    }
    function* returns(): Generator<StreamMessage> {
      for (;;) {
        const tag = calls.shift();
        yield tag === undefined ? { bytes, tag: 0, kind: NOTICE } : { bytes, tag, kind: RETURN };
      }
    }
    const testbench = createTestbench(model);
    testbench.fork(() => client.send(requests()));
    testbench.fork(() => server.send(returns()));
    testbench.fork(function* () {
      for (;;) {
        const [message] = yield* server.receive(1);
        atServer.push(message!.kind);
        if (message!.kind === CALL) calls.push(message!.tag);
      }
    });
    testbench.fork(function* () {
      for (;;) {
        const [message] = yield* client.receive(1);
        atClient.push(message!.kind);
        if (message!.kind === RETURN) freeTags.push(message!.tag);
      }
    });
    testbench.run(
      function* () {
        yield cycles(8000);
      },
      { maximumCycles: 9000 },
    );

    const returned = atClient.filter((kind) => kind === RETURN).length;
    expect(returned, 'every fourth request is a call').toBeGreaterThan(atServer.length / 8);
    expect(returned).toBeGreaterThan(15);
    const gaps = atClient.join('').split(String(RETURN));
    const most = Math.max(...gaps.map((notices) => notices.length));
    // Every fourth request is a call, and each may see so many messages of the other direction go first.
    expect(most, 'notices between two returns').toBeLessThanOrEqual(
      4 * mostOvertaking(sizesOf(configuration)),
    );
  });
});
