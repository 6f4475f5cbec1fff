// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import { type AreaChecker, createAreaChecker } from './area-checker.ts';
import { createArea, createSide } from './assemble-area.ts';
import { createCopyInRule } from './copy-in-rule.ts';
import type { DesignChecker } from './design-checker.ts';
import { createProcessingPace } from './pace/processing-pace.ts';
import type { Run } from './run.ts';
import type { CallStatistics, Counters, DirectionCounter } from './statistics.ts';
import { createStraightReceiver } from './straight-receiver.ts';
import { createStreamReceiver } from './stream-receiver.ts';
import { createTemporaryRule } from './temporary-rule.ts';
import { createUser } from './user-checker.ts';

/** The rules about a channel: one area; the second party copies what it gets into temporary buffers. */
export function createChannelChecker(
  run: Run,
  manifest: Manifest,
  counters: Counters,
  calls: CallStatistics,
): DesignChecker {
  const { temporaryBuffers } = manifest.configuration;
  const { wordBytes, bufferWords } = manifest.sizes;
  const parts = createArea(run, manifest, 'area');
  const { area, payload } = parts;
  const toSecond: DirectionCounter = { from: 'first', to: 'second', messages: 0, bytes: 0 };
  const toFirst: DirectionCounter = { from: 'second', to: 'first', messages: 0, bytes: 0 };

  const first = createUser(run, area, 0, 'first', payload[0], toFirst);
  const straight = createStraightReceiver(run, area, 'first', toFirst);

  const second = createUser(run, area, 1, 'second', payload[1], toSecond);
  const temporaries = createTemporaryRule(run, 'second', temporaryBuffers, bufferWords, wordBytes / 4, 0);
  const processing = createStreamReceiver(
    run,
    'second',
    temporaries.memory,
    bufferWords,
    temporaryBuffers,
    toSecond,
  );
  const processingPace = createProcessingPace(run, 'second');
  const copyIn = createCopyInRule(
    run,
    'second',
    {
      write: 'second.temporary_write',
      address: 'second.temporary_write_address',
      data: 'second.temporary_write_data',
      done: 'second.copy_done',
    },
    temporaries,
    [
      {
        area,
        isReturn: false,
        releaseWasRequested: () => checker.releaseWasRequested(1),
        received: ({ temporary, length, tag, kind, words }) => {
          processing.expect(temporary, length, tag, kind, words);
          processingPace.received(words);
        },
      },
    ],
  );

  const sides = [
    createSide(run, parts, 0, 'first', {
      sender: first.sender,
      receiver: straight,
      commands: first.commands,
    }),
    createSide(run, parts, 1, 'second', {
      sender: second.sender,
      receiver: copyIn.sides[0]!,
      commands: second.commands,
    }),
  ] as const;
  const checker: AreaChecker = createAreaChecker(run, sides, parts.allocation, counters, calls);

  /** The temporary buffer whose last beat was taken one cycle ago, and in this cycle; -1 for none. */
  let endedBefore = -1;
  let ended = -1;
  return {
    areas: [checker],
    users: [
      first.connect(sides[0], checker, straight),
      second.connect(sides[1], checker, {
        sample() {
          endedBefore = ended;
          ended = processing.sample();
          if (endedBefore >= 0) temporaries.comesBack(endedBefore);
        },
        pace: processingPace.step,
        unfinished: processing.unfinished,
        restart() {
          endedBefore = -1;
          ended = -1;
          processing.restart();
          processingPace.restart();
        },
      }),
    ],
    middle: {
      compareState() {
        temporaries.sample();
        copyIn.sample();
      },
      afterOperations: copyIn.checkFreed,
      pace: () => copyIn.pace([sides[1]]),
      finishCycle: temporaries.finishCycle,
      restart() {
        temporaries.restart();
        copyIn.restart();
      },
      unfinished: () => copyIn.unfinished() ?? temporaries.unfinished(),
      mostInUse: temporaries.mostInUse,
    },
    directions: [toSecond, toFirst],
  };
}
