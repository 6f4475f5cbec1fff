// SPDX-License-Identifier: Apache-2.0
import { DesignError } from '../design-error.ts';
import type { ModuleItem, ModuleTree } from '../module-tree.ts';
import type { ParameterSize, Size } from '../size.ts';
import { expressionsReadByItem, partsOf } from '../traversal.ts';

/** Every parameter that a module uses is listed in its definition, and every one listed is used. */
export function checkParameterUse({ definition, ports, items }: ModuleTree): void {
  const listed: readonly ParameterSize[] = definition.parameters ?? [];
  const used = new Set<ParameterSize>();
  const use = (size: Size): void => {
    if (typeof size === 'number') {
      return;
    }
    if (size.kind === 'product') {
      use(size.left);
      use(size.right);
      return;
    }
    if (!listed.includes(size)) {
      throw new DesignError(
        `module ${definition.name} uses parameter ${size.name}`,
        'list it among the parameters of its definition',
        size.location ?? null,
      );
    }
    used.add(size);
  };
  for (const { signal } of ports) {
    use(signal.width);
  }
  items.flatMap(sizesOf).forEach(use);
  for (const unused of listed.filter((parameter) => !used.has(parameter))) {
    throw new DesignError(
      `parameter ${unused.name} of module ${definition.name} is never used`,
      'use it as a size, or remove it',
      unused.location ?? null,
    );
  }
}

function sizesOf(item: ModuleItem): Size[] {
  const inside = expressionsReadByItem(item)
    .flatMap((expression) => [...partsOf(expression)])
    .flatMap(({ node, width }) => (node.kind === 'replicate' ? [node.count, width] : [width]));
  switch (item.kind) {
    case 'register':
    case 'wire':
    case 'variable':
      return [item.signal.width, ...inside];
    case 'memory':
      return [item.depth, item.laneCount, item.laneWidth, ...inside];
    case 'instance':
      return [...Object.values(item.parameters), ...inside];
    default:
      return inside;
  }
}
