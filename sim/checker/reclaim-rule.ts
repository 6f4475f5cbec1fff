// SPDX-License-Identifier: Apache-2.0
import { monitorReclaim } from '../monitors/index.ts';
import {
  advanceReclaim,
  answersCall,
  bitAt,
  countOnes,
  createBitVector,
  createReclaimModel,
  mayRun,
  noteBelongings,
  parties,
  reclaimPhases,
  resetReclaimModel,
} from '../reference-model/index.ts';
import type { FrameSlot } from '../samples/frame.ts';
import type { Area, ReceivingSide, Side } from './area.ts';
import type { Run } from './run.ts';
import { binary } from './state-rule.ts';

/** What takes back all that a dead party holds. What it says is true of the cycle that was sampled last. */
export interface ReclaimRule {
  /** Joins it with its party. `searches`: the allocator is busy for the party; `ready`: its area is initialized. */
  connect(side: Side, searches: () => boolean, ready: () => boolean): void;
  /** Compares with the model, before the operations of the cycle. */
  sample(): void;
  /** Nothing of the party is accepted. */
  runs(): boolean;
  /** Its commands wait, and nobody receives for it. */
  isClosed(): boolean;
  /** The deallocation that takes effect takes a buffer back. */
  takesBack(): boolean;
  /** The deallocations that are asked for are not those of the circuits of the party. */
  releasesItself(): boolean;
  /** Whether a message is to be taken, and whether a release is to be asked for, if the circuits would do that or not. */
  takes(circuitsTake: boolean): boolean;
  releases(circuitsRelease: boolean): boolean;
  /** What the area sees of the circuits that receive. */
  receiver(circuits: ReceivingSide): ReceivingSide;
  /** Whether the stream is ready, if the circuits are or not. */
  inReady(circuitsReady: boolean): boolean;
  /** A beat of the stream is accepted. Returns whether it reaches the circuits. */
  accepts(last: boolean): boolean;
  /** Tag of the failure that is given to the circuits in this cycle, or -1; after `inReady`. */
  failure(): number;
  /** The circuits of the party are reset at the end of the cycle. */
  restarts(): boolean;
  /** The last operation of the party has taken effect. */
  forgets(): boolean;
  /** Goes on to the next cycle. */
  remember(): void;
  unfinished(): string | undefined;
  restart(): void;
}

const { REST, LOOK, DRAIN, FREE } = reclaimPhases;

