// SPDX-License-Identifier: Apache-2.0
export type { Provenance } from './header-text.ts';
export { moduleText } from './module-text.ts';
export { type ResetStyle, resetStyles } from './reset-style.ts';
