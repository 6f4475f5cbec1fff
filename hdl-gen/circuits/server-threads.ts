// SPDX-License-Identifier: Apache-2.0
import {
  bitsToHold,
  type Expression,
  type ModuleBuilder,
  type Signal,
  set,
  when,
} from '../language/index.ts';
import { isHardened } from './provisioned.ts';
import type { Sizes } from './sizes.ts';

/** The count of calls that the server executes, part of the module that passes calls on. */
export interface ServerThreads {
  readonly executing: Signal;
  /** One more call may be passed on. */
  readonly isFree: Expression;
  /** Describes when a call obtains a thread, and when its return gives one back; both may be in one cycle. */
  readonly describeCounter: (obtains: Signal, returned: Signal) => void;
}

/** @param limit calls that may be executed at once */
export function declareServerThreads(m: ModuleBuilder, sizes: Sizes, limit: Signal): ServerThreads {
  const { serverThreads } = sizes.configuration;
  const executing = m.register('server_threads_q', bitsToHold(serverThreads), {
    reset: 0,
    doc: 'server threads that execute a call',
  });
  return {
    executing,
    isFree: executing.lt(limit),
    describeCounter(obtains, returned) {
      const comesBack = returned.and(obtains.not());
      // Without call tags a return may belong to no call, and then has no thread to give back.
      const givesBack = isHardened(sizes) ? comesBack : comesBack.and(executing.ne(0));
      m.clocked('thread_counter', [
        when(obtains.and(returned.not()), [set(executing, executing.plus(1))]).elseWhen(givesBack, [
          set(executing, executing.minus(1)),
        ]),
      ]);
      m.probe('server_threads', executing, 'server threads that execute a call');
    },
  };
}
