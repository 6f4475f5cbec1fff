// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { FrameLayoutError, layoutFrame } from './frame.ts';

describe('layoutFrame', () => {
  it('places signals in order, each rounded up to whole 32-bit words', () => {
    const layout = layoutFrame([
      { name: 'valid', width: 1 },
      { name: 'word', width: 32 },
      { name: 'carry', width: 33 },
      { name: 'wide', width: 128 },
      { name: 'last', width: 7 },
    ]);
    expect(layout.totalWords).toBe(9);
    expect([...layout.slots]).toEqual([
      ['valid', { word: 0, words: 1, width: 1 }],
      ['word', { word: 1, words: 1, width: 32 }],
      ['carry', { word: 2, words: 2, width: 33 }],
      ['wide', { word: 4, words: 4, width: 128 }],
      ['last', { word: 8, words: 1, width: 7 }],
    ]);
  });

  it('gives an empty list an empty frame', () => {
    expect(layoutFrame([])).toEqual({ totalWords: 0, slots: new Map() });
  });

  it('refuses a name that occurs twice', () => {
    const twice = [
      { name: 'valid', width: 1 },
      { name: 'valid', width: 1 },
    ];
    expect(() => layoutFrame(twice)).toThrow(
      new FrameLayoutError("Signal 'valid' is listed twice; list each sampled signal once."),
    );
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses width %s', (width) => {
    expect(() => layoutFrame([{ name: 'data', width }])).toThrow(FrameLayoutError);
  });
});
