// SPDX-License-Identifier: Apache-2.0

/** What a viewer is to show. Times in units of the time scale of the waveform. */
export interface ViewerWindow {
  /** Per signal, top to bottom: path and range of the variables that make it up, most significant first. */
  readonly signals: readonly { readonly name: string; readonly recorded: readonly string[] }[];
  readonly from: bigint;
  readonly to: bigint;
  /** Where the marker stands. */
  readonly marked: bigint;
}

/** Pixels that GTKWave has for the waves in its usual window. */
const wavePixels = 800;
const [asBit, asHexadecimal] = ['@28', '@22'];
const namedMarkers = 26;

function isVector(recorded: readonly string[]): boolean {
  return recorded.length > 1 || /\[-?\d+:-?\d+\]$/.test(recorded[0] ?? '');
}

/** A save file of GTKWave: the signals, zoomed to the window, with the marker set. Opened with the waveform. */
export function gtkwaveSaveFile({ signals, from, to, marked }: ViewerWindow): string {
  const zoom = -Math.log2(Math.max(1, Number(to - from)) / wavePixels);
  const lines = signals.flatMap(({ name, recorded }) => [
    isVector(recorded) ? asHexadecimal : asBit,
    recorded.length > 1 ? `#{${name}} ${recorded.join(' ')}` : recorded[0]!,
  ]);
  const markers = [marked, ...Array.from({ length: namedMarkers }, () => -1)].join(' ');
  return ['[*]', `[timestart] ${from}`, `*${zoom.toFixed(6)} ${markers}`, ...lines, ''].join('\n');
}

/** A command file of Surfer that does the same. Pieces of a signal stand one below the other. */
export function surferCommandFile({ signals, from, to, marked }: ViewerWindow): string {
  const paths = signals.flatMap(({ recorded }) =>
    recorded.map((name) => name.replace(/\[[^\]]*:[^\]]*\]$/, '')),
  );
  return [
    ...paths.map((path) => `variable_add ${path}`),
    `cursor_set ${marked}`,
    `zoom_to ${from} ${to}`,
    '',
  ].join('\n');
}
