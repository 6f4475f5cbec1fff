// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { layoutFrame } from '../samples/frame.ts';
import { createSampleRing } from './sample-ring.ts';
import { sampleWaveform } from './sample-waveform.ts';
import type { WaveformSummary } from './sampling.ts';
import { signalList } from './test-support.ts';
import { type RecordedCycle, renderTextWaveform } from './text-waveform.ts';

const signals = signalList({
  reset: 1,
  addend: 8,
  total: 8,
  pattern: 70,
  'u_stage.ascending_q': 8,
  'u_stage.from_one_q': 8,
  'u_stage.single': 1,
  'u_stage.odd.name[3]': 1,
  'u_stage.count': 32,
  'u_stage.lanes[1].turn_q': 3,
});

interface Recording {
  readonly samples: RecordedCycle[];
  readonly resumed: number[];
  readonly summary: WaveformSummary;
}

const fixture = (file: string) => fileURLToPath(new URL(`./fixtures/${file}`, import.meta.url));

async function recording(file: string, top = 'accumulator'): Promise<Recording> {
  const ring = createSampleRing(1000, layoutFrame(signals).totalWords);
  const resumed: number[] = [];
  const summary = await sampleWaveform(fixture(file), { top, clock: 'clock', signals }, (sample) => {
    ring.push(sample);
    if (sample.resumed) {
      resumed.push(sample.cycle);
    }
  });
  return { samples: ring.samples(), resumed, summary };
}

describe('recordings of simulators', () => {
  it('are the same from Icarus Verilog and from Verilator once everything has a value', async () => {
    const icarus = await recording('icarus.vcd');
    const verilator = await recording('verilator.vcd');
    expect(icarus.summary).toEqual({
      cycles: 10,
      lastTime: 102000n,
      timescale: '1ps',
    });
    expect(verilator.summary.cycles).toBe(10);
    expect(icarus.samples[0]?.unknown.some((word) => word !== 0)).toBe(true);
    expect(verilator.samples.slice(1)).toEqual(icarus.samples.slice(1));
  });

  it('are the same as VCD and as FST, however it is packed', async () => {
    const icarus = await recording('icarus.vcd');
    for (const file of ['icarus.fst', 'zlib.fst', 'fastlz.fst', 'whole.fst']) {
      expect(await recording(file), file).toEqual(icarus);
    }
    expect(await recording('verilator.fst')).toEqual(await recording('verilator.vcd'));
    expect(await recording('icarus-paused.fst')).toEqual(await recording('icarus-paused.vcd'));
  });

  it('show the nine states of VHDL, as VCD and as FST', async () => {
    const signals = signalList({ total: 8, weak: 1, flag: 4, 'Odd.Name': 1 });
    const { slots, totalWords } = layoutFrame(signals);
    const [vcd, fst] = await Promise.all(
      ['ghdl.vcd', 'ghdl.fst'].map(async (file) => {
        const ring = createSampleRing(100, totalWords);
        await sampleWaveform(fixture(file), { top: 'accumulator', clock: 'clock', signals }, (sample) =>
          ring.push(sample),
        );
        return ring.samples();
      }),
    );
    expect(fst).toEqual(vcd);
    const bits = (name: string) => {
      const { word } = slots.get(name)!;
      return vcd!.map(({ frame, unknown }) =>
        unknown[word] === 0 ? `${frame[word]}` : `${frame[word]}/${unknown[word]}`,
      );
    };
    // Between the edges: U, U, W, L, H, -, Z, 1 ...
    expect(bits('weak')).toEqual(['0/1', '0/1', '0/1', '0', '1', '0/1', '0/1', '1', '1', '1']);
    expect(bits('flag').slice(0, 4)).toEqual(['1/12', '1/12', '8/3', '8/3']);
    expect(bits('total').slice(0, 4)).toEqual(['0/255', '0', '0', '3']);
    expect(bits('Odd.Name').slice(0, 4)).toEqual(['0', '1', '0', '1']);
  });

  it('show what the design does', async () => {
    const { samples } = await recording('icarus.vcd', 'u_dut');
    const shown = signals.filter(({ name }) => !name.startsWith('u_stage') && name !== 'pattern');
    const picture = renderTextWaveform(samples.slice(1), shown, { layout: layoutFrame(signals) });
    expect(picture).toBe(
      [
        'cycle   1  2  3  4  5  6  7  8  9',
        'reset  ▔▔▔▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁',
        'addend  03         |09|2d',
        'total   00   |03|06|09|12|3f|6c|99',
        '',
      ].join('\n'),
    );
  });

  it('hold their place over a pause and show unknown values', async () => {
    const { samples, resumed, summary } = await recording('icarus-paused.vcd');
    const addend = layoutFrame(signals).slots.get('addend')!;
    expect(resumed).toEqual([7]);
    expect(summary.cycles).toBe(samples.length);
    expect(samples.map(({ unknown }) => unknown[addend.word])).toContain(0b11001100);
  });
});
