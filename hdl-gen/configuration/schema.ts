// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const integer = (minimum: number, maximum: number, doc: string) =>
  z.int().min(minimum).max(maximum).describe(doc);

/** Bytes that an area may span: as many as the most and largest buffers have, those of a second control area included. */
export const mostPayloadBytes = 2 * 64 * 65536;

/** Buses behind which registers may lie. */
export const busNames = ['native', 'axi4-lite', 'wishbone-classic', 'wishbone-pipelined', 'apb'] as const;

/** Every field of a configuration: its values, its default and what it means. Unknown fields are refused. */
export const configurationSchema = z
  .strictObject({
    parties: z
      .enum(['two', 'three'])
      .default('three')
      .describe(
        'two: a channel, one shared area; three: a gateway, client, kernel and server with two areas',
      ),
    buffers: integer(1, 64, 'buffers in each area').default(32),
    bufferBytes: integer(64, 65536, 'bytes of one buffer, a multiple of the data width').default(5120),
    dataWidth: z
      .literal([32, 64, 128, 256, 512])
      .default(64)
      .describe('bits moved in one cycle by each stream and each lane'),
    threads: integer(1, 256, 'call tags, one for each thread that may have a call open').default(32),
    serverThreads: integer(1, 256, 'calls that the server may execute at once, at most threads').optional(),
    temporaryBuffers: integer(
      2,
      64,
      'temporary buffers of the receiving kernel or second party, each as large as a buffer',
    ).optional(),
    allocator: z
      .enum(['lookup', 'scan'])
      .default('lookup')
      .describe(
        'lookup: the lowest free entry in one cycle; scan: Fig. 6 probe by probe, one flag per cycle',
      ),
    memory: z
      .enum(['all-at-once', 'on-demand'])
      .default('all-at-once')
      .describe(
        'all-at-once: Fig. 8 gives every entry its buffer; on-demand: an entry gets its buffer when an allocation finds none free',
      ),
    initialize: z
      .enum(['at-reset', 'on-first-use'])
      .default('at-reset')
      .describe(
        'when Fig. 8 runs: at-reset, on entry to the process; on-first-use, with the first message, command or window access',
      ),
    noBuffer: z
      .enum(['wait', 'abort', 'second-area'])
      .default('wait')
      .describe(
        'what a message of a stream does that finds no buffer: wait; abort, where it is a request; or take one of a second control area with as many buffers, which is filled when it is first needed',
      ),
    bufferAddresses: z
      .union([
        z.literal('contiguous'),
        z.array(
          z
            .int()
            .min(0)
            .max(mostPayloadBytes - 1),
        ),
      ])
      .default('contiguous')
      .describe(
        'where the buffers of an area lie: contiguous, one behind the other from byte 0; or a list of byte addresses, one for each buffer, in any order and with gaps (claim 6)',
      ),
    hardening: z
      .enum(['on', 'off'])
      .default('on')
      .describe(
        'on: owner, flag, length and call tag of each operation are checked; off: the literal procedures 600 and 700, for parties that trust each other',
      ),
    levels: z
      .enum(['both', 'stream'])
      .default('both')
      .describe(
        'both: each party has streams and commands; stream: streams alone, and no circuit of the command level is built',
      ),
    bypassBytes: integer(
      0,
      256,
      'messages of at most so many bytes, whole words, go in slots of their own and take no buffer; 0: every message takes one',
    ).default(0),
    bus: z
      .enum(busNames)
      .default('native')
      .describe(
        'how processors reach the block: native, the ports of the circuits themselves; or registers behind a bus for each party and for a manager, with the streams as AXI4-Stream',
      ),
    reset: z
      .enum(['synchronous-high', 'asynchronous-low'])
      .default('synchronous-high')
      .describe('synchronous-high: port rst; asynchronous-low: port rst_n, to be released in step with clk'),
    reserveForReturn: z
      .literal([0, 1])
      .default(1)
      .describe('buffers of each pool that requests leave free for returns, so that calls cannot deadlock'),
    release: z
      .enum(['early', 'both'])
      .default('early')
      .describe(
        'early: the buffers of a call are freed as soon as they are copied; both: a register chooses between that and holding them until the call returns, as in Fig. 1',
      ),
    path: z
      .enum(['temporary', 'direct'])
      .default('temporary')
      .describe(
        'temporary: messages pass through temporary buffers; direct: the kernel of a gateway copies from area to area',
      ),
    server: z
      .enum(['local', 'remote'])
      .default('local')
      .describe('local: behind a second area; remote: at the far end of a link, in another address space'),
    reclaim: z
      .literal([false, true])
      .default(false)
      .describe(
        'true: a register takes back all that a dead party holds, in bounded time and without touching the other one',
      ),
    statisticsBits: integer(0, 64, 'bits of each statistics counter, which wraps; 0 leaves them out').default(
      48,
    ),
  })
  .transform((fields) => ({
    ...fields,
    serverThreads: fields.serverThreads ?? fields.threads,
    temporaryBuffers: fields.temporaryBuffers ?? (fields.path === 'direct' ? 0 : Math.max(2, fields.buffers)),
  }));

/** What a user may write: every field is optional. */
export type ConfigurationInput = z.input<typeof configurationSchema>;

/** A complete configuration: every field has its value. */
export type Configuration = z.output<typeof configurationSchema>;
