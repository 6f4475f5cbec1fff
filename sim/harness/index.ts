// SPDX-License-Identifier: Apache-2.0
export { type BuildOptions, type BuiltModel, buildModel } from './build-model.ts';
export type { ChannelKind, ChannelOptions, ChannelRing, Stream } from './channel.ts';
export { all, type Condition, changes, differs, equals, falls, rises } from './condition.ts';
export type { CoverageKind, Design, TraceFormat, VisibleSignal } from './design.ts';
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
export { type AnyPorts, loadModel, type ModelLibrary, type ModelOptions } from './load-model.ts';
export type { Model, Sampler } from './model.ts';
export type {
  InputPort,
  OutputPort,
  Port,
  PortIdentity,
  PortView,
  WideInputPort,
  WideOutputPort,
} from './port-types.ts';
export { type PortDescription, readPorts } from './read-ports.ts';
export { currentDigest } from './sources.ts';
export {
  type CompilerTool,
  type DiscoveryOptions,
  discoverCompiler,
  discoverToolchain,
  discoverVerilator,
  installVerilator,
  type Toolchain,
  type VerilatorTool,
} from './toolchain.ts';
