// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { encodeAcceptedReply } from '../onc-rpc/message.ts';
import { encodeRecord } from '../onc-rpc/record-marking.ts';
import { createFramingScene } from '../test-support/fake-endpoint.ts';
import { callOfLength } from '../test-support/record-peer.ts';
import { HIGH_WATER_BYTES } from './framing.ts';
import { createRpcFraming } from './rpc-framing.ts';
import { createStreamFraming } from './stream-framing.ts';

describe('framing stream', () => {
  it('puts a piece into the carrier only when its destination has room', () => {
    const { framing, second, handlers } = createFramingScene(createStreamFraming);
    second.room = false;
    handlers.first.data(new Uint8Array(10));
    handlers.first.end();
    expect(framing.fill()).toBe(0);
    second.room = true;
    handlers.second.writable();
    expect(framing.fill()).toBe(2);
  });

  it('reads a source only while its destination has room and little waits for it', () => {
    const { framing, carrier, first, second, handlers } = createFramingScene(createStreamFraming);
    second.room = false;
    handlers.first.data(new Uint8Array(1));
    expect(first.isReading()).toBe(false);
    expect(second.isReading()).toBe(true);
    second.room = true;
    handlers.second.writable();
    expect(first.isReading()).toBe(true);
    handlers.first.data(new Uint8Array(HIGH_WATER_BYTES));
    expect(first.isReading()).toBe(false);
    while (framing.fill() > 0) carrier.run(1);
    expect(first.isReading()).toBe(true);
  });

  it('swallows what a source sends to a destination that is gone', () => {
    const { framing, first, second, handlers } = createFramingScene(createStreamFraming);
    second.room = false;
    handlers.first.data(new Uint8Array(10));
    second.gone = true;
    handlers.second.gone();
    expect(first.isReading()).toBe(true);
    handlers.first.data(new Uint8Array(10));
    // Only the end toward the client is left to send.
    expect(framing.fill()).toBe(1);
  });
});

describe('framing onc-rpc', () => {
  it('starts a call only when the server has room for it and the client for its reply', () => {
    const { framing, first, second, handlers } = createFramingScene(createRpcFraming);
    second.room = false;
    handlers.first.data(encodeRecord(callOfLength(1)));
    expect(framing.fill()).toBe(0);
    expect(first.isReading()).toBe(false);
    second.room = true;
    first.room = false;
    handlers.second.writable();
    expect(framing.fill()).toBe(0);
    expect(first.isReading()).toBe(false);
    first.room = true;
    handlers.first.writable();
    expect(framing.fill()).toBe(1);
    expect(first.isReading()).toBe(true);
  });

  it('brings a return back although its client has no room, so that the tag comes free', () => {
    const { framing, carrier, first, handlers } = createFramingScene(createRpcFraming);
    handlers.first.data(encodeRecord(callOfLength(1)));
    framing.fill();
    carrier.run(1);
    first.room = false;
    handlers.second.data(encodeRecord(encodeAcceptedReply(1, 0)));
    framing.fill();
    carrier.run(1);
    expect(carrier.inside()).toBe(0);
    expect(first.written).toHaveLength(1);
  });

  it('forgets the requests of a client that is gone, and tells the server', () => {
    const { framing, first, second, handlers } = createFramingScene(createRpcFraming);
    handlers.first.data(encodeRecord(callOfLength(1)));
    handlers.first.data(encodeRecord(new Uint8Array(3)));
    first.gone = true;
    handlers.first.gone();
    expect(framing.fill()).toBe(0);
    expect(second.hasEnded()).toBe(true);
  });

  it('stops reading a server whose records pile up only while no call waits for it', () => {
    const { framing, carrier, first, second, handlers } = createFramingScene(createRpcFraming);
    first.room = false;
    const flood = Buffer.concat(Array.from({ length: 1000 }, () => encodeRecord(new Uint8Array(50))));
    handlers.second.data(flood);
    expect(second.isReading()).toBe(false);
    first.room = true;
    handlers.first.data(encodeRecord(callOfLength(1)));
    handlers.first.writable();
    framing.fill();
    expect(second.isReading()).toBe(true);
    expect(carrier.sent.call).toBe(1);
  });
});
