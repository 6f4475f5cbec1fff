// SPDX-License-Identifier: Apache-2.0
import type { Expression } from './expression.ts';
import type { AnyModule, PortRole } from './module-definition.ts';
import type { Register, Signal, Variable } from './signal.ts';
import type { Size } from './size.ts';
import type { SourceLocation } from './source-location.ts';
import type { Statement } from './statement.ts';

export interface Port {
  readonly signal: Signal<PortRole>;
  readonly group: string | undefined;
}

/** A register and the constant it takes at reset; `undefined` where it deliberately has no reset. */
export interface RegisterDeclaration {
  readonly kind: 'register';
  readonly signal: Register;
  readonly reset: Expression | undefined;
}

export interface WireDeclaration {
  readonly kind: 'wire';
  readonly signal: Signal<'wire'>;
  /** The value, where it is given with the declaration. */
  readonly value: Expression | undefined;
}

export interface VariableDeclaration {
  readonly kind: 'variable';
  readonly signal: Variable;
}

export interface ConstantDeclaration {
  readonly kind: 'constant';
  readonly signal: Signal<'constant'>;
  readonly value: Expression;
}

export interface Assignment {
  readonly kind: 'assign';
  readonly target: Expression;
  readonly value: Expression;
}

/** A clocked block. All its registers have a reset value, or none has. */
export interface ClockedBlock {
  readonly kind: 'clocked';
  readonly name: string;
  /** Where it was described. */
  readonly location?: SourceLocation;
  readonly resets: readonly RegisterDeclaration[];
  readonly statements: readonly Statement[];
}

/** A combinational block; the defaults cover every variable it sets, so no latch can be written. */
export interface CombinationalBlock {
  readonly kind: 'combinational';
  readonly name: string;
  /** Where it was described. */
  readonly location?: SourceLocation;
  readonly defaults: readonly Statement[];
  readonly statements: readonly Statement[];
}

/**
 * The hardware a memory must become: `block` is block RAM and nothing else; `any` is whichever RAM of the target costs
 * least, block or distributed. It never becomes registers, in which every word has a multiplexer and an enable of its own.
 */
export type RamKind = 'block' | 'any';

/** An array with one write port and one registered read port. A collision reads undefined data. */
export interface MemoryBlock {
  readonly kind: 'memory';
  readonly name: string;
  readonly ram: RamKind;
  readonly depth: Size;
  readonly laneCount: Size;
  readonly laneWidth: Size;
  readonly write: {
    readonly enable: Expression;
    readonly lanes: Expression;
    readonly address: Expression;
    readonly data: Expression;
  };
  readonly read: { readonly enable: Expression; readonly address: Expression; readonly data: Register };
}

export interface Connection {
  readonly port: string;
  readonly role: PortRole;
  readonly actual: Expression;
}

export interface Instance {
  readonly kind: 'instance';
  readonly name: string;
  /** Where it was described. */
  readonly location?: SourceLocation;
  readonly module: AnyModule;
  readonly parameters: Readonly<Record<string, Size>>;
  readonly connections: readonly Connection[];
}

export interface CommentItem {
  readonly kind: 'comment';
  readonly text: string;
}

export type ModuleItem =
  | RegisterDeclaration
  | WireDeclaration
  | VariableDeclaration
  | ConstantDeclaration
  | Assignment
  | ClockedBlock
  | CombinationalBlock
  | MemoryBlock
  | Instance
  | CommentItem;

/** An internal signal that monitors read; it costs nothing in the emitted text. */
export interface Probe {
  readonly name: string;
  readonly signal: Signal;
  readonly meaning: string;
}

/** One elaborated module, ready to be checked and printed. */
export interface ModuleTree {
  readonly definition: AnyModule;
  readonly ports: readonly Port[];
  readonly items: readonly ModuleItem[];
  readonly probes: readonly Probe[];
}
