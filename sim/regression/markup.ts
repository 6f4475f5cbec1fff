// SPDX-License-Identifier: Apache-2.0

/** Text of HTML in which everything that was put in is safe. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Markup[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function safe(part: Part): string {
  if (typeof part === 'object') return 'markup' in part ? part.markup : part.map(safe).join('');
  return String(part).replace(/[&<>"']/g, (character) => entities[character]!);
}

/** HTML with parts put in: text is escaped, markup stands as it is. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return {
    markup: texts.map((text, index) => text + (index < parts.length ? safe(parts[index]!) : '')).join(''),
  };
}

export const nothing: Markup = { markup: '' };
