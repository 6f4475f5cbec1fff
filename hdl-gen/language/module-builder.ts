// SPDX-License-Identifier: Apache-2.0
import { checkClockedBlock, checkCombinationalBlock } from './checks/blocks.ts';
import { checkConnection, checkParameters, checkPortNames } from './checks/instance.ts';
import { checkMemory } from './checks/memory.ts';
import { mustBeComment } from './comment-text.ts';
import { describe, withArticle } from './describe.ts';
import { DesignError } from './design-error.ts';
import { Expression, literal, type Operand } from './expression.ts';
import type { ModuleDefinition, PortDefinitions, PortSignals } from './module-definition.ts';
import type {
  Connection,
  ConstantDeclaration,
  MemoryBlock,
  ModuleItem,
  Probe,
  RegisterDeclaration,
} from './module-tree.ts';
import { type Assignable, type Register, Signal, type TargetOf, type Variable } from './signal.ts';
import { type Size, times } from './size.ts';
import { SourceLocation } from './source-location.ts';
import { mustMatch, type Statement, targetSignal } from './statement.ts';
import { assignedSignals, expressionsReadByItem, signalsRead } from './traversal.ts';

type OutputSignals<Ports extends PortDefinitions> = {
  readonly [Name in keyof Ports as Ports[Name]['role'] extends 'output' ? Name : never]: Signal<'wire'>;
};

/** What each port of an instance is connected to; outputs left out get a wire named after instance and port. */
export type Connections<Ports extends PortDefinitions> = {
  readonly [Name in keyof Ports as Ports[Name]['role'] extends 'input' ? Name : never]: Operand;
} & {
  readonly [Name in keyof Ports as Ports[Name]['role'] extends 'output' ? Name : never]?: Assignable;
};

/** Collects the inside of one module, in the order in which it will be printed. */
export class ModuleBuilder {
  readonly items: ModuleItem[] = [];
  readonly probes: Probe[] = [];
  readonly #sharedConstants = new Map<string, Signal<'constant'>>();
  readonly #clock: Signal | undefined;
  readonly #reset: Signal | undefined;
  readonly #resets = new Map<Signal, RegisterDeclaration>();

  constructor(ports: PortSignals<PortDefinitions>) {
    this.#clock = Object.values(ports).find(({ role }) => role === 'clock');
    this.#reset = Object.values(ports).find(({ role }) => role === 'reset');
  }

  /** A sentence above what follows. */
  comment(text: string): void {
    if (text === '') {
      throw new DesignError('comment without text', 'write a sentence');
    }
    mustBeComment(text, 'comment');
    this.items.push({ kind: 'comment', text });
  }

  /** `wire name = value;` */
  wire(name: string, value: Expression, doc = ''): Signal<'wire'> {
    const signal = new Signal(name, 'wire', value.width, doc);
    this.items.push({ kind: 'wire', signal, value });
    return signal;
  }

  /** A wire that an assignment or the output of an instance drives later. */
  declare(name: string, width: Size, doc = ''): Signal<'wire'> {
    const signal = new Signal(name, 'wire', width, doc);
    this.items.push({ kind: 'wire', signal, value: undefined });
    return signal;
  }

  /** A flip-flop or several; `reset: 'none'` is for storage whose use is gated by other registers. */
  register(name: string, width: Size, options: { reset: Operand | 'none'; doc?: string }): Register {
    const signal = new Signal(name, 'register', width, options.doc ?? '');
    let reset: Expression | undefined;
    if (options.reset !== 'none') {
      reset = options.reset instanceof Expression ? options.reset : literal(options.reset, width);
      mustMatch(signal, reset);
      if ([...signalsRead(reset)].some(({ role }) => role !== 'constant')) {
        throw new DesignError(`reset value of ${name} is ${describe(reset)}`, 'it must be a constant');
      }
    }
    const declaration: RegisterDeclaration = { kind: 'register', signal, reset };
    this.#resets.set(signal, declaration);
    this.items.push(declaration);
    return signal;
  }

  /** What a combinational block computes. */
  variable(name: string, width: Size, doc = ''): Variable {
    const signal = new Signal(name, 'variable', width, doc);
    this.items.push({ kind: 'variable', signal });
    return signal;
  }

