// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadableSample, sampleText } from './test-support.ts';
import { WaveformError } from './waveform-error.ts';

// A failure prints the seed; `FC_SEED=<seed> npx vitest run sim/waveform` repeats it.
const seed = process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) };

interface RandomSignal {
  readonly identifier: string;
  readonly width: number;
  /** Widths of the pieces it is declared in, least significant first; one of the whole width mostly. */
  readonly pieces: readonly number[];
  readonly subscribed: boolean;
}

interface RandomStep {
  readonly delay: number;
  readonly clock: string;
  /** Signal number and new value, most significant bit first. */
  readonly changes: readonly (readonly [number, string])[];
  readonly clockFirst: boolean;
}

interface RandomRecording {
  readonly signals: readonly RandomSignal[];
  readonly steps: readonly RandomStep[];
}

const bit = fc.constantFrom('0', '0', '1', '1', '1', 'x', 'z');
const identifier = fc
  .array(fc.integer({ min: 0x21, max: 0x7e }), { minLength: 1, maxLength: 5 })
  .map((codes) => String.fromCharCode(...codes));

const signal = fc
  .record({
    identifier,
    width: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 100 })),
    split: fc.boolean(),
    cuts: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
    subscribed: fc.boolean(),
  })
  .map(({ identifier, width, split, cuts, subscribed }): RandomSignal => {
    const pieces: number[] = [];
    let left = width;
    for (const cut of split ? cuts : []) {
      if (cut < left) {
        pieces.push(cut);
        left -= cut;
      }
    }
    return { identifier, width, pieces: [...pieces, left], subscribed };
  });

const recording: fc.Arbitrary<RandomRecording> = fc
  .uniqueArray(signal, { minLength: 1, maxLength: 8, selector: (item) => item.identifier })
  .chain((signals) => {
    const change = fc.nat(signals.length - 1).chain((number) => {
      const width = signals[number]!.width;
      const digits = fc.array(bit, { minLength: width, maxLength: width });
      return digits.map((value) => [number, value.join('')] as const);
    });
    const step = fc.record({
      delay: fc.integer({ min: 1, max: 1_000_000 }),
      clock: fc.constantFrom('0', '1', '0', '1', 'x'),
      changes: fc.array(change, { maxLength: 6 }),
      clockFirst: fc.boolean(),
    });
    // Two steps that surely hold a rising edge, so that there is something to compare.
    const edge = ['0', '1'].map((clock) => ({ delay: 1, clock, changes: [], clockFirst: true }));
    return fc.array(step, { maxLength: 20 }).map((steps) => ({ signals, steps: [...steps, ...edge] }));
  });

/** Leaves out what extension restores. */
function shortest(digits: string): string {
  return digits.replace(/^0+(?=[01])|^x+(?=x)|^z+(?=z)/, '');
}

function textOf({ signals, steps }: RandomRecording): string {
  const declared = new Set(signals.map((item) => item.identifier));
  let counter = 0;
  const fresh = (): string => {
    const text = `p${counter++}`;
    return declared.has(text) ? fresh() : text;
  };
  const clock = fresh();
  const pieceNames = signals.map((item) =>
    item.pieces.map((_, index) => (index === 0 ? item.identifier : fresh())),
  );
  let definitions = `$timescale 1 ps $end\n$scope module tb $end\n$scope module dut $end\n$var wire 1 ${clock} clock $end\n`;
  for (const [number, { pieces }] of signals.entries()) {
    let low = 0;
    for (const [index, width] of pieces.entries()) {
      const range = pieces.length === 1 && width === 1 ? '' : ` [${low + width - 1}:${low}]`;
      definitions += `$var wire ${width} ${pieceNames[number]![index]} s${number}${range} $end\n`;
      low += width;
    }
  }
  let text = `${definitions}$upscope $end\n$upscope $end\n$enddefinitions $end\n`;
  let time = 0;
  for (const step of steps) {
    const clockChange = `${step.clock}${clock}\n`;
    const changes = step.changes.map(([number, value]) => {
      let high = value.length;
      return signals[number]!.pieces.map((width, index) => {
        const digits = value.slice(high - width, high);
        high -= width;
        const name = pieceNames[number]![index]!;
        return width === 1 && number % 2 === 0 ? `${digits}${name}\n` : `b${shortest(digits)} ${name}\n`;
      }).join('');
    });
    text += `#${time}\n${step.clockFirst ? clockChange : ''}${changes.join('')}${step.clockFirst ? '' : clockChange}`;
    time += step.delay;
  }
  return text;
}

