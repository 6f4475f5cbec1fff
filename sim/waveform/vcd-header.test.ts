// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createByteWindow } from './byte-window.ts';
import type { Definitions } from './definitions.ts';
import { inChunks, sampleText, waveformError } from './test-support.ts';
import { readHeader } from './vcd-header.ts';
import { createTokenReader } from './vcd-tokens.ts';

function header(text: string, chunkSize?: number): Promise<Definitions> {
  return readHeader(createTokenReader(createByteWindow(inChunks(text, chunkSize))));
}

const whole = `$date
  some day
$end
$version a simulator $end $comment free text $end
$timescale
  10 us
$end
$scope module tb $end
$var reg 1 ! clock $end
$scope module \\u_dut+ $end
$var wire 8 " data [7:0] $end
$var wire 8 # attached[7:0] $end
$var real 64 $ level $end
$scope begin lanes[0] $end $var integer 32 % n [31:0] $end $upscope $end
$upscope $end
$upscope $end
$scope module tb $end $var wire 1 & late $end $upscope $end
$enddefinitions $end
`;

describe('readHeader', () => {
  it('reads scopes, variables, identifiers and the time scale', async () => {
    for (const chunkSize of [1, 5, 1000]) {
      const { timescale, scopes, variables, identifiers } = await header(whole, chunkSize);
      expect(timescale).toBe('10us');
      expect([...scopes.values()]).toEqual([
        { path: 'tb', name: 'tb' },
        { path: 'tb.u_dut+', name: 'u_dut+' },
        { path: 'tb.u_dut+.lanes[0]', name: 'lanes[0]' },
      ]);
      expect([...variables.keys()]).toEqual([
        'tb.clock',
        'tb.u_dut+.data',
        'tb.u_dut+.attached[7:0]',
        'tb.u_dut+.attached',
        'tb.u_dut+.lanes[0].n',
        'tb.late',
      ]);
      expect(variables.get('tb.u_dut+.data')).toEqual([
        { identifier: '"', width: 8, range: { msb: 7, lsb: 0 } },
      ]);
      expect([...identifiers]).toEqual(['!', '"', '#', '$', '%', '&']);
    }
  });

  it('does without a time scale, and with variables outside of any scope or in a scope without a name', async () => {
    const text =
      '$var wire 1 ! a $end $scope module $end $var wire 1 " b $end $upscope $end $enddefinitions $end';
    const { timescale, scopes, variables } = await header(text);
    expect(timescale).toBe('');
    expect([...scopes.keys()]).toEqual(['']);
    expect([...variables.keys()]).toEqual(['a', 'b']);
  });

  it.each([
    ['$var wire 1 ! $end', 1, "expected type, width, identifier and name after $var, found 'wire 1 !'."],
    ['\n$var wire eight ! a $end', 2, "found 'wire eight ! a'."],
    ['$var wire 0 ! a $end', 1, "found 'wire 0 ! a'."],
    ['$var wire 1 ! a [x:0] $end', 1, "found 'wire 1 ! a [x:0]'."],
    [`$var wire 1 ${'!'.repeat(65)} a $end`, 1, 'expected type, width, identifier and name after $var'],
    ['$timescale 7 ns $end', 1, "expected a time scale such as 1ns or 100 ps, found '7ns'."],
    ['$scope module a b $end', 1, "expected a kind and a name after $scope, found 'module a b'."],
    ['$scope $end', 1, 'expected a kind and a name after $scope'],
    ['$upscope $end', 1, "expected no more $upscope than $scope, found '$upscope'."],
    ['$upscope now $end', 1, "expected $end after $upscope, found 'now'."],
    ['$enddefinitions #0 $end', 1, "expected $end after $enddefinitions, found '#0'."],
    [
      '\n\n$dumpvars',
      3,
      "expected a definition ($scope, $var, $upscope, $enddefinitions ...), found '$dumpvars'.",
    ],
    [`$var ${'word '.repeat(65)} $end`, 1, "expected $end of the $var in line 1, found 'word'."],
  ])('refuses %j', async (text, line, message) => {
    const error = await waveformError(header(text));
    expect(error.code).toBe('malformed');
    expect(error.message).toContain(message);
    expect(error.position?.line).toBe(line);
  });

  it.each([
    ['', '$enddefinitions'],
    ['$date today', '$end of the $date in line 1'],
    ['$date $end\n$var wire 1 ! a', '$end of the $var in line 2'],
    ['$enddefinitions', '$end after $enddefinitions'],
    ['$scope module a $end', '$enddefinitions'],
  ])('refuses the truncated %j', async (text, expected) => {
    const error = await waveformError(header(text));
    expect(error.code).toBe('truncated');
    expect(error.message).toBe(`The waveform ends in its definitions: expected ${expected}.`);
  });

  it('refuses an extended VCD', async () => {
    const error = await waveformError(header('$var port 1 <0 a $end'));
    expect(error.code).toBe('unsupported');
    expect(error.message).toContain('extended VCD ($dumpports); record an ordinary one ($dumpvars)');
  });

  it('refuses a word without end', async () => {
    const error = await waveformError(header(`$date ${'x'.repeat(9 << 20)}`));
    expect(error.message).toContain('expected white space, found more than 4194304 bytes without any');
  });
});

describe('what is no VCD', () => {
  const fst = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, 0x49, 0, 0]).toString('latin1');

  it.each([
    ['', 'empty', 'The waveform is empty (0 bytes); was the simulation run to its end?'],
    [' \r\n\t\n', 'empty', 'The waveform holds nothing but white space (5 bytes).'],
    [
      '\x7fELF\x02',
      'not-vcd',
      "This is neither a VCD nor an FST: it begins with '\\x7fELF\\x02', expected a keyword such as",
    ],
    ['time,clock\n', 'not-vcd', "This is neither a VCD nor an FST: it begins with 'time,clock\\x0a'"],
    [`${' '.repeat(5000)}$date`, 'not-vcd', 'This is neither a VCD nor an FST'],
    ['\0'.repeat(100), 'not-vcd', "it begins with '\\x00\\x00"],
    ['\x1b[31mred', 'not-vcd', "it begins with '\\x1b[31mred'"],
    [fst, 'unsupported', 'This is an FST in a pipe or compressed by gzip'],
  ])('refuses %j', async (content, code, message) => {
    for (const chunkSize of [1, 1 << 20]) {
      const error = await waveformError(sampleText(content, {}, { chunkSize }));
      expect(error.code).toBe(code);
      expect(error.message).toContain(message);
    }
  });
});
