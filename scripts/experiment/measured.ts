// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const amount = z.number().min(0);

/** How one class of messages fared at a pool: how many first attempts found no buffer, and for how long they waited. */
const legSchema = z.object({ blocked: amount, waitCycles: amount });

/** What is known of one pool, whoever measured it. */
const poolSchema = z.object({
  bufferCyclesPerCall: amount,
  mean: amount,
  peak: amount,
  allocations: amount,
  requests: legSchema,
  returns: legSchema,
});

/** What a point came to, in the circuits or in the event simulation. */
export const measuredSchema = z.object({
  calls: amount,
  cycles: amount,
  callsPerCycle: amount,
  /** First area, second area, temporaries; all zero where there is none. */
  pools: z.tuple([poolSchema, poolSchema, poolSchema]),
  latency: z.object({ mean: amount, p50: amount, p99: amount }),
  aborted: amount,
  /** Calls that were open when nothing moved any more. */
  stuckCalls: amount,
  /** Entries that memory on demand had given buffers in the first area in the end. */
  provided: amount,
});
export type Measured = z.infer<typeof measuredSchema>;
export type MeasuredPool = z.infer<typeof poolSchema>;

/** Means of the calls that were measured, as they were drawn. */
export const drawnSchema = z.object({
  serviceCycles: amount,
  requestWords: amount,
  returnWords: amount,
});
export type Drawn = z.infer<typeof drawnSchema>;

/** One point, measured and simulated with the same calls. */
export const outcomeSchema = z.object({
  measured: measuredSchema,
  simulated: measuredSchema,
  drawn: drawnSchema,
  /** Bytes of the measured calls; each was compared with what was sent. */
  payloadBytes: amount,
  /** Cycles simulated, those before and after the measured ones included, and operations compared with the model. */
  cyclesInAll: amount,
  comparisons: amount,
});
export type Outcome = z.infer<typeof outcomeSchema>;
