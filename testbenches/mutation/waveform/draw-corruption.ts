// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../../../sim/tasks/index.ts';
import type { CorruptibleSignals, SendingStream, WrittenWord } from './corruptible-signals.ts';
import { areHigh, type Corruption, firstDifference, withBit } from './corruption.ts';
import type { Recording, Samples } from './recording.ts';

export const corruptionKinds = ['flip', 'drop', 'duplicate', 'shift', 'unknown'] as const;

export type CorruptionKind = (typeof corruptionKinds)[number];

interface Context {
  readonly recording: Recording;
  readonly signals: CorruptibleSignals;
  readonly random: Random;
}

/** Tries to draw one; nothing if what was drawn corrupts nothing. */
type Draw = (context: Context) => Corruption | undefined;

/** Draws after which a kind of corruption is taken to be impossible. */
const MOST_DRAWS = 10_000;

/** Cycles within which an accepted beat is written, if it is. */
const WRITE_WINDOW = 400;

/**
 * Draws a corruption of a kind. One that changes no sample, or becomes known only while the design is reset or before, is
 * drawn again.
 */
export function drawCorruption(
  kind: CorruptionKind,
  recording: Recording,
  signals: CorruptibleSignals,
  random: Random,
): Corruption {
  const draws = drawsOf[kind];
  const [reset, ready] = [recording.samples('rst'), recording.samples('ready')];
  const start = ready.indexOf('1');
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const corruption = draws[random.below(draws.length)]!({ recording, signals, random });
    if (corruption === undefined || corruption.knownIn <= start || reset[corruption.knownIn] !== '0')
      continue;
    const isChange = [...corruption.changed].some(
      ([signal, after]) => firstDifference(recording.samples(signal), after) !== undefined,
    );
    if (isChange) return corruption;
  }
  throw new Error(`The recording has no place for a corruption of kind ${kind}.`);
}

const invert = (digit: string): string => (digit === '1' ? '0' : '1');
const makeUnknown = (): string => 'x';

/** A bit of what the model knows in every cycle: known at once. */
const steadyBit =
  (digit: (before: string) => string, word: string): Draw =>
  ({ recording, signals, random }) => {
    const signal = pick(signals.steady, random);
    const samples = recording.samples(signal);
    const cycle = random.below(recording.cycles);
    const bit = random.below(samples[cycle]!.length);
    return {
      description: `${signal} bit ${bit} ${word} in cycle ${cycle}`,
      changed: new Map([[signal, samples.with(cycle, withBit(samples[cycle]!, bit, digit))]]),
      knownIn: cycle,
    };
  };

/**
 * A bit of a word that is written, in its first byte, which is part of every message that has a word, unless a window
 * leaves that byte out: known at once.
 */
const writtenBit =
  (digit: (before: string) => string, word: string): Draw =>
  ({ recording, signals, random }) => {
    const { when, data, strobe } = pick(signals.words, random);
    const cycle = random.below(recording.cycles);
    if (!areHigh(recording, when, cycle)) return undefined;
    if (strobe !== undefined && !recording.samples(strobe)[cycle]!.endsWith('1')) return undefined;
    const samples = recording.samples(data);
    const bit = random.below(8);
    return {
      description: `${data} bit ${bit} ${word} in cycle ${cycle}, where the word is written`,
      changed: new Map([[data, samples.with(cycle, withBit(samples[cycle]!, bit, digit))]]),
      knownIn: cycle,
    };
  };

/** A bit of a beat that a party gives: known when the word of that beat is written as it was. */
const givenBit =
  (digit: (before: string) => string, word: string): Draw =>
  ({ recording, signals, random }) => {
    const stream = pick(signals.sending, random);
    const data = `${stream.ports}_data`;
    const cycle = random.below(recording.cycles);
    const written = isInnerBeat(recording, stream, cycle)
      ? writtenAfter(recording, stream, cycle)
      : undefined;
    if (written === undefined) return undefined;
    const samples = recording.samples(data);
    const bit = random.below(samples[cycle]!.length);
    return {
      description: `${data} bit ${bit} ${word} in cycle ${cycle}, written in cycle ${written}`,
      changed: new Map([[data, samples.with(cycle, withBit(samples[cycle]!, bit, digit))]]),
      knownIn: written,
    };
  };

/** A change is lost, and the old value stays until the next one: known where the change was. */
const droppedChange: Draw = ({ recording, signals, random }) => {
  const signal = pick(signals.steady, random);
  const samples = recording.samples(signal);
  const cycle = 1 + random.below(recording.cycles - 1);
  const old = samples[cycle - 1]!;
  if (samples[cycle] === old) return undefined;
  const next = samples.findIndex((value, index) => index > cycle && value !== samples[cycle]);
  const end = next < 0 ? samples.length : next;
  return {
    description: `${signal} keeps its value in cycle ${cycle}`,
    changed: new Map([
      [signal, samples.map((value, index) => (index >= cycle && index < end ? old : value))],
    ]),
    knownIn: cycle,
  };
};

