// Questions about what is shown, living or past.
import type { LifeMoment, ObjectDetails } from '../../../preload/contract/calls.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { type Outcome, fail, succeed } from '../../../preload/contract/problems.ts';
import type { EventView, RequestView } from '../../../preload/contract/views.ts';
import { type KindMap, type ResourceName, objectKey } from '../../engine/api/resources.ts';
import { runtimeUidOf } from '../../engine/kubelet/pod-source.ts';
import { objectYaml } from '../../shell/printing/yaml.ts';
import type { Handlers } from './handlers.ts';
import { isResource, kindOf } from '../kind-of.ts';
import { eventView } from '../projection/event-view.ts';
import type { Projection } from '../projection/projection.ts';
import { requestView } from '../projection/request-view.ts';
import type { SessionHost } from '../session-host.ts';
import { RecordWindow } from '../why/record-window.ts';
import { whyChain } from '../why/why-chain.ts';

type InspectCall = 'object:inspect' | 'pod:life' | 'record:explain' | 'client:requests' | 'node:rules';

export const inspectCalls: Handlers<InspectCall> = {
  'object:inspect': ({ host }, { resource, namespace, name }) => {
    if (!isResource(resource)) return nothingThere(resource, name);
    return inspect(host, resource, namespace, name);
  },
  'pod:life': ({ host }, { namespace, name, uid }) => succeed(lifeOf(host, namespace, name, uid)),
  'record:explain': ({ host }, { seq }) => {
    const steps = whyChain(host.live.file, seq);
    return steps.length > 0 ? succeed(steps) : nothingThere('record', String(seq));
  },
  'client:requests': ({ host }, { client, lostOnly }) => succeed(requestsOf(host, client, lostOnly)),
  'node:rules': ({ host }, { node }) => nodeRules(host, node),
};

function inspect(host: SessionHost, resource: ResourceName, namespace: string, name: string): Outcome<ObjectDetails> {
  const { shown, live } = host;
  const key = objectKey(namespace, name);
  const object = shown.objects.get(resource, key);
  const seq = shown.lastChange(resource, key);
  if (!object || seq === undefined) return nothingThere(resource, name);
  return succeed({
    yaml: objectYaml(object),
    describe: describe(resource, object, shown),
    events: eventsOf(shown, object),
    why: whyChain(live.file, seq),
  });
}

function lifeOf({ shown, live }: SessionHost, namespace: string, name: string, uid: string): readonly LifeMoment[] {
  const pod = shown.objects.get('pods', objectKey(namespace, name));
  // A Pod that is gone, or whose name another one has by now, is known by its own UID.
  const moments = shown.momentsOf(pod?.metadata?.uid === uid ? runtimeUidOf(pod) : uid);
  const repeated = new Map(moments.flatMap((moment) => (typeof moment === 'number' ? [] : [[moment.seq, moment]])));
  return live.steps.stepsOf(moments.map((moment) => (typeof moment === 'number' ? moment : moment.seq))).map((step) => {
    const { count = 1, lastT = step.t } = repeated.get(step.seq) ?? {};
    return { ...step, count, lastT };
  });
}

function requestsOf({ shown, live }: SessionHost, client: string, lostOnly: boolean): readonly RequestView[] {
  const records = new RecordWindow(live.file);
  return shown.requestsOf(client, lostOnly).flatMap((seq) => {
    const record = records.at(seq);
    return record?.type === 'request-finished' ? [requestView(record)] : [];
  });
}

function describe<R extends ResourceName>(resource: R, object: KindMap[R], shown: Projection): string {
  return kindOf(resource).describe(object, shown.printContext);
}

/** The Events about an object, the oldest first. */
function eventsOf(shown: Projection, { metadata }: KubeObject): readonly EventView[] {
  const views: EventView[] = [];
  for (const event of shown.objects.all('events')) {
    if (event.involvedObject.uid === metadata?.uid) views.push(eventView(event, shown.eventTime(event)));
  }
  return views.sort((a, b) => a.t - b.t);
}

function nodeRules(host: SessionHost, node: string): Outcome<{ readonly text: string }> {
  if (host.inThePast) {
    return fail('not-in-the-past', 'rule tables are kept for the present only.', { hint: 'Return to live first.' });
  }
  const { cluster } = host.live;
  if (!cluster.runtime.machineNames().includes(node)) return nothingThere('node', node);
  return succeed({ text: cluster.network.rulesText(node) });
}

function nothingThere(what: string, name: string): Outcome<never> {
  return fail('nothing-there', `there is no ${what} "${name}" at this moment.`, { params: { what, name } });
}
