// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import { monitorServerThreads } from '../monitors/index.ts';
import type { Run } from './run.ts';

/** The server threads of a kernel: a call is passed on only when one is free, and its return gives it back. */
export interface ServerThreadRule {
  /** Compares the count, before anything else of the cycle. */
  sample(): void;
  /** Another call may be passed on. */
  isFree(): boolean;
  /** A call is passed on in this cycle. */
  obtain(): void;
  /** The return of a call leaves the server area in this cycle. */
  giveBack(): void;
  restart(): void;
}

/**
 * @param instance the circuit that counts them
 */
export function createServerThreadRule(
  run: Run,
  kernel: string,
  instance: string,
  { serverThreads, hardening }: Manifest['configuration'],
): ServerThreadRule {
  const monitor = monitorServerThreads(run.binding, instance);
  const limit = run.registers.setting('server_threads_limit', serverThreads);
  let executing = 0;
  let returns = 0;
  function fail(expected: string, actual: string): never {
    return run.fail({
      rule: 'server threads',
      where: `${kernel}, passing on`,
      step: '402 and 404 of Fig. 4',
      expected,
      actual,
      signals: [run.binding.pathOf(`${instance}.server_threads`)],
    });
  }
  return {
    sample() {
      monitor.sample(run.frame);
      // Where call tags are not checked, a return may belong to no call and gives no thread back.
      executing = hardening === 'on' ? executing - returns : Math.max(0, executing - returns);
      returns = 0;
      if (monitor.event.executing !== executing) {
        fail(`${executing} server threads execute a call`, `${monitor.event.executing} do`);
      }
    },
    isFree: () => executing < limit.now,
    obtain() {
      if (executing === serverThreads) {
        fail(`the call waits: all ${serverThreads} threads execute`, 'it is passed on');
      }
      executing += 1;
    },
    giveBack() {
      returns += 1;
    },
    restart() {
      executing = 0;
      returns = 0;
    },
  };
}
