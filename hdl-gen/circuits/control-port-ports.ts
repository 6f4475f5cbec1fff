// SPDX-License-Identifier: Apache-2.0
import { answersNone } from '../configuration/index.ts';
import { clockAndReset, group, input, output, type PortSignals, prefixed } from '../language/index.ts';
import { abortsRequests } from './abort-ports.ts';
import { bypassesBuffers, inlineOperationPort } from './bypass.ts';
import { atomicBits, kindBits, operationBits, resultBits } from './codes.ts';
import { hasCommands } from './levels.ts';
import { onlyIf } from './only-if.ts';
import type { Sizes } from './sizes.ts';

/** What the sending circuits of a party ask of its control port; seen from the control port. */
export function senderPorts(sizes: Sizes) {
  const { entryBits, pointerBits, lengthBits, tagBits } = sizes;
  return {
    request: input(1, 'an operation is asked for'),
    ...onlyIf(abortsRequests(sizes), () => ({
      give_up: input(1, 'an allocation is answered with NONE when nothing is left for it'),
    })),
    operation: input(operationBits, '0 allocate, 1 indicate, 3 deallocate'),
    entry: input(entryBits, 'buffer to indicate or deallocate'),
    length: input(lengthBits, 'bytes to indicate'),
    tag: input(tagBits, 'call tag'),
    kind: input(kindBits, 'kind of message'),
    ...inlineOperationPort(sizes),
    accepted: output(1, 'the operation is accepted in this cycle'),
    done: output(1, 'the operation that was accepted takes effect'),
    code: output(resultBits, 'its result; zero while done is low'),
    allocated: output(1, 'it is an allocation that got a buffer'),
    allocated_entry: output(entryBits, 'the buffer allocated'),
    allocated_pointer: output(pointerBits, 'its byte address'),
  };
}

/** What the receiving circuits of a party ask of its control port; seen from the control port. */
export function releasePorts({ entryBits }: Sizes) {
  return {
    request: input(1, 'a buffer has been read and is to be freed'),
    entry: input(entryBits, 'which'),
    accepted: output(1, 'the deallocation is accepted in this cycle'),
  };
}

/** The command level of a party, where there is one. */
export function commandPorts(sizes: Sizes) {
  const { entryBits, pointerBits, lengthBits, tagBits } = sizes;
  return onlyIf(hasCommands(sizes), () => ({
    command_valid: input(1, 'a command is given; held until command_ready'),
    command_ready: output(1, 'it is accepted in this cycle'),
    command_operation: input(operationBits, '0 allocate, 1 indicate, 2 detect, 3 deallocate'),
    command_entry: input(entryBits, 'indicate, deallocate: which buffer'),
    command_pointer: input(pointerBits, 'deallocate: its byte address'),
    command_length: input(lengthBits, 'indicate: bytes of the message'),
    command_tag: input(tagBits, 'indicate: call tag'),
    command_kind: input(kindBits, 'indicate: 0 notice, 1 call, 2 return'),
    result_valid: output(1, 'the result of the command; what follows is zero while this is low'),
    result_code: output(resultBits, 'result'),
    result_entry: output(entryBits, 'allocate, detect: the buffer'),
    result_pointer: output(pointerBits, 'allocate, detect: its byte address'),
    result_length: output(lengthBits, 'detect: bytes of the message'),
    result_tag: output(tagBits, 'detect: call tag'),
    result_kind: output(kindBits, 'detect: kind of message'),
  }));
}

/** What only an allocation circuit that searches has to do with its control port; seen from the control port. */
const searchPorts = {
  continues: input(1, 'the next probe of a search is due'),
  continued: output(1, 'it is accepted'),
  probes: output(1, 'the swap of an allocation takes effect'),
  permit: input(1, 'it may take the entry'),
  concludes: input(1, 'the allocation is answered with it'),
};

/** What only an allocation circuit that offers one entry to both parties needs; seen from the control port. */
const offerPorts = { wants: output(1, 'an allocation would be accepted in this cycle') };

/** Whether an allocation is a search over several cycles. */
export function searches({ configuration }: Sizes): boolean {
  return configuration.allocator === 'scan';
}

/** Whether an allocation may take an entry that is new. */
export function takesNewEntries({ configuration }: Sizes): boolean {
  return configuration.memory === 'on-demand';
}

