// Models pkg/controller/endpointslicemirroring/endpointslicemirroring_controller.go (v1.35): Endpoints that somebody wrote
// by hand, for a Service without a selector, are copied into EndpointSlices, which is what kube-proxy reads.
import { eventTarget } from '../../api/event-recorder.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { SECOND } from '../../kernel/time.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done } from '../controller.ts';
import { portsKey } from '../slice-endpoints.ts';
import { serviceKeyOf } from '../slice-metadata.ts';
import { byKey } from '../../api/order.ts';
import { isNamespaceEnding } from '../pod-control.ts';
import { isMirrored, mirroredSlices } from './mirrored-slices.ts';

type Endpoints = KindMap['endpoints'];
type EndpointSlice = KindMap['endpointslices'];

const name = 'endpointslice-mirroring-controller';
const SKIP_LABEL = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader';

export const endpointSliceMirroringController: ControllerDefinition = {
  name,
  component: name,
  watches: ['services', 'endpoints', 'endpointslices'],
  backOff: { firstUs: SECOND },
  create: (context) => ({
    watches: {
      services: ({ object }) => [keyOf(object)],
      endpoints: ({ object }) => [keyOf(object)],
      endpointslices: ({ object }) => (isMirrored(object) ? [serviceKeyOf(object)] : []),
    },
    reconcile: (key) => mirror(context, key),
    save: () => undefined,
  }),
};

function mirror(context: ControllerContext, key: string): Outcome {
  const { caches, server } = context;
  const service = caches.of('services').byKey(key);
  const endpoints = caches.of('endpoints').byKey(key);
  const isWanted = service && Object.keys(service.spec?.selector ?? {}).length === 0;
  const desired = isWanted && endpoints && isMirrorable(endpoints) ? mirroredSlices(endpoints) : [];
  // Read from the server, since the cache may not show yet what was written last.
  const [namespace] = key.split('/');
  const listed = server.list('endpointslices', namespace);
  if (!listed.ok) return { type: 'failed', why: listed.status.message };
  const present = listed.items.filter((slice) => isMirrored(slice) && serviceKeyOf(slice) === key).sort(byKey);
  const failures = carryOut(context, desired, present);
  if (failures.length === 0) return done;
  const why = failures.join(', ');
  const message = `Error updating Endpoint Slices for Endpoints ${key}: ${why}`;
  if (endpoints) context.events.send(eventTarget(endpoints), 'Warning', 'FailedToUpdateEndpointSlices', message);
  return { type: 'failed', why };
}

function isMirrorable({ metadata }: Endpoints): boolean {
  return metadata?.labels?.[SKIP_LABEL] !== 'true' && metadata?.annotations?.[LEADER_ANNOTATION] === undefined;
}

/** Makes the slices what they should be; answers what went wrong. */
function carryOut(
  { server }: ControllerContext,
  desired: readonly EndpointSlice[],
  present: readonly EndpointSlice[],
): string[] {
  const left = [...present];
  const results = desired.map((wanted) => {
    const index = left.findIndex((slice) => kindOf(slice) === kindOf(wanted));
    const [old] = index < 0 ? [] : left.splice(index, 1);
    if (!old) return server.create('endpointslices', wanted, { actor: name });
    const next = { ...old, ...wanted, metadata: { ...old.metadata, ...wanted.metadata } };
    return jsonEqual(next, old) ? undefined : server.update('endpointslices', next, { actor: name });
  });
  const deleted = left.map(({ metadata }) =>
    server.delete('endpointslices', metadata?.namespace ?? '', metadata?.name ?? '', {
      actor: name,
      uid: metadata?.uid,
    }),
  );
  return [...results, ...deleted].flatMap((result) =>
    !result || result.ok || result.status.code === 404 || isNamespaceEnding(result.status) ? [] : result.status.message,
  );
}

/** Equal for slices that can take each other's place. */
const kindOf = ({ addressType, ports }: EndpointSlice): string => `${addressType} ${portsKey(ports ?? [])}`;
