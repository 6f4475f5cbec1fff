// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path';
import { findOptionalTool } from '../support/optional-tool.ts';

/** The programs of a proof. */
export interface ProofTools {
  readonly yosys: string;
  readonly smtbmc: string;
  /** The folder with the solver, where `smtbmc` looks for it. */
  readonly solver: string;
}

const names = ['yosys', 'smtbmc', 'yices'] as const;

/** What is needed for a proof and not there. */
export function missingProofTools(environment: NodeJS.ProcessEnv = process.env): string[] {
  return names.filter((tool) => findOptionalTool(tool, environment) === undefined);
}

/** The tools of a proof that was found to be possible. */
export function findProofTools(): ProofTools | undefined {
  const [yosys, smtbmc, yices] = names.map((tool) => findOptionalTool(tool));
  if (yosys === undefined || smtbmc === undefined || yices === undefined) return undefined;
  return { yosys, smtbmc, solver: dirname(yices) };
}
