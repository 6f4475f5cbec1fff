// SPDX-License-Identifier: Apache-2.0
import { otherParty, type Party, parties } from '../../hdl-gen/circuits/parties.ts';
import type { Sizes } from '../../hdl-gen/circuits/sizes.ts';
import type { PropertySet } from './property.ts';
import type { Taps } from './taps.ts';

/**
 * Where an area and its queues of references meet. The queues are proved by themselves, under the assumption that no
 * buffer is queued twice; that is proved here, where in turn it is assumed that the head of a queue waits.
 */
export function areaQueues(taps: Taps, { entryBits }: Sizes): PropertySet {
  const queueTo = (receiver: Party) => (name: string) =>
    taps.inside(`u_${otherParty(receiver)}_indication.u_queue.${name}`);
  const entryOf = (reference: string) => `${reference}[${entryBits - 1}:0]`;
  return {
    memory: parties
      .map((receiver) => {
        const queue = queueTo(receiver);
        return `
  reg queued_to_${receiver};
  always @(posedge clk)
    if (rst) queued_to_${receiver} <= 0;
    else if (${queue('push')} && ${entryOf(queue('push_data'))} == watched) queued_to_${receiver} <= 1;
    else if (${queue('pop')} && ${entryOf(queue('head'))} == watched) queued_to_${receiver} <= 0;
`;
      })
      .join(''),
    properties: parties.flatMap((receiver) => {
      const queue = queueTo(receiver);
      const pending = taps.inside(`u_ownership.${receiver}_pending`);
      return [
        {
          name: `queue_to_${receiver}_has_what_waits`,
          holds: `queued_to_${receiver} == ${pending}[watched]`,
        },
        {
          name: `queue_to_${receiver}_gets_nothing_twice`,
          holds: `!(${queue('push')} && ${entryOf(queue('push_data'))} == watched) || !queued_to_${receiver}`,
        },
        {
          name: `queue_to_${receiver}_is_popped_when_it_has_a_head`,
          holds: `!${queue('pop')} || ${queue('head_valid')}`,
        },
      ];
    }),
  };
}
