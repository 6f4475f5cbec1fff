// SPDX-License-Identifier: Apache-2.0

/** Text that knows where it may be broken, after Wadler's "A prettier printer". */
export type Layout =
  | string
  | { readonly kind: 'join'; readonly parts: readonly Layout[] }
  /** Lines broken inside start `by` columns further right. */
  | { readonly kind: 'indent'; readonly by: number; readonly part: Layout }
  /** Lines broken inside start in the column where the part starts. */
  | { readonly kind: 'align'; readonly part: Layout }
  /** A line break where its group does not fit, otherwise `flat`. */
  | { readonly kind: 'break'; readonly flat: ' ' | '' }
  | { readonly kind: 'group'; readonly part: Layout };

export const lineLength = 100;

export function join(...parts: Layout[]): Layout {
  return { kind: 'join', parts };
}

export function indent(by: number, part: Layout): Layout {
  return { kind: 'indent', by, part };
}

export function align(part: Layout): Layout {
  return { kind: 'align', part };
}

/** A space, or a line break. */
export const breakable: Layout = { kind: 'break', flat: ' ' };
/** Nothing, or a line break. */
export const breakableTight: Layout = { kind: 'break', flat: '' };

/** Printed on one line if it fits there, otherwise broken at each of its own breaks. */
export function groupLayout(part: Layout): Layout {
  return { kind: 'group', part };
}

/** Puts `separator` between the parts. */
export function separated(parts: readonly Layout[], separator: Layout): Layout {
  return join(...parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])));
}

interface Pending {
  readonly indentation: number;
  readonly flat: boolean;
  readonly part: Layout;
}

/** The text of a layout that starts in the column `indentation`, which also is where its broken lines start. */
export function render(layout: Layout, indentation: number): string {
  let text = ' '.repeat(indentation);
  let column = indentation;
  const pending: Pending[] = [{ indentation, flat: false, part: layout }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { part, flat } = next;
    if (typeof part === 'string') {
      text += part;
      column += part.length;
    } else if (part.kind === 'join') {
      pending.push(...part.parts.toReversed().map((child) => ({ ...next, part: child })));
    } else if (part.kind === 'indent') {
      pending.push({ flat, indentation: next.indentation + part.by, part: part.part });
    } else if (part.kind === 'align') {
      pending.push({ flat, indentation: column, part: part.part });
    } else if (part.kind === 'group') {
      pending.push({ ...next, flat: flat || fits(part.part, lineLength - column, pending), part: part.part });
    } else if (flat) {
      text += part.flat;
      column += part.flat.length;
    } else {
      text += `\n${' '.repeat(next.indentation)}`;
      column = next.indentation;
    }
  }
  return text;
}

/** True when the layout, unbroken, and what follows it up to the next line break have room. */
function fits(layout: Layout, room: number, following: readonly Pending[]): boolean {
  let left = room;
  let followed = following.length;
  const rest: Pending[] = [{ indentation: 0, flat: true, part: layout }];
  while (left >= 0) {
    followed -= rest.length === 0 ? 1 : 0;
    const next = rest.pop() ?? following[followed];
    if (next === undefined) {
      return true;
    }
    const { part, flat } = next;
    if (typeof part === 'string') {
      left -= part.length;
    } else if (part.kind === 'join') {
      rest.push(...part.parts.toReversed().map((child) => ({ ...next, part: child })));
    } else if (part.kind === 'break') {
      if (!flat) {
        return true;
      }
      left -= part.flat.length;
    } else {
      rest.push({ ...next, part: part.part });
    }
  }
  return false;
}
