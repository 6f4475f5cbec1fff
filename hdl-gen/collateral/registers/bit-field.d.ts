// SPDX-License-Identifier: Apache-2.0

/** The part of bit-field that is used; the package brings no types. */
declare module 'bit-field/lib/render.js' {
  interface Piece {
    readonly bits: number;
    readonly name?: string;
    readonly rotate?: number;
  }
  interface Options {
    readonly bits: number;
    readonly lanes: number;
    readonly hspace: number;
    readonly vspace: number;
    readonly fontsize: number;
    readonly fontfamily: string;
  }
  /** @returns a tree of SVG elements as nested lists */
  const render: (pieces: readonly Piece[], options: Options) => readonly unknown[];
  export default render;
}

/** The part of onml that is used; the package brings no types. */
declare module 'onml/stringify.js' {
  /** @param indentation spaces of one level */
  const stringify: (tree: readonly unknown[], indentation: number) => string;
  export default stringify;
}
