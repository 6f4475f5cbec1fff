// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { layoutFrame } from '../samples/frame.ts';
import { createSampleRing } from './sample-ring.ts';
import { renderTextWaveform } from './text-waveform.ts';

const signals = [
  { name: 'valid', width: 1 },
  { name: 'data', width: 12 },
  { name: 'wide', width: 80 },
];

function cycleOf(cycle: number, words: readonly number[], unknown: readonly number[] = [0, 0, 0, 0, 0]) {
  return { cycle, frame: Uint32Array.from(words), unknown: Uint32Array.from(unknown) };
}

describe('renderTextWaveform', () => {
  it('draws bits as levels, vectors where they change, unknown digits as x, and the marked cycle', () => {
    const samples = [
      cycleOf(9, [0, 0x0f, 1, 0, 0]),
      cycleOf(10, [1, 0x0f, 1, 0, 0]),
      cycleOf(11, [1, 0xabc, 1, 0, 0]),
      cycleOf(12, [0, 0xab0, 1, 0, 0], [1, 0x00f, 0, 0, 0]),
    ];
    const picture = renderTextWaveform(samples, signals.slice(0, 2), {
      layout: layoutFrame(signals),
      markedCycle: 11,
    });
    expect(picture).toBe(
      ['cycle  9    10   >11< 12', 'valid ▁▁▁▁▁▔▔▔▔▔▔▔▔▔▔xxxxx', 'data   00f      |abc |abx', ''].join('\n'),
    );
  });

  it('shortens long values and still shows that they change in the middle', () => {
    const samples = [
      cycleOf(0, [0, 0, 0x9abcdef0, 0x12345678, 0xfedc]),
      cycleOf(1, [0, 0, 0x9abcdef0, 0x1234567f, 0xfedc]),
    ];
    const picture = renderTextWaveform(samples, [signals[2]!], { layout: layoutFrame(signals) });
    expect(picture).toBe(
      ['cycle  0                 1', 'wide   fedc1234…9abcdef0|fedc1234…9abcdef0', ''].join('\n'),
    );
  });

  it('continues below when a line is full, and writes the value again there', () => {
    const samples = [0, 1, 2, 3, 4].map((cycle) => cycleOf(cycle, [cycle & 1, cycle < 4 ? 7 : 8, 0, 0, 0]));
    const picture = renderTextWaveform(samples, signals.slice(0, 2), {
      layout: layoutFrame(signals),
      columns: 14,
    });
    expect(picture).toBe(
      [
        'cycle  0   1',
        'valid ▁▁▁▁▔▔▔▔',
        'data   007',
        '',
        'cycle  2   3',
        'valid ▁▁▁▁▔▔▔▔',
        'data   007',
        '',
        'cycle  4',
        'valid ▁▁▁▁',
        'data  |008',
        '',
      ].join('\n'),
    );
  });

  it('draws nothing from nothing', () => {
    expect(renderTextWaveform([], signals)).toBe('');
    expect(renderTextWaveform([cycleOf(0, [0, 0, 0, 0, 0])], [])).toBe('');
  });

  it('refuses a signal that the frames do not hold', () => {
    const draw = (name: string, width: number) => () =>
      renderTextWaveform([cycleOf(0, [0])], [{ name, width }], {
        layout: layoutFrame([{ name: 'valid', width: 1 }]),
      });
    expect(draw('ready', 1)).toThrow(
      "Cannot draw signal 'ready' of 1 bits: the frames have it with no bits.",
    );
    expect(draw('valid', 2)).toThrow("Cannot draw signal 'valid' of 2 bits: the frames have it with 1 bits.");
  });
});

describe('createSampleRing', () => {
  it('keeps copies of the last samples, oldest first', () => {
    const ring = createSampleRing(3, 1);
    expect(ring.samples()).toEqual([]);
    const frame = Uint32Array.of(0);
    for (let cycle = 0; cycle < 5; cycle++) {
      frame[0] = cycle * 10;
      ring.push({ cycle, frame, unknown: Uint32Array.of(cycle) });
      expect(ring.samples()).toHaveLength(Math.min(cycle + 1, 3));
    }
    const kept = ring.samples();
    ring.push({ cycle: 5, frame, unknown: frame });
    expect(kept.map(({ cycle, frame: [value], unknown: [x] }) => [cycle, value, x])).toEqual([
      [2, 20, 2],
      [3, 30, 3],
      [4, 40, 4],
    ]);
  });

  it.each([0, -1, 1.5])('refuses a capacity of %s', (capacity) => {
    expect(() => createSampleRing(capacity, 1)).toThrow(RangeError);
  });
});
