// SPDX-License-Identifier: Apache-2.0
import type { SimulatedDesign } from './design.ts';
import type { Deadlock } from './measurement.ts';
import { allows, createPool, type Pool } from './pool.ts';
import { LANES, type LaneName, type Leg, POOLS, type PoolName, type Step } from './route.ts';
import type { ThreadState } from './thread-state.ts';

/** All that calls occupy. */
export interface Resources {
  readonly pools: Readonly<Record<PoolName, Pool>>;
  /** Both directions name one pool where lanes are shared. */
  readonly lanes: Readonly<Record<LaneName, Pool>>;
}

/** Where calls wait at one step, first come, first served, for a lane, for one of a pool, or for both at once. */
export interface Station {
  readonly leg: Leg;
  /** What it takes one of, unless the call holds one already. */
  readonly takes: PoolName | undefined;
  /** It empties a shared buffer. */
  readonly drains: boolean;
  readonly lane: Pool | undefined;
  readonly pool: Pool | undefined;
  readonly waiting: ThreadState[];
  /** How many of the waiting, from the front, have tried to take one of the pool and found none. */
  tried: number;
}

export function createResources({
  areaBuffers,
  temporaryBuffers,
  serverThreads,
  reserveForReturn,
  lanes,
  path,
}: SimulatedDesign): Resources {
  const named = <Name extends string>(names: readonly Name[], pool: (name: Name) => Pool) =>
    Object.fromEntries(names.map((name) => [name, pool(name)])) as Record<Name, Pool>;
  const sizes: Record<PoolName, number> = {
    area1: areaBuffers[0],
    area2: areaBuffers[1],
    temporaries: temporaryBuffers,
    serverThreads: path === 'two-party' ? Number.POSITIVE_INFINITY : serverThreads,
  };
  const parties = named(['client', 'kernel', 'server'], (party) => createPool(lanes[party], 0));
  const partyOf = (lane: LaneName) => lane.replace(/In$|Out$/, '') as keyof typeof parties;
  return {
    pools: named(POOLS, (name) => createPool(sizes[name], name === 'serverThreads' ? 0 : reserveForReturn)),
    lanes: named(LANES, (lane) =>
      lanes.directions === 'shared' ? parties[partyOf(lane)] : createPool(lanes[partyOf(lane)], 0),
    ),
  };
}

/** The station of each step of a route at which calls may have to wait. */
export function createStations(
  route: readonly Step[],
  { pools, lanes }: Resources,
): readonly (Station | undefined)[] {
  return route.map((step) =>
    step.kind === 'take' || step.kind === 'copy'
      ? {
          leg: step.leg,
          takes: step.takes,
          drains: step.kind === 'copy' && step.drains,
          lane: step.kind === 'copy' ? lanes[step.lane] : undefined,
          pool: step.takes === undefined ? undefined : pools[step.takes],
          waiting: [],
          tried: 0,
        }
      : undefined,
  );
}

/** Whether the first of a station lacks nothing. */
function mayGoOn({ waiting, lane, pool, takes, leg }: Station): boolean {
  if (waiting.length === 0 || (lane !== undefined && lane.inUse === lane.size)) return false;
  return pool === undefined || allows(pool, leg) || waiting[0]!.holds.has(takes!);
}

/** The station whose first goes on next, if any can: by the rules of the design, then by who came first. */
export function nextStation(
  stations: readonly Station[],
  rules: Pick<SimulatedDesign, 'arbitration' | 'classes'>,
): Station | undefined {
  let chosen: Station | undefined;
  for (const station of stations) {
    if (mayGoOn(station) && (chosen === undefined || goesBefore(station, chosen, rules))) chosen = station;
  }
  return chosen;
}

function goesBefore(
  station: Station,
  other: Station,
  { arbitration, classes }: Pick<SimulatedDesign, 'arbitration' | 'classes'>,
): boolean {
  const compete = classes !== 'first-come' && station.leg !== other.leg;
  if (compete && station.pool !== undefined && station.pool === other.pool) {
    return classes === 'returns-first' ? station.leg === 'return' : isTurnOf(station, station.pool);
  }
  if (arbitration === 'drain-first' && station.drains !== other.drains) return station.drains;
  if (compete && classes === 'turns' && station.lane !== undefined && station.lane === other.lane) {
    return isTurnOf(station, station.lane);
  }
  return station.waiting[0]!.cameAt < other.waiting[0]!.cameAt;
}

function isTurnOf({ leg }: Station, shared: Pool): boolean {
  return shared.lastTaker !== leg;
}

const NOBODY: readonly ThreadState[] = [];

/**
 * Those that try now for the first time to take one of a pool and find none: as many as there are lanes free for them.
 * To be asked when no station can go on.
 */
export function blockedForTheFirstTime(station: Station): readonly ThreadState[] {
  const { waiting, lane, pool, tried } = station;
  if (waiting.length === tried || pool === undefined) return NOBODY;
  const trying = Math.min(waiting.length, lane === undefined ? waiting.length : lane.size - lane.inUse);
  if (trying <= tried) return NOBODY;
  station.tried = trying;
  return waiting.slice(tried, trying);
}

/** Who waits where when nothing moves any more. */
export function deadlockAt(cycle: number, stations: readonly Station[]): Deadlock {
  return {
    cycle,
    waiting: stations
      .filter(({ waiting }) => waiting.length > 0)
      .map(({ takes, leg, waiting }) => ({
        for: `${takes ?? 'a lane'} for a ${leg}`,
        threads: waiting.length,
      })),
  };
}
