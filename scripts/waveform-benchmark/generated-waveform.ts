// SPDX-License-Identifier: Apache-2.0
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** A signal of the generated design. */
export interface GeneratedSignal {
  readonly name: string;
  /** Width in bits. */
  readonly width: number;
  readonly identifier: string;
}

const widths = [1, 1, 1, 1, 4, 8, 32, 32, 64, 128] as const;
const signalCount = 1000;
const changesPerCycle = 60;
const differentChanges = 20_000;
const halfPeriod = 5;
const chunkBytes = 1 << 20;

function identifierOf(number: number): string {
  let text = '';
  for (let rest = number; ; rest = Math.floor(rest / 94) - 1) {
    text += String.fromCharCode(0x21 + (rest % 94));
    if (rest < 94) return text;
  }
}

/** A thousand signals, as many bits, narrow and wide vectors as designs have. */
export const generatedSignals: readonly GeneratedSignal[] = Array.from(
  { length: signalCount },
  (_, number) => ({
    name: `signal_${number}`,
    width: widths[number % widths.length]!,
    identifier: identifierOf(number + 1),
  }),
);

/** Numbers from 0 to `limit` - 1, the same in every run. */
function createNumbers(): (limit: number) => number {
  let state = 1;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function* texts(bytes: number): Generator<string> {
  const number = createNumbers();
  const declarations = generatedSignals.map(
    ({ name, width, identifier }) =>
      `$var wire ${width} ${identifier} ${name}${width === 1 ? '' : ` [${width - 1}:0]`} $end\n`,
  );
  const digits = (width: number) => Array.from({ length: width }, () => number(2)).join('');
  const changes = Array.from({ length: differentChanges }, () => {
    const { width, identifier } = generatedSignals[number(signalCount)]!;
    return width === 1 ? `${digits(1)}${identifier}\n` : `b${digits(width)} ${identifier}\n`;
  });
  yield `$timescale 1ns $end\n$scope module dut $end\n$var wire 1 ! clk $end\n${declarations.join('')}$upscope $end\n$enddefinitions $end\n`;
  let written = 0;
  let text = '';
  for (let time = 0; written < bytes; time += 2 * halfPeriod) {
    text += `#${time}\n0!\n#${time + halfPeriod}\n1!\n`;
    for (let change = 0; change < changesPerCycle; change++) {
      text += changes[number(differentChanges)];
    }
    if (text.length >= chunkBytes) {
      written += text.length;
      yield text;
      text = '';
    }
  }
  yield text;
}

/** Writes a VCD of about this size: in each cycle some of its signals change. */
export async function writeGeneratedWaveform(path: string, bytes: number): Promise<void> {
  await pipeline(texts(bytes), createWriteStream(path));
}
