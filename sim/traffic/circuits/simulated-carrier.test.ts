// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../tasks/index.ts';
import type { Message, MessageKind, Side } from '../carrier.ts';
import { StandstillError, StreamRuleError, UnfitMessageError } from './errors.ts';
import { relayCircuits } from './relay.test-support.ts';
import { createSimulatedCarrier, type SimulatedCarrier } from './simulated-carrier.ts';

const LARGEST = 256;

function collect(carrier: SimulatedCarrier): Message[] {
  const delivered: Message[] = [];
  carrier.onDelivery = (message) => delivered.push(message);
  return delivered;
}

function message(from: Side, length: number, tag = 0, kind: MessageKind = 'notice'): Message {
  return { from, kind, tag, bytes: createRandom(1 + length).fill(new Uint8Array(length)) };
}

function runToIdle(carrier: SimulatedCarrier): void {
  for (let turn = 0; turn < 1_000 && !carrier.run(50); turn++);
  expect(carrier.inside()).toBe(0);
}

function failureOf(run: () => void): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe.each([32, 64, 256])('a carrier over %i bits', (width) => {
  it('delivers every length, kind and tag as sent, both ways, in order', async () => {
    const carrier = createSimulatedCarrier(await relayCircuits({ width }));
    const delivered = collect(carrier);
    const toSecond = Array.from({ length: LARGEST + 1 }, (_, length) =>
      message('first', length, length % 8, length % 3 === 0 ? 'call' : 'notice'),
    );
    const toFirst = Array.from({ length: LARGEST + 1 }, (_, index) =>
      message('second', LARGEST - index, index % 8, index % 2 === 0 ? 'return' : 'notice'),
    );
    for (const each of [...toSecond, ...toFirst]) carrier.send(each);
    runToIdle(carrier);
    expect(delivered.filter(({ from }) => from === 'first')).toEqual(toSecond);
    expect(delivered.filter(({ from }) => from === 'second')).toEqual(toFirst);
    const bytes = (LARGEST * (LARGEST + 1)) / 2;
    expect(carrier.counts()).toMatchObject({
      toSecond: { messages: LARGEST + 1, bytes },
      toFirst: { messages: LARGEST + 1, bytes },
    });
  });
});

describe('a carrier', () => {
  it('takes one cycle for a beat, and counts the cycles in which beats move', async () => {
    const carrier = createSimulatedCarrier(await relayCircuits());
    collect(carrier);
    for (let count = 0; count < 10; count++) carrier.send(message('first', 80));
    runToIdle(carrier);
    // 100 beats go in, one in each cycle, and the last comes out a cycle later.
    expect(carrier.counts()).toMatchObject({ cycles: 101, busyCycles: 101 });
    expect(carrier.run(1)).toBe(true);
    expect(carrier.counts().cycles).toBe(101);
  });

  it('may be sent more from within a delivery', async () => {
    const carrier = createSimulatedCarrier(await relayCircuits());
    const delivered: number[] = [];
    carrier.onDelivery = ({ bytes, from }) => {
      delivered.push(bytes.length);
      if (bytes.length > 0) carrier.send(message(from === 'first' ? 'second' : 'first', bytes.length - 1));
    };
    carrier.send(message('first', 5));
    runToIdle(carrier);
    expect(delivered).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it('gives the same cycles for the same seed, and others for another, when readers stall', async () => {
    const run = async (seed: number): Promise<number> => {
      const carrier = createSimulatedCarrier(await relayCircuits(), { seed });
      carrier.setReader('second', { stallProbability: 0.5 });
      for (let count = 0; count < 50; count++) carrier.send(message('first', 200));
      runToIdle(carrier);
      return carrier.counts().cycles;
    };
    const cycles = await run(3);
    expect(cycles).toBeGreaterThan(1_800);
    expect(await run(3)).toBe(cycles);
    expect(await run(4)).not.toBe(cycles);
  });

  it('keeps messages inside while a reader is held, and is not idle then', async () => {
    const carrier = createSimulatedCarrier(await relayCircuits(), { standstillCycles: 500 });
    const delivered = collect(carrier);
    carrier.setReader('second', 'held');
    carrier.send(message('first', 10));
    carrier.send(message('second', 10));
    carrier.runUntilStill();
    expect(delivered.map(({ from }) => from)).toEqual(['second']);
    expect(carrier.run(5)).toBe(false);
    expect(carrier.inside()).toBe(1);
    carrier.setReader('second', 'ready');
    runToIdle(carrier);
    expect(delivered).toHaveLength(2);
  });

  it.each([
    [
      message('first', 257),
      'the notice with tag 0 from the first party cannot be sent: it has 257 bytes, a buffer holds 256',
    ],
    [message('first', 1, 8), 'the tags are 0 to 7'],
    [message('second', 1, -1), 'the tags are 0 to 7'],
    [message('second', 1, 0, 'call'), 'only the first party calls'],
    [message('first', 1, 0, 'return'), 'only the second party returns'],
  ])('refuses what no circuit can carry', async (unfit, text) => {
    const carrier = createSimulatedCarrier(await relayCircuits());
    expect(() => carrier.send(unfit)).toThrow(UnfitMessageError);
    expect(() => carrier.send(unfit)).toThrow(new RegExp(text, 'i'));
    expect(carrier.inside()).toBe(0);
  });
});

describe('a carrier over broken circuits', () => {
  const broken = async (fault: number): Promise<SimulatedCarrier> => {
    const carrier = createSimulatedCarrier(await relayCircuits({ fault }), { standstillCycles: 300 });
    for (let count = 0; count < 10; count++) carrier.send(message('first', 100, 5));
    return carrier;
  };

  it('gives up when nothing moves any more, and shows the state', async () => {
    const carrier = await broken(1);
    const failure = failureOf(() => runToIdle(carrier));
    expect(failure).toBeInstanceOf(StandstillError);
    expect(failure.message).toMatch(
      /Nothing has moved for 300 cycles although 9 messages are inside \(9 wait before the first party, 0 before the second\).\nthe state of the relay/,
    );
  });

  it.each([
    [2, 'Stream second_out: strobe 0xe is not contiguous from byte 0, in word 13 of a message with tag 5'],
    [3, 'kind 3 does not exist'],
    [4, 'a message is longer than the 32 words of a buffer'],
  ])('refuses a stream that breaks its rules: fault %i', async (fault, text) => {
    const carrier = await broken(fault);
    const failure = failureOf(() => runToIdle(carrier));
    expect(failure).toBeInstanceOf(StreamRuleError);
    expect(failure.message).toContain(text);
  });
});
