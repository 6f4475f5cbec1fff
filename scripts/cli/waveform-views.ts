// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { FrameLayout, SampledSignal } from '../../sim/samples/frame.ts';
import {
  type FoundSignals,
  gtkwaveSaveFile,
  type RecordedCycle,
  renderTextWaveform,
  renderWaveJson,
  surferCommandFile,
  type ViewerWindow,
} from '../../sim/waveform/index.ts';
import { makeFolder } from './make-folder.ts';
import { shownPath } from './project-folders.ts';

/** Some cycles of a waveform that are to be looked at. */
export interface DrawnWindow {
  /** Consecutive cycles with their times, oldest first. */
  readonly samples: readonly RecordedCycle[];
  readonly signals: readonly SampledSignal[];
  readonly layout: FrameLayout;
  readonly found: FoundSignals;
}

export interface ViewOptions {
  readonly title: string;
  /** A cycle to point at, and what it is called. */
  readonly mark?: { readonly cycle: number; readonly name: string } | undefined;
}

/** Ends of the names of files, and what is drawn in them. */
export const viewKinds = ['.json', '.svg', '.gtkw', '.sucl'] as const;
export type ViewKind = (typeof viewKinds)[number];

const columns = 132;

/** The window as text for a terminal. */
export function drawText({ samples, signals, layout }: DrawnWindow, { mark }: ViewOptions): string {
  const marked = mark === undefined ? {} : { markedCycle: mark.cycle };
  return renderTextWaveform(samples, signals, { layout, columns, ...marked });
}

/** The window as WaveJSON, SVG, a save file of GTKWave or a command file of Surfer. */
export async function drawView(kind: ViewKind, window: DrawnWindow, options: ViewOptions): Promise<string> {
  switch (kind) {
    case '.gtkw':
      return gtkwaveSaveFile(viewerWindow(window, options));
    case '.sucl':
      return surferCommandFile(viewerWindow(window, options));
    default: {
      const { samples, signals, layout } = window;
      const diagram = renderWaveJson(samples, signals, { layout, ...options });
      if (kind === '.json') return `${JSON.stringify(diagram, undefined, 2)}\n`;
      const { renderSvg } = await import('../../sim/waveform/wave-svg.ts');
      return renderSvg(diagram);
    }
  }
}

function viewerWindow({ samples, signals, found }: DrawnWindow, { mark }: ViewOptions): ViewerWindow {
  const from = samples[0]!.time!;
  const marked = samples.find(({ cycle }) => cycle === mark?.cycle)?.time ?? from;
  const clock = { name: 'clock', recorded: [found.clock] };
  const others = signals.map(({ name }) => ({ name, recorded: found.recordedNames.get(name)! }));
  return { signals: [clock, ...others], from, to: samples.at(-1)!.time!, marked };
}

/**
 * Writes all views of a difference into a folder, and says how they are opened.
 *
 * @param waveform the path of the waveform as the user gave it; the files are named after it
 */
export async function writeViews(
  folder: string,
  waveform: string,
  window: DrawnWindow,
  options: ViewOptions,
): Promise<string[]> {
  await makeFolder(folder);
  const name = basename(waveform, extname(waveform));
  const paths = new Map(viewKinds.map((kind) => [kind, join(folder, `${name}.difference${kind}`)]));
  for (const [kind, path] of paths) await writeFile(path, await drawView(kind, window, options));
  const shown = (kind: ViewKind) => shownPath(paths.get(kind)!);
  return [
    `picture   ${shown('.svg')}, as WaveJSON ${shown('.json')}`,
    `viewers   gtkwave ${waveform} ${shown('.gtkw')}`,
    `          surfer --command-file ${shown('.sucl')} ${waveform}`,
  ];
}
