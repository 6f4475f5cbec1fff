// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { sampleText, vcdText, waveformError } from './test-support.ts';

const eight = '$var wire 8 " data [7:0] $end';

describe('broken value changes', () => {
  const lineOfChanges = 7;

  it.each([
    [
      'garbage',
      '#0\ngarbage\n',
      'malformed',
      1,
      "expected a value change (0, 1, x, z, b, r), a time (#) or a keyword ($), found 'garbage'.",
    ],
    ['bytes that are not text', '#0\n\x80\xff\n', 'malformed', 1, "found '\\x80\\xff'."],
    [
      'an undeclared identifier',
      '#0\n0!\n1?\n',
      'malformed',
      2,
      "expected a value and a declared identifier, found '1?'.",
    ],
    ['an undeclared longer identifier', '#0\nb1 abcd\n', 'malformed', 1, "found 'b1 abcd'."],
    ['an identifier that begins like a declared one', '#0\n1!!\n', 'malformed', 1, "found '1!!'."],
    [
      'a scalar without identifier',
      '#0\n1\n0!\n',
      'malformed',
      1,
      "expected a value and a declared identifier, found '1'.",
    ],
    [
      'too many digits',
      '#0\nb101010101 "\n',
      'malformed',
      1,
      "expected a value of 1 to 8 bits, found 'b101010101 \"'.",
    ],
    ['no digits', '#0\nb "\n', 'malformed', 1, "expected a value of 1 to 8 bits, found 'b \"'."],
    ['a digit that is none', '#0\nb1021 "\n', 'malformed', 1, "expected a digit 0, 1, x or z, found '2'."],
    [
      'a real number for bits',
      '#0\nr1.5 "\n',
      'malformed',
      1,
      "expected a value of 1 to 8 bits, found 'r1.5 \"'.",
    ],
    [
      'a time that is none',
      '#1x\n',
      'malformed',
      0,
      "expected a time of 1 to 20 digits after #, found '#1x'.",
    ],
    [
      'a time without digits',
      '# 5\n',
      'malformed',
      0,
      "expected a time of 1 to 20 digits after #, found '#'.",
    ],
    [
      'a time beyond 64 bits',
      '#123456789012345678901\n',
      'malformed',
      0,
      'expected a time of 1 to 20 digits',
    ],
    [
      'time going backwards',
      '#10\n0!\n#9\n',
      'time-backwards',
      2,
      "expected a time not before #10, found '#9'.",
    ],
    [
      'an unknown keyword',
      '#0\n$dumplater\n',
      'malformed',
      1,
      'expected $dumpvars, $dumpall, $dumpon, $dumpoff, $comment or $end, found',
    ],
    ['an $end too many', '#0\n0!\n$end\n', 'malformed', 2, 'no section is open that $end would close'],
    [
      'an end inside a vector',
      '#0\n0!\nb10',
      'truncated',
      2,
      "the waveform ends in 'b10': expected a value and a declared identifier.",
    ],
    ['an end after a vector', '#0\n0!\nb10 ', 'truncated', 2, "the waveform ends in 'b10 '"],
    ['an end inside a keyword', '#0\n0!\n$dum', 'truncated', 2, "the waveform ends in '$dum'"],
    ['an end inside a time', '#0\n0!\n#', 'truncated', 2, "the waveform ends in '#'"],
    ['an end inside a longer time', '#0\n0!\n#100\n1!\n#20', 'truncated', 4, "the waveform ends in '#20'"],
    ['an end inside an identifier', '#0\n0!\n1', 'truncated', 2, "the waveform ends in '1'"],
    [
      'an end inside the initial values',
      '#0\n$dumpvars\n0!\n',
      'truncated',
      1,
      'the waveform ends before the $end of what begins here.',
    ],
    [
      'an end inside a comment',
      '#0\n$comment 1!\n',
      'truncated',
      1,
      'the waveform ends before the $end of what begins here.',
    ],
  ] as const)('refuses %s', async (_, changes, code, line, message) => {
    const text = vcdText(eight, changes);
    for (const chunkSize of [1, 3, 1 << 20]) {
      const error = await waveformError(sampleText(text, { data: 8 }, { chunkSize }));
      expect(error.code).toBe(code);
      expect(error.message).toContain(message);
      expect(error.position?.line).toBe(lineOfChanges + line);
      const lines = text.slice(0, error.position?.byteOffset).split('\n');
      expect(lines).toHaveLength(lineOfChanges + line);
    }
  });

  it('says the byte and the line in the message', async () => {
    const text = vcdText(eight, '#0\nb1021 "\n');
    const error = await waveformError(sampleText(text, { data: 8 }));
    const byteOffset = text.indexOf('b1021') + 'b10'.length;
    expect(error.position).toEqual({ byteOffset, line: 8 });
    expect(error.message).toBe(
      `Waveform line 8 (byte ${byteOffset}): expected a digit 0, 1, x or z, found '2'.`,
    );
  });

  it('counts lines across a value and an identifier that stand in two', async () => {
    const text = vcdText(eight, '#0\nb1\n\n"\n1?\n');
    for (const chunkSize of [1, 2, 3, 1 << 20]) {
      const error = await waveformError(sampleText(text, { data: 8 }, { chunkSize }));
      expect(error.position?.line).toBe(lineOfChanges + 4);
    }
  });

  it('gives up on data without white space', async () => {
    const text = vcdText(eight, `#0\n0!\nb${'1'.repeat(9 << 20)}`);
    const error = await waveformError(sampleText(text, { data: 8 }));
    expect(error.code).toBe('malformed');
    expect(error.message).toContain('expected a command below 4194304 bytes');
  });

  it('accepts a last line that is complete but for its line end', async () => {
    const run = await sampleText(vcdText(eight, '#0\n0!\n#5\nb1 "\n1!'), { data: 8 });
    expect(run.samples).toHaveLength(1);
  });
});
