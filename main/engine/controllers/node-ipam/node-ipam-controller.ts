// Models pkg/controller/nodeipam/ipam/range_allocator.go (v1.35): gives each node its range of Pod addresses.
import { eventTarget } from '../../api/event-recorder.ts';
import type { Node } from '../../api/generated/types.ts';
import type { Change } from '../../api/store.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done, unlessGone } from '../controller.ts';
import { PodRanges, type SavedPodRanges } from './pod-ranges.ts';

const name = 'node-ipam-controller';

export const nodeIpamController: ControllerDefinition = {
  name,
  component: 'cidrAllocator',
  watches: ['nodes'],
  create(context, saved) {
    const ranges = new PodRanges(context.server.settings.podCidr, saved as SavedPodRanges | undefined);
    return {
      watches: { nodes: (change) => nodeChanged(ranges, change) },
      reconcile: (key) => allocate(context, ranges, key),
      save: () => ranges.save(),
    };
  },
};

function nodeChanged(ranges: PodRanges, { type, object }: Change<Node>): readonly string[] {
  const node = object.metadata?.name ?? '';
  const range = object.spec?.podCIDR;
  if (type === 'deleted') ranges.release(node);
  else if (range) ranges.occupy(node, range);
  return type === 'deleted' || range ? [] : [node];
}

function allocate({ caches, server, events }: ControllerContext, ranges: PodRanges, key: string): Outcome {
  const node = caches.of('nodes').byKey(key);
  if (!node || node.spec?.podCIDR) return done;
  const podCIDR = ranges.allocate(key);
  if (podCIDR === undefined) {
    events.send(eventTarget(node), 'Normal', 'CIDRNotAvailable', `Node ${key} status is now: CIDRNotAvailable`);
    return { type: 'failed', why: 'no range is left' };
  }
  const updated = server.update(
    'nodes',
    { ...node, spec: { ...node.spec, podCIDR, podCIDRs: [podCIDR] } },
    { actor: name },
  );
  return unlessGone(updated);
}
