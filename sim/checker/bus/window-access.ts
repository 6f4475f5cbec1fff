// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../manifest/index.ts';
import { type BlockRegisters, misuses, results } from '../../reference-model/index.ts';
import type { Run } from '../run.ts';
import { type AccessPart, createRequest } from './access-part.ts';
import type { Watch } from './watch.ts';

type Block = Manifest['addressBlocks'][number];

/** Bytes of an access. */
const accessBytes = 4;

/** A mask of the bytes that a strobe of four bits names. */
export function byteMask(strobe: number): number {
  return [0xff, 0xff00, 0xff0000, 0xff000000].reduce(
    (mask, byte, lane) => ((strobe >> lane) & 1 ? mask | byte : mask),
    0,
  );
}

/**
 * The bytes of buffers behind the bus of a party: words of four bytes out of words as wide as the data path.
 *
 * @param reclaims whether all that the party holds is taken back in this cycle
 */
export function createWindowAccess(
  run: Run,
  watch: Watch,
  { name, window }: Block,
  wordBytes: number,
  registers: BlockRegisters,
  reclaims: () => boolean,
): AccessPart {
  const { binding } = run;
  const { stride } = window!;
  const port = (signal: string) => `${name}_window_${signal}`;
  const expectOf = (signal: string) => watch.expect('bus translation', port(signal));
  const [expectValid, expectWrite, expectEntry, expectOffset] = [
    expectOf('valid'),
    expectOf('write'),
    expectOf('entry'),
    expectOf('offset'),
  ];
  const [ready, isDone, code] = [
    watch.read(port('ready')),
    watch.read(port('done')),
    watch.read(port('code')),
  ];
  const [given, strobes, found] = ['data', 'strobe', 'read_data'].map((signal) => binding.port(port(signal)));
  const entries = 2 ** binding.port(port('entry')).width;
  const enable = registers.keeps('enable');
  const request = createRequest();

  /** Compares the bytes that are written: those of the lane that the address names, and no others. */
  function compareBytes(lane: number, data: number, strobe: number): void {
    const { frame } = run;
    const mask = byteMask(strobe);
    let right = ((frame[given!.word + lane]! ^ data) & mask) === 0;
    for (let word = 0; word < strobes!.words; word += 1) {
      const own = Math.floor(lane / 8) === word ? strobe * 2 ** (accessBytes * (lane % 8)) : 0;
      right &&= frame[strobes!.word + word] === own;
    }
    if (right) return;
    watch.fail(
      'bus translation',
      `the window is given bytes ${strobe.toString(2)} of 0x${data.toString(16)} in lane ${lane}, and no others`,
      `its strobe is 0x${frame[strobes!.word]!.toString(16)}, lane ${lane} has 0x${frame[given!.word + lane]!.toString(16)}`,
    );
  }

  return {
    sample(access, outcome) {
      const place = access === undefined ? 0 : access.address - window!.address;
      const entry = Math.floor(place / stride);
      const offset = place % stride;
      const lane = Math.floor((offset % wordBytes) / accessBytes);
      const isBeyond = entry >= entries;
      // A write without bytes does nothing.
      const wanted =
        access !== undefined && enable.now === 1 && !isBeyond && (!access.write || access.strobe !== 0);
      const isDue = request.isDue(wanted);
      expectValid(isDue ? 1 : 0);
      if (isDue) {
        expectWrite(access!.write ? 1 : 0);
        expectEntry(entry);
        expectOffset(Math.floor(offset / wordBytes));
        if (access!.write) compareBytes(lane, access!.data, access!.strobe);
      }
      const isLost = request.isGiven() && reclaims();
      const ended = request.ends(isDone() === 1 || isLost);
      const isRefused = ended && (isLost || code() !== results.OK);
      request.step(wanted, ready() === 1, ended);
      if (access === undefined) return;
      outcome.done = !wanted || ended;
      if (enable.now === 0) outcome.misuse = misuses.DISABLED;
      else if (isBeyond) outcome.misuse = misuses.NO_REGISTER;
      else if (isRefused) outcome.misuse = misuses.REFUSED;
      else if (ended && !access.write) outcome.data = run.frame[found!.word + lane]!;
    },
    restart: request.restart,
  };
}
