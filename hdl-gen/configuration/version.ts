// SPDX-License-Identifier: Apache-2.0

/** Version of the generator, the same as that of the package. */
export const version = '0.1.0';
