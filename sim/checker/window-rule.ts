// SPDX-License-Identifier: Apache-2.0
import { monitorWindow } from '../monitors/index.ts';
import { decideAccess, resultName, results, strobeMask } from '../reference-model/index.ts';
import type { Area, PayloadPlaces } from './area.ts';
import type { Run } from './run.ts';
import { frameWord, memoryWord, sameWord, zeroBeyond } from './word-compare.ts';

/** The window of a party: refusals, the words it reaches, and what it shows. */
export interface WindowRule {
  /** Decides the access accepted one cycle ago, before the operations of this cycle. */
  decide(): void;
  /** The window reaches a word of the payload. */
  wordWritten(entry: number, offset: number): void;
  wordRead(entry: number, offset: number): void;
  /** Commands hold this buffer from now on, and may read `length` bytes of it. */
  holds(entry: number, length: number): void;
  /** Compares the answer and keeps an access that is accepted. */
  sample(): void;
  /** Result of the refusal in this cycle and its entry, or code 0. */
  readonly refusal: { code: number; entry: number };
  /** An access is asked for or under way, so that commands wait. */
  holdsCommands(): boolean;
  /** A word is to be written, or to be read, in this cycle. */
  asks(write: boolean): boolean;
  /** It was reached. */
  served(): boolean;
  /** Compares whether an access can be accepted. `commandEffect`: a command takes effect in this cycle. */
  checkReady(areaReady: boolean, commandEffect: boolean): void;
  unfinished(): string | undefined;
  restart(): void;
}

