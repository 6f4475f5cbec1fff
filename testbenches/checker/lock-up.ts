// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../sim/harness/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';

/** Looks out for calls that have locked up. */
export interface LockUpWatch {
  /** Cycles without a delivery after which a design that is full has locked up; 0 for a design that cannot. */
  readonly patience: number;
  /** To be asked with the number of messages delivered so far, while the model is settled. */
  hasLockedUp(delivered: number): boolean;
}

/**
 * Tells whether calls have locked up, which may happen where no buffer is kept for returns: the buffers that returns need are in
 * use, and nothing has been delivered for longer than the longest message takes. Either requests fill a kernel, or calls
 * that are held fill an area, and in front of their returns waits a notice, or the return of a call that is not held.
 */
export function watchForLockUp(model: Model, manifest: Manifest, unreserved = false): LockUpWatch {
  const { parties, server, reserveForReturn, path, release, levels } = manifest.configuration;
  const isKernel = parties === 'three' && server === 'local';
  const holds = release === 'both';
  if ((reserveForReturn > 0 && !unreserved) || !(isKernel || holds))
    return { patience: 0, hasLockedUp: () => false };
  const words = (name: string) => {
    const probes = manifest.probes.filter((probe) => probe.name.endsWith(name));
    if (probes.length === 0) throw new Error(`the design has no probe that ends with '${name}'`);
    return model.sampler(probes.map((probe) => probe.path)).frame;
  };
  const flags = 'control_ram.flags';
  /** Full when of the first, what is free, no bit is set, and of the second any. */
  const places: (readonly [Uint32Array, Uint32Array?])[] = [];
  if (isKernel && path === 'temporary') places.push([words('temporary_pool.free')]);
  if (isKernel && path === 'direct') {
    // Requests fill their area while they wait for a buffer or a server thread, and returns wait for a buffer there.
    const full = words('client_area.control_ram.flags');
    // With streams alone nobody but the circuits has a buffer.
    places.push(levels === 'stream' ? [full] : [full, words('client_area.ownership.circuits_own')]);
  }
  if (holds) {
    const held = 'held_buffers.held';
    for (const { name } of manifest.probes.filter((probe) => probe.name.endsWith(held))) {
      const area = name.slice(0, -held.length);
      places.push([words(`${area}${flags}`), words(name)]);
    }
  }
  const isFull = () =>
    places.some(
      ([free, used]) => free.every((word) => word === 0) && (used?.some((word) => word !== 0) ?? true),
    );
  const patience = 2000 + 4 * manifest.sizes.bufferWords;
  let before = 0;
  let since = 0;
  const hasLockedUp = (delivered: number) => {
    if (delivered !== before || !isFull()) {
      before = delivered;
      since = model.cycles;
    }
    return model.cycles - since >= patience;
  };
  return { patience, hasLockedUp };
}
