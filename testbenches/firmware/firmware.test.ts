// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type ConfigurationInput, presets } from '../../hdl-gen/configuration/index.ts';
import { describeUnless } from '../support/optional-tool.ts';
import { FirmwareError } from './reports.ts';
import { buildBlockSystem, buildMemorySystem, type System } from './systems.ts';
import { findFirmwareTools, missingFirmwareTools } from './tools.ts';

const input: ConfigurationInput = {
  ...presets['tiny-gateway'],
  bus: 'axi4-lite',
  release: 'early',
  buffers: 3,
};
const work = { calls: 40, threads: 4, lengths: [0, 64], seed: 1 };
const mostCycles = 200_000;

describeUnless(missingFirmwareTools(), 'firmware on three cores', () => {
  const tools = findFirmwareTools()!;
  let system: System;
  beforeAll(async () => {
    system = await buildBlockSystem(tools, input);
  }, 300_000);

  test('calls through a gateway, and the checker finds every byte right', async () => {
    const { reports, check } = await system.run(work, { mostCycles, checked: true });
    expect(
      reports
        .filter(({ name }) => name === 'done')
        .map(({ core }) => core)
        .toSorted(),
    ).toEqual(['client', 'kernel', 'server']);
    expect(check!.directions.map(({ messages }) => messages)).toEqual([40, 40]);
    expect(check!.returnsOutOfOrder).toBeGreaterThan(0);
    // The kernel is hardware: its core sleeps as soon as it has begun.
    expect(reports.at(-1)!.kernelBusy).toBe(reports.find(({ name }) => name === 'detect')!.kernelBusy);
  }, 60_000);

  test('does not wait for ever', async () => {
    await expect(system.run(work, { mostCycles: 3000 })).rejects.toThrow(FirmwareError);
  }, 60_000);

  test('calls through plain shared memory', async () => {
    const memory = await buildMemorySystem(tools, input, 0);
    const { reports } = await memory.run(work, { mostCycles });
    expect(reports.filter(({ name }) => name === 'end')).toHaveLength(40);
  }, 300_000);
});

test('the README and docs/firmware.md show the same ratios', () => {
  const root = join(import.meta.dirname, '..', '..');
  const place = (file: string, name: string) =>
    new RegExp(`<!-- computed: ${name} -->\\n([\\s\\S]*?)\\n<!-- end -->`).exec(
      readFileSync(join(root, file), 'utf8'),
    )?.[1];
  expect(place('README.md', 'firmware')).toMatch(/^\| bytes each way/);
  expect(place('docs/firmware.md', 'ratios')).toBe(place('README.md', 'firmware'));
});
