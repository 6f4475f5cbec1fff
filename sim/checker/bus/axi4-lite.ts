// SPDX-License-Identifier: Apache-2.0
import { type BusFrontEnd, noAccess } from './access.ts';
import type { Watch } from './watch.ts';

/** What one channel may have accepted while an access is under way. */
const mostKept = 2;

/** Bits of `bresp` and `rresp`. */
const responses = { OKAY: 0, SLVERR: 2 } as const;

/** An answer on offer, and the pins that must show it. */
function createAnswer(watch: Watch, port: string, channel: 'b' | 'r') {
  const pin = (name: string) => `${port}_axi_${channel}${name}`;
  const expectValid = watch.expect('bus answers', pin('valid'));
  const expectResponse = watch.expect('bus errors', pin('resp'));
  const expectData = channel === 'r' ? watch.expect('bus registers', pin('data')) : undefined;
  const ready = watch.read(pin('ready'));
  let offered = false;
  let refused = false;
  let data = 0;
  return {
    /** Another one can be offered in the next cycle. */
    hasRoom: () => !offered || ready() === 1,
    compare() {
      expectValid(offered ? 1 : 0);
      expectResponse(refused ? responses.SLVERR : responses.OKAY);
      expectData?.(data);
    },
    offer(isRefused: boolean, found: number) {
      offered = true;
      refused = isRefused;
      data = found;
    },
    /** Goes on without a new one. */
    rest() {
      if (ready() === 0) return;
      this.restart();
    },
    restart() {
      offered = false;
      refused = false;
      data = 0;
    },
  };
}

/** What a channel has accepted and no access has used. */
function createChannel(watch: Watch, port: string, channel: 'aw' | 'w' | 'ar', pins: readonly string[]) {
  const expectReady = watch.expect('bus answers', `${port}_axi_${channel}ready`);
  const valid = watch.read(`${port}_axi_${channel}valid`);
  const given = pins.map((pin) => watch.read(`${port}_axi_${pin}`));
  let kept: number[][] = [];
  return {
    hasSome: () => kept.length > 0,
    oldest: () => kept[0]!,
    compare: () => expectReady(kept.length < mostKept ? 1 : 0),
    /** Goes on to the next cycle; `used` is whether the oldest is done with. */
    step(used: boolean) {
      const accepts = valid() === 1 && kept.length < mostKept;
      if (used) kept.shift();
      if (accepts) kept.push(given.map((read) => read()));
    },
    restart() {
      kept = [];
    },
  };
}

/**
 * AXI4-Lite: what is accepted in a cycle can be an access in the next one, and is answered in the one after. An access needs room
 * for its answer. Reads and writes take turns where both could be made.
 */
export function createAxi4Lite(watch: Watch, port: string): BusFrontEnd {
  const writeAddress = createChannel(watch, port, 'aw', ['awaddr']);
  const writeData = createChannel(watch, port, 'w', ['wdata', 'wstrb']);
  const readAddress = createChannel(watch, port, 'ar', ['araddr']);
  const writeAnswer = createAnswer(watch, port, 'b');
  const readAnswer = createAnswer(watch, port, 'r');
  const access = noAccess();
  let goesOn = false;
  let lastWrote = false;
  return {
    access,
    sample() {
      const mayWrite = writeAddress.hasSome() && writeData.hasSome() && writeAnswer.hasRoom();
      const mayRead = readAddress.hasSome() && readAnswer.hasRoom();
      access.valid = goesOn || mayWrite || mayRead;
      if (!access.valid) return;
      access.write = goesOn ? lastWrote : mayWrite && !(mayRead && lastWrote);
      access.address = (access.write ? writeAddress : readAddress).oldest()[0]!;
      if (access.write) [access.data, access.strobe] = writeData.oldest() as [number, number];
    },
    finish(done, refused, data) {
      for (const part of [writeAddress, writeData, readAddress, writeAnswer, readAnswer]) part.compare();
      const wrote = done && access.write;
      const wasRead = done && !access.write;
      if (wrote) writeAnswer.offer(refused, 0);
      else writeAnswer.rest();
      if (wasRead) readAnswer.offer(refused, data);
      else readAnswer.rest();
      writeAddress.step(wrote);
      writeData.step(wrote);
      readAddress.step(wasRead);
      goesOn = access.valid && !done;
      if (access.valid) lastWrote = access.write;
    },
    restart() {
      for (const part of [writeAddress, writeData, readAddress, writeAnswer, readAnswer]) part.restart();
      goesOn = false;
      lastWrote = false;
    },
  };
}
