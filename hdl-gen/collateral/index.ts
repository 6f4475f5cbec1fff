// SPDX-License-Identifier: Apache-2.0
export { type GeneratedDesign, generate } from './generate.ts';
export { generator } from './generator.ts';
export type { Manifest } from './manifest.ts';
