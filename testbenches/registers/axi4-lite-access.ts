// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../sim/harness/index.ts';

/** One access of a bus port. */
export interface Access {
  readonly write: boolean;
  /** Byte address. */
  readonly address: number;
  readonly data: number;
  /** Bytes that a write gives, a bit for each. */
  readonly strobe: number;
}

export interface Answer {
  /** 0 OKAY, 2 SLVERR. */
  readonly response: number;
  /** Of a read. */
  readonly data: number;
}

const mostCycles = 64;

/**
 * Makes one access at an AXI4-Lite port and waits for its answer.
 *
 * @param prefix what the names of its signals begin with
 * @throws Error when no answer comes in 64 cycles
 */
export function accessAxi4Lite(model: Model, prefix: string, access: Access): Answer {
  const port = (name: string) => model.port(`${prefix}_${name}`);
  const [addresses, answers] = access.write ? (['aw', 'b'] as const) : (['ar', 'r'] as const);
  const offered = new Set<string>(access.write ? ['aw', 'w'] : ['ar']);
  port(`${addresses}addr`).value = access.address;
  if (access.write) {
    port('wdata').value = access.data;
    port('wstrb').value = access.strobe;
  }
  port(`${answers}ready`).value = 1;
  for (let cycle = 0; cycle < mostCycles; cycle += 1) {
    for (const channel of access.write ? ['aw', 'w'] : ['ar']) {
      port(`${channel}valid`).value = offered.has(channel) ? 1 : 0;
    }
    model.settle();
    const taken = [...offered].filter((channel) => port(`${channel}ready`).value === 1);
    const answer =
      port(`${answers}valid`).value === 1
        ? { response: port(`${answers}resp`).value, data: access.write ? 0 : port('rdata').value }
        : undefined;
    model.edge();
    for (const channel of taken) offered.delete(channel);
    if (answer !== undefined && offered.size === 0) {
      port(`${answers}ready`).value = 0;
      for (const channel of access.write ? ['aw', 'w'] : ['ar']) port(`${channel}valid`).value = 0;
      model.settle();
      return answer;
    }
  }
  throw new Error(`${prefix}: no answer to ${JSON.stringify(access)} in ${mostCycles} cycles.`);
}
