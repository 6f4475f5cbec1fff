// SPDX-License-Identifier: Apache-2.0
// Drivers for ready/valid streams: a beat passes in every cycle in which valid and ready are both one before the edge.
import type { Stream } from '../harness/channel.ts';
import { equals } from '../harness/condition.ts';
import type { Model } from '../harness/model.ts';
import type { Port } from '../harness/port-types.ts';
import type { Random } from './random.ts';
import { cycles, type Task, TestbenchUsageError, until } from './waits.ts';

/** What passed in one cycle: a value for each payload port. */
export type Beat = Readonly<Record<string, bigint>>;

export interface StreamOptions {
  /** How likely it is, in each cycle that could go on, to stall instead; 0 if not given. */
  readonly stallProbability?: number;
  /** Decides the stalls; needed for a probability above zero. */
  readonly random?: Random;
  /** Cycles without progress of the other side after which it is an error. */
  readonly timeout?: number;
}

/**
 * The stream whose ports are `<name>_valid`, `<name>_ready` and `<name>_<payload>`.
 *
 * @throws ModelUsageError when a port is missing
 */
export function streamPorts(model: Pick<Model, 'port'>, name: string, payload: readonly string[]): Stream {
  return {
    name,
    valid: model.port(`${name}_valid`),
    ready: model.port(`${name}_ready`),
    payload: Object.fromEntries(payload.map((field) => [field, model.port(`${name}_${field}`)])),
  };
}

function stallDecision(stream: Stream, options: StreamOptions): () => boolean {
  const { stallProbability = 0, random } = options;
  if (stallProbability === 0) return () => false;
  if (!(stallProbability > 0 && stallProbability < 1) || random === undefined) {
    throw new TestbenchUsageError(
      `Stream '${stream.name}' has stall probability ${stallProbability}; ` +
        'it must be at least 0 and below 1, and above 0 it needs a source of random numbers.',
    );
  }
  return () => random.chance(stallProbability);
}

function waitOptions(options: StreamOptions, description: string) {
  return options.timeout === undefined ? { description } : { description, timeout: options.timeout };
}

/**
 * Sends beats into a design, one per cycle unless either side stalls; a beat once offered stays until it is accepted.
 * Afterwards valid and the payload are zero.
 *
 * @returns the number of beats
 * @throws TestbenchUsageError for a beat whose fields are not those of the stream
 */
export function* sendStream(
  stream: Stream,
  beats: Iterable<Readonly<Record<string, bigint | number>>>,
  options: StreamOptions = {},
): Task<number> {
  const stalls = stallDecision(stream, options);
  // Those of a stream into the design are inputs; any other refuses to be written.
  const fields = Object.entries(stream.payload as Readonly<Record<string, Port>>);
  const accepted = until(equals(stream.ready, 1), waitOptions(options, `'${stream.name}' to accept a beat`));
  const withdraw = () => {
    stream.valid.value = 0;
    for (const [, port] of fields) port.write(0n);
  };
  let sent = 0;
  for (const beat of beats) {
    if (stalls()) {
      withdraw();
      do yield cycles(1);
      while (stalls());
    }
    if (Object.keys(beat).length !== fields.length) {
      throw new TestbenchUsageError(
        `Beat ${sent} for stream '${stream.name}' has the fields ${Object.keys(beat).join(', ')}; ` +
          `it needs: ${fields.map(([field]) => field).join(', ')}.`,
      );
    }
    for (const [field, port] of fields) {
      const value = beat[field];
      if (value === undefined) {
        throw new TestbenchUsageError(`Beat ${sent} for stream '${stream.name}' lacks the field '${field}'.`);
      }
      port.write(BigInt(value));
    }
    stream.valid.value = 1;
    yield accepted;
    sent += 1;
  }
  withdraw();
  return sent;
}

/**
 * Takes beats out of a design, one per cycle unless either side stalls. Afterwards ready is zero.
 *
 * @param enough called after each beat with all beats so far; true ends the task
 * @returns the beats in their order
 */
export function* collectStream(
  stream: Stream,
  enough: (beats: readonly Beat[]) => boolean,
  options: StreamOptions = {},
): Task<Beat[]> {
  const stalls = stallDecision(stream, options);
  const fields = Object.entries(stream.payload);
  const beats: Beat[] = [];
  const offered = until(
    () => {
      if (stream.valid.value !== 1) return false;
      beats.push(Object.fromEntries(fields.map(([field, port]) => [field, port.read()])));
      return true;
    },
    waitOptions(options, `'${stream.name}' to offer a beat`),
  );
  do {
    if (stalls()) {
      stream.ready.value = 0;
      do yield cycles(1);
      while (stalls());
    }
    stream.ready.value = 1;
    yield offered;
  } while (!enough(beats));
  stream.ready.value = 0;
  return beats;
}
