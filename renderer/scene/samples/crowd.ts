// Many nodes and Pods, to see how the stage looks from afar: for the gallery only.
import type { Condition, EndpointView, PodView, SnapshotMessage } from '../../../preload/contract/views.ts';
import { aNode, aPod } from './views.ts';
import { tutorialSnapshot } from './tutorial.ts';

const conditions: readonly Condition[] = [
  'ready',
  'ready',
  'ready',
  'ready',
  'starting',
  'ready',
  'unready',
  'ready',
  'ending',
  'failed',
];
/** So many of the crowd take the visitors' requests. */
const endpointsMax = 1000;

/** The tutorial's cluster with so many workers more, and so many Pods spread over all workers. */
export function crowdedSnapshot(nodes: number, pods: number): SnapshotMessage {
  const base = tutorialSnapshot();
  const { entities } = base.view;
  const more = Array.from({ length: nodes }, (_, index) =>
    aNode({
      name: `worker${300 + index}`,
      ip: `10.0.${1 + (index >> 8)}.${index & 255}`,
      podCidr: `10.101.${index}.0/24`,
      powered: index % 7 !== 6,
    }),
  );
  const workers = [...entities.nodes, ...more].filter(({ controlPlane }) => !controlPlane).map(({ name }) => name);
  const crowd = Array.from({ length: pods }, (_, index) => crowdPod(index, workers));
  const [first, ...services] = entities.services;
  const open = first && { ...first, endpoints: [...first.endpoints, ...crowd.slice(0, endpointsMax).map(endpointOf)] };
  return {
    ...base,
    view: {
      ...base.view,
      entities: {
        ...entities,
        nodes: [...entities.nodes, ...more],
        pods: [...entities.pods, ...crowd],
        services: open ? [open, ...services] : services,
      },
    },
  };
}

function crowdPod(index: number, workers: readonly string[]): PodView {
  const condition = conditions[(index * 7 + Math.floor(index / workers.length)) % conditions.length] ?? 'ready';
  const pending = index % 97 === 96;
  return aPod({
    uid: `crowd${index}`,
    name: `shop-frontend-${String(index).padStart(5, '0')}`,
    owner: { kind: 'ReplicationController', name: 'shop-frontend' },
    node: pending ? undefined : workers[index % workers.length],
    condition: pending ? 'waiting' : condition,
    status: pending ? 'Pending' : 'Running',
    createdUs: 60_000_000 + index,
  });
}

function endpointOf({ uid, node, ip, condition }: PodView): EndpointView {
  return {
    podUid: uid,
    address: ip ?? '',
    node,
    ready: condition === 'ready',
    serving: condition === 'ready' || condition === 'ending',
    terminating: condition === 'ending',
  };
}
