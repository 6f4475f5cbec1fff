// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { configurationDigest, parseConfiguration, presets } from '../../configuration/index.ts';
import { addressBlocks } from '../../registers/index.ts';
import { generate, generator } from '../index.ts';
import { fieldNameIn } from './field-name.ts';
import { registerLayouts } from './register-layouts.ts';

const configurations = {
  'a channel': parseConfiguration({ ...presets['tiny-channel'], bus: 'axi4-lite', noBuffer: 'abort' }),
  'a gateway that takes back': parseConfiguration({
    ...presets['tiny-gateway'],
    bus: 'apb',
    release: 'early',
    reclaim: true,
  }),
  'streams alone, counting nothing': parseConfiguration({
    ...presets['tiny-channel'],
    bus: 'wishbone-classic',
    levels: 'stream',
    statisticsBits: 0,
  }),
  'a client of a remote server': parseConfiguration({
    ...presets['tiny-gateway'],
    bus: 'wishbone-pipelined',
    server: 'remote',
    buffers: 40,
  }),
};

describe.each(Object.entries(configurations))('the registers of %s', (_, configuration) => {
  const blocks = addressBlocks(configuration);
  const layouts = registerLayouts(blocks);
  const { files, manifest } = generate(configuration);

  test('have one name for each field beside that of its register', () => {
    for (const { registers } of layouts) {
      for (const register of registers) {
        const names = register.fields.map((field) => fieldNameIn(register, field));
        expect(new Set(names).size, register.name).toBe(names.length);
        for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
      }
    }
  });

  test('have one name for each constant of a program', () => {
    const names = [...files.get('baton_registers.h')!.matchAll(/^(?:#define| ) +(BATON_\w+)/gm)].map(
      ([, name]) => name!,
    );
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('are all on the page, and every link of it leads somewhere', () => {
    const page = files.get('registers.md')!;
    for (const { registers } of blocks) {
      for (const { name } of registers) expect(page).toMatch(new RegExp(`\\| \\[?\`${name}\``));
    }
    const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
      heading!
        .replaceAll(/[^\w ]/g, '')
        .toLowerCase()
        .replaceAll(' ', '-'),
    );
    expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
    for (const [, target] of page.matchAll(/\]\(#([^)]*)\)/g)) expect(anchors).toContain(target);
    for (const [, picture] of page.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g)) {
      expect(files.get(picture!)).toMatch(/^<svg /);
    }
  });

  test('are in files that name generator and configuration, and that the README lists', () => {
    const views = [...files.keys()].filter((name) => /\.(rdl|svd|[ch]|py|svg)$|^registers\.md$/.test(name));
    expect(views).toHaveLength(5 + layouts.length + (configuration.levels === 'both' ? 2 : 0));
    for (const name of views) {
      expect(files.get(name), name).toContain(configurationDigest(configuration));
      expect(files.get(name), name).toContain(generator);
      expect(files.get('README.md')).toContain(`| \`${name}\` |`);
    }
    expect(files.has(`${manifest.top}.rdl`)).toBe(true);
  });
});

test('what only some blocks of a layout have, or have with another value, is said', () => {
  const [party] = registerLayouts(addressBlocks(configurations['a channel']));
  const fields = party!.registers.flatMap((register) => register.fields);
  const found = (name: string) => fields.find((field) => field.name === name);
  expect(found('port_role')?.resets).toEqual({ first: 0, second: 1 });
  expect(found('aborted_status')?.only).toEqual(['first']);
  expect(found('enable')).not.toHaveProperty('only');
  expect(found('enable')).not.toHaveProperty('resets');
});

test('blocks of one layout that differ in their places are refused', () => {
  const [first, second] = addressBlocks(configurations['a channel']);
  const moved = second!.registers.map((register) => ({
    ...register,
    fields: register.fields.map((field) =>
      field.name === 'enable' ? { ...field, low: field.low + 4 } : field,
    ),
  }));
  expect(() => registerLayouts([first!, { ...second!, registers: moved }])).toThrow('enable at different');
  const renamed = second!.registers.map((register) => ({ ...register, name: `${register.name}_2` }));
  expect(() => registerLayouts([first!, { ...second!, registers: renamed }])).toThrow('at 0x0');
});

test('a design without a bus has none of it', () => {
  const { files } = generate(parseConfiguration(presets['tiny-channel']));
  expect([...files.keys()].filter((name) => /\.(rdl|svd|[ch]|py|svg)$|registers\.md$/.test(name))).toEqual(
    [],
  );
});
