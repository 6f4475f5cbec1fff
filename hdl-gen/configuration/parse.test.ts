// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { ConfigurationError, parseConfiguration } from './index.ts';

const fields =
  'parties, buffers, bufferBytes, dataWidth, threads, serverThreads, temporaryBuffers, allocator, memory, initialize, noBuffer, bufferAddresses, hardening, levels, bypassBytes, bus, reset, reserveForReturn, release, path, server, reclaim, statisticsBits';

function problemsOf(input: unknown): string[] {
  try {
    parseConfiguration(input);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message.split('\n');
  }
  return [];
}

describe('a complete configuration', () => {
  test('has the numbers of the patent application where nothing is given', () => {
    expect(parseConfiguration({})).toEqual({
      parties: 'three',
      buffers: 32,
      bufferBytes: 5120,
      dataWidth: 64,
      threads: 32,
      serverThreads: 32,
      temporaryBuffers: 32,
      allocator: 'lookup',
      memory: 'all-at-once',
      initialize: 'at-reset',
      noBuffer: 'wait',
      hardening: 'on',
      levels: 'both',
      bypassBytes: 0,
      bus: 'native',
      reset: 'synchronous-high',
      bufferAddresses: 'contiguous',
      reserveForReturn: 1,
      release: 'early',
      path: 'temporary',
      server: 'local',
      reclaim: false,
      statisticsBits: 48,
    });
  });

  test('has as many server threads as threads, and as many temporary buffers as buffers but at least two, or none', () => {
    expect(parseConfiguration({ threads: 7, buffers: 5 })).toMatchObject({
      serverThreads: 7,
      temporaryBuffers: 5,
    });
    expect(parseConfiguration({ buffers: 1, reserveForReturn: 0 }).temporaryBuffers).toBe(2);
    expect(parseConfiguration({ path: 'direct' }).temporaryBuffers).toBe(0);
    expect(parseConfiguration({ threads: 7, serverThreads: 2, temporaryBuffers: 9 })).toMatchObject({
      serverThreads: 2,
      temporaryBuffers: 9,
    });
  });

  test('is not the object that was given', () => {
    const input = Object.freeze({ parties: 'two' });
    expect(parseConfiguration(input)).not.toBe(input);
  });

  test.each([
    { buffers: 1, reserveForReturn: 0 },
    {
      buffers: 64,
      bufferBytes: 65536,
      dataWidth: 512,
      threads: 256,
      serverThreads: 256,
      temporaryBuffers: 64,
    },
    { bufferBytes: 64, dataWidth: 512, threads: 1, serverThreads: 1, temporaryBuffers: 2 },
    { bufferBytes: 68, dataWidth: 32 },
    { buffers: 3, bufferBytes: 64, dataWidth: 32, bufferAddresses: [260, 0, 8388544] },
  ])('%o is accepted', (input) => {
    expect(parseConfiguration(input)).toMatchObject(input);
  });
});

