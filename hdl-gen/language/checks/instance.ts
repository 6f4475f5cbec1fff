// SPDX-License-Identifier: Apache-2.0
import { describe, withArticle } from '../describe.ts';
import { DesignError } from '../design-error.ts';
import type { Expression } from '../expression.ts';
import type { AnyModule, PortDefinition } from '../module-definition.ts';
import { mustBeSize, type Size, sameSize, sizeText, smallestValue } from '../size.ts';
import { targetSignal } from '../statement.ts';

/** Every name in the connections is an input or output of the module: its clock and reset connect themselves. */
export function checkPortNames(instance: string, module: AnyModule, given: readonly string[]): void {
  const ports: Readonly<Record<string, PortDefinition>> = module.ports;
  const unknown = given.filter((port) => ports[port] === undefined);
  if (unknown.length > 0) {
    throw new DesignError(
      `instance ${instance} connects ${unknown.join(', ')}`,
      `${module.name} has no such port`,
    );
  }
  for (const port of given) {
    const { role } = ports[port]!;
    if (role === 'clock' || role === 'reset') {
      throw new DesignError(
        `instance ${instance} connects its ${role} ${port}`,
        'leave it out; it is connected by itself',
      );
    }
  }
}

/** Every parameter given exists in the module and is not below its minimum. */
export function checkParameters(
  instance: string,
  module: AnyModule,
  values: Readonly<Record<string, Size>>,
): void {
  for (const [name, value] of Object.entries(values)) {
    const parameter = module.parameters?.find((candidate) => candidate.name === name);
    if (parameter === undefined) {
      throw new DesignError(
        `instance ${instance} sets parameter ${name}`,
        `${module.name} has no such parameter`,
      );
    }
    mustBeSize(value, `parameter ${name} of instance ${instance}`);
    if (smallestValue(value) < parameter.minimum) {
      throw new DesignError(
        `parameter ${name} of instance ${instance} is ${sizeText(value)}`,
        `${module.name} needs at least ${parameter.minimum}`,
      );
    }
  }
}

/** What a port is connected to is a name, a slice or a constant of exactly its width; an output drives a wire. */
export function checkConnection(
  instance: string,
  port: string,
  role: PortDefinition['role'],
  actual: Expression,
  width: Size,
): void {
  if (!['name', 'slice', 'literal'].includes(actual.node.kind)) {
    throw new DesignError(
      `port ${port} of instance ${instance} gets ${describe(actual)}`,
      'give the expression a name with wire() first',
    );
  }
  if (!sameSize(actual.width, width)) {
    throw new DesignError(
      `port ${port} (${sizeText(width)} bits) of instance ${instance} gets ${describe(actual)}`,
      'the widths must be equal',
    );
  }
  if (role === 'output') {
    const driven = targetSignal(actual);
    if (driven.role !== 'wire' && driven.role !== 'output') {
      throw new DesignError(
        `output ${port} of instance ${instance} drives ${driven.name}`,
        `it is ${withArticle(driven.role)}; only wires and outputs are driven by instances`,
      );
    }
  }
}
