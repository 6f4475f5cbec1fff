// SPDX-License-Identifier: Apache-2.0
import { mustBeComment } from './comment-text.ts';
import { describe, withArticle } from './describe.ts';
import { DesignError } from './design-error.ts';
import { Expression, literal, type Operand } from './expression.ts';
import { mustBeOneBit } from './expression-checks.ts';
import { Signal, type TargetOf } from './signal.ts';
import { sameSize } from './size.ts';

/** One assignment; blocking in combinational blocks, non-blocking in clocked ones. */
export interface SetStatement {
  readonly kind: 'set';
  readonly target: Expression;
  readonly value: Expression;
}

export interface WhenBranch {
  readonly condition: Expression;
  readonly body: readonly Statement[];
  readonly comment: string | undefined;
}

/** `if ... else if ... else`. */
export interface WhenStatement {
  readonly kind: 'when';
  readonly branches: readonly WhenBranch[];
  readonly otherwise: readonly Statement[] | undefined;
}

export interface SelectArm {
  readonly label: Expression;
  readonly comment: string | undefined;
  readonly body: readonly Statement[];
}

/** `case` with a mandatory default. */
export interface SelectStatement {
  readonly kind: 'select';
  readonly subject: Expression;
  readonly arms: readonly SelectArm[];
  readonly otherwise: readonly Statement[];
  /** Printed above the default. */
  readonly otherwiseComment?: string | undefined;
}

export type Statement = SetStatement | WhenStatement | SelectStatement;

/** Assigns to a register or variable, to a slice of it, or to one bit of it. */
export function set<Target extends Expression>(
  target: Target & TargetOf<'register' | 'variable', Target>,
  value: Operand,
): SetStatement {
  const owner = targetSignal(target);
  if (owner.role !== 'register' && owner.role !== 'variable') {
    throw new DesignError(
      `set ${owner.name}`,
      `it is ${withArticle(owner.role)}; only registers and variables are set in blocks`,
    );
  }
  const right = value instanceof Expression ? value : literal(value, target.width);
  mustMatch(target, right);
  return { kind: 'set', target, value: right };
}

/** The named signal that an assignment target is or is a part of. */
export function targetSignal(target: Expression): Signal {
  const base = target.node.kind === 'slice' || target.node.kind === 'index' ? target.node.operand : target;
  if (!(base instanceof Signal)) {
    throw new DesignError(
      `assignment to ${describe(target)}`,
      'only a signal, a slice or a bit of it can be assigned',
    );
  }
  return base;
}

/** Throws unless the value has exactly the width of the target. */
export function mustMatch(target: Expression, value: Expression): void {
  if (!sameSize(target.width, value.width)) {
    throw new DesignError(
      `cannot set ${describe(target)} to ${describe(value)}`,
      'the widths must be equal; use extend or slice',
    );
  }
}

/** An `if` that can be continued with `elseWhen` and ended with `else`; each call returns a new value. */
export class When implements WhenStatement {
  readonly kind = 'when';
  readonly branches: readonly WhenBranch[];
  readonly otherwise: readonly Statement[] | undefined;

  constructor(branches: readonly WhenBranch[], otherwise?: readonly Statement[]) {
    this.branches = branches;
    this.otherwise = otherwise;
  }

  /** `else if (condition) body`. */
  elseWhen(condition: Expression, body: readonly Statement[], comment?: string): When {
    this.#mustBeOpen('elseWhen');
    return new When([...this.branches, branch(condition, body, comment)]);
  }

  /** `else body`; nothing can follow it. */
  else(body: readonly Statement[]): When {
    this.#mustBeOpen('else');
    return new When(this.branches, body);
  }

  #mustBeOpen(word: string): void {
    if (this.otherwise !== undefined) {
      throw new DesignError(`${word} after else`, 'else comes last, and only once');
    }
  }
}

/** `if (condition) body`; the condition has one bit. A comment is printed above the body. */
export function when(condition: Expression, body: readonly Statement[], comment?: string): When {
  return new When([branch(condition, body, comment)]);
}

function branch(condition: Expression, body: readonly Statement[], comment: string | undefined): WhenBranch {
  mustBeOneBit(condition, 'condition');
  mustBeComment(comment ?? '', 'comment of a condition');
  return { condition, body, comment };
}

/** `case (subject)`; labels are constants of the subject's width. Comments are printed above their arms. */
export function select(
  subject: Expression,
  arms: readonly { label: Expression; comment?: string; body: readonly Statement[] }[],
  otherwise: readonly Statement[],
  otherwiseComment?: string,
): SelectStatement {
  mustBeComment(otherwiseComment ?? '', 'comment of the default of a select');
  for (const { label, comment } of arms) {
    mustBeComment(comment ?? '', 'comment of a select arm');
    if (!sameSize(subject.width, label.width)) {
      throw new DesignError(
        `select of ${describe(subject)} with label ${describe(label)}`,
        'the widths must be equal',
      );
    }
    if (label.node.kind !== 'literal' && !(label instanceof Signal && label.role === 'constant')) {
      throw new DesignError(
        `select with label ${describe(label)}`,
        'a label must be a literal or a constant',
      );
    }
  }
  return {
    kind: 'select',
    subject,
    arms: arms.map(({ label, comment, body }) => ({ label, comment, body })),
    otherwise,
    otherwiseComment,
  };
}
