// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../../sim/tasks/index.ts';

/** Messages that fill a larger buffer than this take most of the cycles of a run. */
const usualBytes = 1024;

/** The most bytes of the next message: those of a buffer, in large buffers seldom, so that many messages are sent there too. */
export function drawMostBytes(random: Random, bufferBytes: number): number {
  return bufferBytes <= usualBytes || random.chance(usualBytes / bufferBytes) ? bufferBytes : usualBytes;
}
