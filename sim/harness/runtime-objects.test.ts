// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { parseRuntimeClasses } from './runtime-objects.ts';

describe('parseRuntimeClasses', () => {
  it('takes the global classes and leaves those of the model', () => {
    const classList = [
      '# Generated support classes',
      'VM_SUPPORT_FAST += \\',
      '  Vtop__Trace__0 \\',
      '',
      '# Global classes',
      'VM_GLOBAL_FAST += \\',
      '  verilated \\',
      '  verilated_vcd_c \\',
      '',
      'VM_GLOBAL_SLOW += \\',
      '  verilated_random \\',
      '',
    ].join('\n');
    expect(parseRuntimeClasses(classList)).toEqual(['verilated', 'verilated_vcd_c', 'verilated_random']);
  });
});
