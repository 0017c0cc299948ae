// What breaks: machines, their disks, kubelets, components of the control plane, their manifests; and what people do to nodes.
import { MANIFESTS_AWAY_FOLDER, MANIFESTS_FOLDER } from '../../../../../preload/contract/inputs.ts';
import type { RandomStream } from '../../../kernel/random.ts';
import { input, merged, request } from '../manifest.ts';
import type { Act } from '../step.ts';
import type { Generator } from './generator.ts';

export const CONTROL_PLANE = 'master231';
export const MACHINES = [CONTROL_PLANE, 'worker232', 'worker233'] as const;
export const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;
const [, ...WORKERS] = MACHINES;

function power(random: RandomStream): Act {
  const node = random.int(0, 7) === 0 ? CONTROL_PLANE : random.pick(WORKERS);
  const on = random.int(0, 1) === 0;
  return input({
    type: 'node-power',
    node,
    on,
    ...(on && node !== CONTROL_PLANE && random.int(0, 3) === 0 && { emptied: true }),
  });
}

function upsetKubelet(random: RandomStream): Act {
  const type = random.pick(['kubelet-freeze', 'kubelet-service'] as const);
  return input({ type, node: random.pick(MACHINES), on: random.int(0, 1) === 0 });
}

/** Seldom so much that Pods are evicted: those that tolerate it are made in vain, twenty a second, which takes long to play. */
const fillDisk = (random: RandomStream) =>
  input({ type: 'disk-fill', node: random.pick(MACHINES), share: random.pick([0, 0.2, 0.4, 0.6, 0.99]) });

function killComponent(random: RandomStream): Act {
  const container = random.pick(COMPONENTS);
  return input({ type: 'kill-container', namespace: 'kube-system', pod: `${container}-${CONTROL_PLANE}`, container });
}

function moveManifest(random: RandomStream): Act {
  const file = `${random.pick(COMPONENTS)}.yaml`;
  const [home, away] = [`${MANIFESTS_FOLDER}/${file}`, `${MANIFESTS_AWAY_FOLDER}/${file}`];
  const isLeaving = random.int(0, 1) === 0;
  return input({ type: 'move-file', node: CONTROL_PLANE, from: isLeaving ? home : away, to: isLeaving ? away : home });
}

function staticPod(random: RandomStream): Act {
  const image = random.pick(['nginx:1.25', 'nginx:1.26']);
  const text = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: still\nspec:\n  containers:\n  - name: main\n    image: ${image}\n`;
  return input({ type: 'write-file', node: random.pick(WORKERS), path: `${MANIFESTS_FOLDER}/still.yaml`, text });
}

const node = (random: RandomStream) => ({ resource: 'nodes', namespace: '', name: random.pick(MACHINES) });

const cordon = (random: RandomStream) => merged(node(random), { spec: { unschedulable: random.pick([true, null]) } });

function taint(random: RandomStream): Act {
  const effect = random.pick(['NoSchedule', 'NoExecute', 'PreferNoSchedule']);
  const taints = random.pick([null, [{ key: 'dedicated', value: random.pick(['red', 'blue']), effect }]]);
  return merged({ ...node(random), name: random.pick(WORKERS) }, { spec: { taints } });
}

const label = (random: RandomStream) =>
  merged(node(random), { metadata: { labels: { disk: random.pick(['fast', null]) } } });

const removeNode = (random: RandomStream) => request({ verb: 'delete', resource: 'nodes', name: random.pick(WORKERS) });

function removeLease(random: RandomStream): Act {
  return request({ verb: 'delete', resource: 'leases', namespace: 'kube-node-lease', name: random.pick(WORKERS) });
}

export const failures: readonly Generator[] = [
  { weight: 5, make: power },
  { weight: 5, make: upsetKubelet },
  { weight: 1, make: fillDisk },
  { weight: 4, make: killComponent },
  { weight: 5, make: moveManifest },
  { weight: 1, make: staticPod },
  { weight: 3, make: cordon },
  { weight: 3, make: taint },
  { weight: 2, make: label },
  { weight: 1, make: removeNode },
  { weight: 1, make: removeLease },
];
