// SPDX-License-Identifier: Apache-2.0

/**
 * Ports or connections that a design has only with some feature: what is off leaves no trace in the text. The type is
 * that of the design with the feature; whoever reads them asks for the feature first.
 */
export function onlyIf<Properties extends object>(feature: boolean, make: () => Properties): Properties {
  return feature ? make() : ({} as Properties);
}
