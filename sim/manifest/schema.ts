// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const width = z.int().min(1);

const register = z.object({
  name: z.string(),
  address: z.int().min(0),
  meaning: z.string(),
  fields: z.array(
    z.object({
      name: z.string(),
      low: z.int().min(0),
      width,
      access: z.enum(['read-write', 'read-only', 'write-only', 'write-one', 'write-one-to-clear', 'start']),
      reset: z.int().min(0),
      constant: z.literal(true).optional(),
      allowed: z.object({ least: z.int(), most: z.int() }).optional(),
      meaning: z.string(),
    }),
  ),
  counter: z.object({ index: z.int().min(0), half: z.enum(['low', 'high']) }).optional(),
  readActs: z.literal(true).optional(),
});

/** What `manifest.json` says about a generated design; fields that only people read are kept but not interpreted. */
export const manifestSchema = z.object({
  format: z.literal(1),
  generator: z.string(),
  digest: z.string().regex(/^[0-9a-f]{8}$/),
  configuration: z.object({
    parties: z.enum(['two', 'three']),
    buffers: z.int().min(1),
    bufferBytes: z.int().min(1),
    dataWidth: z.int().min(8),
    threads: z.int().min(1),
    serverThreads: z.int().min(1),
    temporaryBuffers: z.int().min(0),
    allocator: z.enum(['lookup', 'scan']),
    memory: z.enum(['all-at-once', 'on-demand']),
    noBuffer: z.enum(['wait', 'abort', 'second-area']),
    initialize: z.enum(['at-reset', 'on-first-use']),
    hardening: z.enum(['on', 'off']),
    levels: z.enum(['both', 'stream']),
    bypassBytes: z.int().min(0),
    bus: z.enum(['native', 'axi4-lite', 'wishbone-classic', 'wishbone-pipelined', 'apb']).default('native'),
    release: z.enum(['early', 'both']),
    reset: z.enum(['synchronous-high', 'asynchronous-low']),
    bufferAddresses: z.union([z.literal('contiguous'), z.array(z.int().min(0))]),
    reserveForReturn: z.int().min(0),
    path: z.enum(['temporary', 'direct']),
    server: z.enum(['local', 'remote']),
    reclaim: z.boolean(),
    statisticsBits: z.int().min(0),
  }),
  top: z.string(),
  clock: z.string(),
  reset: z.string(),
  resetActive: z.enum(['high', 'low']),
  sizes: z.object({
    wordBytes: z.int().min(1),
    bufferWords: z.int().min(1),
    payloadWords: z.int().min(1),
    temporaryWords: z.int().min(0),
    /** Slots for short messages in each direction of an area; none where every message takes a buffer. */
    inlineSlots: z.int().min(0).default(0),
  }),
  modules: z.array(z.object({ name: z.string(), file: z.string(), summary: z.string(), claims: z.string() })),
  ports: z.array(
    z.object({
      name: z.string(),
      width,
      direction: z.enum(['input', 'output']),
      interface: z.string(),
      meaning: z.string(),
    }),
  ),
  registers: z.array(register),
  /** What each bus port reaches; none without a bus. */
  addressBlocks: z
    .array(
      z.object({
        name: z.string(),
        addressBits: z.int().min(1),
        registers: z.array(register),
        window: z
          .object({
            address: z.int().min(0),
            parts: z.int().min(1),
            stride: z.int().min(1),
            bytes: z.int().min(1),
          })
          .optional(),
      }),
    )
    .default([]),
  probes: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      module: z.string(),
      signal: z.string(),
      width,
      meaning: z.string(),
    }),
  ),
});

export type Manifest = z.output<typeof manifestSchema>;
