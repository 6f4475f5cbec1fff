// SPDX-License-Identifier: Apache-2.0
import { version } from '../configuration/index.ts';

/** What generated files say about who wrote them. */
export const generator = `baton ${version}`;
