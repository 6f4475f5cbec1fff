// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../sim/harness/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';

/** Looks out for calls that have locked up. */
export interface LockUpWatch {
  /** Cycles without a delivery after which a full gateway has locked up; 0 for a design that cannot. */
  readonly patience: number;
  /** To be asked with the number of messages delivered so far, while the model is settled. */
  hasLockedUp(delivered: number): boolean;
}

/**
 * Tells whether the calls of a gateway have locked up, which may happen where no buffer is kept for returns: requests hold the
 * buffers that returns need, and nothing has been delivered for longer than the longest message takes.
 */
export function watchForLockUp(model: Model, manifest: Manifest): LockUpWatch {
  const { parties, server, reserveForReturn, path } = manifest.configuration;
  if (parties === 'two' || server === 'remote' || reserveForReturn > 0) {
    return { patience: 0, hasLockedUp: () => false };
  }
  const words = (suffix: string) => {
    const probes = manifest.probes.filter(({ name }) => name.endsWith(suffix));
    return model.sampler(probes.map((probe) => probe.path)).frame;
  };
  // Requests fill the temporary buffers, or an area from which they are copied straight into the other.
  const [free, held] =
    path === 'direct'
      ? [words('control_ram.flags'), words('ownership.circuits_own')]
      : [words('temporary_pool.free')];
  const patience = 2000 + 4 * manifest.sizes.bufferWords;
  let before = 0;
  let since = 0;
  const hasLockedUp = (delivered: number) => {
    const isFull = free.every((word) => word === 0) && (held?.some((word) => word !== 0) ?? true);
    if (!isFull || delivered !== before) {
      before = delivered;
      since = model.cycles;
    }
    return model.cycles - since >= patience;
  };
  return { patience, hasLockedUp };
}
