// SPDX-License-Identifier: Apache-2.0
// Any protocol: the bytes of each direction travel as notices, and a notice without bytes is the end of the
// stream, behind the data. Which connection a notice belongs to is remembered here, under its direction and tag.

import { type Message, oppositeSide, type Side } from '../carrier.ts';
import { type ByteQueue, createByteQueue } from './byte-queue.ts';
import type { Endpoint, EndpointHandlers } from './endpoint.ts';
import { CarrierContractError } from './errors.ts';
import { type Framing, type FramingContext, HIGH_WATER_BYTES } from './framing.ts';
import type { Link } from './link.ts';
import { createTurnRing, type TurnOutcome } from './turn-ring.ts';

/** One direction of one connection. */
interface Flow {
  readonly from: Side;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly queue: ByteQueue;
  /** ending: the source has ended; ended: the notice that says so was sent; discard: nobody reads this any more. */
  state: 'open' | 'ending' | 'ended' | 'discard';
}

/** Creates the framing `stream`. */
export function createStreamFraming({ carrier, tags, wake }: FramingContext): Framing {
  const ring = createTurnRing<Flow>();
  const inside: Record<Side, Map<number, Flow>> = { first: new Map(), second: new Map() };

  /** Lets the source be read only while what it sends can go on. */
  function regulate(flow: Flow): void {
    const roomAhead = flow.queue.length < HIGH_WATER_BYTES && flow.destination.canTake();
    flow.source.setReading(flow.state === 'discard' || roomAhead);
  }

  function resume(flow: Flow): void {
    regulate(flow);
    ring.add(flow);
    wake();
  }

  function takeTurn(flow: Flow): TurnOutcome {
    const ending = flow.queue.length === 0;
    if (ending && flow.state !== 'ending') return 'blocked';
    if (!flow.destination.canTake()) return 'blocked';
    const toward = oppositeSide(flow.from);
    const tag = tags.takeForNotice(toward);
    if (tag === undefined) return 'waiting';
    inside[toward].set(tag, flow);
    carrier.send({ from: flow.from, kind: 'notice', tag, bytes: flow.queue.take(carrier.largestMessage) });
    if (ending) flow.state = 'ended';
    else regulate(flow);
    return 'moved';
  }

  function discard(flow: Flow): void {
    flow.state = 'discard';
    flow.queue.clear();
    ring.remove(flow);
    regulate(flow);
  }

  function endpointHandlers(outgoing: Flow, incoming: Flow, link: Link): EndpointHandlers {
    function sourceEnded(): void {
      if (outgoing.state !== 'open') return;
      outgoing.state = 'ending';
      resume(outgoing);
    }
    return {
      data(chunk) {
        if (outgoing.state !== 'open') return;
        outgoing.queue.push(chunk);
        resume(outgoing);
      },
      end: sourceEnded,
      writable: () => resume(incoming),
      gone() {
        // What was read before a reset still goes on, and then the other side is closed too.
        sourceEnded();
        discard(incoming);
        link.linger();
      },
    };
  }

  return {
    open(link) {
      const flow = (from: Side, source: Endpoint, destination: Endpoint): Flow => ({
        from,
        source,
        destination,
        queue: createByteQueue(),
        state: 'open',
      });
      const toSecond = flow('first', link.first, link.second);
      const toFirst = flow('second', link.second, link.first);
      regulate(toSecond);
      return {
        first: endpointHandlers(toSecond, toFirst, link),
        second: endpointHandlers(toFirst, toSecond, link),
      };
    },
    fill: () => ring.run(takeTurn),
    deliver(message: Message) {
      const toward = oppositeSide(message.from);
      const flow = inside[toward].get(message.tag);
      if (flow === undefined || message.kind !== 'notice') {
        throw new CarrierContractError(
          `The carrier delivered a ${message.kind} with tag ${message.tag} toward the ${toward} party, where no such message was inside.`,
        );
      }
      inside[toward].delete(message.tag);
      tags.releaseNotice(toward, message.tag);
      if (message.bytes.length === 0) flow.destination.end();
      else flow.destination.write(message.bytes);
    },
  };
}
