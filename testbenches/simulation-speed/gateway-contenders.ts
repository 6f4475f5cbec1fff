// SPDX-License-Identifier: Apache-2.0
import { createChecker } from '../../sim/checker/index.ts';
import { differs, type Model, type PortIdentity } from '../../sim/harness/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';
import { createTestbench, cycles, type Task, until } from '../../sim/tasks/index.ts';
import { GatewayScene } from './gateway-scene.ts';
import type { Contender } from './queue-contenders.ts';
import { require } from './stimulus.ts';

const next = cycles(1);

const atRest = [
  'client_error_code',
  'server_error_code',
  'register_done',
  'client_result_valid',
  'server_result_valid',
];

function runTasks(model: Model, count: number, scene: GatewayScene, others: readonly (() => Task)[]): string {
  const testbench = createTestbench(model);
  scene.driveClient();
  scene.driveServer();
  testbench.fork(function* server() {
    for (;;) {
      yield next;
      scene.checkServer();
      scene.noteServer();
      scene.driveServer();
    }
  });
  testbench.fork(function* client() {
    for (;;) {
      yield next;
      scene.checkClient();
      scene.checkErrors();
      scene.noteClient();
      scene.driveClient();
    }
  });
  for (const other of others) testbench.fork(other);
  testbench.run(
    function* clock() {
      yield cycles(count);
    },
    { maximumCycles: count },
  );
  return scene.outcome;
}

function* lookAt(port: { readonly value: number; readonly name: string }, expected: number): Task {
  for (;;) {
    yield next;
    require(port.value === expected, port.name);
  }
}

function* waitFor(port: PortIdentity, expected: number): Task {
  yield until(differs(port, expected));
  require(false, port.name);
}

/** The ports beside the streams, with the values they have while all goes well. */
function quietPorts(model: Model) {
  return [
    ...atRest.map((name) => ({ port: model.port(name), expected: 0 })),
    { port: model.port('ready'), expected: 1 },
  ];
}

/** The synchronous loop with every operation compared with the reference model: a model whose probes are visible. */
export function comparing(manifest: Manifest): Contender {
  return (model, count) => {
    const checker = createChecker(manifest);
    const { frame } = model.sampler(checker.signals.map(({ name }) => name));
    resetGateway(model, () => checker.sample(frame, model.cycles));
    const scene = new GatewayScene(model);
    for (let cycle = 0; cycle < count; cycle += 1) {
      scene.driveClient();
      scene.driveServer();
      model.settle();
      checker.sample(frame, model.cycles);
      model.edge();
      scene.observe();
    }
    return scene.outcome;
  };
}

/** Resets the gateway and waits until it is ready. */
export function resetGateway(model: Model, sample: () => void = () => {}): void {
  const reset = model.port('rst');
  const ready = model.port('ready');
  reset.value = 1;
  model.settle();
  sample();
  model.edge();
  reset.value = 0;
  for (model.settle(); ready.value === 0; model.settle()) {
    sample();
    model.edge();
  }
}

export const gatewayContenders: Readonly<Record<string, Contender>> = {
  synchronous(model, count) {
    const scene = new GatewayScene(model);
    for (let cycle = 0; cycle < count; cycle += 1) {
      scene.driveClient();
      scene.driveServer();
      model.step();
      scene.observe();
    }
    return scene.outcome;
  },

  '2 tasks': (model, count) => runTasks(model, count, new GatewayScene(model), []),

  '8 tasks': (model, count) =>
    runTasks(
      model,
      count,
      new GatewayScene(model),
      quietPorts(model).map(
        ({ port, expected }) =>
          () =>
            lookAt(port, expected),
      ),
    ),

  '8 tasks, 6 waiting': (model, count) =>
    runTasks(
      model,
      count,
      new GatewayScene(model),
      quietPorts(model).map(
        ({ port, expected }) =>
          () =>
            waitFor(port, expected),
      ),
    ),
};