/** All that a signal does from some cycle on comes one cycle late: known with its first change. */
const shiftedSignal: Draw = ({ recording, signals, random }) => {
  const signal = pick(signals.steady, random);
  const samples = recording.samples(signal);
  const start = 1 + random.below(recording.cycles - 1);
  const shifted = samples.map((value, index) => (index < start ? value : samples[index - 1]!));
  const knownIn = firstDifference(samples, shifted);
  if (knownIn === undefined) return undefined;
  return {
    description: `${signal} comes one cycle late from cycle ${start} on`,
    changed: new Map([[signal, shifted]]),
    knownIn,
  };
};

const beatSignals = ['valid', 'ready', 'data', 'strobe', 'last', 'tag', 'kind'];

/** A beat that was delivered is delivered again in the next cycle: known there. */
const deliveredTwice: Draw = ({ recording, signals, random }) => {
  const ports = pick(signals.receiving, random);
  const cycle = random.below(recording.cycles - 1);
  if (!areHigh(recording, [`${ports}_valid`, `${ports}_ready`], cycle)) return undefined;
  return {
    description: `the beat of ${ports} in cycle ${cycle} comes twice`,
    changed: repeated(recording, ports, cycle),
    knownIn: cycle + 1,
  };
};

/**
 * A beat that was given is given again in the next cycle: known there if no beat could be accepted there; known when its
 * word is written if another beat was accepted there; otherwise known one cycle later, when its word should be written
 * or leaves no room for a further one.
 */
const givenTwice: Draw = ({ recording, signals, random }) => {
  const stream = pick(signals.sending, random);
  const cycle = random.below(recording.cycles - 2);
  if (!isInnerBeat(recording, stream, cycle)) return undefined;
  if (writtenAfter(recording, stream, cycle) === undefined) return undefined;
  const knownIn = knownOfSecondBeat(recording, stream, cycle + 1);
  if (knownIn === undefined) return undefined;
  return {
    description: `the beat of ${stream.ports} in cycle ${cycle} comes twice`,
    changed: repeated(recording, stream.ports, cycle),
    knownIn,
  };
};

function knownOfSecondBeat(recording: Recording, stream: SendingStream, cycle: number): number | undefined {
  if (!areHigh(recording, [`${stream.ports}_ready`], cycle)) return cycle;
  if (areHigh(recording, [`${stream.ports}_valid`], cycle)) return writtenAfter(recording, stream, cycle);
  // A word of the window may be written before that of the second beat.
  return areHigh(recording, [stream.written.when[0]!], cycle + 1) ? undefined : cycle + 1;
}

const drawsOf: Readonly<Record<CorruptionKind, readonly Draw[]>> = {
  flip: [steadyBit(invert, 'flipped'), writtenBit(invert, 'flipped'), givenBit(invert, 'flipped')],
  drop: [droppedChange],
  duplicate: [deliveredTwice, givenTwice],
  shift: [shiftedSignal],
  unknown: [steadyBit(makeUnknown, 'is X'), writtenBit(makeUnknown, 'is X'), givenBit(makeUnknown, 'is X')],
};

function pick<Value>(values: readonly Value[], random: Random): Value {
  return values[random.below(values.length)]!;
}

/** The samples of a stream with the beat of a cycle once more in the next. */
function repeated(recording: Recording, ports: string, cycle: number): Map<string, Samples> {
  return new Map(
    beatSignals.map((name) => {
      const samples = recording.samples(`${ports}_${name}`);
      return [`${ports}_${name}`, samples.with(cycle + 1, samples[cycle]!)];
    }),
  );
}

/** Whether a beat that does not end its message is accepted. */
function isInnerBeat(recording: Recording, { ports }: SendingStream, cycle: number): boolean {
  return (
    areHigh(recording, [`${ports}_valid`, `${ports}_ready`], cycle) &&
    !areHigh(recording, [`${ports}_last`], cycle)
  );
}

/** The cycle in which the word of an accepted beat is written; words are random, so their value tells them apart. */
function writtenAfter(recording: Recording, stream: SendingStream, cycle: number): number | undefined {
  const word = recording.samples(`${stream.ports}_data`)[cycle];
  const { when, data }: WrittenWord = stream.written;
  return firstCycle(
    recording,
    cycle,
    (each) => areHigh(recording, when, each) && recording.samples(data)[each] === word,
  );
}

function firstCycle(
  recording: Recording,
  start: number,
  isIt: (cycle: number) => boolean,
): number | undefined {
  const end = Math.min(start + WRITE_WINDOW, recording.cycles);
  for (let cycle = start; cycle < end; cycle += 1) {
    if (isIt(cycle)) return cycle;
  }
  return undefined;
}
