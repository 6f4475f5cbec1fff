// SPDX-License-Identifier: Apache-2.0
import { beforeAll, expect, onTestFinished } from 'vitest';
import type { Model } from '../../../sim/harness/index.ts';
import { createTestbench, type Task, type Testbench } from '../../../sim/tasks/index.ts';
import { buildGenerated, type GeneratedModel, resetUntilReady } from '../../support/generated-model.ts';
import { type CommandResult, type Party, party } from '../party.ts';

export const buffers = 3;
export const bufferBytes = 64;
export const wordBytes = 4; // of 32 bits
export const threads = 3;

/** The flags when every buffer is free. */
export const allFree = 2 ** buffers - 1;

export const pointerOf = (entry: number) => entry * bufferBytes;

/** A channel out of reset with a user at each side. */
export interface Scene {
  readonly model: Model;
  readonly testbench: Testbench;
  readonly first: Party;
  readonly second: Party;
}

/** The channel that bad users meet: sizes that are no powers of two, so that entries and tags that do not exist can be named. */
export interface HostileChannel {
  create(seed: number): Model;
  open(): Scene;
  /** Opens a scene and runs a task in it to its end. */
  run<Result>(body: (scene: Scene) => Task<Result>): Result;
  /** All flags, 1 free. */
  flags(model: Model): number;
}

/** Builds the channel before the tests of a file run. */
export function hostileChannel(): HostileChannel {
  let channel: GeneratedModel;
  beforeAll(async () => {
    channel = await buildGenerated({
      parties: 'two',
      buffers,
      bufferBytes,
      threads,
      dataWidth: 32,
      temporaryBuffers: 2,
    });
  }, 180_000);

  const create = (seed: number): Model => {
    const model = channel.create(seed);
    onTestFinished(() => model.dispose());
    return model;
  };
  const open = (): Scene => {
    const model = create(1);
    resetUntilReady(model);
    const testbench = createTestbench(model);
    return { model, testbench, first: party(model, 'first'), second: party(model, 'second') };
  };
  return {
    create,
    open,
    run(body) {
      const scene = open();
      return scene.testbench.run(() => body(scene));
    },
    flags(model) {
      const probe = channel.manifest.probes.find(({ name }) => name === 'area.control_ram.flags')!;
      const { frame } = model.sampler([probe.path]);
      model.settle();
      return frame[0]!;
    },
  };
}

/** Commands receive at this party from now on. */
export function receiveByCommand(model: Model, name: string): void {
  model.port(`${name}_receive_by_command`).value = 1;
}

export function* allocate(user: Party): Task<CommandResult> {
  const result = yield* user.command('ALLOCATE');
  expect(result.code).toBe('OK');
  expect(result.pointer).toBe(pointerOf(result.entry));
  return result;
}

export function* free(user: Party, entry: number): Task<void> {
  const { code } = yield* user.command('DEALLOCATE', { entry, pointer: pointerOf(entry) });
  expect(code).toBe('OK');
}

/** Bytes of which each has the value of its position, counted from `first`. */
export const bytesOf = (length: number, first = 1) =>
  Uint8Array.from({ length }, (_, index) => (first + index) & 255);
