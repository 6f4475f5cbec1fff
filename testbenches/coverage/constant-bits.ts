// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { execa } from 'execa';

/** Tells whether a bit of a signal is the same in every cycle, in all instances that a path fits: `baton_area.u_*_port`. */
export type IsConstantBit = (instance: string, signal: string, bit: number) => boolean;

const YOSYS_SECONDS = 300;

/**
 * Finds the bits that a design leaves no choice: addresses whose low bits are zero, inputs of an instance that are tied.
 * Yosys folds constants through the whole design, without a look at what its inputs do.
 *
 * @param files Verilog of the whole design
 * @throws Error with Yosys' words when it does not read them
 */
export async function findConstantBits(
  yosys: string,
  files: readonly string[],
  top: string,
): Promise<IsConstantBit> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-constants-'));
  try {
    // Yosys may see no other folder than the one that it is called in.
    for (const file of files) await copyFile(file, join(folder, basename(file)));
    await writeFile(join(folder, 'fold.ys'), foldingScript(files, top));
    const { all, failed, shortMessage } = await execa(yosys, ['-q', 'fold.ys'], {
      cwd: folder,
      all: true,
      reject: false,
      stdin: 'ignore',
      timeout: YOSYS_SECONDS * 1000,
    });
    if (failed) throw new Error(`Yosys does not fold ${top}: ${shortMessage}\n${all ?? ''}`);
    return constantBits(JSON.parse(await readFile(join(folder, 'folded.json'), 'utf8')), top);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function foldingScript(files: readonly string[], top: string): string {
  return [
    `read_verilog ${files.map((file) => basename(file)).join(' ')}`,
    `hierarchy -check -top ${top}`,
    'proc',
    'flatten',
    // Two names of one wire are both wanted.
    'setattr -set keep 1 w:*',
    'opt -full',
    'techmap',
    // What a memory always returns may make another one return the same.
    ...Array.from({ length: 4 }, () => ['opt_mem', 'opt -full']).flat(),
    'write_json folded.json',
    '',
  ].join('\n');
}

/** A design as Yosys writes it: a bit is the number of its net, or a constant as text. */
interface Folded {
  readonly modules: Readonly<
    Record<
      string,
      { readonly netnames: Readonly<Record<string, { readonly bits: readonly (number | string)[] }>> }
    >
  >;
}

function constantBits({ modules }: Folded, top: string): IsConstantBit {
  const nets = Object.entries(modules[top]!.netnames);
  const known = new Map<string, readonly (readonly (number | string)[])[]>();
  const bitsOf = (path: string) => {
    const pattern = new RegExp(`^${path.split('*').map(escaped).join('.*')}$`);
    return nets.filter(([name]) => pattern.test(name)).map(([, { bits }]) => bits);
  };
  return (instance, signal, bit) => {
    const path = [...instance.split('.').slice(1), signal].join('.');
    const found = known.get(path) ?? bitsOf(path);
    known.set(path, found);
    return found.length > 0 && found.every((bits) => typeof bits[bit] === 'string');
  };
}

const escaped = (text: string): string => text.replaceAll(/[^\w]/g, '\\$&');