export function createReclaimRule(
  run: Run,
  area: Area,
  party: 0 | 1,
  user: string,
  allocatorSearches: boolean,
): ReclaimRule {
  const { entries, options, holders } = area.model;
  const isFirst = party === parties.FIRST;
  const monitor = monitorReclaim(run.binding, user, isFirst);
  const { event } = monitor;
  const model = createReclaimModel(party, entries, options.threads);
  const noted = { mine: createBitVector(entries), calls: createBitVector(options.threads) };
  const order = run.registers.setting(`${user}_reclaim`, 0);
  const place = run.log.place(user);
  const most = mayRun(entries, allocatorSearches);
  const signals = ['reclaim.state', 'reclaim.mine', 'reclaim.entry', 'gate.drops'].map((name) =>
    run.binding.pathOf(`${user}_${name}`),
  );
  const now = {
    phase: REST as number,
    starts: false,
    searching: false,
    drained: false,
    stale: false,
    owes: false,
    takenBack: false,
    droppedFreed: false,
    failure: -1,
    beat: -1,
    droppedEntry: -1,
    droppedTag: 0,
  };
  let side: Side | undefined;
  let isSearching = () => false;
  let isReady = () => false;
  /** The entry whose release was accepted one cycle ago, by the reclaim or for a dropped return. */
  let releasedEntry = -1;
  let cycles = 0;

  const runs = () => now.phase !== REST;
  const restarts = () => runs() || now.starts;
  const forgets = () => now.phase === LOOK && !now.searching;
  const isMine = (entry: number) => bitAt(model.mine, entry) === 1;

  function fail(expected: string, actual: string): never {
    return run.fail({ rule: 'reclaim', where: user, expected, actual, signals });
  }
  function compare(what: string, expected: number, actual: number): void {
    if (expected !== actual) fail(`${what} ${expected}`, `${what} ${actual}`);
  }
  function compareBits(what: string, { word, words }: FrameSlot, bits: Uint32Array, count: number): void {
    const frame = run.frame.subarray(word, word + words);
    if (bits.some((value, index) => frame[index] !== value)) {
      fail(`${what} ${binary(bits, count)}`, `${what} ${binary(frame, count)}`);
    }
  }

  /** Nothing that is taken back waits for the party any more. */
  function isDrained(): boolean {
    return !model.mine.some((word, index) => {
      const own = isFirst ? ~holders.second[index]! : holders.second[index]!;
      return (word & holders.pending[index]! & own) !== 0;
    });
  }

  function isStale(): boolean {
    const { waiting, kind, tag } = side!.detection.event;
    return isFirst && !restarts() && waiting && answersCall(kind) && bitAt(model.calls, tag) === 1;
  }

  function followRun(): void {
    if (now.starts) {
      cycles = 0;
      run.log.add('reclaim begins', run.cycle, place);
    }
    if (!runs()) return;
    cycles += 1;
    if (cycles > most) fail(`it ends after at most ${most} cycles`, `it has run for ${cycles}`);
    if (forgets()) run.log.add('reclaim noted', run.cycle, place, countOnes(noted.mine));
    if (model.phase === REST) run.log.add('reclaim ends', run.cycle, place, cycles);
  }

  run.registers.show(`${user}_reclaim`, () => +(model.phase !== REST));
  run.registers.show(`${user}_drops`, () => +model.drops);
  run.registers.show(
    `${user}_${isFirst ? 'orphans' : 'fails'}`,
    () => +model.calls.some((word) => word !== 0),
  );

  return {
    connect(connected, searches, ready) {
      side = connected;
      isSearching = searches;
      isReady = ready;
    },
    sample() {
      monitor.sample(run.frame);
      compare('phase', model.phase, event.phase);
      compare('the party is told', +(model.phase !== REST), +event.told);
      compare('part of a message is accepted', +model.open, +event.open);
      compare('the rest of a message is swallowed', +model.drops, +event.drops);
      compare('entry', model.entry, event.entry);
      if (isFirst) compare('a dropped return is to be freed', +(model.dropped >= 0), event.answering);
      else compare('call that is looked at', model.candidate, event.answering);
      compareBits('taken back', monitor.mine, model.mine, entries);
      compareBits('calls without a peer', monitor.calls, model.calls, options.threads);
      now.phase = model.phase;
      now.starts = order.next === 1 && isReady() && !runs();
      now.searching = isSearching();
      now.drained = isDrained();
      now.stale = isStale();
      now.owes = !isFirst && model.calls.some((word) => word !== 0);
      now.takenBack = model.takenBack;
      now.droppedFreed = model.droppedFreed;
      now.failure = -1;
      now.beat = -1;
      now.droppedEntry = -1;
      if (forgets()) noteBelongings(model, area.model, noted.mine, noted.calls);
    },
    runs,
    isClosed: () => runs() || now.stale,
    takesBack: () => now.takenBack,
    releasesItself: () => runs() || model.dropped >= 0,
    takes(circuitsTake) {
      if (runs()) return now.phase === DRAIN && isMine(side!.detection.event.entry);
      return now.stale ? model.dropped < 0 : circuitsTake;
    },
    releases(circuitsRelease) {
      if (runs()) return now.phase === FREE && isMine(model.entry);
      return model.dropped >= 0 || circuitsRelease;
    },
    receiver: (circuits) => ({
      taken(reference) {
        if (!runs() && !now.stale) {
          circuits.taken(reference);
        } else if (now.stale) {
          now.droppedEntry = reference.entry;
          now.droppedTag = reference.tag;
          run.log.add('return dropped', run.cycle, place, reference.entry, reference.tag);
        }
      },
      wordRead: circuits.wordRead,
      frees(entry) {
        if (!now.takenBack && !now.droppedFreed) circuits.frees(entry);
        else if (entry !== releasedEntry) fail(`entry ${releasedEntry} is freed`, `entry ${entry} is freed`);
      },
    }),
    inReady(circuitsReady) {
      const gives = now.owes && !runs() && bitAt(model.calls, model.candidate) === 1;
      if (gives && circuitsReady) now.failure = model.candidate;
      return model.drops || (circuitsReady && !runs() && !now.owes);
    },
    accepts(last) {
      now.beat = +last;
      return !model.drops;
    },
    failure: () => now.failure,
    restarts,
    forgets,
    remember() {
      const released = side!.port.event.releaseAccepted;
      releasedEntry = runs() ? model.entry : model.dropped;
      if (now.failure >= 0) run.log.add('call fails', run.cycle, place, now.failure);
      advanceReclaim(model, { ...now, released, failed: now.failure >= 0 }, noted);
      followRun();
    },
    unfinished() {
      if (model.phase !== REST) return `a reclaim of the ${user} is under way`;
      if (model.dropped >= 0) return `the buffer of a dropped return, entry ${model.dropped}, is not freed`;
      return now.owes ? `calls that the ${user} had are not answered yet` : undefined;
    },
    restart() {
      resetReclaimModel(model);
      Object.assign(now, { phase: REST, starts: false, stale: false, owes: false, takenBack: false });
      now.droppedFreed = false;
      releasedEntry = -1;
    },
  };
}
