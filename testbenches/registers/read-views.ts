// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { execa } from 'execa';

const python = join(import.meta.dirname, '..', '..', '.venv', 'bin', 'python');

/** A field as systemrdl-compiler elaborates it; null where a property has its default. */
export interface RdlField {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly reset: number | null;
  readonly sw: string;
  readonly hw: string;
  readonly values: Readonly<Record<string, number>> | null;
  readonly onread: string | null;
  readonly onwrite: string | null;
  readonly singlepulse: true | null;
  readonly hwclr: true | null;
  readonly baton_least: number | null;
  readonly baton_most: number | null;
}

export interface RdlBlock {
  readonly registers: readonly {
    readonly name: string;
    readonly address: number;
    readonly external: boolean;
    readonly bits: number;
    readonly fields: readonly RdlField[];
  }[];
  readonly memories: readonly {
    readonly name: string;
    readonly address: number;
    readonly parts: number;
    readonly stride: number;
    readonly entries: number;
    readonly bytes: number;
    readonly bits: number;
    readonly sw: string;
  }[];
}

export interface SvdPeripheral {
  readonly name: string;
  readonly base: number;
  /** Offset and size. */
  readonly addressBlocks: readonly (readonly [number, number])[];
  readonly registers: readonly {
    readonly name: string;
    readonly address: number;
    readonly bits: number;
    readonly access: string;
    readonly reset: number;
    readonly mask: number;
    readonly readAction: string | null;
    readonly fields: readonly {
      readonly name: string;
      readonly low: number;
      readonly width: number;
      readonly access: string;
      readonly modifiedWriteValues: string | null;
      /** Least and most. */
      readonly range: readonly [number, number] | null;
      readonly values: Readonly<Record<string, number>> | null;
    }[];
  }[];
  /** Address of each part, and those of the words in it. */
  readonly windows: readonly (readonly [number, readonly number[]])[];
}

/** What tools of others read in the register files of a design. */
export interface ReadViews {
  readonly rdl: Readonly<Record<string, RdlBlock>>;
  readonly svd: readonly SvdPeripheral[];
  readonly python: {
    readonly constants: Readonly<Record<string, number>>;
    readonly enumerations: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
}

/** Why these tools cannot run here, if they cannot. */
export async function missingReaders(): Promise<string | undefined> {
  const script = 'import systemrdl, peakrdl_regblock, peakrdl_cheader, svdsuite';
  const { exitCode } = await execa(python, ['-c', script], { reject: false, timeout: 60_000 });
  return exitCode === 0
    ? undefined
    : 'the tools that read SystemRDL and SVD are missing: npm test installs them in .venv';
}

/**
 * Has the tools read the register files in a folder.
 *
 * @param output gets `baton_<block>.h` of peakrdl-cheader, `baton_<block>.sv` and `baton_<block>_pkg.sv` of peakrdl-regblock
 */
export async function readViews(
  folder: string,
  output: string,
  top: string,
  blocks: readonly string[],
): Promise<ReadViews> {
  const script = join(import.meta.dirname, 'python', 'inspect_views.py');
  const { stdout } = await execa(python, ['-B', script, folder, output, top, ...blocks], {
    timeout: 120_000,
  });
  return JSON.parse(stdout);
}
