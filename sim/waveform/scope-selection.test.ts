// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { sampleText, valuesOf, waveformError } from './test-support.ts';

/** A VCD of nested scopes, `name { signal=identifier ... }`, in which everything is eight bits but `clock`. */
function nested(tree: string): string {
  const definitions = tree
    .split(/\s+/)
    .filter((word) => word !== '{')
    .map((word, index, words) => {
      const [name, identifier] = word.split('=');
      if (word === '}') {
        return '$upscope $end';
      }
      return identifier === undefined
        ? `$scope module ${words[index]} $end`
        : `$var wire ${name === 'clock' ? 1 : 8} ${identifier} ${name} $end`;
    });
  return `${definitions.join('\n')}
$enddefinitions $end
#0
0!
b1 a
b10 b
b11 c
#5
1!
`;
}

const declared = '$var wire 8 a va $end $var wire 8 b vb $end $var wire 8 c vc $end';
const withAll = (tree: string) => `${declared}\n$var wire 1 ! root_clock $end\n${nested(tree)}`;

async function chosen(tree: string, scope?: string): Promise<string | undefined> {
  const run = await sampleText(withAll(tree), { data: 8 }, scope === undefined ? {} : { scope });
  return valuesOf(run, 'data')[0];
}

describe('finding the design', () => {
  it.each([
    ['the scope of that name', 'dut { clock=! data=a }'],
    ['below the scope that Verilator adds', 'TOP { clock=! data=a dut { clock=! data=a } }'],
    ['below a testbench, under its module name', 'tb { dut { clock=! data=a } }'],
    ['below a testbench, under an instance name', 'tb { data=b u_1 { clock=! data=a } u_2 { clock=! } }'],
    [
      'the named one of several that hold the signals',
      'x { clock=! data=b } dut { clock=! data=a } y { clock=! data=c }',
    ],
    ['one that is complete rather than a namesake that is not', 'dut { clock=! u_dut { clock=! data=a } }'],
    ['one of several with the very same wires', 'tb { u_1 { clock=! data=a } u_2 { clock=! data=a } }'],
    ['the complete one of several namesakes', 'p { dut { clock=! } } q { dut { clock=! data=a } }'],
  ])('takes %s', async (_, tree) => {
    expect(await chosen(tree)).toBe('00000001');
  });

  it('takes the root', async () => {
    const run = await sampleText('$var wire 1 ! clock $end $enddefinitions $end #0 0! #1 1!\n', { clock: 1 });
    expect(run.samples).toHaveLength(1);
  });

  const two = 'tb { p { dut { clock=! data=a } } q { dut { clock=! data=b } } }';

  it('refuses to choose between several and obeys a choice', async () => {
    const error = await waveformError(chosen(two));
    expect(error.code).toBe('ambiguous-scope');
    expect(error.message).toBe(
      "2 scopes hold the signals of 'dut': tb.p.dut, tb.q.dut. Choose one with the scope option.",
    );
    expect(await chosen(two, 'tb.p')).toBe('00000001');
    expect(await chosen(two, 'tb.q')).toBe('00000010');
    expect(await chosen(two, 'tb.q.dut')).toBe('00000010');
  });

  it('refuses a choice that does not exist, without taking a part of a name for it', async () => {
    const error = await waveformError(chosen(two, 'tb.q.d'));
    expect(error.code).toBe('no-scope');
    expect(error.message).toContain("The waveform has no scope 'tb.q.d'; its scopes are: ");
    expect(error.message).toContain('tb, tb.p, tb.p.dut, tb.q, tb.q.dut');
  });

  it('names the scopes and what the nearest lacks when there is none', async () => {
    const error = await waveformError(chosen('tb { u_x { data=a } u_y { clock=! } }'));
    expect(error.code).toBe('no-scope');
    expect(error.message).toContain(
      "No scope is called 'dut' or holds all its signals; the scopes are: (root), tb, tb.u_x, tb.u_y.",
    );
    expect(error.message).toContain('The nearest, tb.u_x, lacks 1 of 2: clock.');
  });

  it('shortens a long list of scopes', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `s${index} { data=a }`).join(' ');
    const error = await waveformError(chosen(many));
    expect(error.message).toContain('s18 and 11 more.');
  });

  it('says so when there are no scopes at all', async () => {
    const error = await waveformError(sampleText('$enddefinitions $end\n#0\n', {}));
    expect(error.message).toBe("The waveform has no scope 'dut'; its scopes are: none.");
  });
});
