// SPDX-License-Identifier: Apache-2.0
import {
  bitsToHold,
  type Expression,
  type ModuleBuilder,
  type Signal,
  set,
  when,
} from '../language/index.ts';
import type { Sizes } from './sizes.ts';

/** The count of calls that the server executes, part of the module that passes calls on. */
export interface ServerThreads {
  readonly executing: Signal;
  /** One more call may be passed on. */
  readonly isFree: Expression;
  /** Describes when a call obtains a thread, and when its return gives one back; both may be in one cycle. */
  readonly describeCounter: (obtains: Signal, returned: Signal) => void;
}

export function declareServerThreads(m: ModuleBuilder, { configuration }: Sizes): ServerThreads {
  const { serverThreads } = configuration;
  const executing = m.register('server_threads_q', bitsToHold(serverThreads), {
    reset: 0,
    doc: 'server threads that execute a call',
  });
  return {
    executing,
    isFree: executing.ne(serverThreads),
    describeCounter(obtains, returned) {
      m.clocked('thread_counter', [
        when(obtains.and(returned.not()), [set(executing, executing.plus(1))]).elseWhen(
          returned.and(obtains.not()),
          [set(executing, executing.minus(1))],
        ),
      ]);
      m.probe('server_threads', executing, 'server threads that execute a call');
    },
  };
}
