// SPDX-License-Identifier: Apache-2.0
import { choose, type ModuleTree, sizeValue } from '../../../hdl-gen/language/index.ts';
import { expressionText } from '../../../hdl-gen/verilog/expression-text.ts';
import { verilogText } from '../mutants/verilog-text.ts';

/** Memories of this many words or more stay out of a proof; the queues and tables of the tiny presets are smaller. */
const CUT_DEPTH = 16;

const depthParameter = 'DEPTH';

/** With what the names of memories begin that stay out of the proof. */
export const cutPrefix = 'cut_memory_';

/**
 * The modules of a proof, with the large memories cut out: what a memory is given becomes an output of the design, what
 * it returns an input that is the same for both designs. Two designs that use their memories alike see the same
 * content. Address and data count only while they are used.
 */
export function cutMemories(trees: readonly ModuleTree[], leastWords = CUT_DEPTH): ModuleTree[] {
  const memories = trees.filter(({ items }) => items.some(({ kind }) => kind === 'memory'));
  const names = new Set(memories.map(({ definition }) => definition.name));
  const cut = memories.map((tree) => ({
    ...tree,
    definition: { ...tree.definition, name: `${cutPrefix}${tree.definition.name}` },
  }));
  return [...cut, ...trees.map((tree) => cutInstances(tree, names, leastWords))];
}

function cutInstances(tree: ModuleTree, memories: ReadonlySet<string>, leastWords: number): ModuleTree {
  return {
    ...tree,
    items: tree.items.map((item) => {
      if (item.kind !== 'instance' || !memories.has(item.module.name)) return item;
      if (sizeValue(item.parameters[depthParameter]!) < leastWords) return item;
      const actual = (port: string) =>
        item.connections.find((connection) => connection.port === port)!.actual;
      const connections = item.connections.map((connection) => {
        const [access, field] = connection.port.split('_') as [string, string];
        return connection.role === 'input' && field !== 'enable'
          ? { ...connection, actual: choose(actual(`${access}_enable`), connection.actual, 0) }
          : connection;
      });
      return { ...item, module: { ...item.module, name: `${cutPrefix}${item.module.name}` }, connections };
    }),
  };
}

/** The text of a module that begins in the state after a reset. Storage without a reset begins at zero. */
export function textAfterReset(tree: ModuleTree): string {
  const values = tree.items.flatMap((item) =>
    item.kind === 'clocked'
      ? item.resets.map(({ signal, reset }) => `    ${signal.name} = ${expressionText(reset!)};\n`)
      : [],
  );
  if (values.length === 0) return verilogText(tree);
  return verilogText(tree).replace(/endmodule/, `  initial begin\n${values.join('')}  end\nendmodule`);
}
