// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Configuration, parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { addressBlocks } from '../../hdl-gen/registers/index.ts';
import { generateInto, temporaryFolder } from '../support/generated-folder.ts';
import { describeUnless, describeWithTool } from '../support/optional-tool.ts';
import { headerAssertions } from './header-assertions.ts';
import { missingReaders, type ReadViews, readViews } from './read-views.ts';
import { rdlBlockOf, svdPeripheralOf } from './wanted-views.ts';

const temporary = temporaryFolder();
afterAll(temporary.remove);

const missing = await missingReaders();

const checked: readonly { readonly name: string; readonly configuration: Configuration }[] = [
  {
    name: 'channel',
    configuration: parseConfiguration({
      ...presets['tiny-channel'],
      bus: 'axi4-lite',
      noBuffer: 'abort',
      bufferBytes: 80,
    }),
  },
  {
    name: 'gateway',
    configuration: parseConfiguration({
      ...presets['tiny-gateway'],
      bus: 'apb',
      release: 'early',
      reclaim: true,
      buffers: 40,
      statisticsBits: 32,
    }),
  },
];

describeUnless(missing, 'registers as tools of others read them', () => {
  describe.each(checked)('of a $name', ({ name, configuration }) => {
    const blocks = addressBlocks(configuration);
    const folder = join(temporary.path, name);
    const foreign = join(temporary.path, `${name}-foreign`);
    let views: ReadViews;
    let header: string;
    beforeAll(async () => {
      const { manifest, files } = generateInto(folder, configuration);
      header = files.get('baton_registers.h')!;
      mkdirSync(foreign);
      views = await readViews(
        folder,
        foreign,
        manifest.top,
        blocks.map((block) => block.name),
      );
    }, 120_000);

    test.each(blocks)('the SystemRDL of $name is what its decoder is made of', (block) => {
      expect(views.rdl[block.name]).toEqual(rdlBlockOf(block));
    });

    test('the SVD is what the decoders are made of, and no two peripherals overlap', () => {
      expect(views.svd.map(({ base, ...peripheral }) => peripheral)).toEqual(blocks.map(svdPeripheralOf));
      const fields = views.svd.flatMap(({ registers }) => registers.flatMap((register) => register.fields));
      expect(fields.filter(({ range }) => range !== null).length).toBeGreaterThan(3);
      let free = 0;
      views.svd.forEach(({ base }, index) => {
        const size = 2 ** blocks[index]!.addressBits;
        expect(base % size).toBe(0);
        expect(base).toBeGreaterThanOrEqual(free);
        free = base + size;
      });
    });

    test('the Python module has the numbers of the C header', () => {
      const macros = [...header.matchAll(/^#define BATON_(\w+) UINT32_C\((\w+)\)$/gm)];
      expect(views.python.constants).toEqual(
        Object.fromEntries(macros.map(([, macro, value]) => [macro, Number(value)])),
      );
      const members = [...header.matchAll(/^ {2}BATON_(\w+) = (\d+)/gm)].map(([, member, value]) => [
        member,
        Number(value),
      ]);
      expect(
        Object.entries(views.python.enumerations)
          .flatMap(([enumeration, values]) =>
            Object.entries(values).map(([member, value]) => [
              `${enumeration.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_${member}`,
              value,
            ]),
          )
          .sort(),
      ).toEqual(members.sort());
    });

    describeWithTool('cc', 'a C compiler', (compiler) => {
      const strict = ['-Wall', '-Wextra', '-Werror', '-pedantic', '-fsyntax-only'];

      test('takes the header as strict C99, and finds the numbers of peakrdl-cheader in it', async () => {
        const includes = [`-I${folder}`, `-I${foreign}`];
        const plain = '#include "baton_registers.h"\nextern uint32_t word[BATON_MANAGER_BYTES];\n';
        await execa(compiler, ['-std=c99', ...strict, ...includes, '-x', 'c', '-'], { input: plain });
        const source = headerAssertions(blocks);
        expect(source.match(/_Static_assert/g)!.length).toBeGreaterThan(300);
        // Headers of the other generator use attributes and packed structures, which strict C has not.
        await execa(compiler, ['-std=gnu11', '-Werror', '-fsyntax-only', ...includes, '-x', 'c', '-'], {
          input: source,
        });
      });

      test('finds a number that differs', async () => {
        const mask = /(?<=_FREE_THRESHOLD_MASK UINT32_C\(0x)/;
        const wrong = join(foreign, 'wrong');
        mkdirSync(wrong);
        writeFileSync(join(wrong, 'baton_registers.h'), header.replace(mask, '1'));
        const { exitCode, stderr } = await execa(
          compiler,
          ['-std=gnu11', '-fsyntax-only', `-I${wrong}`, `-I${foreign}`, '-x', 'c', '-'],
          { input: headerAssertions(blocks.slice(0, 1)), reject: false },
        );
        expect(exitCode).not.toBe(0);
        expect(stderr.match(/static assertion failed[^\n]*/g)).toEqual([
          expect.stringContaining('BATON_PARTY_FREE_THRESHOLD_MASK'),
        ]);
      });
    });
  });
});
