// SPDX-License-Identifier: Apache-2.0

// The directions of the imports. A folder may import itself and what its line names, nothing else of the project.

const CIRCUIT_SIDE = ['configuration', 'language', 'primitives', 'circuits'].map(
  (folder) => `hdl-gen/${folder}`,
);
const BLOCK_SIDE = [...CIRCUIT_SIDE, 'hdl-gen/blocks', 'hdl-gen/registers'];

/** @type {Record<string, readonly string[]>} */
const MAY_IMPORT = {
  'hdl-gen/configuration': [],
  'hdl-gen/language': [],
  'hdl-gen/verilog': ['hdl-gen/language'],
  'hdl-gen/primitives': ['hdl-gen/language'],
  'hdl-gen/circuits': ['hdl-gen/primitives', 'hdl-gen/language', 'hdl-gen/configuration'],
  'hdl-gen/blocks': [...CIRCUIT_SIDE, 'hdl-gen/registers'],
  'hdl-gen/registers': CIRCUIT_SIDE,
  'hdl-gen/bus': BLOCK_SIDE,
  'hdl-gen/collateral': [...BLOCK_SIDE, 'hdl-gen/bus', 'hdl-gen/verilog'],

  'sim/samples': [],
  'sim/manifest': [],
  'sim/reference-model': [],
  'sim/bus': ['sim/harness', 'sim/manifest'],
  'sim/sizing': ['sim/tasks'],
  'sim/harness': ['sim/samples', 'sim/coverage'],
  'sim/tasks': ['sim/harness', 'sim/samples'],
  'sim/coverage': [],
  'sim/simulation': ['sim/harness', 'sim/tasks', 'sim/coverage'],
  'sim/waveform': ['sim/samples'],
  'sim/monitors': ['sim/samples', 'sim/manifest'],
  'sim/checker': ['sim/monitors', 'sim/reference-model', 'sim/manifest', 'sim/waveform', 'sim/samples'],
  'sim/traffic': ['sim/harness', 'sim/tasks', 'sim/manifest', 'sim/samples', 'sim/sizing'],
  'sim/session': [
    'sim/bus',
    'sim/harness',
    'sim/manifest',
    'sim/checker',
    'sim/traffic',
    'sim/waveform',
    'sim/samples',
  ],
  'sim/regression': ['sim/[^/]+'],
};

const TEST = '\\.(test|test-d|test-support)\\.ts$|/test-support/';
const PROJECT = '^(hdl-gen|sim|testbenches|examples|scripts)/';

const folderRules = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `only-downwards-from-${folder.replace('/', '-')}`,
  comment: `${folder} may import ${allowed.length === 0 ? 'nothing of the project' : allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^${folder}/` },
  // A test may use, besides what its subject may, the support that all tests share.
  to: { path: PROJECT, pathNot: [folder, ...allowed, 'testbenches/support'].map((name) => `^${name}/`) },
}));

export default {
  forbidden: [
    ...folderRules,
    {
      name: 'no-unknown-folder',
      comment: 'a new folder gets a line in the table of .dependency-cruiser.mjs',
      severity: 'error',
      from: {
        path: '^(hdl-gen|sim)/[^/]+/',
        pathNot: Object.keys(MAY_IMPORT).map((folder) => `^${folder}/`),
      },
      to: {},
    },
    {
      name: 'hdl-gen-never-imports-sim',
      comment: 'the halves know each other by the manifest alone, so that one bug cannot agree with itself',
      severity: 'error',
      from: { path: '^hdl-gen/' },
      to: { path: '^sim/' },
    },
    {
      name: 'sim-never-imports-hdl-gen',
      comment: 'the halves know each other by the manifest alone, so that one bug cannot agree with itself',
      severity: 'error',
      from: { path: '^sim/' },
      to: { path: '^hdl-gen/' },
    },
    {
      name: 'product-never-imports-tests',
      comment: 'only a test uses tests, their support and the testbenches',
      severity: 'error',
      from: { path: '^(hdl-gen|sim)/', pathNot: TEST },
      to: { path: [TEST, '^(testbenches|examples)/'] },
    },
    {
      name: 'product-never-imports-scripts',
      comment: 'scripts join the halves; nothing hangs on them',
      severity: 'error',
      from: { path: '^(hdl-gen|sim)/' },
      to: { path: '^scripts/' },
    },
    {
      name: 'hdl-gen-is-pure',
      comment: 'configuration in, text out: files, processes and the machine belong to scripts',
      severity: 'error',
      from: { path: '^hdl-gen/', pathNot: TEST },
      to: { dependencyTypes: ['core'], pathNot: '^(assert|buffer|crypto|path|util)' },
    },
    {
      name: 'no-cycle',
      comment:
        'modules that run each other while loading fail by order; recursive types of one folder are no such thing',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphan',
      comment: 'a module that neither imports nor is imported is dead',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [TEST, '/fixtures/', '^sim/traffic/programs/', '^scripts/[^/]+/main\\.ts$', '\\.d\\.ts$'],
      },
      to: {},
    },
    {
      name: 'no-unresolved',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-package-in-product',
      comment: 'what the package runs stands under dependencies in package.json',
      severity: 'error',
      // Regressions are run in the repository alone.
      from: { path: '^(hdl-gen|sim|scripts/(cli|bootstrap|doctor))/', pathNot: [TEST, '^sim/regression/'] },
      // Vitest is there too for those who test their own designs with it.
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
    {
      name: 'no-unlisted-package',
      comment: 'every package used stands in package.json',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['baton-source', 'import', 'node', 'default'],
    },
  },
};
