// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import {
  configurationDigest,
  parseConfiguration,
  presetNames,
  presets,
  version,
} from '../configuration/index.ts';
import { generate, generator } from './index.ts';

/** The compact and the wide one have the circuits of the channel. */
const different = presetNames.filter((name) => name !== 'compact' && name !== 'wide');

describe.each(different)('the design %s', (name) => {
  const configuration = parseConfiguration(presets[name]);
  const design = generate(configuration);
  const verilog = design.manifest.modules.map(({ file }) => [file, design.files.get(file)!] as const);

  test('has one file for each module, named after it, the top last', () => {
    for (const [file, text] of verilog) {
      expect(text.match(/^module (\w+)/m)?.[1], file).toBe(file.replace(/\.v$/, ''));
      expect(text.match(/^module /gm)).toHaveLength(1);
      expect(file).toMatch(/^baton_[a-z0-9_]+\.v$/);
    }
    expect(verilog.at(-1)?.[0]).toBe(`${design.manifest.top}.v`);
  });

  test('lists its files by bare name, every module before those that instantiate it', () => {
    const listed = design.files.get('files.f')!.trimEnd().split('\n');
    expect(listed).toEqual(verilog.map(([file]) => file));
    const modules = new Set(listed.map((file) => file.replace(/\.v$/, '')));
    const before = new Set<string>();
    for (const [file, text] of verilog) {
      for (const [, instantiated] of text.matchAll(/^ {2}(\w+) (?:#\($|u_\w+ \($)/gm)) {
        if (modules.has(instantiated!)) expect(before, `${instantiated} in ${file}`).toContain(instantiated);
      }
      before.add(file.replace(/\.v$/, ''));
    }
  });

  test('is the same on a second run', () => {
    expect([...generate(parseConfiguration(presets[name])).files]).toEqual([...design.files]);
  });

  test('names generator and configuration in every file, and neither a date nor a path', () => {
    for (const [file, text] of design.files) {
      if (file === 'files.f') continue;
      expect(text, file).toContain(configurationDigest(configuration));
      expect(text, file).toContain(generator);
      expect(text, file).not.toMatch(/\b20\d\d-\d\d|\/(home|work|tmp|usr)\//);
    }
    expect(generator).toBe(`baton ${version}`);
  });

  test('describes itself in a manifest', () => {
    const { manifest } = design;
    expect(JSON.parse(design.files.get('manifest.json')!)).toEqual(manifest);
    expect(manifest).toMatchObject({ format: 1, configuration, digest: configurationDigest(configuration) });
    expect(manifest.modules.map(({ file }) => file)).toEqual(verilog.map(([file]) => file));
    expect(manifest.ports.map(({ name: port }) => port).slice(0, 3)).toEqual(['clk', 'rst', 'ready']);
    expect(new Set(manifest.ports.map(({ name: port }) => port)).size).toBe(manifest.ports.length);
  });

  test('gives every port of the manifest its meaning, and every module its summary', () => {
    const { manifest } = design;
    expect(manifest.ports.filter(({ meaning }) => meaning === '').map(({ name: port }) => port)).toEqual([
      'clk',
    ]);
    for (const { name: module, summary } of manifest.modules) expect(summary, module).toMatch(/^[a-z].*\.$/);
  });

  test('names probes once each, by where they are', () => {
    const { probes } = design.manifest;
    expect(new Set(probes.map(({ name: probe }) => probe)).size).toBe(probes.length);
    for (const { name: probe, path, signal, meaning } of probes) {
      expect(path.split('.').at(-1)).toBe(signal);
      expect(probe.split('.').slice(0, -1)).toEqual(
        path
          .split('.')
          .slice(0, -1)
          .map((instance) => instance.replace(/^u_/, '')),
      );
      expect(meaning, probe).not.toBe('');
    }
  });

  test('lists modules and ports in its README', () => {
    const readme = design.files.get('README.md')!;
    for (const { file } of design.manifest.modules) expect(readme).toContain(`| \`${file}\` |`);
    for (const { name: port } of design.manifest.ports) expect(readme).toContain(`| \`${port}\` |`);
  });
});

test('the two parties of an area have the same probes, and so have the two areas of a gateway', () => {
  const names = generate(parseConfiguration({ parties: 'three' })).manifest.probes.map(({ name }) => name);
  const below = (prefix: string) =>
    names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  expect(below('client_area.').length).toBeGreaterThan(50);
  expect(below('client_area.')).toEqual(below('server_area.'));
  expect(below('client_area.first_port.')).toEqual(below('client_area.second_port.'));
});

test('another configuration changes digest and text, not the names of the files', () => {
  const one = generate(parseConfiguration({ parties: 'two', buffers: 8 }));
  const other = generate(parseConfiguration({ parties: 'two', buffers: 9 }));
  expect([...one.files.keys()]).toEqual([...other.files.keys()]);
  expect(one.files.get('baton_area.v')).not.toBe(other.files.get('baton_area.v'));
});