/** All ports of the door to the control area. */
export function controlPortPorts(sizes: Sizes) {
  const { entryBits, pointerBits, lengthBits, tagBits } = sizes;
  const grows = takesNewEntries(sizes);
  const commands = hasCommands(sizes);
  // Their types say that both are there; only one of them is.
  const kindOfAllocation = (
    searches(sizes) ? { ...searchPorts, ...onlyIf(grows, () => offerPorts) } : offerPorts
  ) as typeof searchPorts & typeof offerPorts;
  const counts = sizes.configuration.statisticsBits > 0;
  return {
    ...clockAndReset(),
    ...group('state of the area', {
      ready: input(1, 'the area is initialized'),
      count_in_range: input(1, 'A[0] is between 0 and the number of entries'),
    }),
    ...prefixed('sender', 'sending circuits', senderPorts(sizes)),
    ...prefixed('release', 'receiving circuits', releasePorts(sizes)),
    ...onlyIf(commands, () => ({
      ...group('command level', {
        ...commandPorts(sizes),
        command_hold: input(1, 'a window access must finish first'),
      }),
      ...group('messages for this party', {
        head_entry: input(entryBits, 'reference at the head of the queue: buffer'),
        head_length: input(lengthBits, 'bytes'),
        head_tag: input(tagBits, 'call tag'),
        head_kind: input(kindBits, 'kind of message'),
        detect: output(1, 'a detect command takes it, if it is found'),
        detect_found: input(1, 'there is one for a command'),
      }),
    })),
    ...prefixed('allocation', 'allocation', {
      offered: input(1, searches(sizes) ? 'a search may begin' : 'the entry on offer is for this party'),
      ...onlyIf(answersNone(sizes.configuration), () => ({
        exhausted: input(1, 'no entry is left for this party'),
      })),
      taken: output(1, 'the allocation is accepted'),
      entry: input(entryBits, 'the entry to swap'),
      ...kindOfAllocation,
      ...onlyIf(grows, () => ({
        grows: input(1, 'the entry is a new one'),
        grown: output(1, 'the swap of an allocation takes effect on a new entry'),
      })),
    }),
    ...group('atomic swap unit', {
      swap_request: output(1, 'an operation on a flag is asked for'),
      swap_ready: input(1, 'it is accepted'),
      swap_operation: output(atomicBits, '0 load, 1 store, 2 swap'),
      swap_entry: output(entryBits, 'entry of the operation, also for its pointer'),
      swap_value: output(1, 'flag to store: 1 frees the entry, a swap takes it with 0'),
      swap_permit: output(1, 'effective cycle: the flag may be written'),
      swap_old_flag: input(1, 'effective cycle: the flag before'),
    }),
    ...group('operation that takes effect', {
      effect_entry: output(entryBits, 'its entry'),
      effect_entry_pointer: input(pointerBits, 'pointer of that entry'),
      ...onlyIf(commands, () => ({
        effect_pointer: output(pointerBits, 'buffer named by a deallocate command'),
      })),
      effect_length: output(lengthBits, 'bytes of the message'),
      effect_tag: output(tagBits, 'its call tag'),
      effect_kind: output(kindBits, 'its kind of message'),
      ...onlyIf(bypassesBuffers(sizes), () => ({
        effect_inline: output(1, 'its message is in an inline slot'),
      })),
      ...onlyIf(commands, () => ({ effect_by_circuits: output(1, '1 circuits, 0 command') })),
      effect_allocated: output(1, 'a buffer was allocated'),
      effect_indicates: output(1, 'an indication is to be checked'),
      effect_indicate_code: input(resultBits, 'its result'),
      effect_deallocates: output(1, 'a deallocation is to be checked'),
      effect_deallocate_code: input(resultBits, 'its result'),
      effect_deallocate_permit: input(1, 'the flag may be set'),
      ...onlyIf(commands, () => ({ effect_found: output(1, 'a command of the party got a buffer') })),
      effect_error: output(1, 'the operation was refused'),
      effect_code: output(resultBits, 'result of the operation'),
      ...onlyIf(counts && answersNone(sizes.configuration), () => ({
        effect_none: output(1, 'an allocation that does not wait found no buffer'),
      })),
      ...onlyIf(counts, () => ({
        effect_probed: output(1, 'an allocation swaps a flag'),
      })),
    }),
  };
}

/** The ports in the module being described. */
export type ControlPortSignals = PortSignals<ReturnType<typeof controlPortPorts>>;
