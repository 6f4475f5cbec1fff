// SPDX-License-Identifier: Apache-2.0
import { bufferCountOf, mostPayloadBytes } from '../../hdl-gen/configuration/index.ts';
import type { Random } from '../../sim/tasks/index.ts';
import type { Draft, Field } from './field.ts';

/** Draws values of one field that suit the fields drawn before it. */
type DependentDraw = (random: Random, draft: Draft) => unknown;

const mostGapWords = 8;

/**
 * Fields whose values between the ends, or whose lists, would hardly ever suit the other fields by chance, in the order in
 * which they are drawn: each after those it depends on.
 */
export const dependentValues: Partial<Record<Field, DependentDraw>> = {
  bufferBytes(random, { dataWidth = 64 }) {
    const wordBytes = dataWidth / 8;
    const [least, most] = [64 / wordBytes + 1, 65536 / wordBytes - 1];
    const words = random.chance(0.85)
      ? least + random.below(32)
      : Math.floor(most ** (random.below(1000) / 1000));
    return wordBytes * Math.min(most, Math.max(least, words));
  },
  bypassBytes(random, { dataWidth = 64, bufferBytes = 64 }) {
    const wordBytes = dataWidth / 8;
    const mostWords = Math.min(256, bufferBytes) / wordBytes - 1;
    return wordBytes * random.between(1, Math.max(1, Math.floor(mostWords)));
  },
  serverThreads: (random, { threads = 1 }) => random.between(Math.min(2, threads), threads),
  bufferAddresses(random, { buffers = 1, noBuffer = 'wait', bufferBytes = 64, dataWidth = 64 }) {
    const wordBytes = dataWidth / 8;
    const count = bufferCountOf({ buffers, noBuffer });
    const room = Math.max(0, Math.floor((mostPayloadBytes / count - bufferBytes) / wordBytes));
    const order = Array.from({ length: count }, (_, place) => ({ place, key: random.next32() }))
      .sort((one, other) => one.key - other.key)
      .map(({ place }) => place);
    const addresses: number[] = [];
    let end = 0;
    for (const place of order) {
      addresses[place] = end + wordBytes * random.below(Math.min(mostGapWords, room) + 1);
      end = addresses[place] + bufferBytes;
    }
    return addresses;
  },
};
