// SPDX-License-Identifier: Apache-2.0
import { type BusFrontEnd, noAccess } from './access.ts';
import type { Watch } from './watch.ts';

/** APB4: the access phase asks, and its last cycle is that in which the access is done. */
export function createApb(watch: Watch, port: string): BusFrontEnd {
  const read = (pin: string) => watch.read(`${port}_apb_${pin}`);
  const [select, enable, write, address] = [read('psel'), read('penable'), read('pwrite'), read('paddr')];
  const [data, strobe] = [read('pwdata'), read('pstrb')];
  const expectReady = watch.expect('bus answers', `${port}_apb_pready`);
  const expectError = watch.expect('bus errors', `${port}_apb_pslverr`);
  const expectData = watch.expect('bus registers', `${port}_apb_prdata`);
  const access = noAccess();
  return {
    access,
    sample() {
      access.valid = select() === 1 && enable() === 1;
      access.write = write() === 1;
      access.address = address();
      access.data = data();
      access.strobe = strobe();
    },
    finish(done, refused, found) {
      expectReady(done ? 1 : 0);
      expectError(refused ? 1 : 0);
      expectData(found);
    },
    restart() {},
  };
}
