// SPDX-License-Identifier: Apache-2.0
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sampleVcd } from './sample-vcd.ts';
import { inChunks, sampleText, valuesOf, vcdText, waveformError } from './test-support.ts';

const eight = '$var wire 8 " data [7:0] $end';

describe('sampling', () => {
  it('shows the values before the time stamp of the edge, wherever in it the clock stands', async () => {
    const run = await sampleText(
      vcdText(eight, '#0\n0!\nb1 "\n#5\n1!\nb10 "\n#10\n0!\n#15\nb11 "\n1!\n#20\n0!\n#25\n1!\n'),
      { data: 8 },
    );
    expect(run.samples).toEqual([
      { cycle: 0, time: 5n, resumed: false, values: { data: '00000001' } },
      { cycle: 1, time: 15n, resumed: false, values: { data: '00000010' } },
      { cycle: 2, time: 25n, resumed: false, values: { data: '00000011' } },
    ]);
    expect(run.summary).toEqual({ cycles: 3, lastTime: 25n, timescale: '1ns' });
  });

  it('takes X to 1, Z to 1 and 1 to 1 for no edge', async () => {
    const run = await sampleText(
      vcdText('', '#0\n1!\n#1\nx!\n#2\n1!\n#3\nz!\n#4\n1!\n#5\n1!\n#6\n0!\n#7\n1!\n'),
      {
        clock: 1,
      },
    );
    expect(run.samples.map(({ time }) => time)).toEqual([7n]);
    expect(valuesOf(run, 'clock')).toEqual(['0']);
  });

  it('ignores what the clock does within one time stamp', async () => {
    const run = await sampleText(vcdText('', '#0\n0!\n#1\n1!\n0!\n#2\n1!\n#2\n0!\n1!\n#3\n0!\n'), {});
    expect(run.samples.map(({ time }) => time)).toEqual([2n]);
  });

  it('joins a repeated time stamp', async () => {
    const run = await sampleText(vcdText(eight, '#0\n0!\nb1 "\n#5\nb10 "\n#5\n1!\n'), { data: 8 });
    expect(valuesOf(run, 'data')).toEqual(['00000001']);
  });

  it('takes values before the first time stamp as the initial ones', async () => {
    const run = await sampleText(vcdText(eight, '$dumpvars\n0!\nb101 "\n$end\n#5\n1!\n'), { data: 8 });
    expect(valuesOf(run, 'data')).toEqual(['00000101']);
  });

  it('shows X for what was never given a value', async () => {
    const wide = '$var wire 40 " data [39:0] $end';
    const run = await sampleText(vcdText(wide, '#0\n0!\n#5\n1!\n'), { data: 40 });
    expect(valuesOf(run, 'data')).toEqual(['x'.repeat(40)]);
  });

  it('stops early and does not read on, and says how far it came', async () => {
    let closed = false;
    async function* endless() {
      try {
        yield* inChunks(vcdText('', '#0\n0!\n'));
        for (let time = 1; ; time++) {
          yield Buffer.from(`#${time}\n${time & 1}!\n`);
        }
      } finally {
        closed = true;
      }
    }
    const summary = await sampleVcd(
      endless(),
      { top: 'dut', clock: 'clock', signals: [] },
      ({ cycle }) => cycle === 2,
    );
    expect(summary).toEqual({ cycles: 3, lastTime: 5n, timescale: '1ns' });
    expect(closed).toBe(true);
  });

  it('passes on what the receiver of the samples throws, and closes the input', async () => {
    let closed = false;
    async function* input() {
      try {
        yield* inChunks(vcdText('', '#0\n0!\n#1\n1!\n#2\n'));
      } finally {
        closed = true;
      }
    }
    const failing = sampleVcd(input(), { top: 'dut', clock: 'clock', signals: [] }, () => {
      throw new TypeError('receiver');
    });
    await expect(failing).rejects.toThrow(new TypeError('receiver'));
    expect(closed).toBe(true);
  });

  it('marks the first sample after a pause of the recording', async () => {
    const changes = `#0
0!
b1 "
#5
1!
#7
$dumpoff
x!
bx "
$end
#50
$dumpon
1!
b111 "
$end
#55
0!
#60
1!
#65
0!
#70
1!
`;
    const run = await sampleText(vcdText(eight, changes), { data: 8 });
    expect(run.samples).toEqual([
      { cycle: 0, time: 5n, resumed: false, values: { data: '00000001' } },
      { cycle: 1, time: 60n, resumed: true, values: { data: '00000111' } },
      { cycle: 2, time: 70n, resumed: false, values: { data: '00000111' } },
    ]);
  });

  it('keeps times of 64 bits exact', async () => {
    const run = await sampleText(
      vcdText('', '#0\n0!\n#9007199254740993\n1!\n#18446744073709551614\n0!\n#18446744073709551615\n1!\n'),
      {},
    );
    expect(run.samples.map(({ time }) => time)).toEqual([9007199254740993n, 18446744073709551615n]);
  });

  it('decompresses gzip, found by its magic number, in chunks of any size', async () => {
    const text = vcdText(eight, '#0\n0!\nb1 "\n#5\n1!\n');
    const plain = await sampleText(text, { data: 8 });
    for (const chunkSize of [1, 7, 1000]) {
      expect(await sampleText(gzipSync(text), { data: 8 }, { chunkSize })).toEqual(plain);
    }
  });

  it('reads the same whatever the size of the chunks', async () => {
    const text = vcdText(
      eight,
      '$comment a b $end #0\r\n$dumpvars\r\n0!\r\nbx1 "\r\n$end\r\n#5\r\n1!\r\nb1z01 "\r\n#7 0! #9 1!',
    );
    const whole = await sampleText(text, { data: 8 });
    expect(whole.samples).toHaveLength(2);
    for (let chunkSize = 1; chunkSize < 40; chunkSize++) {
      expect(await sampleText(text, { data: 8 }, { chunkSize })).toEqual(whole);
    }
  });

  it('refuses a clock that never rises', async () => {
    const error = await waveformError(sampleText(vcdText('', '#0\n0!\n#70\nx!\n#99\n1!\n'), {}));
    expect(error.code).toBe('no-clock-edge');
    expect(error.message).toBe(
      "The clock 'clock' never rises from 0 to 1 up to time 99 (in units of 1ns): there is nothing to sample. " +
        'Was the clock named right, and was the simulation run?',
    );
  });

  it('refuses damaged gzip data', async () => {
    const packed = gzipSync(vcdText('', '#0\n0!\n#5\n1!\n'));
    const cut = await waveformError(sampleText(packed.subarray(0, packed.length - 9), {}));
    expect(cut.code).toBe('truncated');
    expect(cut.message).toContain('The gzip data ends early');
    const flipped = Uint8Array.from(packed);
    flipped[20]! ^= 0xff;
    const damaged = await waveformError(sampleText(flipped, {}));
    expect(damaged.message).toMatch(/gzip data (is damaged|ends early)/);
  });
});
