// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { type Design, locateVisible, validateDesign } from './design.ts';
import { DesignError } from './errors.ts';

const good: Design = { top: 'fifo', files: ['/rtl/fifo.v'] };

describe('validateDesign', () => {
  it('accepts a complete design', () => {
    const visible = [{ path: 'u_a.words[3]', module: 'a', signal: 'words' }];
    const complete = {
      ...good,
      clock: 'clock',
      parameters: { WIDTH: 8 },
      includeDirectories: ['/inc'],
      visible,
    };
    expect(() => validateDesign(complete)).not.toThrow();
  });

  it.each<[string, Partial<Design>, string]>([
    ['top', { top: 'my fifo' }, "The top module 'my fifo' is not a plain Verilog identifier"],
    ['clock', { clock: '1clk' }, "The clock port '1clk' is not"],
    ['no files', { files: [] }, "Design 'fifo' has no files"],
    ['relative file', { files: ['fifo.v'] }, "Path 'fifo.v' of design 'fifo' is not absolute"],
    ['relative folder', { includeDirectories: ['inc'] }, "Path 'inc' of design 'fifo' is not absolute"],
    ['parameter name', { parameters: { 'A-B': 1 } }, "The parameter 'A-B' is not"],
    [
      'parameter value',
      { parameters: { A: 1.5 } },
      "Parameter 'A' of design 'fifo' is 1.5; allowed are whole numbers",
    ],
    ['large parameter', { parameters: { A: 2 ** 32 } }, 'is 4294967296; allowed'],
    [
      'parameter that is text',
      { parameters: { A: '4' as never } },
      "Parameter 'A' of design 'fifo' is '4'; allowed",
    ],
    [
      'field',
      { params: { A: 4 } } as never,
      "Design 'fifo' has no field 'params'; the fields are top, files,",
    ],
    ['trace', { trace: 'lxt' as never }, "The trace of design 'fifo' is 'lxt'; allowed are"],
    [
      'coverage',
      { coverage: 'line' as never },
      "The coverage of design 'fifo' is 'line'; give a list of line,",
    ],
    [
      'module',
      { visible: [{ path: 'a', module: 'm;n', signal: 'a' }] },
      "of visible signal 'a', 'm;n' is not",
    ],
    [
      'path',
      { visible: [{ path: 'u.b', module: 'm', signal: 'a' }] },
      "path of visible signal 'u.b' must end with",
    ],
    [
      'duplicate',
      { visible: [0, 1].map(() => ({ path: 'u.a', module: 'm', signal: 'a' })) },
      "Visible signal 'u.a' is listed twice",
    ],
  ])('refuses a wrong %s', (_, change, message) => {
    const validate = () => validateDesign({ ...good, ...change });
    expect(validate).toThrow(DesignError);
    expect(validate).toThrow(message);
  });
});

describe('locateVisible', () => {
  it.each([
    ['state_q', { scope: 'fifo', variable: 'state_q', element: -1 }],
    ['u_a.gen_x[2].state_q', { scope: 'fifo.u_a.gen_x[2]', variable: 'state_q', element: -1 }],
    ['u_a.state_q[12]', { scope: 'fifo.u_a', variable: 'state_q', element: 12 }],
  ])('splits %s', (path, location) => {
    expect(locateVisible('fifo', { path, module: 'a', signal: 'state_q' })).toEqual(location);
  });
});
