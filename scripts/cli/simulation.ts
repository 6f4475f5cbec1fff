// SPDX-License-Identifier: Apache-2.0
import { openSession, type Session } from '../../sim/session/index.ts';
import {
  createSimulatedCarrier,
  type SimulatedCarrier,
} from '../../sim/traffic/circuits/simulated-carrier.ts';
import type { PreparedDesign } from './prepare-design.ts';
import { type RunData, runData } from './run-report.ts';

/** A design that is compared with the model while traffic uses it as a carrier. */
export interface Simulation {
  readonly session: Session;
  readonly carrier: SimulatedCarrier;
  /** Lets it come to rest, makes sure nothing was lost, and sums up. @throws RunFailedError */
  finish(name: string): RunData;
}

/** Opens a session for a prepared design with everything compared, and puts a carrier on it. */
export async function openSimulation(options: {
  readonly design: PreparedDesign;
  readonly seed: number;
  readonly waves: string | undefined;
  readonly repeat: string;
  readonly onProgress: (line: string) => void;
}): Promise<Simulation> {
  const { design, seed, waves, repeat, onProgress } = options;
  const { manifest, folder } = design;
  const session = await openSession({ manifest, files: folder, seed, waves, repeat, onProgress });
  const carrier = createSimulatedCarrier(session, { seed });
  return {
    session,
    carrier,
    finish(name) {
      session.finish();
      const { registers } = session;
      return runData({
        name,
        counts: carrier.counts(),
        statistics: registers.statistics(),
        check: session.summary()!,
      });
    },
  };
}
