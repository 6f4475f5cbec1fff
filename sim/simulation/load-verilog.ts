// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import {
  type AnyPorts,
  type BuildOptions,
  buildModel,
  type Design,
  DesignError,
  loadModel,
  type ModelLibrary,
  readFileList,
} from '../harness/index.ts';

/** A design as the user names it: paths may be relative. */
export interface VerilogDesign extends Omit<Design, 'files'> {
  /** Verilog files in compile order. */
  readonly files?: readonly string[];
  /** A `files.f` with one file name per line, instead of `files`; names in it count from its folder. */
  readonly fileList?: string;
  /** The folder that relative paths count from, for example `import.meta.dirname`; the working directory if not given. */
  readonly directory?: string;
}

/** The design with absolute paths. @throws DesignError when files are named twice or not at all, or the list is wrong */
export async function resolveDesign(verilog: VerilogDesign): Promise<Design> {
  const { files, fileList, directory = process.cwd(), includeDirectories, ...rest } = verilog;
  const absolute = (path: string) => resolve(directory, path);
  if ((files === undefined) === (fileList === undefined)) {
    throw new DesignError(`Design '${verilog.top}' needs either files or a fileList; give one of the two.`);
  }
  return {
    ...rest,
    files: fileList === undefined ? (files ?? []).map(absolute) : await readFileList(absolute(fileList)),
    ...(includeDirectories === undefined ? {} : { includeDirectories: includeDirectories.map(absolute) }),
  };
}

/**
 * Builds a Verilog design with Verilator, or finds the library that an earlier build left, and loads it into this process.
 * `Ports` may be what `baton ports` wrote for the design, so that editors know its ports.
 *
 * @throws DesignError for a wrong description, ToolMissingError, ModelBuildError with Verilator's words
 */
export async function loadVerilog<Ports = AnyPorts>(
  verilog: VerilogDesign,
  options: BuildOptions = {},
): Promise<ModelLibrary<Ports>> {
  const { directory } = verilog;
  const where = directory === undefined ? {} : { directory };
  return loadModel<Ports>(await buildModel(await resolveDesign(verilog), { ...where, ...options }));
}
