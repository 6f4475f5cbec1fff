// SPDX-License-Identifier: Apache-2.0
import type { Point } from '../point.ts';
import type { Extent } from './base.ts';
import { blockingPoints } from './blocking.ts';
import { fewBuffersPoints } from './few-buffers.ts';
import { memoryOnDemandPoints } from './memory-on-demand.ts';
import { messageSizePoints } from './message-sizes.ts';
import { policyPoints } from './policies.ts';
import { serviceTimePoints } from './service-times.ts';
import { uncontendedPoints } from './uncontended.ts';
import { worstCasePoints } from './worst-cases.ts';

/** The parts of the experiment and what they measure. */
export const RUNS: Readonly<Record<string, (extent: Extent) => readonly Point[]>> = {
  X1: uncontendedPoints,
  X2: serviceTimePoints,
  X3: fewBuffersPoints,
  X4: blockingPoints,
  X5: policyPoints,
  X6: messageSizePoints,
  X7: worstCasePoints,
  X8: memoryOnDemandPoints,
};
