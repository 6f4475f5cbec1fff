// SPDX-License-Identifier: Apache-2.0
import type { BusAccess, BusMaster, BusPorts, Stall } from './bus-master.ts';

/** Makes accesses on AXI4-Lite; address and data of a write come in any order. */
export function createAxi4LiteMaster(port: BusPorts, stall: Stall): BusMaster {
  const [awaddr, awvalid, awready] = [port('awaddr'), port('awvalid'), port('awready')];
  const [wdata, wstrb, wvalid, wready] = [port('wdata'), port('wstrb'), port('wvalid'), port('wready')];
  const [bresp, bvalid, bready] = [port('bresp'), port('bvalid'), port('bready')];
  const [araddr, arvalid, arready] = [port('araddr'), port('arvalid'), port('arready')];
  const [rdata, rresp, rvalid, rready] = [port('rdata'), port('rresp'), port('rvalid'), port('rready')];
  let access: BusAccess | undefined;
  /** The access is at the ports. */
  let begun = false;
  let addressLeft = false;
  let dataLeft = false;

  /** What is offered stays until it is taken. */
  function offer(valid: { value: number }, left: boolean): void {
    if (!left) valid.value = 0;
    else if (valid.value === 0 && !stall()) valid.value = 1;
  }

  function show({ write, address, data, strobe }: BusAccess): void {
    begun = true;
    const place = write ? awaddr : araddr;
    place.value = address;
    if (!write) return;
    wdata.value = data;
    wstrb.value = strobe;
  }

  return {
    idle: () => access === undefined,
    begin(next) {
      access = next;
      begun = false;
      addressLeft = true;
      dataLeft = next.write;
    },
    drive() {
      if (access !== undefined && !begun) show(access);
      offer(awvalid, access?.write === true && addressLeft);
      offer(wvalid, dataLeft);
      offer(arvalid, access?.write === false && addressLeft);
      bready.value = stall() ? 0 : 1;
      rready.value = stall() ? 0 : 1;
    },
    observe() {
      if (awvalid.value === 1 && awready.value === 1) addressLeft = false;
      if (wvalid.value === 1 && wready.value === 1) dataLeft = false;
      if (arvalid.value === 1 && arready.value === 1) addressLeft = false;
      if (access === undefined) return undefined;
      const ends = access.write
        ? bvalid.value === 1 && bready.value === 1
        : rvalid.value === 1 && rready.value === 1;
      if (!ends) return undefined;
      const { write } = access;
      access = undefined;
      return write ? { data: 0, error: bresp.value !== 0 } : { data: rdata.value, error: rresp.value !== 0 };
    },
    reset() {
      access = undefined;
      addressLeft = false;
      dataLeft = false;
    },
  };
}
