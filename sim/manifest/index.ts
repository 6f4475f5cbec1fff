// SPDX-License-Identifier: Apache-2.0
export { ManifestError, parseManifest } from './parse.ts';
export type { Manifest } from './schema.ts';
