// SPDX-License-Identifier: Apache-2.0
import Table from 'cli-table3';
import pc from 'picocolors';
import { isBusTarget } from '../../testbenches/formal/bus/targets.ts';
import { findProofTools, missingProofTools } from '../../testbenches/formal/proof-tools.ts';
import {
  type Proof,
  type ProofResult,
  proofSizes,
  proofsOf,
  prove,
} from '../../testbenches/formal/proofs.ts';
import { runSteps } from './progress.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

interface ProveArguments {
  readonly buffers: readonly number[];
  readonly block: string | undefined;
}

/** `prove`: the invariants of the emitted Verilog, for all time and any behaviour of its surroundings. */
export const proveVerb: Verb<ProveArguments> = {
  options: (parser) =>
    parser
      .option('buffers', {
        type: 'number',
        array: true,
        choices: proofSizes,
        default: [...proofSizes],
        describe: 'sizes to prove',
      })
      .option('block', { type: 'string', describe: 'this block alone' }),
  run: async ({ buffers, block, json }) => {
    const tools = findProofTools();
    if (tools === undefined) {
      throw new UsageError(
        `Nothing was proved: ${missingProofTools().join(', ')} missing. npm run prove installs them in .venv.`,
      );
    }
    const all = buffers.flatMap(proofsOf);
    const proofs = all.filter(({ target }) => block === undefined || target === block);
    if (proofs.length === 0) {
      const known = [...new Set(all.map(({ target }) => target))].join(', ');
      throw new UsageError(`There is no block "${block}" to prove; there are: ${known}.`);
    }
    const results: ProofResult[] = [];
    const steps = proofs.map((proof) => ({
      title: titleOf(proof),
      run: async (say: (line: string) => void) => {
        const result = await prove(tools, proof);
        results.push(result);
        say(`${result.proved ? 'proved' : 'NOT PROVED'} in ${result.seconds.toFixed(1)} s`);
      },
    }));
    await runSteps(steps, { json });
    const missed = results.filter(({ proved }) => !proved).length;
    const text = `${tableOf(results)}\n${results.length} proofs, ${results.length - missed} hold, ${missed} do not`;
    return { passed: missed === 0, text, data: { results } };
  },
};

function titleOf({ target, buffers, allocator }: Proof): string {
  if (isBusTarget(target)) return target;
  return `${target}, ${buffers} buffers${target === 'area' ? `, ${allocator}` : ''}`;
}

function tableOf(results: readonly ProofResult[]): string {
  const table = new Table({
    head: ['block', 'invariants', 'properties', 'seconds', ''],
    style: { head: [], border: [] },
  });
  for (const result of results) {
    const verdict = result.proved ? pc.green('for all time') : pc.red(result.failing.join(', '));
    const { invariants, properties, seconds } = result;
    table.push([titleOf(result), invariants.join(' '), properties, seconds.toFixed(1), verdict]);
  }
  return table.toString();
}
