// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { openRegisters } from '../../sim/session/index.ts';
import { createTestbench, cycles, type Task } from '../../sim/tasks/index.ts';
import { buildEmbodiment, type EmbodimentName } from '../support/embodiments.ts';
import { type GeneratedModel, resetOnce } from '../support/generated-model.ts';
import { type Party, party } from './party.ts';

const { NOTICE, CALL, RETURN, FAILURE } = messageKinds;
const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);
const empty = new Uint8Array(0);

/** A design whose parties may die, and who uses it. */
function start(design: GeneratedModel, [one, other]: readonly [string, string]) {
  const model = design.create(1);
  onTestFinished(() => model.dispose());
  resetOnce(model);
  const testbench = createTestbench(model);
  const registers = openRegisters(model, parseManifest(JSON.stringify(design.manifest), 'the manifest'));
  const field = (name: string) => {
    const { low } = design.manifest.registers
      .flatMap(({ fields }) => fields)
      .find((candidate) => candidate.name === name)!;
    return Math.floor(registers.read('reclaim') / 2 ** low) % 2;
  };
  return {
    model,
    first: party(model, one),
    second: party(model, other),
    run: (scene: () => Task) => testbench.run(scene),
    field,
    /** Takes back all that a party holds. */
    reclaim(name: string) {
      registers.write({ [`${name}_reclaim`]: 1 });
      for (let reads = 0; field(`${name}_reclaim`) === 1; reads += 1) expect(reads).toBeLessThan(100);
    },
  };
}

/** Allocates until nothing is left; returns how many there were, and gives them back. */
function* countFree(user: Party): Task<number> {
  const taken: { entry: number; pointer: number }[] = [];
  for (;;) {
    const { code, entry, pointer } = yield* user.command('ALLOCATE');
    if (code !== 'OK') break;
    taken.push({ entry, pointer });
  }
  for (const buffer of taken) expect((yield* user.command('DEALLOCATE', buffer)).code).toBe('OK');
  return taken.length;
}

function use(name: EmbodimentName): () => GeneratedModel {
  let design: GeneratedModel;
  beforeAll(async () => {
    design = await buildEmbodiment(name);
  }, 180_000);
  return () => design;
}

describe('T13: a dead party of a channel', () => {
  const channel = use('searching');

  test('gives back what its commands hold, what its stream has begun, and what waits for it', () => {
    const { model, first, second, run, field, reclaim } = start(channel(), ['first', 'second']);
    run(function* () {
      yield* first.command('ALLOCATE');
      yield* second.send([{ bytes, tag: 1, kind: NOTICE }]);
      model.port('first_in_valid').value = 1;
      model.port('first_in_kind').value = NOTICE;
      yield cycles(1);
      model.port('first_in_valid').value = 0;
      yield cycles(20);
    });
    reclaim('first');
    expect(field('first_drops'), 'its message was half sent').toBe(1);
    run(function* () {
      expect(yield* countFree(second), 'every buffer is free').toBe(4);
      // The rest of the old message, then a new one.
      yield* first.send([
        { bytes, tag: 0, kind: NOTICE },
        { bytes, tag: 3, kind: NOTICE },
      ]);
      expect(yield* second.receive(1)).toEqual([{ bytes, tag: 3, kind: NOTICE }]);
      expect(first.lastError().code).toBe('OK');
    });
    expect(field('first_drops')).toBe(0);
  });

  test('answers the calls that it had with failures, in its temporary buffers too', () => {
    const { first, second, run, reclaim } = start(channel(), ['first', 'second']);
    const calls = [2, 0].map((tag) => ({ bytes, tag, kind: CALL }));
    run(function* () {
      yield* first.send(calls);
      yield cycles(40);
    });
    reclaim('second');
    run(function* () {
      const failures = [0, 2].map((tag) => ({ bytes: empty, tag, kind: FAILURE }));
      expect(yield* first.receive(2), 'one for each call').toEqual(failures);
      expect(yield* countFree(second)).toBe(4);
      yield* first.send([calls[0]!]);
      expect(yield* second.receive(1), 'whoever comes next is called').toEqual([calls[0]]);
      yield* second.send([{ bytes, tag: 2, kind: RETURN }]);
      expect(yield* first.receive(1)).toEqual([{ bytes, tag: 2, kind: RETURN }]);
    });
  });
});

describe('T13: a dead party of a gateway', () => {
  const gateway = use('second');

  test('a dead server: the client gets failures, and its server threads serve others', () => {
    const { first: client, second: server, run, field, reclaim } = start(gateway(), ['client', 'server']);
    const calls = [0, 1, 2, 3].map((tag) => ({ bytes, tag, kind: CALL }));
    run(function* () {
      yield* client.send(calls);
      expect(yield* server.receive(2)).toHaveLength(2);
      // The others are indicated to the server meanwhile.
      yield cycles(60);
    });
    reclaim('server');
    run(function* () {
      const failed = yield* client.receive(4);
      expect(failed.map(({ tag, kind }) => [tag, kind])).toEqual(calls.map(({ tag }) => [tag, FAILURE]));
      expect(yield* countFree(server)).toBe(8);
      yield* client.send(calls);
      expect(yield* server.receive(4), 'all threads are free').toEqual(calls);
    });
    expect(field('server_fails')).toBe(0);
  });

  test('a dead client: its returns are dropped, and a tag of its calls is in use until then', () => {
    const { first: client, second: server, run, field, reclaim } = start(gateway(), ['client', 'server']);
    const call = { bytes, tag: 1, kind: CALL };
    run(function* () {
      yield* client.send([call]);
      expect(yield* server.receive(1)).toEqual([call]);
    });
    reclaim('client');
    expect(field('client_orphans')).toBe(1);
    run(function* () {
      yield* client.send([call]);
      yield cycles(20);
      expect(client.lastError()).toMatchObject({ code: 'ERR_TAG', tag: 1 });
      yield* server.send([
        { bytes, tag: 1, kind: RETURN },
        { bytes, tag: 0, kind: NOTICE },
      ]);
      expect(yield* client.receive(1), 'the return is not delivered').toEqual([
        { bytes, tag: 0, kind: NOTICE },
      ]);
      yield* client.send([call]);
      expect(yield* server.receive(1), 'now the tag is free').toEqual([call]);
    });
    expect(field('client_orphans')).toBe(0);
  });

  test('what the other party has is left alone: a message of the dead one, and calls on their way', () => {
    const { first: client, second: server, run, reclaim } = start(gateway(), ['client', 'server']);
    const message = { bytes, tag: 3, kind: NOTICE };
    run(function* () {
      yield* client.send([message]);
      yield cycles(40);
    });
    reclaim('client');
    run(function* () {
      expect(yield* server.receive(1), 'it was sent before').toEqual([message]);
    });
  });
});