describe('a wrong configuration', () => {
  test.each([
    [{ parties: 'four' }, 'parties is "four", but must be "two" or "three"'],
    [{ buffers: 0 }, 'buffers is 0, but must be a whole number from 1 to 64'],
    [{ buffers: 65 }, 'buffers is 65, but must be a whole number from 1 to 64'],
    [{ buffers: 2.5 }, 'buffers is 2.5, but must be a whole number from 1 to 64'],
    [{ buffers: '32' }, 'buffers is "32", but must be a whole number from 1 to 64'],
    [{ buffers: null }, 'buffers is null, but must be a whole number from 1 to 64'],
    [{ buffers: Number.NaN }, 'buffers is NaN, but must be a whole number from 1 to 64'],
    [{ buffers: Number.POSITIVE_INFINITY }, 'buffers is Infinity, but must be a whole number from 1 to 64'],
    [{ buffers: 3n }, 'buffers is 3n, but must be a whole number from 1 to 64'],
    [{ buffers: [1] }, 'buffers is [ 1 ], but must be a whole number from 1 to 64'],
    [{ bufferBytes: 56 }, 'bufferBytes is 56, but must be a whole number from 64 to 65536'],
    [{ bufferBytes: 65544 }, 'bufferBytes is 65544, but must be a whole number from 64 to 65536'],
    [{ dataWidth: 48 }, 'dataWidth is 48, but must be 32, 64, 128, 256 or 512'],
    [{ threads: 257 }, 'threads is 257, but must be a whole number from 1 to 256'],
    [{ serverThreads: 0 }, 'serverThreads is 0, but must be a whole number from 1 to 256'],
    [{ temporaryBuffers: 1 }, 'temporaryBuffers is 1, but must be a whole number from 2 to 64'],
    [{ allocator: 'first' }, 'allocator is "first", but must be "lookup" or "scan"'],
    [
      { bufferAddresses: 'anywhere' },
      'bufferAddresses is "anywhere", but must be "contiguous", or a list of whole numbers from 0 to 8388607, as in [0,64,128]',
    ],
    [
      { buffers: 2, bufferAddresses: [0, -64] },
      'bufferAddresses is [ 0, -64 ], but must be "contiguous", or a list of whole numbers from 0 to 8388607, as in [0,64,128]',
    ],
    [{ levels: 'commands' }, 'levels is "commands", but must be "both" or "stream"'],
    [{ bypassBytes: 257 }, 'bypassBytes is 257, but must be a whole number from 0 to 256'],
    [{ statisticsBits: 65 }, 'statisticsBits is 65, but must be a whole number from 0 to 64'],
    [{ reserveForReturn: 2 }, 'reserveForReturn is 2, but must be 0 or 1'],
    [{ bufers: 3 }, `bufers is 3, but there is no such field; the fields are ${fields}`],
    [JSON.parse('{"__proto__": 1}'), `__proto__ is 1, but there is no such field; the fields are ${fields}`],
    [{ toString: 1 }, `toString is 1, but there is no such field; the fields are ${fields}`],
    [undefined, `configuration is missing, but must be an object with the fields ${fields}`],
    [null, `configuration is null, but must be an object with the fields ${fields}`],
    [[], `configuration is [], but must be an object with the fields ${fields}`],
    ['channel', `configuration is "channel", but must be an object with the fields ${fields}`],
  ])('%o is told what is allowed', (input, problem) => {
    expect(problemsOf(input)).toEqual([problem]);
  });

  test('gets one problem for each wrong field', () => {
    const input = { parties: 'one', buffers: 0, depth: 3, width: 8, allocator: 1 };
    expect(problemsOf(input)).toEqual([
      'parties is "one", but must be "two" or "three"',
      'buffers is 0, but must be a whole number from 1 to 64',
      'allocator is 1, but must be "lookup" or "scan"',
      `depth is 3, but there is no such field; the fields are ${fields}`,
      `width is 8, but there is no such field; the fields are ${fields}`,
    ]);
  });

  test('names fields, values and what is allowed for programs too', () => {
    try {
      parseConfiguration({ buffers: 99 });
      expect.unreachable();
    } catch (error) {
      expect((error as ConfigurationError).problems).toEqual([
        { field: 'buffers', value: 99, allowed: 'must be a whole number from 1 to 64' },
      ]);
    }
  });
});