export function createWindowRule(
  run: Run,
  area: Area,
  party: 0 | 1,
  user: string,
  payloadPlaces: PayloadPlaces,
): WindowRule {
  const monitor = monitorWindow(run.binding, user);
  const { event } = monitor;
  const { model, payload } = area;
  const { lanes } = payload;
  const wordBytes = 4 * lanes;
  const place = run.log.place(user);
  const where = `${user}, window`;
  const strobeWords = run.binding.port(`${user}_window_strobe`).words;
  const signals = ['valid', 'ready', 'write', 'entry', 'offset', 'done', 'code', 'read_data'].map(
    (name) => `${user}_window_${name}`,
  );
  /** Bytes that may be read of each buffer. */
  const readable = new Int32Array(model.entries);
  const shown = { data: new Uint32Array(lanes), known: new Uint32Array(lanes) };
  const given = {
    data: new Uint32Array(lanes),
    known: new Uint32Array(lanes),
    strobe: new Uint32Array(strobeWords),
  };
  const refusal = { code: 0, entry: 0 };
  let active = false;
  let write = false;
  let entry = 0;
  let offset = 0;
  let acceptedIn = 0;
  let code = 0;
  /** The cycle in which the access must be finished, or -1 while it is not made. */
  let doneIn = -1;
  /** The word is to be reached in this cycle. */
  let asks = false;
  let served = false;

  function fail(expected: string, actual: string): never {
    return run.fail({ rule: 'window', where, expected, actual, signals });
  }

  function reach(what: 'written' | 'read', number: number, word: number): void {
    served = true;
    if (!asks || write !== (what === 'written') || number !== entry || word !== offset) {
      fail(
        asks ? `word ${offset} of entry ${entry} is ${write ? 'written' : 'read'}` : 'no access',
        `word ${word} of entry ${number} is ${what}`,
      );
    }
  }

  function checkZero(): void {
    if (event.code !== 0 || !zeroBeyond(run, monitor.readDataAt, lanes, 0)) {
      run.fail({
        rule: 'zero when not valid',
        where,
        expected: 'code and read data are zero while no access is finished',
        actual: 'they are not',
        signals,
      });
    }
  }

  function checkDone(): void {
    if (event.code !== code) fail(resultName(code), resultName(event.code));
    const shows = !write && code === results.OK;
    const bytes = shows ? Math.max(0, Math.min(wordBytes, readable[entry]! - offset * wordBytes)) : 0;
    const same = sameWord(run, monitor.readDataAt, shown, 0, lanes, bytes);
    if (!same || !zeroBeyond(run, monitor.readDataAt, lanes, bytes)) {
      fail(
        `read data ${memoryWord(shown, 0, lanes, bytes)}, zero beyond its ${bytes} bytes`,
        frameWord(run, monitor.readDataAt, lanes, wordBytes),
      );
    }
    run.log.add('window done', run.cycle, place, code);
    if (code !== results.OK) Object.assign(refusal, { code, entry });
    active = false;
    run.accesses.window += 1;
  }

  function accept(): void {
    if (active) fail('an access is under way, the window is not ready', 'another one is accepted');
    active = true;
    ({ write, entry, offset } = event);
    acceptedIn = run.cycle;
    doneIn = -1;
    for (let lane = 0; lane < lanes; lane += 1) {
      given.data[lane] = run.frame[monitor.dataAt + lane]!;
      given.known[lane] = ~run.unknown[monitor.dataAt + lane]!;
    }
    for (let word = 0; word < strobeWords; word += 1)
      given.strobe[word] = run.frame[monitor.strobeAt + word]!;
    run.log.add('window accepted', run.cycle, place, +write, entry, offset);
  }

  return {
    refusal,
    decide() {
      monitor.sample(run.frame);
      asks = active && doneIn < 0 && run.cycle >= acceptedIn + 2;
      served = false;
      if (!active || run.cycle !== acceptedIn + 1) return;
      code = decideAccess(model, party, entry, offset * wordBytes);
      if (code !== results.OK) doneIn = acceptedIn + 2;
    },
    wordWritten(number, word) {
      reach('written', number, word);
      const { dataAt, strobeAt } = payloadPlaces;
      for (let lane = 0; lane < lanes; lane += 1) {
        const mask = strobeMask(given.strobe, 0, lane);
        const wrong =
          (run.frame[dataAt + lane]! ^ given.data[lane]!) |
          (run.unknown[dataAt + lane]! ^ ~given.known[lane]!);
        if (mask !== strobeMask(run.frame, strobeAt, lane) || (wrong & mask) !== 0) {
          fail('the word and the strobe as they were given', frameWord(run, dataAt, lanes, wordBytes));
        }
      }
      doneIn = run.cycle + 1;
    },
    wordRead(number, word) {
      reach('read', number, word);
      const at = (payload.starts[number]! + word) * lanes;
      for (let lane = 0; lane < lanes; lane += 1) {
        shown.data[lane] = payload.data[at + lane]!;
        shown.known[lane] = payload.known[at + lane]!;
      }
      doneIn = run.cycle + 2;
    },
    holds(number, length) {
      readable[number] = length;
    },
    sample() {
      refusal.code = 0;
      if (event.done !== (active && doneIn === run.cycle)) {
        fail(
          event.done ? 'no access is finished in this cycle' : `the access is finished: ${resultName(code)}`,
          event.done ? 'one is finished' : 'it is not',
        );
      }
      if (event.done) checkDone();
      else checkZero();
      if (event.accepted) accept();
    },
    holdsCommands: () => active || event.offered,
    asks: (isWrite) => asks && write === isWrite,
    served: () => served,
    checkReady(areaReady, commandEffect) {
      const expected = areaReady && !active && !commandEffect;
      if (event.ready === expected) return;
      run.fail({
        rule: 'pace',
        where,
        expected: expected
          ? 'ready: no access is under way, and no command takes effect'
          : `not ready: ${active ? 'an access is under way' : commandEffect ? 'a command takes effect' : 'the area is not initialized'}`,
        actual: expected ? 'not ready' : 'ready',
        signals,
      });
    },
    unfinished: () => (active ? `a window access to entry ${entry} is not finished` : undefined),
    restart() {
      active = false;
      refusal.code = 0;
    },
  };
}
