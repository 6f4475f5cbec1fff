// SPDX-License-Identifier: Apache-2.0
import type { BusAccess, BusMaster, BusPorts, Stall } from './bus-master.ts';

/** Makes accesses on Wishbone B4; a pipelined cycle has one access here. */
export function createWishboneMaster(port: BusPorts, stall: Stall, pipelined: boolean): BusMaster {
  const [cycle, strobe, write, address] = [port('cyc_i'), port('stb_i'), port('we_i'), port('adr_i')];
  const [select, given, read] = [port('sel_i'), port('dat_i'), port('dat_o')];
  const [acknowledged, refused] = [port('ack_o'), port('err_o')];
  const stalls = pipelined ? port('stall_o') : undefined;
  let access: BusAccess | undefined;
  /** The access is at the ports. */
  let begun = false;
  /** A pipelined slave has accepted it. */
  let asked = false;

  return {
    idle: () => access === undefined,
    begin(next) {
      access = next;
      begun = false;
      asked = false;
    },
    drive() {
      if (access === undefined) {
        cycle.value = 0;
        strobe.value = 0;
        return;
      }
      if (cycle.value === 0 && stall()) return;
      strobe.value = asked ? 0 : 1;
      if (begun) return;
      begun = true;
      cycle.value = 1;
      write.value = access.write ? 1 : 0;
      address.value = access.address;
      given.value = access.data;
      select.value = access.strobe;
    },
    observe() {
      if (access === undefined || cycle.value === 0) return undefined;
      if (stalls !== undefined && strobe.value === 1 && stalls.value === 0) asked = true;
      if (acknowledged.value === 0 && refused.value === 0) return undefined;
      const answer = { data: access.write ? 0 : read.value, error: refused.value === 1 };
      access = undefined;
      return answer;
    },
    reset() {
      access = undefined;
    },
  };
}
