// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { readRecording } from './recording.ts';

const text = `$timescale 1ns $end
$scope module TOP $end
$var wire 1 ! clk $end
$scope module design $end
$var wire 1 ! clk $end
$var wire 1 " valid $end
$scope module u_part $end
$var reg 4 # count_q [3:0] $end
$upscope $end
$upscope $end
$upscope $end
$enddefinitions $end
#0
0!
x"
b0000 #
#5
1!
b0001 #
#10
0!
1"
#15
1!
b10 #
#20
0!
#25
1!
`;

const recording = readRecording(text, 'design', 'clk');

describe('a recording', () => {
  it('has the values before each rising edge', () => {
    expect(recording.cycles).toBe(3);
    expect(recording.samples('valid')).toEqual(['x', '1', '1']);
    expect(recording.samples('u_part.count_q')).toEqual(['0000', '0001', '0010']);
  });

  it('can be written with other samples, and read again', () => {
    const changed = new Map([
      ['valid', ['0', '1', 'x']],
      ['u_part.count_q', ['0000', '0000', '1111']],
    ]);
    const again = readRecording(recording.textWith(changed), 'design', 'clk');
    expect(again.cycles).toBe(3);
    expect(again.samples('valid')).toEqual(['0', '1', 'x']);
    expect(again.samples('u_part.count_q')).toEqual(['0000', '0000', '1111']);
    expect(again.samples('clk')).toEqual(['0', '0', '0']);
  });

  it('names a signal that it does not have', () => {
    expect(() => recording.samples('ready')).toThrow('the waveform has no signal ready');
  });
});
