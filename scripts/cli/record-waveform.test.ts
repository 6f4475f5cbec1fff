// SPDX-License-Identifier: Apache-2.0
import { readFile, rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fillEveryBuffer } from '../../sim/traffic/circuits/fill-buffers.ts';
import { prepareDesign } from './prepare-design.ts';
import { recordWaveform } from './record-waveform.ts';
import { openSimulation } from './simulation.ts';

const setting = { seed: 2, repeat: 'npx baton start', onProgress: () => {} };

describe('filling every buffer', { timeout: 120_000 }, () => {
  it.each([
    ['tiny-channel', [4], 3],
    ['tiny-gateway', [4, 4], 4],
  ] as const)('uses all of %s, with every operation compared', async (preset, buffers, temporaries) => {
    const design = await prepareDesign({ preset });
    const { carrier, finish, session } = await openSimulation({ ...setting, design, waves: undefined });
    fillEveryBuffer(carrier, design.manifest, 2);
    const { mostBuffersInUse, check } = finish(preset);
    session.close();
    expect(mostBuffersInUse).toEqual(buffers);
    expect(check.areas.map(({ distinctEntries }) => distinctEntries)).toEqual(buffers);
    expect(check.mostTemporariesInUse).toBeGreaterThanOrEqual(temporaries);
    expect(check.distinctTags).toBe(4);
  });

  it('can be recorded as a waveform', async () => {
    const design = await prepareDesign({ preset: 'tiny-gateway' });
    const waves = await recordWaveform(design, setting);
    expect(waves).toBe(`${design.folder}.vcd`);
    expect(await readFile(waves, 'utf8')).toContain('$enddefinitions');
    await rm(waves);
  });
});
