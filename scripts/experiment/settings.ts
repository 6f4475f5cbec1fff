// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../sim/manifest/index.ts';
import type { Path } from '../../sim/sizing/index.ts';
import type { Point } from './point.ts';

/** The registers that a point sets. */
export function settingsOf({ limits, release }: Point, manifest: Manifest): Record<string, number> {
  const areas = areaNames(manifest);
  const settings: Record<string, number> = {};
  areas.forEach((area, place) => {
    if (limits.areaBuffers !== undefined) settings[`${area}_limit`] = limits.areaBuffers[place]!;
  });
  if (limits.temporaryBuffers !== undefined) settings.temporaries_limit = limits.temporaryBuffers;
  if (limits.serverThreads !== undefined) settings.server_threads_limit = limits.serverThreads;
  if (limits.reserve !== undefined) settings.reserve = limits.reserve;
  if (release === 'hold') settings.hold = 1;
  return settings;
}

/** What the areas of a design are called in its registers. */
export function areaNames({ configuration }: Manifest): readonly string[] {
  return configuration.parties === 'two' ? ['area'] : ['client_area', 'server_area'];
}

/** The way of messages through a design. */
export function pathOf({ configuration }: Manifest): Path {
  return configuration.parties === 'two' ? 'two-party' : configuration.path;
}
