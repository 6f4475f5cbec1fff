// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createRandom } from '../tasks/index.ts';
import type { Message } from './carrier.ts';
import type { ReaderBehaviour } from './circuits/receiving-port.ts';
import { DeliveryError } from './expected-deliveries.ts';
import { runRandomTraffic } from './random.ts';
import { drawLength } from './random-choices.ts';
import { createMemoryCarrier, type MemoryCarrier } from './test-support/memory-carrier.ts';

/** A carrier that remembers what was sent, in short. */
function recordingCarrier(messagesPerRun = 7): { carrier: MemoryCarrier; sent: string[] } {
  const carrier = createMemoryCarrier({ tags: 8, largestMessage: 300, messagesPerRun });
  const sent: string[] = [];
  const send = carrier.send;
  carrier.send = (message) => {
    sent.push(`${message.from} ${message.kind} ${message.tag} ${message.bytes.length} ${message.bytes[0]}`);
    send(message);
  };
  return { carrier, sent };
}

describe('random traffic', () => {
  it.each([1, 2, 3, 50, 999])(
    'sends exactly %i messages, answers every call and leaves nothing inside',
    async (messages) => {
      const { carrier } = recordingCarrier();
      const facts = await runRandomTraffic({ carrier, seed: 9, messages });
      expect(carrier.sent.call + carrier.sent.return + carrier.sent.notice).toBe(messages);
      expect(carrier.sent).toEqual({ call: facts.calls, return: facts.calls, notice: facts.notices });
      expect(carrier.inside()).toBe(0);
    },
  );

  it('reaches every tag, returns out of order, and both ends of the lengths', async () => {
    const { carrier } = recordingCarrier();
    const facts = await runRandomTraffic({ carrier, seed: 4, messages: 2_000 });
    expect(facts).toMatchObject({ mostCallsOpen: 8, distinctTags: 8, shortest: 0, longest: 300 });
    expect(facts.outOfOrderReturns).toBeGreaterThan(50);
  });

  it('is the same for the same seed, however long each run of the carrier is', async () => {
    const traffic = async (seed: number, messagesPerRun: number): Promise<string[]> => {
      const { carrier, sent } = recordingCarrier(messagesPerRun);
      await runRandomTraffic({ carrier, seed, messages: 300 });
      return sent;
    };
    const reference = await traffic(5, 1);
    expect(await traffic(5, 1_000)).toEqual(reference);
    expect(await traffic(6, 1)).not.toEqual(reference);
  });

  it('lets readers stall, never for good', async () => {
    const behaviours: ReaderBehaviour[] = [];
    const carrier = Object.assign(createMemoryCarrier({ tags: 4, largestMessage: 64 }), {
      setReader: (_side: string, behaviour: ReaderBehaviour) => behaviours.push(behaviour),
    });
    await runRandomTraffic({ carrier, seed: 1, messages: 2_000 });
    expect(behaviours).toContain('ready');
    expect(behaviours).toContainEqual({ stallProbability: 0.9 });
    expect(behaviours).not.toContain('held');
  });

  it('reports progress', async () => {
    const { carrier } = recordingCarrier();
    const seen: number[] = [];
    await runRandomTraffic({
      carrier,
      seed: 1,
      messages: 100,
      onProgress: (delivered) => seen.push(delivered),
    });
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  });

  it.each<[string, (message: Message) => Message, RegExp]>([
    [
      'a byte',
      ({ bytes, ...rest }) => ({ ...rest, bytes: bytes.map((byte) => byte ^ 1) }),
      /its byte 0 is \d+, sent as/,
    ],
    ['the length', ({ bytes, ...rest }) => ({ ...rest, bytes: bytes.slice(1) }), /bytes were sent/],
    ['the tag', (message) => ({ ...message, tag: (message.tag + 1) % 8 }), /with tag \d was sent/],
    [
      'the kind',
      (message) => ({ ...message, kind: message.kind === 'call' ? 'notice' : 'call' }),
      /a \w+ with tag/,
    ],
  ])('notices when a carrier changes %s', async (_what, change, text) => {
    const { carrier } = recordingCarrier();
    const traffic = runRandomTraffic({
      carrier: Object.defineProperty(carrier, 'onDelivery', {
        set(deliver: ((message: Message) => void) | undefined) {
          this.listener = deliver;
        },
        get() {
          return (message: Message) =>
            this.listener(message.from === 'first' && message.bytes.length > 1 ? change(message) : message);
        },
      }),
      seed: 2,
      messages: 200,
    });
    await expect(traffic).rejects.toThrow(DeliveryError);
    await expect(traffic).rejects.toThrow(text);
  });
});

describe('random lengths', () => {
  it('stay within bounds and favour the edges', () => {
    const random = createRandom(8);
    const lengths = Array.from({ length: 4_000 }, () => drawLength(random, 512));
    expect(Math.min(...lengths)).toBe(0);
    expect(Math.max(...lengths)).toBe(512);
    for (const edge of [0, 1, 7, 8, 9, 64, 65, 511, 512]) {
      expect(lengths.filter((length) => length === edge).length).toBeGreaterThan(20);
    }
    expect(lengths.filter((length) => length > 65 && length < 511).length).toBeGreaterThan(500);
    expect(Math.max(...Array.from({ length: 500 }, () => drawLength(random, 4)))).toBe(4);
  });
});
