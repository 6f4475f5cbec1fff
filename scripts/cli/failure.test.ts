// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../hdl-gen/configuration/index.ts';
import { DesignError, SimulationError, ToolMissingError } from '../../sim/harness/index.ts';
import { RunFailedError, SessionError } from '../../sim/session/index.ts';
import { CarrierFailureError, PortInUseError } from '../../sim/traffic/bridge/errors.ts';
import { createTally } from '../../sim/traffic/bridge/summary.ts';
import { StandstillError } from '../../sim/traffic/circuits/errors.ts';
import { createTagPool } from '../../sim/traffic/tag-pool.ts';
import { WaveformError } from '../../sim/waveform/index.ts';
import { FAILED, WRONG_INPUT } from './exit-status.ts';
import { failureOf } from './failure.ts';
import { CheckFailedError, UsageError } from './usage-error.ts';

const problem = { field: 'buffers', value: 0, allowed: 'must be 1' };
const stopped = new SimulationError('stop', 7, 'a reason', '');

describe('exit status', () => {
  it.each([
    new UsageError('x'),
    new ConfigurationError([problem]),
    new DesignError('x'),
    new SessionError('x'),
    new ToolMissingError('x'),
    new WaveformError('empty', 'x'),
    new PortInUseError('x'),
    Object.assign(new Error('EACCES: x'), { code: 'EACCES', syscall: 'open' }),
  ])('is 2 for wrong input: %s', (error) => {
    expect(failureOf(error)).toMatchObject({ status: WRONG_INPUT, message: error.message });
  });

  it.each([new CheckFailedError('x'), new RunFailedError(stopped, 7, 'again'), new StandstillError('x')])(
    'is 1 for a failed check: %s',
    (error) => {
      expect(failureOf(error)).toMatchObject({ status: FAILED, message: error.message });
    },
  );

  it('is 1 for what nobody expected, and says how to see more', () => {
    expect(failureOf(new TypeError('x is not a function'))).toMatchObject({
      status: FAILED,
      message:
        'TypeError: x is not a function. This should not happen; run it again with BATON_DEBUG=1 to see where.',
    });
    expect(failureOf('a string')).toMatchObject({ status: FAILED, name: 'Error' });
  });

  it('is that of the carrier where a bridge failed because of it', () => {
    const summary = createTally().summary(createTagPool(1), 1);
    const failed = new CarrierFailureError(new RunFailedError(stopped, 7, 'again'), summary);
    expect(failureOf(failed)).toMatchObject({
      status: FAILED,
      name: 'RunFailedError',
      details: { cycle: 7, repeat: 'again' },
    });
  });

  it('comes with parts for machines', () => {
    expect(failureOf(new ConfigurationError([problem])).details).toEqual({ problems: [problem] });
    const position = { byteOffset: 5, line: 2 };
    expect(failureOf(new WaveformError('malformed', 'x', position)).details).toEqual({
      code: 'malformed',
      position,
    });
  });
});
