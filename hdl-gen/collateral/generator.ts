// SPDX-License-Identifier: Apache-2.0

/** Version of the generator, the same as that of the package. */
export const version = '0.1.0';

/** What generated files say about who wrote them. */
export const generator = `baton ${version}`;
