// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import {
  type AtomicEvent,
  type Monitor,
  monitorAtomicSwap,
  monitorControlPort,
  monitorDetection,
  monitorPayload,
  monitorUse,
  type PayloadMonitor,
} from '../monitors/index.ts';
import { createAreaModel, createBufferMemory, partyName } from '../reference-model/index.ts';
import type { AllocationRule } from './allocation-rule.ts';
import type { Area, CommandSide, ReceivingSide, SendingSide, Side } from './area.ts';
import { operationSignals } from './area-checker.ts';
import { createLookupRule } from './lookup-rule.ts';
import { createPortShare } from './pace/port-share.ts';
import type { ReclaimRule } from './reclaim-rule.ts';
import { createReuseRule } from './reuse-rule.ts';
import type { Run } from './run.ts';
import { createScanRule } from './scan-rule.ts';
import { createSupplyRule, type SupplyRule } from './supply-rule.ts';

/** An area with what watches it, before its parties are known. */
export interface AreaParts {
  readonly area: Area;
  readonly atomic: readonly [Monitor<AtomicEvent>, Monitor<AtomicEvent>];
  readonly payload: readonly [PayloadMonitor, PayloadMonitor];
  readonly supply: SupplyRule;
  readonly allocation: AllocationRule;
}

/** What a party of an area is made of. */
export interface PartyParts {
  readonly sender: SendingSide;
  readonly receiver: ReceivingSide;
  readonly commands?: CommandSide | undefined;
  readonly reclaim?: ReclaimRule | undefined;
}

/** Makes the model and the monitors of the area instance `u_<name>`. */
export function createArea(run: Run, manifest: Manifest, name: string): AreaParts {
  const { configuration, sizes } = manifest;
  const { buffers, bufferBytes, threads, reserveForReturn, allocator, bufferAddresses, server, bypassBytes } =
    configuration;
  const hasSecond = configuration.noBuffer === 'second-area';
  const addresses =
    bufferAddresses === 'contiguous'
      ? Array.from({ length: hasSecond ? 2 * buffers : buffers }, (_, entry) => entry * bufferBytes)
      : bufferAddresses;
  // The model keeps the words of inline slots behind those of the buffers.
  const behind = Math.max(...addresses) + bufferBytes;
  const slotAddresses = Array.from(
    { length: 2 * sizes.inlineSlots },
    (_, slot) => behind + slot * bufferBytes,
  );
  const model = createAreaModel({
    addresses,
    bufferBytes,
    threads,
    reserveForReturn,
    failures: server === 'remote' || configuration.reclaim,
    onDemand: configuration.memory === 'on-demand',
    hardened: configuration.hardening === 'on',
    givesUp: configuration.noBuffer === 'abort',
    hasSecond,
    ...(bypassBytes > 0 ? { bypass: { slots: sizes.inlineSlots, bytes: bypassBytes } } : {}),
    ...(configuration.release === 'both' ? { holds: { keepsReturns: name === 'server_area' } } : {}),
  });
  const area: Area = {
    name,
    model,
    reuse: model.calls && createReuseRule(run, name, model.calls),
    payload: createBufferMemory(
      [...addresses, ...slotAddresses].map((address) => address / sizes.wordBytes),
      sizes.bufferWords,
      sizes.wordBytes / 4,
    ),
    place: run.log.place(name),
    use: configuration.initialize === 'on-first-use' ? monitorUse(run.binding, manifest) : undefined,
  };
  const supply = createSupplyRule(run, area);
  const both = <Value>(make: (party: string) => Value): readonly [Value, Value] => [
    make('first'),
    make('second'),
  ];
  const atomic = both((party) => monitorAtomicSwap(run.binding, name, party));
  return {
    area,
    atomic,
    payload: both((party) => monitorPayload(run.binding, name, party)),
    supply,
    allocation:
      allocator === 'scan' ? createScanRule(run, area, supply) : createLookupRule(run, area, atomic, supply),
  };
}

/** Joins an area and one of its parties. `user` is the name of the party in the design. */
export function createSide(
  run: Run,
  { area, atomic, payload }: AreaParts,
  party: 0 | 1,
  user: string,
  parts: PartyParts,
): Side {
  const share = (access: 'write' | 'read') =>
    createPortShare(
      run,
      area.name,
      party,
      access,
      payload[party],
      parts.commands,
      area.model.inline !== undefined,
    );
  const name = `${area.name}, ${user === partyName(party) ? user : `${partyName(party)} party (${user})`}`;
  return {
    area,
    party,
    name,
    place: run.log.place(name),
    atomic: atomic[party],
    port: monitorControlPort(run.binding, area.name, partyName(party)),
    detection: monitorDetection(run.binding, area.name, partyName(party)),
    payload: payload[party],
    writes: share('write'),
    reads: share('read'),
    sender: parts.sender,
    receiver: parts.reclaim?.receiver(parts.receiver) ?? parts.receiver,
    commands: parts.commands,
    reclaim: parts.reclaim,
    signals: operationSignals(run, area.name, party),
  };
}
