// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { leaveOutUnrunnable } from './regress-engines.ts';
import { chooseTests } from './regress-plan.ts';

const reason = 'cocotb is missing';
const missing = async () => ({ missing: reason });
const found = async () => ({ missing: undefined });
const names = (tests: readonly { readonly name: string }[]) => tests.map(({ name }) => name);

describe('tests whose engine is missing', () => {
  const chosen = chooseTests({ pattern: 'tiny-channel/*' });

  it('are left out with the reason', async () => {
    const { fitting, notRun } = await leaveOutUnrunnable(chosen, missing);
    expect(notRun).toEqual([{ test: 'tiny-channel/cocotb', reason }]);
    expect(names(fitting)).toEqual(names(chosen).filter((name) => name !== 'tiny-channel/cocotb'));
  });

  it('run where it is there', async () => {
    expect(await leaveOutUnrunnable(chosen, found)).toEqual({ fitting: chosen, notRun: [] });
  });

  it('end the regression when nothing else is asked for', async () => {
    const alone = chooseTests({ engine: 'cocotb' });
    expect(names(alone)).toEqual([
      'tiny-channel/cocotb',
      'tiny-gateway/cocotb',
      'channel/cocotb',
      'gateway/cocotb',
    ]);
    await expect(leaveOutUnrunnable(alone, missing)).rejects.toThrow(/^Nothing was run: cocotb is missing/);
  });
});