/** What the samples must be, from the steps themselves. */
function expectedSamples({ signals, steps }: RandomRecording): ReadableSample[] {
  const values = signals.map(({ width }) => 'x'.repeat(width));
  const samples: ReadableSample[] = [];
  let clock = 'x';
  let time = 0;
  for (const step of steps) {
    if (clock === '0' && step.clock === '1') {
      const sampled = signals.flatMap(({ subscribed }, number) =>
        subscribed ? [[`s${number}`, values[number]!.replaceAll('z', 'x')] as const] : [],
      );
      samples.push({
        cycle: samples.length,
        time: BigInt(time),
        resumed: false,
        values: Object.fromEntries(sampled),
      });
    }
    clock = step.clock;
    for (const [number, value] of step.changes) {
      values[number] = value;
    }
    time += step.delay;
  }
  return samples;
}

function widthsOf({ signals }: RandomRecording): Record<string, number> {
  return Object.fromEntries(
    signals.flatMap(({ subscribed, width }, number) => (subscribed ? [[`s${number}`, width]] : [])),
  );
}

describe('sampleVcd of anything', () => {
  it('finds in a recording what was put into it', async () => {
    await fc.assert(
      fc.asyncProperty(recording, fc.integer({ min: 1, max: 300 }), async (random, chunkSize) => {
        const run = await sampleText(textOf(random), widthsOf(random), { chunkSize });
        expect(run.samples).toEqual(expectedSamples(random));
      }),
      { numRuns: 300, ...seed },
    );
  });

  const fixture = readFileSync(new URL('./fixtures/icarus-paused.vcd', import.meta.url));
  const packed = gzipSync(fixture);
  const widths = { addend: 8, pattern: 70, 'u_stage.count': 32 };
  const sampleFixture = (content: Uint8Array, chunkSize: number) =>
    sampleText(content, widths, { top: 'u_dut', chunkSize }).catch((error: unknown) => {
      expect(error).toBeInstanceOf(WaveformError);
    });

  const damage = fc.array(
    fc.record({
      place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      kind: fc.constantFrom('change', 'drop', 'double'),
      byte: fc.integer({ min: 0, max: 255 }),
    }),
    { minLength: 1, maxLength: 4 },
  );

  it.each([
    ['text', fixture],
    ['gzip data', packed],
  ])('reads damaged %s, or refuses it with an error of its own', async (_, original) => {
    await fc.assert(
      fc.asyncProperty(damage, fc.integer({ min: 1, max: 5000 }), async (damages, chunkSize) => {
        const bytes = [...original];
        for (const { place, kind, byte } of damages) {
          const index = Math.floor(place * bytes.length);
          bytes.splice(index, kind === 'double' ? 0 : 1, ...(kind === 'drop' ? [] : [byte]));
        }
        await sampleFixture(Uint8Array.from(bytes), chunkSize);
      }),
      { numRuns: 300, ...seed },
    );
  });

  it('reads any beginning of a file, or refuses it with an error of its own', async () => {
    for (let length = 0; length < fixture.length; length += 7) {
      await sampleFixture(fixture.subarray(0, length), 1000);
    }
  });

  it('refuses any beginning of the definitions', async () => {
    const definitions = fixture.indexOf('$enddefinitions $end') + '$enddefinitions $end'.length;
    for (let length = 1; length < definitions; length += 5) {
      const cut = sampleText(fixture.subarray(0, length), widths, { top: 'u_dut' });
      await expect(cut).rejects.toMatchObject({ name: 'WaveformError' });
    }
  });
});
