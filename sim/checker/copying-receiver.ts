// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import type { Area, ReceivingSide, Side } from './area.ts';
import { createCopyInRule } from './copy-in-rule.ts';
import type { MiddleChecker } from './design-checker.ts';
import { createProcessingPace } from './pace/processing-pace.ts';
import type { Run } from './run.ts';
import type { DirectionCounter } from './statistics.ts';
import { createStreamReceiver } from './stream-receiver.ts';
import { createTemporaryRule } from './temporary-rule.ts';
import type { Reception } from './user-checker.ts';

/** Receiving circuits that copy each message into a temporary buffer and deliver it from there. */
export interface CopyingReceiver {
  readonly receiver: ReceivingSide;
  readonly reception: Reception;
  readonly middle: MiddleChecker;
}

/**
 * @param party instance below the top, and how its streams are called
 * @param side the party of the area, once it is complete
 * @param waits a message waits for these circuits
 * @param releaseWasRequested the party asked for the release of a buffer one cycle ago
 */
export function createCopyingReceiver(
  run: Run,
  manifest: Manifest,
  party: string,
  area: Area,
  side: () => Side,
  waits: () => boolean,
  releaseWasRequested: () => boolean,
  counter: DirectionCounter,
): CopyingReceiver {
  const { temporaryBuffers } = manifest.configuration;
  const { wordBytes, bufferWords } = manifest.sizes;
  const noReserve = { now: 0, before: 0, next: 0, reset: 0 };
  const temporaries = createTemporaryRule(
    run,
    party,
    temporaryBuffers,
    bufferWords,
    wordBytes / 4,
    noReserve,
    [{ name: 'request', waits }],
  );
  const processing = createStreamReceiver(run, party, temporaries.memory, temporaryBuffers, counter);
  const processingPace = createProcessingPace(run, party);
  const copyIn = createCopyInRule(
    run,
    party,
    {
      write: `${party}.temporary_write`,
      address: `${party}.temporary_write_address`,
      data: `${party}.temporary_write_data`,
      done: `${party}.copy_done`,
    },
    temporaries,
    [
      {
        area,
        isReturn: false,
        releaseWasRequested,
        received: ({ temporary, length, tag, kind, words }) => {
          processing.expect(temporary, length, tag, kind, words);
          processingPace.received(words);
        },
      },
    ],
  );
  /** The temporary buffer whose last beat was taken one cycle ago, and in this cycle; -1 for none. */
  let endedBefore = -1;
  let ended = -1;

  function stopProcessing(): void {
    endedBefore = -1;
    ended = -1;
    processing.restart();
    processingPace.restart();
  }

  return {
    receiver: copyIn.sides[0]!,
    reception: {
      sample() {
        endedBefore = ended;
        ended = processing.sample();
        if (endedBefore >= 0) temporaries.comesBack(endedBefore);
      },
      pace: processingPace.step,
      unfinished: processing.unfinished,
      stop() {
        stopProcessing();
        temporaries.restart();
        copyIn.stop();
      },
      restart() {
        stopProcessing();
        copyIn.restart();
      },
    },
    middle: {
      compareState() {
        temporaries.sample();
        copyIn.sample();
      },
      afterOperations: copyIn.checkFreed,
      pace: () => copyIn.pace([side()]),
      finishCycle: temporaries.finishCycle,
      restart() {
        temporaries.restart();
        copyIn.restart();
      },
      unfinished: () => copyIn.unfinished() ?? temporaries.unfinished(),
      mostInUse: temporaries.mostInUse,
    },
  };
}
