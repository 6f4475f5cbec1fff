// SPDX-License-Identifier: Apache-2.0
export { type Checker, type CheckerOptions, createChecker } from './checker.ts';
export { type Difference, DifferenceError, type StateRow } from './difference.ts';
export { type RuleName, rules } from './rules.ts';
export type { AreaSummary, CheckSummary, DirectionSummary } from './statistics.ts';
