// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { openSession } from '../../sim/session/index.ts';
import { drawStimulus, type Release } from '../../sim/sizing/index.ts';
import { createRandom, type Random } from '../../sim/tasks/index.ts';
import { runClosedLoop } from '../../sim/traffic/closed-loop/closed-loop.ts';
import { LIVENESS_DESIGNS } from './designs.ts';
import { prepare } from './prepare.ts';

/** Random numbers of buffers and threads, of which there may be fewer buffers: does every call end? */
export interface LivenessTrial {
  readonly run: string;
  /** Place in the list of small designs. */
  readonly design: number;
  readonly release: Release;
  readonly reserve: 0 | 1;
  readonly configurations: number;
  readonly calls: number;
  readonly seed: number;
}

export const livenessSchema = z.object({
  configurations: z.int(),
  /** In how many of them calls got stuck. */
  deadlocked: z.int(),
  callsEnded: z.int(),
});
export type LivenessOutcome = z.infer<typeof livenessSchema>;

/** One line for a trial, different for different ones. */
export function trialName({
  run,
  design,
  release,
  reserve,
  configurations,
  calls,
  seed,
}: LivenessTrial): string {
  const { name } = LIVENESS_DESIGNS[design]!;
  return `${run}, ${name}, ${release}, ${configurations} configurations of ${calls} calls, reserve ${reserve}, seed ${seed}`;
}

/** Draws configurations within what is built, and lets calls run through each until all have ended or none moves any more. */
export async function runTrial(trial: LivenessTrial): Promise<LivenessOutcome> {
  const { manifest, folder } = await prepare(LIVENESS_DESIGNS[trial.design]!.configuration);
  const random = createRandom(trial.seed);
  const outcome = { configurations: 0, deadlocked: 0, callsEnded: 0 };
  for (let number = 0; number < trial.configurations; number += 1) {
    const drawn = drawConfiguration(random.fork(), trial.release);
    const session = await openSession({
      manifest,
      files: folder,
      seed: 1,
      repeat: `configuration ${number} of the trial "${trialName(trial)}" of npx baton experiment`,
      check: false,
    });
    try {
      const { threads, first, second, temporaries, serverThreads } = drawn;
      session.registers.write({
        client_area_limit: first,
        server_area_limit: second,
        server_threads_limit: serverThreads,
        reserve: trial.reserve,
        ...(manifest.configuration.path === 'direct' ? {} : { temporaries_limit: temporaries }),
        ...(trial.release === 'hold' ? { hold: 1 } : {}),
      });
      const { stuckCalls, callsInAll } = runClosedLoop({
        circuits: session,
        stimulus: drawStimulus({
          threads,
          requestSizes: 64,
          returnSizes: 64,
          serviceShape: 'exponential',
          serviceCycles: drawn.serviceCycles,
          thinkShape: 'deterministic',
          thinkCycles: 1,
          startWithinCycles: 100,
          seed: drawn.seed,
        }),
        calls: trial.calls,
        warmUpCalls: 0,
      });
      outcome.configurations += 1;
      outcome.deadlocked += Number(stuckCalls > 0);
      outcome.callsEnded += callsInAll;
    } finally {
      session.close();
    }
  }
  return outcome;
}

/** 4 to 64 threads, 2 to 8 buffers of each pool, 1 to 64 server threads, services of up to a few hundred copies. */
function drawConfiguration(random: Random, release: Release) {
  const threads = random.between(4, 64);
  const [first, second, temporaries] = [random.between(2, 8), random.between(2, 8), random.between(2, 8)];
  const serverThreads = random.between(1, threads);
  // A held call keeps its buffer of both areas, so that more may not be begun in the second than it has buffers.
  const kept = release === 'hold' ? Math.min(first, second) : undefined;
  return {
    threads,
    first: kept ?? first,
    second: kept ?? second,
    temporaries,
    serverThreads: kept ?? serverThreads,
    serviceCycles: [0, 10, 100, 1_000][random.below(4)]!,
    seed: random.next32(),
  };
}