  /**
   * A named constant at the top of the module, declared once however often it is asked for. Constants whose names begin
   * with the same word stand together, in the order of their values.
   */
  sharedConstant(name: string, width: number, value: number | bigint): Signal<'constant'> {
    const known = this.#sharedConstants.get(name);
    if (known !== undefined) {
      return known;
    }
    const signal = new Signal(name, 'constant', width, '');
    const group = name.slice(0, name.indexOf('_'));
    const shared = this.items.slice(0, this.#sharedConstants.size) as ConstantDeclaration[];
    const greater = shared.findIndex(
      (other) => other.signal.name.startsWith(group) && constantValue(other) > BigInt(value),
    );
    const last = shared.findLastIndex((other) => other.signal.name.startsWith(group));
    const position = greater >= 0 ? greater : last >= 0 ? last + 1 : shared.length;
    this.items.splice(position, 0, { kind: 'constant', signal, value: literal(value, width) });
    this.#sharedConstants.set(name, signal);
    return signal;
  }

  /** All that was described, without shared constants that nothing reads after all. */
  finishedItems(): ModuleItem[] {
    const read = signalsRead(...this.items.flatMap(expressionsReadByItem));
    const shared = new Set<Signal>(this.#sharedConstants.values());
    return this.items.filter(
      (item) => item.kind !== 'constant' || !shared.has(item.signal) || read.has(item.signal),
    );
  }

  /** `localparam`: a named constant. */
  constant(name: string, width: number, value: number | bigint, doc = ''): Signal<'constant'> {
    const signal = new Signal(name, 'constant', width, doc);
    this.items.push({ kind: 'constant', signal, value: literal(value, width) });
    return signal;
  }

  /** `assign target = value;` for an output or a declared wire, or a slice of it. */
  assign<Target extends Expression>(
    target: Target & TargetOf<'wire' | 'output', Target>,
    value: Operand,
  ): void {
    const owner = targetSignal(target);
    if (owner.role !== 'output' && owner.role !== 'wire') {
      throw new DesignError(
        `assign to ${owner.name}`,
        `it is ${withArticle(owner.role)}; only outputs and wires are assigned`,
      );
    }
    if (target.node.kind === 'index') {
      throw new DesignError(
        `assign to ${describe(target)}`,
        'a computed bit is set in a combinational block only',
      );
    }
    const right = value instanceof Expression ? value : literal(value, target.width);
    mustMatch(target, right);
    this.items.push({ kind: 'assign', target, value: right });
  }

  /** A clocked block; the reset branch is written from the reset values of the registers it sets. */
  clocked(name: string, statements: readonly Statement[]): void {
    checkClockedBlock(name, statements);
    const targets = assignedSignals(statements);
    const resets = targets.map((signal) => {
      const declaration = this.#resets.get(signal);
      if (declaration === undefined) {
        throw new DesignError(
          `${signal.name} in the clocked block ${name}`,
          'only registers of this module are set there',
        );
      }
      return declaration;
    });
    const withReset = resets.filter(({ reset }) => reset !== undefined);
    if (withReset.length > 0 && withReset.length < resets.length) {
      throw new DesignError(
        `clocked block ${name} mixes registers with and without a reset`,
        'put storage without reset into a block of its own',
      );
    }
    if (this.#clock === undefined || (withReset.length > 0 && this.#reset === undefined)) {
      throw new DesignError(`clocked block ${name}`, 'the module has no clock or reset port');
    }
    this.items.push({ kind: 'clocked', name, location: new SourceLocation(), resets: withReset, statements });
  }

  /** A combinational block: the defaults first, then what overrides them. */
  combinational(name: string, defaults: readonly Statement[], statements: readonly Statement[]): void {
    checkCombinationalBlock(name, defaults, statements);
    this.items.push({ kind: 'combinational', name, location: new SourceLocation(), defaults, statements });
  }

  /** An array with one write and one registered read port, in the shape every target infers. */
  memory(block: Omit<MemoryBlock, 'kind'>): void {
    const memory = { kind: 'memory', ...block } as const;
    checkMemory(memory);
    if (this.#clock === undefined) {
      throw new DesignError(`memory ${block.name}`, 'the module has no clock port');
    }
    if (this.items.some(({ kind }) => kind === 'memory')) {
      throw new DesignError(
        `memory ${block.name} is the second one of its module`,
        'put each memory into a module of its own',
      );
    }
    if (this.#resets.get(block.read.data)?.reset !== undefined) {
      throw new DesignError(
        `read data ${block.read.data.name} of memory ${block.name} has a reset value`,
        "declare it with reset: 'none', or no block memory results",
      );
    }
    this.items.push(memory);
  }

  /** An instance; returns its outputs. `reset`: what resets it, active high, where that is not the reset of the module around it. */
  instance<const Ports extends PortDefinitions>(
    name: string,
    module: ModuleDefinition<Ports>,
    connections: Connections<Ports>,
    parameters: Readonly<Record<string, Size>> = {},
    reset: Signal | undefined = this.#reset,
  ): OutputSignals<Ports> {
    const given = connections as Readonly<Record<string, Operand | undefined>>;
    checkPortNames(name, module, Object.keys(given));
    checkParameters(name, module, parameters);
    const outputs: Record<string, Signal> = {};
    const list = Object.entries(module.ports).map(([port, { role, width, doc }]): Connection => {
      const actualWidth = substitute(width, parameters);
      if (role === 'output') {
        const actual =
          (given[port] as Signal | undefined) ??
          this.declare(`${name.replace(/^u_/, '')}_${port}`, actualWidth, doc);
        checkConnection(name, port, role, actual, actualWidth);
        outputs[port] = actual;
        return { port, role, actual };
      }
      const source = role === 'clock' ? this.#clock : role === 'reset' ? reset : given[port];
      if (source === undefined) {
        throw new DesignError(
          `${role} ${port} of instance ${name} is not connected`,
          role === 'input'
            ? `connect every input of ${module.name}`
            : `give the module around it a ${role} port`,
        );
      }
      const actual = source instanceof Expression ? source : literal(source, actualWidth);
      checkConnection(name, port, role, actual, actualWidth);
      return { port, role, actual };
    });
    this.items.push({
      kind: 'instance',
      name,
      location: new SourceLocation(),
      module,
      parameters,
      connections: list,
    });
    return outputs as unknown as OutputSignals<Ports>;
  }

  /** Lets monitors read a signal under a name that stays the same whatever the hierarchy. */
  probe(name: string, signal: Signal, meaning: string): void {
    this.probes.push({ name, signal, meaning });
  }
}

function substitute(size: Size, values: Readonly<Record<string, Size>>): Size {
  if (typeof size === 'number') {
    return size;
  }
  return size.kind === 'parameter'
    ? (values[size.name] ?? size.defaultValue)
    : times(substitute(size.left, values), substitute(size.right, values));
}

function constantValue({ value }: ConstantDeclaration): bigint {
  return value.node.kind === 'literal' ? value.node.value : 0n;
}
