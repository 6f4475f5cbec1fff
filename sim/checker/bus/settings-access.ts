// SPDX-License-Identifier: Apache-2.0
import { misuses } from '../../reference-model/index.ts';
import { type AccessPart, createRequest } from './access-part.ts';
import type { Watch } from './watch.ts';
import { byteMask } from './window-access.ts';

/** Where the settings and counters of a block are for its manager, and how many bytes there are for them. */
export const settings = { address: 0x400, bytes: 0x400 } as const;

/** The settings and counters of the block behind the bus of its manager. */
export function createSettingsAccess(watch: Watch): AccessPart {
  const expectOf = (signal: string) => watch.expect('bus translation', `register_${signal}`);
  const [expectValid, expectWrite, expectAddress] = [
    expectOf('valid'),
    expectOf('write'),
    expectOf('address'),
  ];
  const [expectData, expectStrobe] = [expectOf('write_data'), expectOf('write_strobe')];
  const read = (signal: string) => watch.read(`register_${signal}`);
  const [ready, isDone, isRefused, found] = [read('ready'), read('done'), read('error'), read('read_data')];
  const request = createRequest();
  return {
    sample(access, outcome) {
      const wanted = access !== undefined;
      const isDue = request.isDue(wanted);
      expectValid(isDue ? 1 : 0);
      if (wanted && isDue) {
        const { write, address, data, strobe } = access;
        expectWrite(write ? 1 : 0);
        expectAddress(address - settings.address - (address % 4));
        if (write) {
          expectStrobe(strobe);
          expectData(data, byteMask(strobe));
        }
      }
      const ended = request.ends(isDone() === 1);
      request.step(wanted, ready() === 1, ended);
      if (!wanted) return;
      outcome.done = ended;
      if (!ended) return;
      if (isRefused() === 1) outcome.misuse = misuses.REFUSED;
      else outcome.data = found();
    },
    restart: request.restart,
  };
}
