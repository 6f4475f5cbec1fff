// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { DesignError } from './design-error.ts';
import { elaborateDesign } from './elaborate.ts';
import { ModuleBuilder } from './module-builder.ts';
import {
  type AnyModule,
  defineModule,
  input,
  output,
  type PortDefinitions,
  type PortSignals,
} from './module-definition.ts';
import { Signal } from './signal.ts';

/** The message of the mistake that an action makes, without its place, and the file that is named as its place. */
export function mistakeIn(action: () => unknown): { message: string; file: string | undefined } {
  try {
    action();
  } catch (error) {
    if (!(error instanceof DesignError)) {
      throw error;
    }
    const place = error.location === undefined ? '' : ` (at ${error.location})`;
    if (!error.message.endsWith(place)) {
      throw new Error(`the message does not end with its location ${error.location}: ${error.message}`);
    }
    return {
      message: error.message.slice(0, error.message.length - place.length),
      file: error.location?.replace(/:[1-9]\d*$/, ''),
    };
  }
  throw new Error('no mistake was found');
}

/** A module called `example` with these ports and this inside. */
export function example<const Ports extends PortDefinitions>(
  ports: Ports,
  build: (m: ModuleBuilder, io: PortSignals<Ports>) => void,
  more: Partial<AnyModule> = {},
) {
  return defineModule({ name: 'example', summary: 'an example.', timing: [], ...more, ports, build });
}

export type Mistake = readonly [message: string, file: string | undefined, module: () => AnyModule];

/** One test for each module: elaborating it finds the mistake, and names the file. */
export function mistakesAreFound(mistakes: readonly Mistake[]): void {
  test.each(mistakes)('%s', (message, file, module) => {
    expect(mistakeIn(() => elaborateDesign(module()))).toEqual({ message, file });
  });
}

/** Ports that the caller declares. */
export function portsOfFourBits() {
  return { a: input(4, ''), y: output(4, '') };
}

/** What connects them. */
export function pass(m: ModuleBuilder, { a, y }: { a: Signal<'input'>; y: Signal<'output'> }): void {
  m.assign(y, a);
}

/** A builder with clock and reset, outside of any module. */
export function builder(): ModuleBuilder {
  return new ModuleBuilder({
    clk: new Signal('clk', 'clock', 1, ''),
    rst: new Signal('rst', 'reset', 1, ''),
  });
}
