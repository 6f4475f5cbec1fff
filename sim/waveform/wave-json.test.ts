// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { RecordedCycle } from './text-waveform.ts';
import { renderWaveJson } from './wave-json.ts';
import { renderSvg } from './wave-svg.ts';

const signals = [
  { name: 'valid', width: 1 },
  { name: 'data<&>', width: 8 },
];

/** Cycles from [valid, data], undefined for an unknown value. */
function cycles(values: readonly (readonly [number | undefined, number | undefined])[]): RecordedCycle[] {
  return values.map((words, index) => ({
    cycle: 40 + index,
    frame: Uint32Array.from(words, (word) => word ?? 0),
    unknown: Uint32Array.from(words, (word, place) => (word === undefined ? [1, 255][place]! : 0)),
  }));
}

const run = cycles([
  [undefined, undefined],
  [0, 3],
  [1, 3],
  [1, 0x2d],
  [0, undefined],
]);

describe('a timing diagram', () => {
  it('shows levels, values where they change, what is unknown, and the cycle pointed at', () => {
    expect(renderWaveJson(run, signals, { title: 'a run', mark: { cycle: 42, name: 'here' } })).toEqual({
      head: { text: 'a run', tick: 40 },
      signal: [
        { name: 'valid', wave: 'x01.0' },
        { name: 'data<&>', wave: 'x=.=x', data: ['03', '2d'] },
        { name: 'here', wave: '0.10.' },
      ],
      config: { hscale: 1 },
    });
  });

  it('has cells as wide as its values', () => {
    const wide = [{ name: 'pattern', width: 64 }];
    const frame = Uint32Array.of(0xffffffff, 0x12345678);
    const { signal, config } = renderWaveJson([{ cycle: 0, frame, unknown: new Uint32Array(2) }], wide, {
      title: '',
    });
    expect(signal).toEqual([{ name: 'pattern', wave: '=', data: ['12345678ffffffff'] }]);
    expect(config.hscale).toBe(4);
  });

  it('needs a cycle', () => {
    expect(() => renderWaveJson([], signals, { title: '' })).toThrow(RangeError);
  });

  it('becomes an SVG picture, with names that XML would not bear', async () => {
    const diagram = renderWaveJson(run, signals, { title: 'a < b' });
    const svg = renderSvg(diagram);
    expect(svg.slice(0, 200)).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg.slice(-7)).toBe('</svg>\n');
    const texts = ['valid', 'data&lt;&amp;&gt;', 'a &lt; b', '2d', '44'];
    expect(texts.filter((text) => !svg.includes(`>${text}<`))).toEqual([]);
    expect(renderSvg(diagram) === svg).toBe(true);
  });
});
