// SPDX-License-Identifier: Apache-2.0
import { type BusAccess, type BusFrontEnd, noAccess } from './access.ts';
import type { Watch } from './watch.ts';

/** The pins that ask. */
function createRequest(watch: Watch, port: string) {
  const read = (pin: string) => watch.read(`${port}_wb_${pin}`);
  const [cycle, strobe, write, address] = [read('cyc_i'), read('stb_i'), read('we_i'), read('adr_i')];
  const [data, select] = [read('dat_i'), read('sel_i')];
  return {
    inCycle: () => cycle() === 1,
    asks: () => cycle() === 1 && strobe() === 1,
    take(access: BusAccess) {
      access.write = write() === 1;
      access.address = address();
      access.data = data();
      access.strobe = select();
    },
  };
}

/** Compares the pins that answer. */
function createAnswer(watch: Watch, port: string) {
  const acknowledged = watch.read(`${port}_wb_ack_o`);
  const refused = watch.read(`${port}_wb_err_o`);
  const expectAck = watch.expect('bus answers', `${port}_wb_ack_o`);
  const expectError = watch.expect('bus errors', `${port}_wb_err_o`);
  const expectData = watch.expect('bus registers', `${port}_wb_dat_o`);
  function expectAnswer(isDue: boolean): void {
    if (isDue) watch.fail('bus answers', 'an access that is done is answered', 'it is not');
  }
  return (answered: boolean, isRefused: boolean, data: number) => {
    // An answer that is missing is no wrong one.
    if (acknowledged() === 0 && refused() === 0) expectAnswer(answered);
    expectError(isRefused ? 1 : 0);
    expectAck(answered && !isRefused ? 1 : 0);
    expectData(data);
  };
}

/**
 * Classic Wishbone: an access is made in the cycle in which it is asked for, and answered in that in which it is done. One that takes
 * longer goes on as it was asked for; when it is not asked for all the time it gets no answer.
 */
export function createWishboneClassic(watch: Watch, port: string): BusFrontEnd {
  const request = createRequest(watch, port);
  const compare = createAnswer(watch, port);
  const access = noAccess();
  let goesOn = false;
  let abandoned = false;
  return {
    access,
    sample() {
      access.valid = goesOn || request.asks();
      if (!goesOn) request.take(access);
    },
    finish(done, refused, data) {
      const asks = request.asks();
      const answered = done && asks && !abandoned;
      compare(answered, answered && refused, data);
      const before = goesOn;
      goesOn = access.valid && !done;
      abandoned = before && goesOn && (abandoned || !asks);
    },
    restart() {
      goesOn = false;
      abandoned = false;
    },
  };
}

/** Pipelined Wishbone: an access is made in the cycle after it was accepted, and answered in the cycle after it is done. */
export function createWishbonePipelined(watch: Watch, port: string): BusFrontEnd {
  const request = createRequest(watch, port);
  const compare = createAnswer(watch, port);
  const expectStall = watch.expect('bus answers', `${port}_wb_stall_o`);
  const access = noAccess();
  const answer = { given: false, refused: false, data: 0 };
  let abandoned = false;
  return {
    access,
    sample() {},
    finish(done, refused, data) {
      const shows = answer.given && request.inCycle();
      compare(shows, shows && answer.refused, answer.data);
      const stalls = access.valid && !done;
      expectStall(stalls ? 1 : 0);
      answer.given = done && request.inCycle() && !abandoned;
      answer.refused = answer.given && refused;
      answer.data = data;
      abandoned = stalls && (abandoned || !request.inCycle());
      if (stalls) return;
      access.valid = request.asks();
      if (access.valid) request.take(access);
    },
    restart() {
      access.valid = false;
      Object.assign(answer, { given: false, refused: false, data: 0 });
      abandoned = false;
    },
  };
}
