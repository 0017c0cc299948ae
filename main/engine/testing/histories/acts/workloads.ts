// What people do with Pods, ReplicationControllers, ReplicaSets, Deployments, StatefulSets and DaemonSets.
import type { KubeObject } from '../../../../../preload/contract/objects.ts';
import type { RandomStream } from '../../../kernel/random.ts';
import { NAMES, NAMESPACES, type Place, applied, manifest, merged, request } from '../manifest.ts';
import type { Act } from '../step.ts';
import { IMAGES, servingPod } from '../templates.ts';
import type { Generator } from './generator.ts';

const WORKLOADS = {
  replicationcontrollers: 'ReplicationController',
  replicasets: 'ReplicaSet',
  deployments: 'Deployment',
  statefulsets: 'StatefulSet',
  daemonsets: 'DaemonSet',
} as const;
type Workload = keyof typeof WORKLOADS;
const ALL = ['deployments', 'deployments', ...Object.keys(WORKLOADS)] as readonly Workload[];
const SCALED = ALL.filter((resource) => resource !== 'daemonsets');

function placeOf(random: RandomStream, resources: readonly Workload[] = ALL): Place & { readonly resource: Workload } {
  return { resource: random.pick(resources), namespace: random.pick(NAMESPACES), name: random.pick(NAMES) };
}

/** What a workload of one kind has beside template and selector. */
function particulars(resource: Workload, name: string, random: RandomStream): object {
  const replicas = random.int(0, 4);
  switch (resource) {
    case 'replicationcontrollers':
    case 'replicasets':
      return { replicas };
    case 'deployments':
      return {
        replicas,
        revisionHistoryLimit: random.pick([0, 1, 2, 10]),
        progressDeadlineSeconds: random.pick([30, 600]),
        strategy: random.pick([
          { type: 'Recreate' },
          { type: 'RollingUpdate' },
          { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
          { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } },
        ]),
      };
    case 'statefulsets':
      return { replicas, serviceName: name, ...statefulParticulars(random) };
    case 'daemonsets':
      return {
        updateStrategy: random.pick([
          { type: 'RollingUpdate' },
          { type: 'OnDelete' },
          { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } },
          { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        ]),
      };
  }
}

function statefulParticulars(random: RandomStream): object {
  const claim = {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: 'quick' },
  };
  return {
    podManagementPolicy: random.pick(['OrderedReady', 'Parallel']),
    updateStrategy: random.pick([
      { type: 'RollingUpdate' },
      { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
      { type: 'OnDelete' },
    ]),
    ...(random.int(0, 2) === 0 && { volumeClaimTemplates: [claim] }),
    ...(random.int(0, 3) === 0 && { minReadySeconds: random.int(1, 10) }),
    ...(random.int(0, 3) === 0 && {
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: random.pick(['Retain', 'Delete']),
        whenScaled: random.pick(['Retain', 'Delete']),
      },
    }),
  };
}

function workload(place: Place & { readonly resource: Workload }, random: RandomStream): KubeObject {
  const { resource, name } = place;
  const labels = { app: name, of: resource };
  const template = { metadata: { labels }, ...servingPod(random, labels) };
  const selector = resource === 'replicationcontrollers' ? labels : { matchLabels: labels };
  const spec = { ...particulars(resource, name, random), selector, template };
  const apiVersion = resource === 'replicationcontrollers' ? 'v1' : 'apps/v1';
  return manifest(apiVersion, WORKLOADS[resource], { name }, { spec });
}

function create(random: RandomStream): Act {
  const place = placeOf(random);
  const object = workload(place, random);
  if (random.int(0, 2) > 0) return applied(place.namespace, object);
  return request({ verb: 'create', resource: place.resource, namespace: place.namespace, object });
}

function scale(random: RandomStream): Act {
  return merged(
    placeOf(random, SCALED),
    { spec: { replicas: random.int(0, 6) } },
    random.pick([null, 'scale']) ?? undefined,
  );
}

function changeImage(random: RandomStream): Act {
  const containers = [{ name: 'main', image: random.pick(IMAGES) }];
  const patch = { spec: { template: { spec: { containers } } } };
  return request({ ...placeOf(random), verb: 'patch', patchType: 'strategic', patch });
}

/** Pauses and strategies, and bounds that a rollout is kept to. */
function changeRollout(random: RandomStream): Act {
  const spec = random.pick([
    { paused: true },
    { paused: false },
    { paused: null },
    { strategy: { type: 'Recreate', rollingUpdate: null } },
    { minReadySeconds: 5 },
    { minReadySeconds: 0 },
    { revisionHistoryLimit: 0 },
  ]);
  return merged(placeOf(random, ['deployments']), { spec });
}

function restart(random: RandomStream): Act {
  const annotations = { 'kubectl.kubernetes.io/restartedAt': String(random.int(1, 99)) };
  return merged(placeOf(random, ['deployments', 'statefulsets', 'daemonsets']), {
    spec: { template: { metadata: { annotations } } },
  });
}

function applyServerSide(random: RandomStream): Act {
  const place = placeOf(random);
  const patch = workload(place, random);
  const fieldManager = random.pick(['ann', 'bob']);
  return request({ ...place, verb: 'patch', patchType: 'apply', patch, fieldManager, force: random.int(0, 1) === 0 });
}

function barePod(random: RandomStream): Act {
  const name = random.pick(['lone', 'other']);
  const labels = random.pick([{ app: 'red', of: 'replicasets' }, { app: 'blue', of: 'deployments' }, { app: name }]);
  const pod = manifest('v1', 'Pod', { name, labels }, servingPod(random, labels));
  return request({ verb: 'create', resource: 'pods', namespace: random.pick(NAMESPACES), object: pod });
}

export const workloads: readonly Generator[] = [
  { weight: 14, creates: true, make: create },
  { weight: 8, make: scale },
  { weight: 6, make: changeImage },
  { weight: 3, make: changeRollout },
  { weight: 2, make: restart },
  { weight: 2, make: applyServerSide },
  { weight: 3, creates: true, make: barePod },
];
