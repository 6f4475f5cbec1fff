// SPDX-License-Identifier: Apache-2.0
import type { Plan } from '../../sim/regression/index.ts';
import { findCocotb } from '../../testbenches/cocotb/find-cocotb.ts';
import type { RegressionTest } from '../../testbenches/regression/tests.ts';
import { UsageError } from './usage-error.ts';

/**
 * Tests that can run here, and those whose engine is missing.
 *
 * @throws UsageError when none can run
 */
export async function leaveOutUnrunnable(
  chosen: readonly RegressionTest[],
  find: () => Promise<{ readonly missing: string | undefined }> = findCocotb,
): Promise<{ readonly fitting: readonly RegressionTest[]; readonly notRun: Plan['notRun'] }> {
  const needCocotb = chosen.filter(({ engine }) => engine === 'cocotb');
  const reason = needCocotb.length === 0 ? undefined : (await find()).missing;
  if (reason === undefined) return { fitting: chosen, notRun: [] };
  const fitting = chosen.filter(({ engine }) => engine !== 'cocotb');
  if (fitting.length === 0) throw new UsageError(`Nothing was run: ${reason}.`);
  return { fitting, notRun: needCocotb.map(({ name }) => ({ test: name, reason })) };
}
