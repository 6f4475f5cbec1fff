// SPDX-License-Identifier: Apache-2.0
export { type BuildOptions, type BuiltModel, buildModel } from './build-model.ts';
export type { Design, VisibleSignal } from './design.ts';
export {
  DesignError,
  ModelBuildError,
  ModelUsageError,
  type SimulationEnd,
  SimulationError,
  ToolMissingError,
} from './errors.ts';
export { readFileList } from './file-list.ts';
export type { PortDirection } from './generated-ports.ts';
export { type LintMessage, type LintResult, lintDesign } from './lint.ts';
export { loadModel, type ModelLibrary, type ModelOptions } from './load-model.ts';
export type { Model, Sampler } from './model.ts';
export type { Port } from './port.ts';
export {
  type CompilerTool,
  type DiscoveryOptions,
  discoverCompiler,
  discoverToolchain,
  discoverVerilator,
  type Toolchain,
  type VerilatorTool,
} from './toolchain.ts';
