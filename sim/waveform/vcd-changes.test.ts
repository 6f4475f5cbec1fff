// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { sampleText, valuesOf, vcdText } from './test-support.ts';

const eight = '$var wire 8 " data [7:0] $end';

async function sampled(digits: string, width = 8): Promise<string | undefined> {
  const definition = `$var wire ${width} " data [${width - 1}:0] $end`;
  const run = await sampleText(vcdText(definition, `#0\n0!\n${digits} "\n#5\n1!\n`), { data: width });
  return valuesOf(run, 'data')[0];
}

describe('value changes', () => {
  it.each([
    ['b10100101', '10100101'],
    ['b0', '00000000'],
    ['b101', '00000101'],
    ['B101', '00000101'],
    ['bx', 'xxxxxxxx'],
    ['bz', 'xxxxxxxx'],
    ['bX01', 'xxxxxx01'],
    ['bZ1', 'xxxxxxx1'],
    ['b0x', '0000000x'],
    ['b1z', '0000001x'],
    ['b1xzXZ01', '01xxxx01'],
  ])('reads %s as %s', async (digits, expected) => {
    expect(await sampled(digits)).toBe(expected);
  });

  it.each([31, 32, 33, 63, 64, 65, 96, 130])('extends to %i bits', async (width) => {
    expect(await sampled('b1', width)).toBe('1'.padStart(width, '0'));
    expect(await sampled('bx', width)).toBe('x'.repeat(width));
    expect(await sampled('bx1', width)).toBe('1'.padStart(width, 'x'));
    expect(await sampled(`b${'01'.repeat(width).slice(0, width)}`, width)).toBe(
      '01'.repeat(width).slice(0, width),
    );
  });

  it('extends at every length around the words', async () => {
    for (let length = 1; length <= 70; length++) {
      const digits = `x${'10'.repeat(40)}`.slice(0, length);
      expect(await sampled(`b${digits}`, 70)).toBe(digits.padStart(70, 'x'));
    }
  });

  it('replaces an unknown value by a known one and back', async () => {
    const run = await sampleText(
      vcdText(eight, '#0\n0!\n#1\n1!\nb11 "\n#2\n0!\n#3\n1!\nbz "\n#4\n0!\n#5\n1!\n'),
      { data: 8 },
    );
    expect(valuesOf(run, 'data')).toEqual(['xxxxxxxx', '00000011', 'xxxxxxxx']);
  });

  it('reads scalars as vectors and vectors as scalars', async () => {
    const bit = '$var wire 1 # bit $end';
    const run = await sampleText(vcdText(`${eight} ${bit}`, '#0\nb0 !\nx"\nb1 #\n#5\nb1 !\n'), {
      data: 8,
      bit: 1,
    });
    expect(run.samples[0]?.values).toEqual({ data: 'xxxxxxxx', bit: '1' });
  });

  it.each(['0', '1', 'x', 'X', 'z', 'Z'])('reads the scalar %s', async (digit) => {
    const run = await sampleText(vcdText('$var reg 1 # bit $end', `#0\n0!\n${digit}#\n#5\n1!\n`), { bit: 1 });
    expect(valuesOf(run, 'bit')).toEqual([/\d/.test(digit) ? digit : 'x']);
  });

  it('takes any white space between words, and comments with anything in them', async () => {
    const text = vcdText(
      eight,
      '  $comment b1 " 1! #77 $dumpvars\n $end\t#0\r\n\r\n0!\v \n b11 \t\r\n "\n\n$comment $end\n#5 1!\n',
    );
    const run = await sampleText(text, { data: 8 });
    expect(valuesOf(run, 'data')).toEqual(['00000011']);
  });

  it('ignores real numbers, strings, parameters and events', async () => {
    const definitions = `${eight}
$var real 64 r level $end
$var string 8 s state $end
$var parameter 32 p WIDTH [31:0] $end
$var event 1 e done $end`;
    const changes = '#0\n0!\nr1.5e-3 r\nsIDLE s\nb1000 p\n1e\nb11 "\nRNaN r\n#5\n1!\n1e\n';
    const run = await sampleText(vcdText(definitions, changes), { data: 8 });
    expect(valuesOf(run, 'data')).toEqual(['00000011']);
  });

  it('knows identifiers of all printable characters and lengths apart', async () => {
    const identifiers = [
      '0',
      '1',
      'b',
      '#',
      '$',
      '~',
      '~~~',
      '~~~~',
      '!!',
      '!!!!!!',
      'b1',
      '#5',
      'aVeryLongOne',
    ];
    const definitions = identifiers
      .map((text, index) => `$var wire 8 ${text} s${index} [7:0] $end`)
      .join('\n');
    const values = identifiers.map((text, index) => `b${index.toString(2)} ${text}\n`).join('');
    const widths = Object.fromEntries(identifiers.map((_, index) => [`s${index}`, 8]));
    const run = await sampleText(vcdText(definitions, `#0\n0!\n${values}#5\n1!\n`), widths);
    expect(Object.values(run.samples[0]?.values ?? {}).map((text) => Number.parseInt(text, 2))).toEqual(
      identifiers.map((_, index) => index),
    );
  });

  it('feeds all names of one wire', async () => {
    const definitions = `${eight}
$scope module u_inner $end
$var wire 8 " input [7:0] $end
$upscope $end`;
    const run = await sampleText(vcdText(definitions, '#0\n0!\nb11 "\n#5\n1!\n'), {
      data: 8,
      'u_inner.input': 8,
    });
    expect(run.samples[0]?.values).toEqual({ data: '00000011', 'u_inner.input': '00000011' });
  });
});
