// SPDX-License-Identifier: Apache-2.0

declare module 'wavedrom' {
  /** A picture as a tree of elements. */
  type Tree = readonly unknown[];
  const wavedrom: {
    readonly waveSkin: unknown;
    readonly onml: { stringify(tree: Tree): string };
    /** @param index counts the pictures of one page from 0 */
    renderAny(index: number, source: Readonly<Record<string, unknown>>, skin: unknown): Tree;
  };
  export default wavedrom;
}
