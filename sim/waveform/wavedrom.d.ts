// SPDX-License-Identifier: Apache-2.0

/** The part of WaveDrom that is used; the package brings no types. */
declare module 'wavedrom' {
  /** A tree of SVG elements as nested lists. */
  type SvgTree = readonly unknown[];
  interface WaveDrom {
    readonly waveSkin: unknown;
    readonly onml: { readonly stringify: (tree: SvgTree) => string };
    readonly renderAny: (index: number, source: unknown, skin: unknown) => SvgTree;
  }
  const wavedrom: WaveDrom;
  export default wavedrom;
}
