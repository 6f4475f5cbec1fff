// SPDX-License-Identifier: Apache-2.0
export { addToHistory, type History, historySchema, noHistory } from './history.ts';
export { type Job, jobKey, type LengthUnit, largestSeed, lengthUnits } from './job.ts';
export { MergeError, mergeParts, type Part } from './merge.ts';
export { orderedJobs } from './order.ts';
export {
  allJobs,
  fitsPattern,
  isSamePlan,
  type Plan,
  type PlannedTest,
  planSchema,
} from './plan.ts';
export { junitReport } from './report-junit.ts';
export { reportPage } from './report-page.ts';
export { failureText, reportText } from './report-text.ts';
export {
  type Failure,
  type FollowUp,
  failureLine,
  failureSignature,
  type RunCounts,
  type RunResult,
  runResultSchema,
  type ToolVersions,
} from './result.ts';
export { runSchedule } from './schedule.ts';
export { type Shrunk, shrink } from './shrink.ts';
export { type DesignCoverage, type Ending, type Regression, type Summary, summarize } from './summary.ts';
