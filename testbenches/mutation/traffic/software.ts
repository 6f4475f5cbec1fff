// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../../sim/harness/index.ts';
import type { Random } from '../../../sim/tasks/index.ts';
import type { Actor } from './actor.ts';
import { type CommandResult, createCommandPort } from './command-port.ts';
import type { OpenCalls, Side } from './open-calls.ts';
import { drawLength } from './stream-sender.ts';
import { createWindowPort } from './window-port.ts';

const operations = { allocate: 0, indicate: 1, detect: 2, deallocate: 3 } as const;
const codes = { ok: 0 } as const;

/** A step of a job: waits until it returns true. */
type Job = Generator<() => boolean, void>;

/** Uses the command level of a party: sends, receives and frees, and tries what it must not. Words have 32 bits at most. */
export function createSoftware(
  model: Model,
  party: string,
  side: Side,
  calls: OpenCalls,
  bufferBytes: number,
  random: Random,
): Actor {
  const command = createCommandPort(model, party, random.fork());
  const window = createWindowPort(model, party, random.fork());
  const byCommand = model.port(`${party}_receive_by_command`);
  const clear = model.port(`${party}_error_clear`);
  const interrupt = model.port(`${party}_interrupt`);
  const { wordBytes, widths } = { wordBytes: window.wordBytes, widths: command.widths };
  /** Buffers that commands of this party hold, with their byte addresses. */
  const held = new Map<number, number>();
  let job: Job | undefined;
  let waitsFor: (() => boolean) | undefined;

  function* give(
    operation: number,
    fields: Partial<CommandResult> & { kind?: number },
  ): Generator<() => boolean, CommandResult> {
    const result = command.give(operation, fields);
    yield () => result.done;
    if (result.code !== codes.ok) return result;
    if (operation === operations.allocate || operation === operations.detect) {
      held.set(result.entry, result.pointer);
    } else {
      held.delete(fields.entry ?? 0);
    }
    if (operation === operations.detect) calls.received(side, result.kind, result.tag);
    return result;
  }

  function* access(write: boolean, entry: number, offset: number): Job {
    const done = window.access(write, entry, offset);
    yield done;
  }

  function* pause(cycles: number): Job {
    let left = cycles;
    yield () => left-- <= 0;
  }

  function* send(): Job {
    const { code, entry } = yield* give(operations.allocate, {});
    if (code !== codes.ok) return yield* pause(random.below(20));
    const length = drawLength(bufferBytes, random);
    for (let offset = 0; offset * wordBytes < length; offset += 1) {
      yield* access(true, entry, offset);
    }
    const { kind, tag } = calls.choose(side, false);
    yield* give(operations.indicate, { entry, length, tag, kind });
  }

  function* receive(): Job {
    const { code, entry, pointer, length } = yield* give(operations.detect, {});
    if (code !== codes.ok) return;
    const words = Math.min(Math.ceil(length / wordBytes) + 1, Math.ceil(bufferBytes / wordBytes));
    const most = random.chance(0.5) ? words : Math.min(words, 2);
    for (let offset = words - most; offset < words; offset += 1) {
      yield* access(false, entry, offset);
    }
    yield* give(operations.deallocate, { entry, pointer });
  }

  function* release(): Job {
    for (const [entry, pointer] of [...held]) {
      yield* give(operations.deallocate, { entry, pointer });
    }
  }

  /** Anything at all, often about a buffer that exists, to meet every refusal. */
  function* misbehave(): Job {
    const entry = random.below(2 ** widths.entry);
    if (random.chance(0.3)) {
      yield* access(random.chance(0.5), entry, window.anyOffset());
      return;
    }
    const pointer =
      held.get(entry) ?? (random.chance(0.7) ? entry * bufferBytes : random.below(2 ** widths.pointer));
    yield* give(random.below(4), {
      entry,
      pointer,
      length: random.chance(0.5) ? drawLength(bufferBytes, random) : random.below(2 ** widths.length),
      tag: random.below(2 ** widths.tag),
      kind: random.below(4),
    });
    if (random.chance(0.3)) yield* pause(random.below(20));
  }

  const begin = (hostile: boolean, isDraining: boolean): Job | undefined => {
    if (isDraining) return held.size > 0 ? release() : undefined;
    if (hostile) return misbehave();
    if (byCommand.value === 1 && (interrupt.value === 1 || random.chance(0.1))) return receive();
    if (held.size > 0 && random.chance(0.3)) return release();
    if (random.chance(0.1)) return pause(random.below(40));
    return send();
  };

  const proceed = (): void => {
    while (job !== undefined && (waitsFor === undefined || waitsFor())) {
      const step = job.next();
      if (step.done === true) job = undefined;
      waitsFor = step.done === true ? undefined : step.value;
    }
  };

  return {
    drive({ software, hostile, switchReceiver }, isDraining) {
      if (isDraining) byCommand.value = 0;
      else if (random.chance(switchReceiver)) byCommand.value = 1 - byCommand.value;
      clear.value = random.chance(0.02) ? 1 : 0;
      // Somebody must receive while messages are kept from the stream, and nobody may keep buffers for ever.
      const eager = byCommand.value === 1 || held.size > 0 ? Math.max(software, 0.05) : software;
      if (job === undefined && random.chance(isDraining ? 1 : eager)) {
        job = begin(random.chance(hostile), isDraining);
      }
      proceed();
      // A command that has waited long is the one that an access comes in the way of.
      if (!isDraining && random.chance(command.waited > 5 ? hostile : hostile * 0.1)) window.disturb();
      command.drive();
      window.drive();
    },
    sample() {
      command.sample();
      window.sample();
      return false;
    },
    reset() {
      command.reset();
      window.reset();
      held.clear();
      job = undefined;
      waitsFor = undefined;
      byCommand.value = 0;
    },
    get atRest() {
      return job === undefined && held.size === 0 && interrupt.value === 0 && !window.busy;
    },
  };
}
