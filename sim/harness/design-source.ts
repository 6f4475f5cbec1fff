// SPDX-License-Identifier: Apache-2.0
import { clockOf, type Design, locateVisible } from './design.ts';
import { ModelBuildError } from './errors.ts';
import { evaluationOf, evaluationSource } from './evaluation.ts';
import type { GeneratedPort } from './generated-ports.ts';

/**
 * The C++ that joins one verilated design to the harness.
 *
 * @param texts of the generated files that are compiled
 * @throws ModelBuildError when the design has no port that can be its clock
 */
export function designSource(
  design: Design,
  prefix: string,
  ports: readonly GeneratedPort[],
  texts: readonly string[],
): string {
  const clock = clockOf(design);
  const clockPort = ports.find((port) => port.name === clock);
  if (clock !== undefined && (clockPort?.direction !== 'input' || clockPort.width !== 1)) {
    const found = ports.map((port) => `${port.name} (${port.direction}, ${port.width} bit)`).join(', ');
    throw new ModelBuildError(
      `Design '${design.top}' has no one-bit input '${clock}' to be its clock; its ports are: ${found || 'none'}. ` +
        'Name the clock in the design, or give null for a design without one.',
    );
  }
  const root = `${prefix}___024root`;
  const listed = ports.map(
    ({ name, direction, width, member }) =>
      `        portAt(root, ${JSON.stringify(name)}, "${direction}", ${width}, model.${member}),`,
  );
  const visible = (design.visible ?? []).map((signal) => {
    const { scope, variable, element } = locateVisible(design.top, signal);
    return `        {${JSON.stringify(signal.path)}, ${JSON.stringify(scope)}, ${JSON.stringify(variable)}, ${element}},`;
  });
  return [
    `#include "${prefix}.h"`,
    `#include "${root}.h"`,
    '#include "verilated_design.h"',
    '',
    ...evaluationSource(prefix, evaluationOf(prefix, texts, clockPort?.member)),
    '',
    'namespace harness {',
    '',
    `static std::vector<Port> listPorts(const ${prefix}& model, const ${root}& root) {`,
    '    return {',
    ...listed,
    '    };',
    '}',
    '',
    'std::unique_ptr<Design> createDesign(VerilatedContext* context) {',
    `    return std::make_unique<VerilatedDesign<${prefix}, ${root}, Evaluation>>(context, listPorts);`,
    '}',
    '',
    `const char* clockName() { return "${clock ?? ''}"; }`,
    '',
    'const std::vector<Visible>& visibleSignals() {',
    '    static const std::vector<Visible> signals = {',
    ...visible,
    '    };',
    '    return signals;',
    '}',
    '',
    '}  // namespace harness',
    '',
  ].join('\n');
}
