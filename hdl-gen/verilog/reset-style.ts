// SPDX-License-Identifier: Apache-2.0

/** How the registers of a design are reset: one property of all its clocked blocks, and the name of the port. */
export interface ResetStyle {
  readonly port: string;
  /** What the port list says about it. */
  readonly doc: string;
  /** What clocked blocks with a reset are sensitive to. */
  readonly events: string;
  /** True while the design is reset. */
  readonly condition: string;
}

export const resetStyles = {
  'synchronous-high': {
    port: 'rst',
    doc: 'synchronous, active high',
    events: 'posedge clk',
    condition: 'rst',
  },
  'asynchronous-low': {
    port: 'rst_n',
    doc: 'asynchronous, active low; released in step with clk',
    events: 'posedge clk or negedge rst_n',
    condition: '!rst_n',
  },
} as const satisfies Readonly<Record<string, ResetStyle>>;
