// SPDX-License-Identifier: Apache-2.0
import { mustBeComment } from './comment-text.ts';
import { DesignError } from './design-error.ts';
import type { ModuleBuilder } from './module-builder.ts';
import type { Signal } from './signal.ts';
import { mustBeSize, type ParameterSize, type Size } from './size.ts';
import { SourceLocation } from './source-location.ts';

export type PortRole = 'clock' | 'reset' | 'input' | 'output';

/** A port before it has a name: the key of the object that holds it becomes the name. */
export interface PortDefinition<Role extends PortRole = PortRole> {
  readonly role: Role;
  readonly width: Size;
  readonly doc: string;
  readonly group: string | undefined;
  /** Where it was declared. */
  readonly location?: SourceLocation;
}

export type PortDefinitions = Readonly<Record<string, PortDefinition>>;

/** The ports as seen inside the module. */
export type PortSignals<Ports extends PortDefinitions> = {
  readonly [Name in keyof Ports]: Signal<Ports[Name]['role']>;
};

/** A circuit: what it is for, its ports, and a function that describes its inside. */
export interface ModuleDefinition<Ports extends PortDefinitions = PortDefinitions> {
  /** Verilog module name and file name. */
  readonly name: string;
  /** One sentence: what the module is for. */
  readonly summary: string;
  /** Claim elements and figure steps of the patent application that the module realises. */
  readonly claims?: string;
  /** Sentences on cycles: what is accepted when, and when the answer is there. */
  readonly timing: readonly string[];
  /** What a maintainer should know beyond that. */
  readonly notes?: readonly string[];
  readonly parameters?: readonly ParameterSize[];
  readonly ports: Ports;
  build(m: ModuleBuilder, io: PortSignals<Ports>): void;
}

/** Any module, whatever its ports. */
// biome-ignore lint/suspicious/noExplicitAny: the ports of a module are contravariant in build, only any accepts all
export type AnyModule = ModuleDefinition<any>;

/** Describes a module; exists so that TypeScript infers the names of the ports. */
export function defineModule<const Ports extends PortDefinitions>(
  definition: ModuleDefinition<Ports>,
): ModuleDefinition<Ports> {
  return definition;
}

/** A Verilog parameter: a positive integer that each instance may set. */
export function parameter(
  name: string,
  defaultValue: number,
  doc: string,
  { minimum = 1 }: { minimum?: number } = {},
): ParameterSize {
  mustBeComment(doc, `description of parameter ${name}`);
  mustBeSize(minimum, `minimum of parameter ${name}`);
  mustBeSize(defaultValue, `default of parameter ${name}`);
  if (defaultValue < minimum) {
    throw new DesignError(
      `default ${defaultValue} of parameter ${name}`,
      `it must not be smaller than its minimum, ${minimum}`,
    );
  }
  return { kind: 'parameter', name, doc, defaultValue, minimum, location: new SourceLocation() };
}

function port<Role extends PortRole>(role: Role, width: Size, doc: string): PortDefinition<Role> {
  return { role, width, doc, group: undefined, location: new SourceLocation() };
}

/** An input port, its width in bits and what it means. */
export function input(width: Size, doc: string): PortDefinition<'input'> {
  return port('input', width, doc);
}

/** An output port, its width in bits and what it means. */
export function output(width: Size, doc: string): PortDefinition<'output'> {
  return port('output', width, doc);
}

/** The two ports of every clocked module: `clk`, and the synchronous active-high `rst`. */
export function clockAndReset(): { clk: PortDefinition<'clock'>; rst: PortDefinition<'reset'> } {
  return { ...clockOnly(), rst: port('reset', 1, 'synchronous, active high') };
}

/** Only the clock, for storage that has no reset. */
export function clockOnly(): { clk: PortDefinition<'clock'> } {
  return { clk: port('clock', 1, '') };
}

/** Puts ports under one heading in the port list. */
export function group<const Ports extends PortDefinitions>(heading: string, ports: Ports): Ports {
  mustBeComment(heading, 'heading of a group of ports');
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, { ...port, group: heading }]),
  ) as unknown as Ports;
}

export type Prefixed<Prefix extends string, Ports> = {
  readonly [Name in keyof Ports as `${Prefix}_${Name & string}`]: Ports[Name];
};

/** Prefixes the names of ports, so that one list serves both parties or several interfaces. */
export function prefixed<const Prefix extends string, const Ports extends PortDefinitions>(
  prefix: Prefix,
  heading: string,
  ports: Ports,
): Prefixed<Prefix, Ports> {
  mustBeComment(heading, 'heading of a group of ports');
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [`${prefix}_${name}`, { ...port, group: heading }]),
  ) as unknown as Prefixed<Prefix, Ports>;
}

export type Flipped<Ports extends PortDefinitions> = {
  readonly [Name in keyof Ports]: PortDefinition<Ports[Name]['role'] extends 'input' ? 'output' : 'input'>;
};

/** The same interface seen from its other end: inputs become outputs and outputs inputs. */
export function flipped<const Ports extends PortDefinitions>(ports: Ports): Flipped<Ports> {
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [
      name,
      { ...port, role: port.role === 'input' ? 'output' : 'input' },
    ]),
  ) as unknown as Flipped<Ports>;
}
