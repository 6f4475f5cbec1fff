// SPDX-License-Identifier: Apache-2.0
import type { Expression, ModuleItem, ModuleTree, Statement } from '../../../hdl-gen/language/index.ts';
import { Signal } from '../../../hdl-gen/language/signal.ts';
import { targetSignal } from '../../../hdl-gen/language/statement.ts';
import { expressionsReadByItem, signalsRead } from '../../../hdl-gen/language/traversal.ts';

/** What an expression is there for. */
export type SiteRole = 'value' | 'reset value' | 'condition' | 'subject' | 'memory' | 'connection';

/** A place in a module where an expression stands that decides what the hardware does. */
export interface Site {
  /** Number within the module, in the order of the text. */
  readonly index: number;
  readonly role: SiteRole;
  /** The place in words: `wire room`, `register state_q in state_register`. */
  readonly place: string;
  /** Labels of the arms, where the expression is the subject of a `case`. */
  readonly labels: readonly Expression[];
  /** What must be true for the statement to be executed; nothing outside blocks. */
  readonly guards: readonly Expression[];
}

/** Where a site is, before it has its number. */
type Place = Omit<Site, 'index' | 'labels' | 'guards'> & Partial<Site>;

/** Returns what stands at a site instead; the expression itself where nothing changes. */
export type Replace = (site: Site, expression: Expression) => Expression;

/**
 * Rebuilds a module with other expressions. Ports, constants, targets and labels stay. Values of wires that nothing
 * reads are no sites: they drive no hardware.
 */
export function mapExpressions(tree: ModuleTree, replace: Replace): ModuleTree {
  let sites = 0;
  const visit = (place: Place, expression: Expression): Expression =>
    replace({ labels: [], guards: [], ...place, index: sites++ }, expression);
  const read = signalsRead(...tree.items.flatMap(expressionsReadByItem));

  const mapStatements = (
    statements: readonly Statement[],
    block: string,
    guards: readonly Expression[] = [],
  ) => statements.map((statement) => mapStatement(statement, block, guards));
  const mapStatement = (statement: Statement, block: string, guards: readonly Expression[]): Statement => {
    if (statement.kind === 'set') {
      const place = `${targetSignal(statement.target).name} in ${block}`;
      return { ...statement, value: visit({ role: 'value', place, guards }, statement.value) };
    }
    if (statement.kind === 'when') {
      const conditions = statement.branches.map(({ condition }) => condition);
      const afterFirst = (count: number) => [
        ...guards,
        ...conditions.slice(0, count).map((each) => each.not()),
      ];
      return {
        kind: 'when',
        branches: statement.branches.map(({ condition, body, comment }, index) => ({
          condition: visit(
            { role: 'condition', place: `if in ${block}`, guards: afterFirst(index) },
            condition,
          ),
          body: mapStatements(body, block, [...afterFirst(index), condition]),
          comment,
        })),
        otherwise:
          statement.otherwise && mapStatements(statement.otherwise, block, afterFirst(conditions.length)),
      };
    }
    const { subject } = statement;
    const labels = statement.arms.map(({ label }) => label);
    return {
      kind: 'select',
      subject: visit({ role: 'subject', place: `case in ${block}`, labels, guards }, subject),
      arms: statement.arms.map(({ label, comment, body }) => ({
        label,
        comment,
        body: mapStatements(body, block, [...guards, subject.eq(label)]),
      })),
      otherwise: mapStatements(statement.otherwise, block, [
        ...guards,
        ...labels.map((label) => subject.ne(label)),
      ]),
    };
  };

  const mapItem = (item: ModuleItem): ModuleItem[] => {
    switch (item.kind) {
      case 'wire':
        return item.value === undefined || !read.has(item.signal)
          ? [item]
          : [{ ...item, value: visit({ role: 'value', place: `wire ${item.signal.name}` }, item.value) }];
      case 'assign':
        return [
          {
            ...item,
            value: visit({ role: 'value', place: `assign ${targetSignal(item.target).name}` }, item.value),
          },
        ];
      case 'clocked':
        return [
          {
            ...item,
            resets: item.resets.map((declaration) => ({
              ...declaration,
              reset:
                declaration.reset &&
                visit(
                  { role: 'reset value', place: `reset value of ${declaration.signal.name}` },
                  declaration.reset,
                ),
            })),
            statements: mapStatements(item.statements, item.name),
          },
        ];
      case 'combinational':
        return [
          {
            ...item,
            defaults: mapStatements(item.defaults, item.name),
            statements: mapStatements(item.statements, item.name),
          },
        ];
      case 'memory':
        return mapMemory(item, visit);
      case 'instance':
        return [
          {
            ...item,
            connections: item.connections.map((connection) =>
              connection.role === 'input'
                ? {
                    ...connection,
                    actual: visit(
                      { role: 'connection', place: `${item.name}.${connection.port}` },
                      connection.actual,
                    ),
                  }
                : connection,
            ),
          },
        ];
      default:
        return [item];
    }
  };
  return { ...tree, items: tree.items.flatMap(mapItem) };
}

/** Lanes and data of a memory are indexed in its text and must be names, so what replaces them gets a wire. */
function mapMemory(
  memory: Extract<ModuleItem, { kind: 'memory' }>,
  visit: (place: Place, expression: Expression) => Expression,
): ModuleItem[] {
  const wires: ModuleItem[] = [];
  const named = (name: string, before: Expression): Expression => {
    const value = visit({ role: 'memory', place: `${memory.name} ${name.replace('_', ' ')}` }, before);
    if (value === before) {
      return before;
    }
    const signal = new Signal(`replaced_${name}`, 'wire', value.width, '');
    wires.push({ kind: 'wire', signal, value });
    return signal;
  };
  const { write, read } = memory;
  const mapped = {
    ...memory,
    write: {
      enable: named('write_enable', write.enable),
      lanes: named('write_lanes', write.lanes),
      address: named('write_address', write.address),
      data: named('write_data', write.data),
    },
    read: {
      enable: named('read_enable', read.enable),
      address: named('read_address', read.address),
      data: read.data,
    },
  };
  return [...wires, mapped];
}

/** All sites of a module with what stands there. */
export function sitesOf(tree: ModuleTree): { readonly site: Site; readonly expression: Expression }[] {
  const found: { site: Site; expression: Expression }[] = [];
  mapExpressions(tree, (site, expression) => {
    found.push({ site, expression });
    return expression;
  });
  return found;
}
