// SPDX-License-Identifier: Apache-2.0
import { mustBeComment } from './comment-text.ts';
import { Expression } from './expression.ts';
import type { Size } from './size.ts';
import { SourceLocation } from './source-location.ts';

/** How a signal comes by its value. */
export type SignalRole =
  | 'clock'
  | 'reset'
  | 'input'
  | 'output'
  | 'wire'
  | 'variable'
  | 'register'
  | 'constant';

/** A named value: a port, a wire, a register, a variable of a combinational block or a local constant. */
export class Signal<Role extends SignalRole = SignalRole> extends Expression {
  readonly name: string;
  readonly role: Role;
  readonly doc: string;
  /** Where it was declared. */
  readonly location: SourceLocation;

  constructor(name: string, role: Role, width: Size, doc: string, location = new SourceLocation()) {
    super({ kind: 'name', name }, width);
    mustBeComment(doc, `description of ${name}`);
    this.name = name;
    this.role = role;
    this.doc = doc;
    this.location = location;
  }
}

/** What a clocked block may write. */
export type Register = Signal<'register'>;
/** What a combinational block may write. */
export type Variable = Signal<'variable'>;
/**
 * A target as it may be written: signals of other roles are refused at compile time. Slices and signals whose role
 * the compiler does not know are checked when they are written.
 */
export type TargetOf<Roles extends SignalRole, Target extends Expression> =
  Target extends Signal<infer Role> ? (Extract<Role, Roles> extends never ? never : Target) : Target;
/** What a continuous assignment may write. */
export type Assignable = Signal<'wire' | 'output'>;
