// SPDX-License-Identifier: Apache-2.0
import type { PointData } from './data.ts';
import { shapeOf } from './law.ts';
import { FITTED_BYTES } from './points/uncontended.ts';

/** One quantity of calls that never wait: cycles by the words of request and return, and by the service. */
interface Quantity {
  readonly name: string;
  readonly value: (data: PointData) => number;
  /** Factors of the words of request and return, and of the service, by the closed forms. */
  readonly factors: Readonly<Record<string, readonly [number, number, number]>>;
}

/** Factors by path and release; a call between two parties has no second area, a direct one no temporaries. */
const QUANTITIES: readonly Quantity[] = [
  {
    name: 'whole call',
    value: ({ outcome }) => outcome.measured.latency.mean,
    factors: {
      'temporary early': [4, 4, 1],
      'temporary hold': [4, 4, 1],
      'direct early': [3, 3, 1],
      'direct hold': [3, 3, 1],
      'two-party early': [2, 2, 1],
      'two-party hold': [2, 2, 1],
    },
  },
  {
    name: 'first area',
    value: ({ outcome }) => outcome.measured.pools[0].bufferCyclesPerCall,
    factors: {
      'temporary early': [2, 2, 0],
      'temporary hold': [4, 4, 1],
      'direct early': [2, 2, 0],
      'direct hold': [3, 3, 1],
      'two-party early': [2, 2, 0],
      'two-party hold': [2, 2, 1],
    },
  },
  {
    name: 'second area',
    value: ({ outcome }) => outcome.measured.pools[1].bufferCyclesPerCall,
    factors: {
      'temporary early': [2, 2, 0],
      'temporary hold': [2, 4, 1],
      'direct early': [2, 2, 0],
      'direct hold': [2, 3, 1],
    },
  },
  {
    name: 'temporaries',
    value: ({ outcome }) => outcome.measured.pools[2].bufferCyclesPerCall,
    factors: {
      'temporary early': [2, 2, 0],
      'temporary hold': [2, 2, 0],
      'two-party early': [2, 0, 0],
      'two-party hold': [2, 0, 0],
    },
  },
];

/** A quantity with the constant that was fitted to it. */
export interface Fit {
  readonly path: string;
  readonly release: string;
  readonly quantity: string;
  readonly factors: readonly [number, number, number];
  /** Cycles besides the words and the service. */
  readonly constant: number;
  /** Cycles for each word, by the two fitted lengths; as the factors say if the closed forms hold. */
  readonly perWord: number;
  /** Points that were foretold, and by how many cycles the worst of them was wrong. */
  readonly foretold: number;
  readonly worst: number;
}

/** Fits each quantity to two lengths without service, and foretells all other points of its path and release. */
export function fitsOf(points: readonly PointData[]): readonly Fit[] {
  const groups = new Map<string, PointData[]>();
  for (const one of points) {
    const name = `${shapeOf(one).path} ${one.point.release}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups].flatMap(([name, group]) =>
    QUANTITIES.flatMap((quantity) => {
      const factors = quantity.factors[name];
      const fit = factors === undefined ? undefined : fitOf(name, quantity, factors, group);
      return fit === undefined ? [] : [fit];
    }),
  );
}

function fitOf(
  name: string,
  { name: quantity, value }: Quantity,
  factors: readonly [number, number, number],
  group: readonly PointData[],
): Fit | undefined {
  const fitted = FITTED_BYTES.map((bytes) =>
    group.find(
      ({ point }) => point.requestSizes === bytes && point.returnSizes === bytes && point.serviceCycles === 0,
    ),
  );
  const [short, long] = fitted;
  if (short === undefined || long === undefined) return undefined;
  const byForm = (one: PointData) => {
    const { requestWords, returnWords, serviceCycles } = one.outcome.drawn;
    // The second of two parties reads its message while it serves, so that service takes that long at least.
    const service = name.startsWith('two-party') ? Math.max(serviceCycles, requestWords) : serviceCycles;
    return factors[0] * requestWords + factors[1] * returnWords + factors[2] * service;
  };
  const words = (one: PointData) => one.outcome.drawn.requestWords + one.outcome.drawn.returnWords;
  const constant = value(short) - byForm(short);
  const others = group.filter((one) => one !== short);
  const errors = others.map((one) => Math.abs(value(one) - byForm(one) - constant));
  const [path, release] = name.split(' ');
  return {
    path: path!,
    release: release!,
    quantity,
    factors,
    constant,
    perWord: (value(long) - value(short)) / (words(long) - words(short)),
    foretold: others.length,
    worst: Math.max(0, ...errors),
  };
}
