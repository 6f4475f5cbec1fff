// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { sampleText, vcdText, waveformError } from './test-support.ts';

async function values(definitions: string, changes: string, widths: Record<string, number>) {
  const run = await sampleText(vcdText(definitions, `#0\n0!\n${changes}\n#5\n1!\n`), widths);
  return run.samples[0]?.values;
}

describe('binding signals', () => {
  it('takes vectors with any range, written apart or attached', async () => {
    const definitions = `$var wire 4 a down [3:0] $end
$var wire 4 b attached[3:0] $end
$var wire 4 c up [0:3] $end
$var wire 4 d from_one [4:1] $end
$var wire 4 e no_range $end
$var wire 1 f single [3:3] $end
$var wire 4 g spread [ 3 : 0 ] $end
$var wire 4 h negative [1:-2] $end`;
    const changes = ['a', 'b', 'c', 'd', 'e', 'g', 'h'].map((identifier) => `b1100 ${identifier}\n`).join('');
    const widths = {
      down: 4,
      attached: 4,
      up: 4,
      from_one: 4,
      no_range: 4,
      single: 1,
      spread: 4,
      negative: 4,
    };
    expect(await values(definitions, `${changes}1f`, widths)).toEqual({
      down: '1100',
      attached: '1100',
      up: '1100',
      from_one: '1100',
      no_range: '1100',
      single: '1',
      spread: '1100',
      negative: '1100',
    });
  });

  it('puts vectors together that were split into bits or slices', async () => {
    const definitions = `$var wire 1 a bits [0] $end
$var wire 1 b bits [1] $end
$var wire 1 c bits [2] $end
$var wire 1 d tight[5] $end
$var wire 1 e tight[6] $end
$var wire 4 f parts [7:4] $end
$var wire 4 g parts [3:0] $end
$var wire 2 h up [0:1] $end
$var wire 2 i up [2:3] $end`;
    const changes = '1a 0b 1c\n0d 1e\nb1100 f\nb1010 g\nb10 h\nb11 i';
    expect(await values(definitions, changes, { bits: 3, tight: 2, parts: 8, up: 4 })).toEqual({
      bits: '101',
      tight: '10',
      parts: '11001010',
      up: '1011',
    });
  });

  it('puts slices together across words', async () => {
    const definitions = `$var wire 40 a wide [39:0] $end
$var wire 50 b wide [89:40] $end`;
    const low = `1${'01'.repeat(19)}x`;
    const high = `z${'0110'.repeat(12)}1`;
    const result = await values(definitions, `b${low} a\nb${high} b`, { wide: 90 });
    expect(result).toEqual({ wide: high.replace('z', 'x') + low });
  });

  it('keeps the other pieces when one changes', async () => {
    const definitions = '$var wire 20 a wide [19:0] $end $var wire 30 b wide [49:20] $end';
    const text = vcdText(
      definitions,
      `#0\n0!\nb${'1'.repeat(20)} a\nb${'1'.repeat(30)} b\n#1\nb0 b\n#2\n1!\n#3\n0!\nb${'1'.repeat(30)} b\nb0 a\n#4\n1!\n`,
    );
    const run = await sampleText(text, { wide: 50 });
    expect(run.samples.map((sample) => sample.values.wide)).toEqual([
      '0'.repeat(30) + '1'.repeat(20),
      '1'.repeat(30) + '0'.repeat(20),
    ]);
  });

  it('finds words of arrays, single bits and escaped names by their names', async () => {
    const definitions = `$var wire 4 a words[0] [3:0] $end
$var wire 4 b words [1] $end
$var wire 1 c flags[2] $end
$var wire 1 d \\odd.name[3] $end
$var wire 2 e \\a+b [1:0] $end
$scope module \\u_x.y $end
$var wire 1 f q $end
$upscope $end`;
    expect(
      await values(definitions, 'b1 a\nb10 b\n1c\n1d\nb11 e\n1f', {
        'words[0]': 4,
        'words[1]': 4,
        'flags[2]': 1,
        '\\odd.name[3] ': 1,
        'a+b': 2,
        'u_x.y.q': 1,
      }),
    ).toEqual({
      'words[0]': '0001',
      'words[1]': '0010',
      'flags[2]': '1',
      '\\odd.name[3] ': '1',
      'a+b': '11',
      'u_x.y.q': '1',
    });
  });

  it('takes a variable that is recorded twice as the same wire once', async () => {
    const definitions = '$var wire 4 a data [3:0] $end $var wire 4 a data [3:0] $end';
    expect(await values(definitions, 'b101 a', { data: 4 })).toEqual({ data: '0101' });
  });
});

describe('signals that do not fit', () => {
  const definitions = `$var wire 8 a data [7:0] $end
$var wire 1 b bits [0] $end
$var wire 1 c bits [2] $end
$var wire 8 d twice [7:0] $end
$var wire 8 e twice [8:1] $end
$var wire 4 f unlike $end
$var wire 4 g unlike $end
$scope module u_area $end
$var wire 4 h flags_q [3:0] $end
$upscope $end`;
  const failing = (widths: Record<string, number>, clock = 'clock') =>
    waveformError(sampleText(vcdText(definitions, '#0\n'), widths, { clock }));

  it('names all missing signals, each with the nearest name', async () => {
    const error = await failing({ daat: 8, 'u_area.flag_q': 4, unrelated_thing: 1, data: 8 });
    expect(error.code).toBe('missing-signal');
    expect(error.message).toBe(
      "The waveform does not fit in scope 'dut'. It lacks 'daat' (is 'data' meant?), " +
        "'u_area.flag_q' (is 'u_area.flags_q' meant?), 'unrelated_thing'. " +
        'Record all levels of the design and the configuration that is checked.',
    );
  });

  it('names all wrong widths', async () => {
    const error = await failing({ data: 9, 'u_area.flags_q': 32 });
    expect(error.code).toBe('wrong-width');
    expect(error.message).toBe(
      "The waveform does not fit in scope 'dut'. " +
        "Not as described: 'data' has 8 bits, expected 9, 'u_area.flags_q' has 4 bits, expected 32.",
    );
  });

  it('names missing signals and wrong widths together', async () => {
    const error = await failing({ data: 9, absent_signal: 1 });
    expect(error.code).toBe('missing-signal');
    expect(error.message).toContain("It lacks 'absent_signal'.");
    expect(error.message).toContain("Not as described: 'data' has 8 bits, expected 9.");
  });

  it.each([
    ['bits', 3, "'bits' is split into pieces and has a gap at bit [1]"],
    ['twice', 8, "'twice' is split into pieces and is recorded twice at bit [1]"],
    ['unlike', 4, "'unlike' is recorded 2 times, as different variables"],
  ])('refuses pieces that do not make up %s', async (name, width, message) => {
    const error = await failing({ [name]: width });
    expect(error.code).toBe('wrong-width');
    expect(error.message).toContain(message);
  });

  it('refuses a clock of several bits and a missing clock', async () => {
    expect((await failing({}, 'data')).message).toContain("'data' has 8 bits, expected 1");
    expect((await failing({ data: 8 }, 'clk')).message).toContain("It lacks 'clk'");
  });

  it('refuses an identifier of two widths', async () => {
    const text = vcdText('$var wire 8 a data [7:0] $end $var wire 4 a part [3:0] $end', '#0\n');
    const error = await waveformError(sampleText(text, { data: 8, part: 4 }));
    expect(error.code).toBe('malformed');
    expect(error.message).toBe("Identifier 'a' is declared with 8 and with 4 bits.");
  });
});
