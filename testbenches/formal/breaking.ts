// SPDX-License-Identifier: Apache-2.0
import { changePlace } from '../support/change-place.ts';
import { busBreakings } from './bus/breakings.ts';
import type { ProofTools } from './proof-tools.ts';
import type { ProvedInvariant } from './property.ts';
import { createProblem } from './prover.ts';
import { configurationWith, type TargetName, targetOf } from './targets.ts';

/** A change of the emitted Verilog that breaks an invariant. */
export interface Breaking {
  readonly invariant: ProvedInvariant;
  readonly target: TargetName;
  readonly allocator: 'lookup' | 'scan';
  readonly name: string;
  readonly file: string;
  /** Text that occurs once in the file, with the right expression between `<<` and `>>`. */
  readonly place: string;
  readonly wrong: string;
}

/** For each invariant, in each block where a part of it is proved, a mistake that makes it false. */
export const breakings: readonly Breaking[] = [
  {
    invariant: 'A8.1',
    target: 'area',
    allocator: 'lookup',
    name: 'anybody may free a buffer',
    file: 'baton_deallocation.v',
    place: '<<!holds>> ? RESULT_ERR_OWNER',
    wrong: "1'b0",
  },
  {
    invariant: 'A8.1',
    target: 'queue',
    allocator: 'lookup',
    name: 'a word is fetched although none is stored',
    file: 'baton_reference_queue.v',
    place: "fetch = <<stored_q != 3'd0>> &&",
    wrong: "1'b1",
  },
  {
    invariant: 'A8.2',
    target: 'area',
    allocator: 'lookup',
    name: 'of two writes to the flags in one cycle one is lost',
    file: 'baton_control_ram.v',
    place: 'if (<<second_write>>)',
    wrong: 'second_write && !first_write',
  },
  {
    invariant: 'A8.3',
    target: 'area',
    allocator: 'lookup',
    name: 'both parties may reach the same flag in one cycle',
    file: 'baton_atomic_swap.v',
    place: 'second_accept = <<!(clash && !second_wins_q)>>;',
    wrong: "1'b1",
  },
  {
    invariant: 'A8.4',
    target: 'area',
    allocator: 'lookup',
    name: 'receiving circuits get a message before they are ready',
    file: 'baton_message_detection.v',
    place: 'take_by_circuits = head_valid && <<!by_command_q && circuits_ready>>;',
    wrong: '!by_command_q',
  },
  {
    invariant: 'A8.4',
    target: 'copying party',
    allocator: 'lookup',
    name: 'the buffer is freed when its copy begins',
    file: 'baton_copying_party.v',
    place: 'frees = <<copy_engine_last_read || release_waits_q>>;',
    wrong: 'circuits_take || release_waits_q',
  },
  {
    invariant: 'A8.4',
    target: 'party',
    allocator: 'lookup',
    name: 'the buffer is freed with the first beat',
    file: 'baton_unmarshaling.v',
    place: 'if (<<beats_out_valid && out_ready && beat_last>>) begin',
    wrong: 'beats_out_valid && out_ready',
  },
  {
    invariant: 'A8.4',
    target: 'kernel',
    allocator: 'lookup',
    name: 'the next message is read before the buffer of the last one is freed',
    file: 'baton_kernel_reception.v',
    place: '.hold_last (<<release_waits_q>>)',
    wrong: "1'b0",
  },
  {
    invariant: 'A8.6',
    target: 'area',
    allocator: 'lookup',
    name: 'NONE is answered although a buffer is free',
    file: 'baton_allocation.v',
    place: '(reserve ? <<!lowest_found>> : none_free)',
    wrong: '!lowest_found || second_wants',
  },
  {
    invariant: 'A8.6',
    target: 'area',
    allocator: 'lookup',
    name: 'a return gives way although it is its turn',
    file: 'baton_allocation.v',
    place: 'second_waits_turn = first_waits && <<!second_due_q>> &&',
    wrong: "1'b1",
  },
  {
    invariant: 'A8.6',
    target: 'area',
    allocator: 'scan',
    name: 'the last entry is not probed',
    file: 'baton_allocation.v',
    place: "ends = probes && (<<counter_q == 8'd0>> ||",
    wrong: "counter_q <= 8'd1",
  },
  {
    invariant: 'reclaim',
    target: 'reclaim',
    allocator: 'lookup',
    name: 'the reclaim does not wait for its deallocations',
    file: 'baton_reclaim.v',
    place: 'wire passes = <<!mine_q[entry_q] || release_accepted>>;',
    wrong: "1'b1",
  },
  ...busBreakings,
];

/** Buffers of a broken design: few, so that a counterexample is short. */
const BUFFERS = 4;
/** Reset, initialization, and what it takes to use up all buffers. */
const CYCLES = 20;
const SOLVER_SECONDS = 120;

/**
 * The properties of the invariant that a mistake makes false, each shown by a run from reset on. Nothing that only helps
 * the induction is asserted.
 */
export async function breaks(tools: ProofTools, breaking: Breaking): Promise<readonly string[]> {
  const { invariant, target: name, allocator, file, place, wrong } = breaking;
  const target = targetOf(name, configurationWith(BUFFERS, allocator));
  const asserted = target.sets.flatMap(({ properties }) => properties).filter(({ of }) => of === invariant);
  const problem = await createProblem(tools, target, { asserted, known: [] }, (text, edited) =>
    edited === file ? changePlace(text, file, place, () => wrong) : text,
  );
  try {
    return (await problem.ask({ kind: 'base', cycles: CYCLES }, SOLVER_SECONDS)).failing;
  } finally {
    await problem.remove();
  }
}
