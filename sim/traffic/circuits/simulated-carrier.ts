// SPDX-License-Identifier: Apache-2.0
import { performance } from 'node:perf_hooks';
import type { Carrier, Message, Side } from '../carrier.ts';
import type { Circuits } from './circuits.ts';
import { StandstillError, UnfitDesignError, UnfitMessageError } from './errors.ts';
import { createReceivingPort, type ReaderBehaviour } from './receiving-port.ts';
import { createSendingPort } from './sending-port.ts';

const DEFAULT_STANDSTILL_CYCLES = 1_000_000;

/** Cycles between two looks at the clock on the wall. */
const CYCLES_PER_LOOK = 128;

/** Cycles from one move of a beat to the next that no circuit exceeds, but for `scan`, which probes entry by entry. */
const STILL_CYCLES = 200;

/** What passed one way. */
export interface DirectionCounts {
  readonly messages: number;
  readonly bytes: number;
}

/** What a carrier did so far. */
export interface CarrierCounts {
  readonly cycles: number;
  /** Cycles in which a beat moved at any stream port. */
  readonly busyCycles: number;
  /** Delivered from first to second. */
  readonly toSecond: DirectionCounts;
  /** Delivered from second to first. */
  readonly toFirst: DirectionCounts;
}

/** A carrier whose messages pass through a simulated design. */
export interface SimulatedCarrier extends Carrier {
  /** Changes how a party takes what arrives for it, from the next cycle on. Both are always ready at first. */
  setReader(side: Side, behaviour: ReaderBehaviour): void;
  /** Simulates until no beat has moved for a while: with a reader held, until the circuits are full or all else is delivered. */
  runUntilStill(): void;
  /** Messages sent and not delivered yet. */
  inside(): number;
  counts(): CarrierCounts;
}

/** How to drive the circuits. */
export interface SimulatedCarrierOptions {
  /** Decides the stalls of readers, from 0 to 4294967295; 1 if not given. */
  readonly seed?: number;
  /** Cycles without any move, with messages inside and no reader held, after which the run is given up. Default 1,000,000. */
  readonly standstillCycles?: number;
}

/**
 * Drives the stream ports of a design. Throws UnfitDesignError for one that loses messages on purpose; `send` throws UnfitMessageError for a message that does not fit; `run` throws
 * StandstillError, StreamRuleError and what the circuits throw.
 */
export function createSimulatedCarrier(
  circuits: Circuits,
  options: SimulatedCarrierOptions = {},
): SimulatedCarrier {
  const { seed = 1, standstillCycles = DEFAULT_STANDSTILL_CYCLES } = options;
  const { threads, bufferBytes, buffers, temporaryBuffers, noBuffer } = circuits.manifest.configuration;
  if (noBuffer === 'abort') {
    throw new UnfitDesignError(
      'The design has noBuffer abort: it gives requests up that find no buffer, and this traffic expects every message. Use noBuffer wait or second-area.',
    );
  }
  const stillCycles = STILL_CYCLES + 4 * (buffers + temporaryBuffers);
  if (circuits.manifest.configuration.server === 'remote') circuits.port('link_up').value = 1;
  const delivered = {
    first: { messages: 0, bytes: 0 },
    second: { messages: 0, bytes: 0 },
  };
  let sent = 0;
  let received = 0;
  let cycles = 0;
  let busyCycles = 0;
  let cyclesWithoutMove = 0;

  const deliver = (message: Message): void => {
    received++;
    delivered[message.from].messages++;
    delivered[message.from].bytes += message.bytes.length;
    carrier.onDelivery?.(message);
  };
  const sending = {
    first: createSendingPort(circuits, 'first'),
    second: createSendingPort(circuits, 'second'),
  };
  const receiving = {
    first: createReceivingPort(circuits, 'first', seed, deliver),
    second: createReceivingPort(circuits, 'second', seed ^ 0x5555, deliver),
  };

  function cycle(): void {
    sending.first.drive();
    sending.second.drive();
    receiving.first.drive();
    receiving.second.drive();
    circuits.settle();
    const sentFirst = sending.first.sample();
    const sentSecond = sending.second.sample();
    const receivedFirst = receiving.first.sample();
    const receivedSecond = receiving.second.sample();
    circuits.edge();
    cycles++;
    if (sentFirst || sentSecond || receivedFirst || receivedSecond) {
      busyCycles++;
      cyclesWithoutMove = 0;
    } else if (++cyclesWithoutMove >= standstillCycles) {
      giveUp();
    }
  }

  function giveUp(): void {
    cyclesWithoutMove = 0;
    if (receiving.first.behaviour === 'held' || receiving.second.behaviour === 'held') return;
    throw new StandstillError(
      `Nothing has moved for ${standstillCycles} cycles although ${sent - received} messages are inside ` +
        `(${sending.first.waiting()} wait before the first party, ${sending.second.waiting()} before the second).\n` +
        circuits.describeState(),
    );
  }

  function unfitness({ from, kind, tag, bytes }: Message): string | undefined {
    if (bytes.length > bufferBytes) return `it has ${bytes.length} bytes, a buffer holds ${bufferBytes}`;
    if (!(Number.isInteger(tag) && tag >= 0 && tag < threads)) return `the tags are 0 to ${threads - 1}`;
    if (kind === 'call' && from === 'second') return 'only the first party calls';
    if (kind === 'return' && from === 'first') return 'only the second party returns';
    return undefined;
  }

  const carrier: SimulatedCarrier = {
    tags: threads,
    largestMessage: bufferBytes,
    onDelivery: undefined,
    send(message) {
      const reason = unfitness(message);
      if (reason !== undefined) {
        throw new UnfitMessageError(
          `The ${message.kind} with tag ${message.tag} from the ${message.from} party cannot be sent: ${reason}.`,
        );
      }
      sent++;
      sending[message.from].send(message);
    },
    run(budgetMilliseconds) {
      const deadline = performance.now() + budgetMilliseconds;
      while (received < sent) {
        for (let left = CYCLES_PER_LOOK; left > 0 && received < sent; left--) cycle();
        if (performance.now() >= deadline) break;
      }
      return received === sent;
    },
    runUntilStill() {
      cyclesWithoutMove = 0;
      do cycle();
      while (cyclesWithoutMove < stillCycles);
    },
    setReader(side, behaviour) {
      receiving[side].behaviour = behaviour;
    },
    inside: () => sent - received,
    counts: () => ({
      cycles,
      busyCycles,
      toSecond: { ...delivered.first },
      toFirst: { ...delivered.second },
    }),
  };
  return carrier;
}
