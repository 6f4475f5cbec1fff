// SPDX-License-Identifier: Apache-2.0
import { accessBytes } from '../../../hdl-gen/bus/access.ts';
import { registerBits } from '../../../hdl-gen/registers/index.ts';
import type { Property, ProvedInvariant } from '../property.ts';
import type { Taps } from '../taps.ts';

/** Cycles within which the registers behind a front end answer: any number up to 128, which the prover chooses. */
export const limit = 'limit';
/** Bits of a number of cycles, with room for twice the most and for a wrong design. */
export const cycleBits = 9;

/** Bits of a word and of its strobes, the lowest of what is asked. */
const wordBits = registerBits + accessBytes;

const operands = ['write', 'address', 'data', 'strobe'] as const;

/** The registers behind a front end, as it sees them. */
export interface AccessSide {
  /** Remembers how long an access has been asked for, and what was asked. */
  readonly memory: string;
  /** An access is asked for; it is done in this cycle. */
  readonly valid: string;
  readonly done: string;
  readonly error: string;
  readonly data: string;
  /** What is asked for, beside each other. */
  readonly asked: string;
  /** Cycles for which the access has waited before this one. */
  readonly waited: string;
  /** What is asked for stays until it is done. */
  readonly stays: Property;
  readonly properties: readonly Property[];
  /** The registers answer in time. Nothing else is assumed of them. */
  readonly assumptions: readonly string[];
}

/** What holds between every front end and the registers behind it. */
export function accessSide(taps: Taps, of: ProvedInvariant, widthOfAsked: number): AccessSide {
  const [valid, ready] = [taps.inside('access_valid'), taps.inside('access_ready')];
  const asked = `{${operands.map((name) => taps.inside(`access_${name}`)).join(', ')}}`;
  const stays: Property = {
    name: 'access_stays_until_done',
    of,
    // A read gives no word.
    holds: `!access_waited || (${valid} && (${taps.inside('access_write')} ? asked == asked_before : asked[${widthOfAsked - 1}:${wordBits}] == asked_before[${widthOfAsked - 1}:${wordBits}]))`,
  };
  return {
    stays,
    memory: `
  (* anyconst *) reg [${cycleBits - 1}:0] ${limit};
  always @* assume (${limit} != 0 && ${limit} <= 128);
  wire access_done = ${valid} && ${ready};
  wire [${widthOfAsked - 1}:0] asked = ${asked};
  reg access_waited;
  reg [${cycleBits - 1}:0] waited;
  reg [${widthOfAsked - 1}:0] asked_before;
  always @(posedge clk) begin
    asked_before <= asked;
    access_waited <= !rst && ${valid} && !${ready};
    waited <= !rst && ${valid} && !${ready} ? waited + 1'd1 : 0;
  end
`,
    valid,
    done: 'access_done',
    error: taps.inside('access_error'),
    data: taps.inside('access_read_data'),
    asked: 'asked',
    waited: 'waited',
    properties: [
      stays,
      { name: 'waits_while_asked', holds: 'access_waited == (waited != 0)' },
      { name: 'waits_no_longer', holds: `waited < ${limit}` },
    ],
    assumptions: [`!${valid} || ${ready} || waited + 1'd1 < ${limit}`],
  };
}
