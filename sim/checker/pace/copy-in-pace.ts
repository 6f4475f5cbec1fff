// SPDX-License-Identifier: Apache-2.0
import type { Side } from '../area.ts';
import type { Run } from '../run.ts';
import { bitCheck } from './bit-check.ts';
import { createCopyPace } from './copy-pace.ts';
import { createReceivingRequests } from './receiving-requests.ts';

/** A place that messages are copied from: a party of an area. */
export interface CopySource {
  readonly side: Side;
  /** A temporary buffer for one of its messages is on offer. */
  offered(): boolean;
}

/**
 * When a lane into temporary buffers takes, reads, writes and frees. Two sources, requests and returns, take turns; in the
 * turn of a request that finds only the reserve a return leaves it, if another return will free its own buffer.
 */
export interface CopyInPace {
  /** `words` of the message taken in this cycle, if one is; whether they are in an inline slot. */
  step(words: number, isInline: boolean): void;
  restart(): void;
}

/**
 * @param probes names of those that say that a word is written, and that a copy is complete
 * @param sources one, or that of the requests and that of the returns
 * @param returnsInside temporary buffers with a return
 */
export function createCopyInPace(
  run: Run,
  lane: string,
  probes: { readonly write: string; readonly done: string },
  sources: readonly CopySource[],
  returnsInside: () => number,
): CopyInPace {
  const engine = createCopyPace();
  const where = `${lane}, copy`;
  const checkWrite = bitCheck(run, {
    rule: 'pace',
    where,
    signal: probes.write,
    high: 'a word is written: it was read in the cycle before',
    low: 'no word is written: none was read in the cycle before',
  });
  const checkDone = bitCheck(run, {
    rule: 'pace',
    where,
    signal: probes.done,
    high: 'a copy is complete: its last word was read in the cycle before',
    low: 'no copy is complete',
  });
  const requests = sources.map(({ side }) => createReceivingRequests(run, side));
  /** The source that goes first when all could. */
  let turn = 0;
  let source = 0;
  /** The source whose copied buffer waits to be freed, or -1. */
  let waiting = -1;
  /** What is copied is in an inline slot. */
  let inline = false;

  const waits = (index: number) => sources[index]!.side.detection.event.waiting;
  const mustWait = (index: number) =>
    index === 1 && turn === 0 && waits(0) && !sources[0]!.offered() && returnsInside() > 0;
  const could = (index: number) => waits(index) && sources[index]!.offered() && !mustWait(index);

  return {
    step(words, isInline) {
      checkWrite(engine.writes());
      checkDone(engine.completes(true));
      const chosen = sources.length === 1 || could(turn) ? turn : 1 - turn;
      for (let index = 0; index < sources.length; index += 1) {
        requests[index]!.checkTake(engine.canTake(true) && index === chosen && could(index));
        const { detection, reclaim } = sources[index]!.side;
        if (detection.event.circuitsTake && reclaim?.runs() !== true) {
          engine.take(words);
          inline = isInline;
          source = index;
          turn = sources.length > 1 ? 1 - index : 0;
        }
      }
      const holdsLast = waiting >= 0;
      const wants = engine.wantsRead(true, holdsLast);
      let read = false;
      for (let index = 0; index < sources.length; index += 1) {
        const own = wants && index === source;
        read = sources[index]!.side.reads.step(own, own && inline) || read;
      }
      const lastRead = engine.step(true, holdsLast, read);
      const freed = holdsLast ? waiting : lastRead ? source : -1;
      const frees = !holdsLast && inline;
      for (let index = 0; index < sources.length; index += 1) {
        requests[index]!.checkRelease(index === freed, frees);
      }
      waiting = freed >= 0 && !frees && !sources[freed]!.side.port.event.releaseAccepted ? freed : -1;
    },
    restart() {
      engine.restart();
      turn = 0;
      source = 0;
      waiting = -1;
    },
  };
}
