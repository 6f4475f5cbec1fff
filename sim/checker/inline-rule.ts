// SPDX-License-Identifier: Apache-2.0
import { monitorInlineMemory } from '../monitors/index.ts';
import { freeSlot, type InlineSlots, partyName, slotNumber, writeWord } from '../reference-model/index.ts';
import type { Area, Side } from './area.ts';
import type { Run } from './run.ts';

/** The inline slots of both directions of an area: who writes and reads them, and when they are free again. */
export interface InlineRule {
  /** Compares the slots in use with the model, before the operations. */
  sample(): void;
  /** Tells the receiving circuits what they freed one cycle ago, after the operations. */
  apply(): void;
  /** Routes the words that are written and read. */
  reachBytes(): void;
  /** Keeps what is freed in this cycle. */
  remember(): void;
  unfinished(): string | undefined;
  restart(): void;
}

export function createInlineRule(
  run: Run,
  area: Area,
  inline: InlineSlots,
  sides: readonly [Side, Side],
): InlineRule {
  const { lanes, starts } = area.payload;
  const slotWords = inline.bytes / (4 * lanes);
  const directions = [0, 1].map((party) => {
    const name = `${area.name}.${partyName(party)}_inline`;
    return {
      party,
      ring: inline.rings[party as 0 | 1],
      sender: sides[party]!,
      receiver: sides[1 - party]!,
      monitor: monitorInlineMemory(run.binding, area.name, partyName(party)),
      signals: ['used', 'write', 'write_address', 'read', 'read_address', 'freed'].map((signal) =>
        run.binding.pathOf(`${name}.${signal}`),
      ),
      /** The slot that was freed one cycle ago, or -1. */
      freed: -1,
    };
  });
  type Direction = (typeof directions)[number];

  function fail({ sender, signals }: Direction, expected: string, actual: string): never {
    return run.fail({ rule: 'bypass', where: `${sender.name}, inline slots`, expected, actual, signals });
  }

  function write(direction: Direction): void {
    const { party, ring, sender, monitor } = direction;
    const offset = monitor.event.writeAddress - ring.next * slotWords;
    if (ring.used === inline.slots || offset < 0 || offset >= slotWords) {
      const expected =
        ring.used === inline.slots
          ? 'no word is written: all slots are used'
          : `a word of slot ${ring.next} is written`;
      fail(direction, expected, `word ${monitor.event.writeAddress} of the slots is written`);
    }
    const slot = slotNumber(inline, party, ring.next);
    sender.sender.wordWritten(slot, offset);
    const { dataAt, strobeAt } = sender.payload;
    writeWord(area.payload, starts[slot]! + offset, run.frame, dataAt, run.frame, strobeAt, run.unknown);
  }

  function read(direction: Direction): void {
    const { party, ring, receiver, monitor } = direction;
    const slot = Math.floor(monitor.event.readAddress / slotWords);
    const behind = (slot - ring.oldest + inline.slots) % inline.slots;
    if (slot >= inline.slots || behind >= ring.used) {
      fail(
        direction,
        'only slots with messages are read',
        `word ${monitor.event.readAddress} of the slots is read`,
      );
    }
    receiver.receiver.wordRead(slotNumber(inline, party, slot), monitor.event.readAddress % slotWords);
  }

  return {
    sample() {
      for (const direction of directions) {
        const { monitor, ring } = direction;
        monitor.sample(run.frame);
        if (monitor.event.used !== ring.used) {
          fail(direction, `${ring.used} slots are used`, `${monitor.event.used} are`);
        }
      }
    },
    apply() {
      for (const direction of directions) {
        if (direction.freed >= 0) direction.receiver.receiver.frees(direction.freed);
        direction.freed = -1;
      }
    },
    reachBytes() {
      for (const direction of directions) {
        if (direction.monitor.event.reads) read(direction);
        if (direction.monitor.event.writes) write(direction);
      }
    },
    remember() {
      for (const direction of directions) {
        const { monitor, party, ring } = direction;
        if (!monitor.event.frees) continue;
        if (ring.used === 0) fail(direction, 'no slot is freed: none is used', 'one is freed');
        direction.freed = slotNumber(inline, party, ring.oldest);
        freeSlot(inline, party);
      }
    },
    unfinished() {
      const left = directions.find(({ ring }) => ring.used > 0);
      return left && `${left.ring.used} inline slots of ${left.sender.name} are used`;
    },
    restart() {
      for (const direction of directions) direction.freed = -1;
    },
  };
}
