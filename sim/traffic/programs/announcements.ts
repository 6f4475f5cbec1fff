// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** What the RPC server prints when it is ready. */
export const ServerAnnouncement = z.strictObject({ port: z.int().min(1).max(65_535) });

/** What the RPC server prints when it ends. */
export const ServerSummary = z.strictObject({
  connections: z.int(),
  calls: z.int(),
  zeroLengthRecords: z.int(),
  unusableRecords: z.int(),
});

/** What the RPC client prints when it ends. Sizes are of whole records in bytes, without record marks. */
export const ClientSummary = z.strictObject({
  calls: z.int(),
  returned: z.int(),
  missing: z.int(),
  mismatches: z.int(),
  bytesSent: z.int(),
  bytesReceived: z.int(),
  shortestCall: z.int(),
  longestCall: z.int(),
  shortestReply: z.int(),
  longestReply: z.int(),
  outOfOrder: z.int(),
  mostInFlight: z.int(),
  zeroLengthSent: z.int(),
  zeroLengthReceived: z.int(),
  /** Why the client gave up, or null. */
  failure: z.string().nullable(),
});

export type ServerSummary = z.infer<typeof ServerSummary>;
export type ClientSummary = z.infer<typeof ClientSummary>;
