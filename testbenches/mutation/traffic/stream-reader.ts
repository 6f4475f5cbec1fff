// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../../sim/harness/index.ts';
import type { Random } from '../../../sim/tasks/index.ts';
import type { Actor } from './actor.ts';
import type { OpenCalls, Side } from './open-calls.ts';

/** Takes messages from a stream, with stalls. */
export function createStreamReader(
  model: Model,
  party: string,
  side: Side,
  calls: OpenCalls,
  random: Random,
): Actor {
  const port = (name: string) => model.port(`${party}_out_${name}`);
  const [valid, ready, last, tag, kind] = [
    port('valid'),
    port('ready'),
    port('last'),
    port('tag'),
    port('kind'),
  ];
  return {
    drive({ read }) {
      ready.value = random.chance(read) ? 1 : 0;
    },
    sample() {
      const taken = valid.value === 1 && ready.value === 1;
      if (taken && last.value === 1) calls.received(side, kind.value, tag.value);
      return taken;
    },
    reset() {},
    get atRest() {
      return valid.value === 0;
    },
  };
}
