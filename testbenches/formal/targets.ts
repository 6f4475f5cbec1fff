// SPDX-License-Identifier: Apache-2.0
import { area } from '../../hdl-gen/blocks/area.ts';
import { copyingParty } from '../../hdl-gen/blocks/copying-party.ts';
import { party } from '../../hdl-gen/blocks/party.ts';
import { kernelReception } from '../../hdl-gen/circuits/kernel-reception.ts';
import { reclaim } from '../../hdl-gen/circuits/reclaim.ts';
import { referenceFields } from '../../hdl-gen/circuits/reference.ts';
import { type Sizes, sizesOf } from '../../hdl-gen/circuits/sizes.ts';
import { type Configuration, parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { elaborateDesign, type ModuleTree } from '../../hdl-gen/language/index.ts';
import { areaHistory } from './area-history.ts';
import { areaInduction } from './area-induction.ts';
import { areaProperties } from './area-properties.ts';
import { areaQueues } from './area-queues.ts';
import { areaSearch } from './area-search.ts';
import { areaTurns } from './area-turns.ts';
import {
  type BusTargetName,
  busTargetNames,
  busTrees,
  describeBusTarget,
  isBusTarget,
} from './bus/targets.ts';
import { copyingReceiver } from './copying-receiver.ts';
import type { PropertySet } from './property.ts';
import { queueAssumptions, queueProperties } from './queue-properties.ts';
import { reclaimAssumptions, reclaimBound } from './reclaim-bound.ts';
import { straightReceiver } from './straight-receiver.ts';
import { createTaps, type Tap, type Taps } from './taps.ts';

/** Blocks whose properties are proved. */
export const targetNames = [
  'area',
  'queue',
  'copying party',
  'party',
  'kernel',
  'reclaim',
  ...busTargetNames,
] as const;
export type TargetName = (typeof targetNames)[number];

/** A block of one configuration, ready to be proved. */
export interface Target {
  readonly trees: readonly ModuleTree[];
  readonly taps: readonly Tap[];
  readonly sets: readonly PropertySet[];
  /** About the surroundings of the block; the properties of its neighbours. */
  readonly assumptions: readonly string[];
}

/** The tiny preset with another number of buffers. */
export function configurationWith(buffers: number, allocator: Configuration['allocator']): Configuration {
  return parseConfiguration({ ...presets['tiny-gateway'], buffers, allocator });
}

/** The same with parties that may die. */
function takingBack(configuration: Configuration): Configuration {
  return { ...configuration, release: 'early', reclaim: true, allocator: 'lookup' };
}

export function targetOf(name: TargetName, configuration: Configuration): Target {
  const sizes = sizesOf(name === 'reclaim' ? takingBack(configuration) : configuration);
  const trees = treesOf(name, sizes);
  const taps = createTaps(trees);
  const { sets, assumptions } = isBusTarget(name)
    ? describeBusTarget(name, taps, sizes, trees)
    : describe[name](taps, sizes);
  return { trees, taps: taps.list, sets, assumptions };
}

function treesOf(name: TargetName, sizes: Sizes): ModuleTree[] {
  if (isBusTarget(name)) return busTrees(name, sizes);
  if (name === 'area') return elaborateDesign(area(sizes));
  if (name === 'copying party') return elaborateDesign(copyingParty(sizes));
  if (name === 'party') return elaborateDesign(party(sizes));
  if (name === 'kernel') return elaborateDesign(kernelReception(sizes));
  if (name === 'reclaim') return elaborateDesign(reclaim(sizes));
  const queue = elaborateDesign(area(sizes)).find(
    ({ definition }) => definition.name === 'baton_reference_queue',
  );
  return elaborateDesign(queue!.definition);
}

type Description = Pick<Target, 'sets' | 'assumptions'>;

const describe: Record<Exclude<TargetName, BusTargetName>, (taps: Taps, sizes: Sizes) => Description> = {
  area: (taps, sizes) => ({
    sets: joined([
      {
        memory: areaHistory(taps, sizes),
        properties: [...areaProperties(taps, sizes), ...areaInduction(taps, sizes)],
      },
      areaQueues(taps, sizes),
      ...(sizes.configuration.allocator === 'scan' ? [areaSearch(taps, sizes)] : []),
      areaTurns(taps, sizes),
    ]),
    // The queues of references are proved by themselves; the registers take no other limits.
    assumptions: [
      `${taps.inside('limit')} != 0 && ${taps.inside('limit')} <= ${sizes.configuration.buffers}`,
      ...(['first', 'second'] as const).map((party) => {
        const pending = taps.inside(`u_ownership.${party}_pending`);
        const [valid, entry] = [
          taps.probe(`${party}_detection.head_valid`),
          taps.probe(`${party}_port.head_entry`),
        ];
        return `!was_reset || !${valid} || ${pending}[${entry}]`;
      }),
    ],
  }),
  queue: (taps, { configuration, entryBits }) => ({
    sets: queueProperties(taps, configuration.buffers, entryBits),
    assumptions: queueAssumptions(taps, entryBits),
  }),
  'copying party': (taps, sizes) => {
    const receiver = partyReceiver(taps, sizes);
    const registers = { copied: taps.inside('copied_entry_q'), waiting: taps.inside('waiting_entry_q') };
    return {
      sets: [copyingReceiver(taps, sizes, receiver, registers)],
      assumptions: partyAssumptions(taps),
    };
  },
  reclaim: (taps, sizes) => ({
    sets: [reclaimBound(taps, sizes)],
    assumptions: reclaimAssumptions(taps),
  }),
  party: (taps, sizes) => ({
    sets: [straightReceiver(taps, sizes, partyReceiver(taps, sizes))],
    assumptions: partyAssumptions(taps),
  }),
  kernel: (taps, sizes) => {
    const side = (leg: string) => (name: string) => taps.inside(`${leg}_${name}`);
    const [request, reply] = [side('request'), side('return')];
    const either = (name: string) => `(${request(name)} || ${reply(name)})`;
    const isReturn = reply('take');
    const head = (field: 'entry' | 'length') =>
      `(${isReturn} ? ${fieldOf(reply('head'), field, sizes)} : ${fieldOf(request('head'), field, sizes)})`;
    return {
      sets: [
        copyingReceiver(
          taps,
          sizes,
          {
            takes: either('take'),
            length: head('length'),
            entry: head('entry'),
            released: either('release_accepted'),
            releasedEntry: request('release_entry'),
          },
          { copied: taps.inside('entry_q'), waiting: taps.inside('waiting_entry_q') },
        ),
      ],
      assumptions: [request, reply].flatMap((leg) => [
        `!${leg('take')} || ${leg('ready')}`,
        `!${leg('release_accepted')} || ${leg('release_request')}`,
      ]),
    };
  },
};

/** Sets that are concluded together. */
function joined(sets: readonly PropertySet[]): PropertySet[] {
  return [
    {
      memory: sets.map(({ memory }) => memory).join(''),
      properties: sets.flatMap(({ properties }) => properties),
    },
  ];
}

function partyReceiver(taps: Taps, sizes: Sizes) {
  const head = taps.inside('head');
  return {
    takes: taps.inside('circuits_take'),
    length: fieldOf(head, 'length', sizes),
    entry: fieldOf(head, 'entry', sizes),
    released: taps.inside('release_accepted'),
    releasedEntry: taps.inside('release_entry'),
  };
}

/** What the area keeps to: see its properties of the same meaning. */
function partyAssumptions(taps: Taps): string[] {
  return [
    `!${taps.inside('circuits_take')} || ${taps.inside('circuits_ready')}`,
    `!${taps.inside('release_accepted')} || ${taps.inside('release_request')}`,
  ];
}

function fieldOf(reference: string, field: 'entry' | 'length', sizes: Sizes): string {
  const fields = Object.entries(referenceFields(sizes));
  const position = fields.findIndex(([name]) => name === field);
  const low = fields.slice(0, position).reduce((sum, [, width]) => sum + width, 0);
  return `${reference}[${low + fields[position]![1] - 1}:${low}]`;
}
