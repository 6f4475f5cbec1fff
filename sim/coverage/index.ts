// SPDX-License-Identifier: Apache-2.0
export {
  CoverageFormatError,
  type CoveragePoint,
  mergeCoverage,
  type PointKind,
  parseCoverage,
} from './coverage-points.ts';
export {
  type CoverageSource,
  changedSources,
  coverageSources,
  parseCoverageSources,
} from './coverage-sources.ts';
export { type CoverageShare, lcovOf, summarizeCoverage } from './summary.ts';
