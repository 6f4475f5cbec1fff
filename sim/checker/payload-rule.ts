// SPDX-License-Identifier: Apache-2.0
import { bitAt, describeHolder, levels, loadFlag, partyName, writeWord } from '../reference-model/index.ts';
import type { Side } from './area.ts';
import type { Run } from './run.ts';

/** The bytes of the buffers: who reaches them, and what is written. */
export interface PayloadRule {
  /** Routes each word that a party reads or writes to the circuits or the commands that hold its buffer. */
  sample(): void;
  /** Follows the writes in the model without judging them: what a write during reset leaves behind is real. */
  store(): void;
}

export function createPayloadRule(run: Run, side: Side): PayloadRule {
  const { area, party, payload, sender, receiver, commands } = side;
  const { model } = area;
  const { bufferAt, starts } = area.payload;
  const { holders, control } = model;
  const { event } = payload;
  const signals = [
    'write_valid',
    'write_ready',
    'write_address',
    'read_valid',
    'read_ready',
    'read_address',
  ].map((name) => run.binding.pathOf(`${area.name}.payload.${partyName(party)}_${name}`));

  /** The entry that an address belongs to, if the party may reach it. */
  function heldEntry(address: number, access: string): number {
    const entry = bufferAt(address);
    const held =
      entry >= 0 &&
      entry < model.entries &&
      bitAt(holders.second, entry) === party &&
      bitAt(holders.pending, entry) === 0 &&
      loadFlag(control, entry) === 0;
    if (!held) {
      run.fail({
        rule: 'one holder',
        where: side.name,
        expected: 'only buffers that the party holds are reached',
        actual: `word ${address} of the memory is ${access}, and ${entry < 0 || entry >= model.entries ? 'no buffer lies there' : describeHolder(model, entry)}`,
        signals,
      });
    }
    return entry;
  }

  return {
    sample() {
      if (event.reads) {
        const entry = heldEntry(event.readAddress, 'read');
        const offset = event.readAddress - starts[entry]!;
        if (bitAt(holders.circuits, entry) === levels.CIRCUITS) receiver.wordRead(entry, offset);
        else commands?.wordRead(entry, offset);
      }
      if (event.writes) {
        const entry = heldEntry(event.writeAddress, 'written');
        const offset = event.writeAddress - starts[entry]!;
        if (bitAt(holders.circuits, entry) === levels.CIRCUITS) sender.wordWritten(entry, offset);
        else commands?.wordWritten(entry, offset);
      }
    },
    store() {
      if (event.writes && event.writeAddress < area.payload.data.length / area.payload.lanes) {
        writeWord(
          area.payload,
          event.writeAddress,
          run.frame,
          payload.dataAt,
          run.frame,
          payload.strobeAt,
          run.unknown,
        );
      }
    },
  };
}
