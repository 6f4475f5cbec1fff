// SPDX-License-Identifier: Apache-2.0
import type { Exception } from './judge.ts';

const noCommands = 'no command reaches an area from the kernel, whose command port is tied';
const always = 'the control port answers in the cycle after it accepted';
const broken =
  'the number of buffers in A[0] is always right; a control area that is broken is not simulated';

/** What is left out of the count, reached or not: before the first reset anything may happen. */
export const unmeasured: readonly Exception[] = [
  {
    kind: 'line',
    module: 'baton_statistics',
    place: /^visited_counter .*default: ; \(case\)$/,
    reason: 'the sweep visits the counters that there are',
  },
  {
    kind: 'toggle',
    module: 'baton_(channel|gateway|registers|statistics)',
    place: /^(\w*counter_value|value_[dq]|register_read_data|total|sum)\[(1[2-9]|[2-4]\d)\]/,
    reason: 'counters of 48 bits are measured as if they had 12: a run ends long before they overflow',
  },
  {
    kind: 'toggle',
    module: '.*',
    place: /^unused_/,
    reason: 'nothing reads it',
  },
  {
    kind: 'toggle',
    module: '.*',
    place: /^(count_in_range:1->0|out_of_range:)/,
    reason: broken,
  },
  {
    kind: 'toggle',
    module: 'baton_gateway',
    place: /^(client_area_second|server_area_first)_(result_|command_|event_none)/,
    reason: noCommands,
  },
  {
    kind: 'toggle',
    module: 'baton_statistics',
    place: /^(client_area_second|server_area_first)_none:/,
    reason: noCommands,
  },
];

/** What nothing can reach. That it was not reached is checked too. */
export const unreachable: readonly Exception[] = [
  {
    kind: 'branch',
    module: 'baton_marshaling',
    place: /STATE_ALLOCATE \/ state_q <= beat_last .* \(cond_else\)$/,
    reason:
      'the first beat of a message is withdrawn only if it is the last one, and is not longer than a buffer',
  },
  {
    kind: 'branch',
    module: 'baton_marshaling',
    place: /(STATE_ALLOCATE|STATE_CHECK) \/ .*if \(sender_done\) begin \(else\)$/,
    reason: always,
  },
  {
    kind: 'branch',
    designs: ({ release }) => release === 'early',
    module: 'baton_marshaling',
    place:
      /STATE_ALLOCATE \/ (end else if \(sender_done\) begin \(if\)|state_q <= \(sender_code == RESULT_NONE\) .* \(cond_then\))$/,
    reason: 'circuits are accepted only when an entry is on offer, and no call is held that could take it',
  },
  {
    kind: 'branch',
    designs: ({ statisticsBits }) => statisticsBits === 0,
    module: 'baton_registers',
    place: /named_access \/ end else if \(!active_q \|\| done\) begin \(else\)$/,
    reason: 'without counters an access is done in the cycle after it was accepted',
  },
  {
    kind: 'branch',
    module: 'baton_kernel_forwarding',
    place: /STATE_ALLOCATE \/ if \(sender_done\) begin \(else\)$/,
    reason: always,
  },
  {
    kind: 'branch',
    module: 'baton_kernel_forwarding',
    place: /STATE_ALLOCATE \/ state_q <= granted .* \(cond_else\)$/,
    reason:
      'lookup offers only what is free, and the kernel has freed the buffer of a call long before its return',
  },
  {
    kind: 'branch',
    module: 'baton_marshaling',
    place: /STATE_(ALLOCATE|DISCARD) \/ state_q <= (\(sender_code == RESULT_NONE\)|held_q) .* \(cond_else\)$/,
    reason: broken,
  },
  {
    kind: 'branch',
    module: 'baton_(message_indication|window)',
    place: /!1'b1 \? .* \(cond_then\)$/,
    reason: 'with a power of two of buffers there is no number that names none',
  },
  {
    kind: 'branch',
    module: 'baton_memory_1w1r',
    place: /if \(write_lanes\[lane\]\) begin \(else\)$/,
    reason: 'words of the small memories are written as a whole',
  },
  {
    kind: 'branch',
    designs: ({ parties }) => parties === 'two',
    module: 'baton_copy_engine',
    place: /if \(!stalled\) begin \(else\)$/,
    reason: 'temporary buffers of a channel have a write port of their own',
  },
  {
    kind: 'line',
    module: 'baton_registers',
    place: /^settings \/ .*default: ; \(case\)$/,
    reason: 'only what is at one of the addresses takes a word',
  },
  {
    kind: 'toggle',
    module: 'baton_(area|buffer_limit|temporary_limit|temporary_pool)',
    place: /^((limit_)?within_limit|mask_q)\[0\]:1->0$/,
    reason: 'every limit leaves the first buffer',
  },
];
