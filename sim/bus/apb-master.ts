// SPDX-License-Identifier: Apache-2.0
import type { BusAccess, BusMaster, BusPorts, Stall } from './bus-master.ts';

/** Makes transfers on APB4. */
export function createApbMaster(port: BusPorts, stall: Stall): BusMaster {
  const [select, enable, write, address] = [port('psel'), port('penable'), port('pwrite'), port('paddr')];
  const [given, strobe, ready] = [port('pwdata'), port('pstrb'), port('pready')];
  const [read, refused] = [port('prdata'), port('pslverr')];
  let access: BusAccess | undefined;
  /** The transfer has begun. */
  let selected = false;

  return {
    idle: () => access === undefined,
    begin(next) {
      access = next;
    },
    drive() {
      if (access === undefined || (!selected && stall())) {
        select.value = 0;
        enable.value = 0;
        return;
      }
      enable.value = selected ? 1 : 0;
      if (selected) return;
      selected = true;
      select.value = 1;
      write.value = access.write ? 1 : 0;
      address.value = access.address;
      given.value = access.data;
      // A read has no strobes.
      strobe.value = access.write ? access.strobe : 0;
    },
    observe() {
      if (access === undefined || enable.value === 0 || ready.value === 0) return undefined;
      const answer = { data: access.write ? 0 : read.value, error: refused.value === 1 };
      access = undefined;
      selected = false;
      return answer;
    },
    reset() {
      access = undefined;
      selected = false;
    },
  };
}
