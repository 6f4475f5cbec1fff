// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channel } from '../../hdl-gen/blocks/channel.ts';
import { gateway } from '../../hdl-gen/blocks/gateway.ts';
import { sizesOf } from '../../hdl-gen/circuits/sizes.ts';
import { parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { elaborateDesign, type ModuleTree, type Size, sizeValue } from '../../hdl-gen/language/index.ts';
import { blockMemory, memory } from '../../hdl-gen/primitives/memory.ts';
import { generateInto, temporaryFolder } from '../support/generated-folder.ts';
import { describeWithTool } from '../support/optional-tool.ts';
import { type CellCounts, countCells, sourceName, synthesize } from './cell-counts.ts';

const channelDesign = { describeTop: channel, receiver: 'baton_copying_party', held: ['baton_held_buffers'] };
const gatewayDesign = {
  describeTop: gateway,
  receiver: 'baton_kernel',
  held: ['baton_held_buffers', 'baton_held_queue', 'baton_held_returns'],
};

/** The presets, with the modules that hold the temporary buffers of each, and what belongs to held calls. */
const designs = [
  { preset: 'channel', ...channelDesign },
  { preset: 'gateway', ...gatewayDesign },
  { preset: 'tiny-channel', ...channelDesign },
  { preset: 'tiny-gateway', ...gatewayDesign },
] as const;
const blockMemoryName = blockMemory.name;
const anyMemoryName = memory.name;
const memoryNames: readonly string[] = [blockMemoryName, anyMemoryName];

/** Memories and flip-flops are mapped before the look-up tables, which take longest and are not counted here. */
const targets = [
  {
    name: 'iCE40',
    synthesis: 'synth_ice40 -noflatten -run begin:map_luts',
    blockRam: /^SB_RAM40_4K/,
    distributedRam: /^$/,
    flipFlop: /^SB_DFF/,
  },
  {
    name: 'ECP5',
    synthesis: 'synth_ecp5 -noflatten -run begin:map_luts',
    blockRam: /^(DP16KD|PDPW16KD)$/,
    distributedRam: /^TRELLIS_DPR16X4$/,
    flipFlop: /^TRELLIS_FF$/,
  },
  {
    name: 'Xilinx 7 series',
    synthesis: 'synth_xilinx -family xc7 -run begin:map_luts',
    blockRam: /^RAMB(18|36)E1$/,
    distributedRam: /^(RAM\d+(X\d+)?[A-Z]|RAM\d+M|RAM32M)$/,
    flipFlop: /^FD[CPRS]E(_1)?$/,
  },
] as const;

const temporary = temporaryFolder();
afterAll(temporary.remove);

/** The most bits that the registers of each module have, whatever parameters its instances set. */
function registerBits(trees: readonly ModuleTree[]): Map<string, number> {
  const bits = new Map<string, number>();
  const most = (tree: ModuleTree, parameters: Readonly<Record<string, number>>): void => {
    const { name } = tree.definition;
    const own = tree.items.reduce(
      (sum, item) => sum + (item.kind === 'register' ? sizeValue(item.signal.width, parameters) : 0),
      0,
    );
    bits.set(name, Math.max(bits.get(name) ?? 0, own));
    for (const item of tree.items) {
      if (item.kind === 'instance') {
        const values = Object.entries(item.parameters as Readonly<Record<string, Size>>).map(
          ([parameter, size]) => [parameter, sizeValue(size, parameters)] as const,
        );
        most(trees.find(({ definition }) => definition === item.module)!, Object.fromEntries(values));
      }
    }
  };
  most(trees.at(-1)!, {});
  return bits;
}

/** The large gateway has all memories of the others: where these take the oddest shapes is enough for them. */
const runs = designs.flatMap((design) =>
  targets
    .filter(({ name }) => name === 'iCE40' || design.preset === 'gateway')
    .map((target) => ({ ...design, ...target })),
);

describeWithTool('yosys', 'memory inference', (command) => {
  describe.each(runs)('of $preset on $name', (run) => {
    const { preset, describeTop, receiver, held, synthesis, blockRam, distributedRam, flipFlop } = run;
    const configuration = parseConfiguration(presets[preset]);
    const folder = join(temporary.path, preset);
    let trees: ModuleTree[];
    let modules: ReadonlyMap<string, CellCounts>;
    beforeAll(async () => {
      const { manifest } = generateInto(folder, configuration);
      trees = elaborateDesign(describeTop(sizesOf(configuration)));
      modules = await synthesize(command, synthesis, {
        folder,
        files: manifest.modules.map(({ file }) => file),
        top: manifest.top,
      });
    }, 240_000);

    /** The memories of a name, each with the instances of it in a module. */
    const memoriesIn = (module: string, name: string) =>
      Object.entries(modules.get(module)!)
        .filter(([type]) => sourceName(type) === name)
        .map(([type, instances]) => ({ instances, cells: modules.get(type)! }));

    test.each([
      ['baton_payload', 2],
      [receiver, 1],
    ])('what %s keeps of messages, in %i memories, is block RAM', (module, expected) => {
      const memories = memoriesIn(module, blockMemoryName);
      expect(memories.reduce((sum, { instances }) => sum + instances, 0)).toBe(expected);
      for (const { cells } of memories) {
        expect(countCells(cells, blockRam)).toBeGreaterThan(0);
        expect(countCells(cells, distributedRam)).toBe(0);
      }
    });

    test.each<readonly [string, number]>([
      ['baton_control_ram', 2],
      ['baton_window', 2],
      ['baton_reference_queue', 1],
      ['baton_temporary_queue', 1],
      ['baton_statistics', 1],
      ...held.map((module) => [module, 1] as const),
    ])('what %s keeps in %i memories is block or distributed RAM', (module, expected) => {
      const memories = memoriesIn(module, anyMemoryName);
      expect(memories.reduce((sum, { instances }) => sum + instances, 0)).toBe(expected);
      for (const { cells } of memories) {
        expect(countCells(cells, blockRam) + countCells(cells, distributedRam)).toBeGreaterThan(0);
      }
    });

    test('no memory is left out above', () => {
      const holders = [...modules].filter(([, counts]) =>
        Object.keys(counts).some((type) => memoryNames.includes(sourceName(type))),
      );
      const expected = [
        ...['baton_payload', receiver],
        ...['baton_control_ram', 'baton_window', 'baton_reference_queue', 'baton_temporary_queue'],
        ...['baton_statistics', ...held],
      ];
      expect([...new Set(holders.map(([name]) => sourceName(name)))].sort()).toEqual(expected.sort());
    });

    test('no module has more flip-flops than its registers have bits: no memory became flip-flops', () => {
      const declared = registerBits(trees);
      let memories = 0;
      for (const [module, counts] of modules) {
        const name = sourceName(module);
        const latches = countCells(counts, /LATCH|^LD[CP]E/i);
        expect([name, latches]).toEqual([name, 0]);
        // Upper address bits of the last read, where the words of a memory do not fit one block.
        const selectors = countCells(counts, blockRam) > 0 ? 4 : 0;
        // Yosys gives each state of a state machine a bit of its own.
        const more = memoryNames.includes(name) ? selectors : 16;
        const flipFlops = countCells(counts, flipFlop);
        expect(flipFlops, `flip-flops of ${name}`).toBeLessThanOrEqual(declared.get(name)! + more);
        if (memoryNames.includes(name)) memories += 1;
      }
      expect(memories).toBeGreaterThanOrEqual(6);
    });

    test('the counts are of this design: its registers are there', () => {
      const all = [...modules.values()].reduce((sum, counts) => sum + countCells(counts, flipFlop), 0);
      expect(all).toBeGreaterThan(500);
      expect(countCells(modules.get('baton_control_ram')!, flipFlop)).toBeGreaterThanOrEqual(
        configuration.buffers,
      );
    });
  });
});
