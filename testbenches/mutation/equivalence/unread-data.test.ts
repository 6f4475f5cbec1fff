// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import {
  choose,
  clockAndReset,
  defineModule,
  elaborateDesign,
  input,
  literal,
  output,
  set,
  when,
} from '../../../hdl-gen/language/index.ts';
import { blockMemory } from '../../../hdl-gen/primitives/memory.ts';
import { describeWithTool } from '../../support/optional-tool.ts';
import { mutantAt } from '../mutants/small-design.test-support.ts';
import { proveEquivalent } from './prove-equivalent.ts';

/** A memory whose data is shown in the cycle after a read, and in all later ones if it is kept. */
function tableDesign(isKept: boolean) {
  return elaborateDesign(
    defineModule({
      name: 'small_table',
      summary: 'a table that is filled and read.',
      timing: ['Data comes one cycle after it was asked for.'],
      ports: {
        ...clockAndReset(),
        write: input(1, ''),
        read: input(1, ''),
        address: input(4, ''),
        data: input(2, ''),
        shown: output(2, ''),
      },
      build(m, io) {
        const table = m.instance(
          'u_table',
          blockMemory,
          {
            write_enable: io.write,
            write_lanes: 1,
            write_address: io.address,
            write_data: io.data,
            read_enable: io.read,
            read_address: io.address,
          },
          { LANES: 1, LANE_WIDTH: 2, DEPTH: 16, ADDRESS_WIDTH: 4 },
        );
        const wasRead = m.register('was_read_q', 1, { reset: 0 });
        m.clocked('reading', [isKept ? when(io.read, [set(wasRead, 1)]) : set(wasRead, io.read)]);
        m.assign(io.shown, choose(wasRead, table.read_data, 0));
      },
    }),
  );
}

describeWithTool('yosys', 'a memory that is read in every cycle', (yosys) => {
  const prove = (isKept: boolean, enable: 0 | 1) => {
    const trees = tableDesign(isKept);
    const mutant = mutantAt(trees, 'small_table', 'u_table.read_enable', () => literal(enable, 1));
    return proveEquivalent(yosys, trees, mutant);
  };

  it('makes no difference where its data counts in the cycle after a read only', async () => {
    expect(await prove(false, 1)).toEqual({
      verdict: 'equivalent',
      comparedAt: 'small_table, read in vain',
    });
  });

  it('makes one where its data is kept', async () => {
    expect((await prove(true, 1)).verdict).not.toBe('equivalent');
  });

  it('makes one where it is never read', async () => {
    expect((await prove(false, 0)).verdict).not.toBe('equivalent');
  });
});
