// SPDX-License-Identifier: Apache-2.0
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';

export type Field = keyof ConfigurationInput;

/** The fields that are drawn already; one that is left out is undefined. */
export type Draft = { readonly [Name in Field]?: ConfigurationInput[Name] | undefined };