describe('a refused pair', () => {
  test.each([
    [
      { bufferBytes: 100 },
      ['bufferBytes is 100, but must be a multiple of 8, the bytes of one word of dataWidth 64'],
    ],
    [
      { bufferBytes: 96, dataWidth: 512 },
      ['bufferBytes is 96, but must be a multiple of 64, the bytes of one word of dataWidth 512'],
    ],
    [
      { buffers: 3, bufferBytes: 64, bufferAddresses: [0, 64] },
      [
        'bufferAddresses is [ 0, 64 ], but it has 2 addresses and an area has 3 buffers: give one address for each',
      ],
    ],
    [
      { buffers: 2, bufferBytes: 64, bufferAddresses: [64, 4] },
      [
        'bufferAddresses is [ 64, 4 ], but address 4 must be a multiple of 8, the bytes of one word of dataWidth 64',
        'bufferAddresses is [ 64, 4 ], but the buffers at 4 and 64 overlap: each has 64 bytes',
      ],
    ],
    [
      { buffers: 2, bufferBytes: 64, bufferAddresses: [8388552, 0] },
      [
        'bufferAddresses is [ 8388552, 0 ], but a buffer ends at 8388616, and an area has at most 8388608 bytes',
      ],
    ],
    [
      { bypassBytes: 64 },
      [
        'bypassBytes is 64, but must be 0 unless levels is "stream": a short message has no buffer that a command could read',
      ],
    ],
    [
      { levels: 'stream', bypassBytes: 12 },
      ['bypassBytes is 12, but must be a multiple of 8, the bytes of one word of dataWidth 64'],
    ],
    [
      { levels: 'stream', bypassBytes: 128, bufferBytes: 128 },
      [
        'bypassBytes is 128, but must be less than bufferBytes, which is 128: else no message ever takes a buffer',
      ],
    ],
    [
      { levels: 'stream', bypassBytes: 64, release: 'both' },
      [
        'bypassBytes is 64, but must be 0 when release is "both": a short call has no buffer that could be held until it returns',
      ],
    ],
    [
      { levels: 'stream', bypassBytes: 64, reclaim: true },
      [
        'bypassBytes is 64, but must be 0 when reclaim is true: a reclaim finds messages by the command level, and a bypass is built without it',
        'reclaim is true, but must be false when levels is "stream": what waits for a dead party is found by the pending bits of the command level',
      ],
    ],
    [{ threads: 4, serverThreads: 5 }, ['serverThreads is 5, but must be 1 to threads, which is 4']],
    [{ serverThreads: 33 }, ['serverThreads is 33, but must be 1 to threads, which is 32']],
    [
      { buffers: 1 },
      [
        'reserveForReturn is 1, but must be 0 when buffers is 1: with the only buffer reserved, no request could ever start',
      ],
    ],
    [
      { path: 'direct', parties: 'two' },
      [
        'path is "direct", but must be "temporary" when parties is "two": a channel has no second area to copy into',
      ],
    ],
    [
      { server: 'remote', parties: 'two' },
      [
        'server is "remote", but must be "local" when parties is "two": a channel has no kernel that a link could end at',
      ],
    ],
    [
      { server: 'remote', path: 'direct' },
      [
        'path is "direct", but must be "temporary" when server is "remote": there is no second area to copy into',
      ],
    ],
    [
      { server: 'remote', threads: 4, serverThreads: 2 },
      [
        'serverThreads is 2, but must be left out when server is "remote": the far end counts its own server threads',
      ],
    ],
    [
      { reclaim: true, hardening: 'off' },
      [
        'reclaim is true, but must be false when hardening is off: open calls are not followed then, so nobody knows which of them lose their peer',
      ],
    ],
    [
      { reclaim: true, release: 'both' },
      [
        'reclaim is true, but must be false when release is "both": the buffer of a held call belongs to both ends of it, and taking it from one would harm the other',
      ],
    ],
    [
      { reclaim: true, reset: 'asynchronous-low' },
      [
        'reclaim is true, but must be false when reset is "asynchronous-low": the circuits of one party are reset in step with the clock, while the rest goes on',
      ],
    ],
    [
      { path: 'direct', temporaryBuffers: 4 },
      ['temporaryBuffers is 4, but must be left out when path is "direct": no temporary buffer is built'],
    ],
    [
      { buffers: 1, bufferBytes: 65, dataWidth: 32, threads: 1, serverThreads: 2 },
      [
        'bufferBytes is 65, but must be a multiple of 4, the bytes of one word of dataWidth 32',
        'serverThreads is 2, but must be 1 to threads, which is 1',
        'reserveForReturn is 1, but must be 0 when buffers is 1: with the only buffer reserved, no request could ever start',
      ],
    ],
  ])('%o', (input, problems) => {
    expect(problemsOf(input)).toEqual(problems);
  });
});
