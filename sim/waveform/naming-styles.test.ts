// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ReadableRun, sampleText } from './test-support.ts';

const recorded = readFileSync(new URL('./fixtures/icarus.vcd', import.meta.url), 'latin1');
const widths = { reset: 1, addend: 8, total: 8, pattern: 70, 'u_stage.from_one_q': 8 };

const sample = (text: string, top = 'u_dut'): Promise<ReadableRun> => sampleText(text, widths, { top });

const vector = /^\$var (\S+) (\d+) (\S+) (\S+) \[(\d+):(\d+)\] \$end$/gm;

/** The recording as a simulator writes it that records each bit of a vector for itself. */
function splitIntoBits(text: string, order: (bits: string[]) => string[]): string {
  const split = new Set<string>();
  const declared = text.replace(vector, (line, type, width, identifier, name, msb, lsb) => {
    if (width === '1') return line;
    split.add(identifier);
    const step = Number(msb) >= Number(lsb) ? -1 : 1;
    const bits = Array.from({ length: Number(width) }, (_, index) => {
      return `$var ${type} 1 ${identifier}<${index} ${name} [${Number(msb) + step * index}] $end`;
    });
    return order(bits).join('\n');
  });
  const wide = new Map([...text.matchAll(vector)].map((match) => [match[3], Number(match[2])]));
  return declared.replace(/^b([01xz]+) (\S+)$/gm, (line, digits: string, identifier: string) => {
    if (!split.has(identifier)) return line;
    const first = /^[xz]/.test(digits) ? digits[0]! : '0';
    return [...digits.padStart(wide.get(identifier)!, first)]
      .map((digit, index) => `${digit}${identifier}<${index}`)
      .join('\n');
  });
}

describe('the same run in the style of other simulators', () => {
  it.each<[string, (text: string) => string, string?]>([
    ['ranges attached to names', (text) => text.replace(vector, '$var $1 $2 $3 $4[$5:$6] $end')],
    ['no ranges', (text) => text.replace(vector, '$var $1 $2 $3 $4 $end')],
    ['vectors as bits, most significant first', (text) => splitIntoBits(text, (bits) => bits)],
    ['vectors as bits, least significant first', (text) => splitIntoBits(text, (bits) => bits.reverse())],
    ['vectors as logic', (text) => text.replace(/^\$var (wire|reg) /gm, '$var logic ')],
    ['escaped names', (text) => text.replace(/ (addend|total|u_stage|u_dut) /g, ' \\$1 ')],
    [
      'two more scopes above',
      (text) =>
        text
          .replace('$scope module testbench', '$scope module TOP $end $scope module rack $end\n$&')
          .replace('$enddefinitions', '$upscope $end $upscope $end\n$&'),
    ],
    ['another name of the instance', (text) => text.replace('u_dut', 'i0'), 'accumulator'],
    ['line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
    [
      'a design that is the top',
      (text) =>
        text
          .replace('$scope module testbench $end', '')
          .replace('$upscope $end\n$enddefinitions', '$enddefinitions'),
    ],
  ])('%s', async (_style, rewrite, top) => {
    const text = rewrite(recorded);
    expect(text).not.toBe(recorded);
    const [same, other] = [await sample(recorded), await sample(text, top)];
    expect(same.samples.length).toBe(10);
    expect(other.samples).toEqual(same.samples);
  });
});
