// SPDX-License-Identifier: Apache-2.0
import { type Invariant, invariants } from './invariants.ts';

/** The table as it stands in docs/verification.md. */
export function invariantsMarkdown(): string {
  return [
    '| | what holds | checker rules | bug that trips one | decided for all time by |',
    '|---|---|---|---|---|',
    ...invariants.map(
      ({ id, says, rules, bugs, proof }) =>
        `| ${id} | ${says} | ${rules.join(', ')} | ${bugs.join('; ')} | ${proofText(proof)} |`,
    ),
  ].join('\n');
}

function proofText(proof: Invariant['proof']): string {
  if (proof === undefined) return '-';
  return typeof proof === 'string' ? '`npm run prove`' : `\`${proof.test}\``;
}
