// SPDX-License-Identifier: Apache-2.0
import type { Path } from '../formulas/index.ts';
import type { SimulatedDesign } from './design.ts';

export type Leg = 'request' | 'return';

/** What calls occupy and give back. */
export const POOLS = ['area1', 'area2', 'temporaries', 'serverThreads'] as const;
export type PoolName = (typeof POOLS)[number];

/** Lanes by party and direction: a party puts messages in and takes messages out, the kernel its temporary buffers. */
export const LANES = ['clientIn', 'clientOut', 'kernelIn', 'kernelOut', 'serverIn', 'serverOut'] as const;
export type LaneName = (typeof LANES)[number];

/**
 * The lane that cannot start a copy as soon as it has ended one: it indicates its messages itself. The others are ready
 * again with the last word, so that what waits for this one waits in the temporary buffers, not before them.
 */
export const GAP_LANE: Readonly<Record<Path, LaneName | undefined>> = {
  temporary: 'kernelOut',
  direct: 'kernelIn',
  'two-party': undefined,
};

/** A step in the life of a call. */
export type Step =
  /** Indication by one party, detection by the other. */
  | { readonly kind: 'hop' }
  /** The service reads its message, in the time of a copy if it takes that long. */
  | { readonly kind: 'read'; readonly gives: PoolName }
  /** The service, or what is left of it after reading. */
  | { readonly kind: 'service'; readonly hasRead: boolean }
  /** Waits until one of a pool may be taken, and takes it. */
  | { readonly kind: 'take'; readonly leg: Leg; readonly takes: PoolName }
  | { readonly kind: 'give'; readonly gives: PoolName }
  | CopyStep;

export interface CopyStep {
  readonly kind: 'copy';
  readonly leg: Leg;
  readonly lane: LaneName;
  /** Buffer that it fills, unless it was taken before. */
  readonly takes?: PoolName;
  /** Buffer that it empties. */
  readonly gives?: PoolName;
  /** True when it empties a shared buffer. */
  readonly drains: boolean;
}

const HOP = { kind: 'hop' } as const;

/** The steps of a call in their order (Fig. 4; claims 1 and 2 without temporary buffers; claims 7 and 8). */
export function routeOf({ path, allocation }: Pick<SimulatedDesign, 'path' | 'allocation'>): readonly Step[] {
  const route = ROUTES[path];
  if (allocation === 'with-lane') return route;
  return route.flatMap((step): Step[] => {
    if (step.kind !== 'copy' || step.takes === undefined) return [step];
    const { takes, ...copy } = step;
    return [{ kind: 'take', leg: step.leg, takes }, copy];
  });
}

function copy(leg: Leg, lane: LaneName, takes: PoolName | undefined, gives: PoolName | undefined): CopyStep {
  return {
    kind: 'copy',
    leg,
    lane,
    ...(takes === undefined ? {} : { takes }),
    ...(gives === undefined ? {} : { gives }),
    drains: gives === 'area1' || gives === 'area2',
  };
}

const OBTAIN_SERVER_THREAD = { kind: 'take', leg: 'request', takes: 'serverThreads' } as const;
/** Its return has left the server area. */
const RETURN_SERVER_THREAD = { kind: 'give', gives: 'serverThreads' } as const;

const ROUTES: Record<Path, readonly Step[]> = {
  temporary: [
    copy('request', 'clientIn', 'area1', undefined),
    HOP,
    copy('request', 'kernelIn', 'temporaries', 'area1'),
    OBTAIN_SERVER_THREAD,
    copy('request', 'kernelOut', 'area2', 'temporaries'),
    HOP,
    copy('request', 'serverOut', undefined, 'area2'),
    { kind: 'service', hasRead: false },
    copy('return', 'serverIn', 'area2', undefined),
    HOP,
    copy('return', 'kernelIn', 'temporaries', 'area2'),
    RETURN_SERVER_THREAD,
    copy('return', 'kernelOut', 'area1', 'temporaries'),
    HOP,
    copy('return', 'clientOut', undefined, 'area1'),
  ],
  direct: [
    copy('request', 'clientIn', 'area1', undefined),
    HOP,
    OBTAIN_SERVER_THREAD,
    copy('request', 'kernelIn', 'area2', 'area1'),
    HOP,
    copy('request', 'serverOut', undefined, 'area2'),
    { kind: 'service', hasRead: false },
    copy('return', 'serverIn', 'area2', undefined),
    HOP,
    copy('return', 'kernelIn', 'area1', 'area2'),
    RETURN_SERVER_THREAD,
    HOP,
    copy('return', 'clientOut', undefined, 'area1'),
  ],
  'two-party': [
    copy('request', 'clientIn', 'area1', undefined),
    HOP,
    copy('request', 'serverOut', 'temporaries', 'area1'),
    { kind: 'read', gives: 'temporaries' },
    { kind: 'service', hasRead: true },
    copy('return', 'serverIn', 'area1', undefined),
    HOP,
    copy('return', 'clientOut', undefined, 'area1'),
  ],
};
