// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** The initialization of an area in one cycle. */
export interface InitializationEvent {
  ready: boolean;
  /** Flag and pointer of `entry` are written: the flag with 1, the pointer with `pointer`, a byte address. */
  fills: boolean;
  entry: number;
  pointer: number;
}

/** Whether anybody uses a design in one cycle. */
export interface UseEvent {
  /** A message, a command or a window access is given, accepted or not. */
  happens: boolean;
}

/** Watches everything that users give to a block, by the names of its ports. */
export function monitorUse(
  binding: SignalBinding,
  { configuration, ports, probes }: Pick<Manifest, 'configuration' | 'ports' | 'probes'>,
): Monitor<UseEvent> {
  // Behind a bus the ports of the block are the probes of the top.
  const own = configuration.bus === 'native' ? ports : probes.filter(({ name, path }) => name === path);
  const words = own
    .filter(({ name }) => /_(?:in|command|window)_valid$/.test(name))
    .map(({ name }) => binding.port(name).word);
  const event: UseEvent = { happens: false };
  return {
    event,
    sample: (frame) => {
      event.happens = words.some((word) => frame[word] === 1);
    },
  };
}

/**
 * Watches process 800 of an area.
 *
 * @param onDemand it fills no entry: they get their buffers later, see `monitorGrowth`
 */
export function monitorInitialization(
  binding: SignalBinding,
  area: string,
  onDemand: boolean,
): Monitor<InitializationEvent> {
  const event: InitializationEvent = { ready: false, fills: false, entry: 0, pointer: 0 };
  if (onDemand) {
    const { word } = binding.probe(`${area}.growth.ready`);
    return {
      event,
      sample: (frame) => {
        event.ready = frame[word] === 1;
      },
    };
  }
  const at = (name: string) => binding.probe(`${area}.initialization.${name}`).word;
  const [ready, filling, entry, pointer] = [at('ready'), at('filling'), at('entry'), at('pointer')];
  return {
    event,
    sample: (frame) => {
      event.ready = frame[ready] === 1;
      event.fills = frame[filling] === 1;
      event.entry = frame[entry]!;
      event.pointer = frame[pointer]!;
    },
  };
}
