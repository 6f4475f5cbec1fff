// SPDX-License-Identifier: Apache-2.0
import { expect, onTestFinished, test } from 'vitest';
import { presets } from '../../hdl-gen/configuration/index.ts';
import { buildGenerated } from '../support/generated-model.ts';

test.each(['tiny-channel', 'tiny-gateway'] as const)(
  '%s accepts nothing before ready, neither beats nor commands nor window accesses, and beats with it',
  async (preset) => {
    const block = await buildGenerated(presets[preset]);
    const model = block.create(1);
    onTestFinished(() => model.dispose());
    const names = Object.keys(model.ports);
    const given = names.filter((name) => /_(in|command|window)_valid$/.test(name));
    const accepts = names.filter((name) => /_(in|command|window)_ready$/.test(name));
    expect([given.length, accepts.length]).toEqual([6, 6]);
    for (const name of given) model.port(name).value = 1;
    model.port('rst').value = 1;
    model.settle();
    model.edge();
    model.port('rst').value = 0;
    for (let cycle = 0; cycle < block.manifest.configuration.buffers; cycle += 1) {
      model.settle();
      for (const name of ['ready', ...accepts]) {
        expect(model.port(name).value, `${name} in cycle ${cycle} after the reset`).toBe(0);
      }
      model.edge();
    }
    model.settle();
    expect(model.port('ready').value).toBe(1);
    for (const name of accepts.filter((port) => port.endsWith('_in_ready'))) {
      expect(model.port(name).value, `${name} with ready`).toBe(1);
    }
  },
  120_000,
);
