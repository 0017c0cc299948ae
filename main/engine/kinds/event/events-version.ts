// Models pkg/apis/events/v1/conversion.go (v1.35): Events in the words of events.k8s.io.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { KindVersion } from '../../api/resources.ts';

const API_VERSION = 'events.k8s.io/v1';

/** Fields by their name in the core group and in events.k8s.io. */
const names: readonly (readonly [core: string, own: string])[] = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
];
const toOwn = new Map(names);
const toCore = new Map(names.map(([core, own]) => [own, core]));

export const eventsVersion: KindVersion = {
  group: 'events.k8s.io',
  version: 'v1',
  model: 'EventsEvent',
  // The core group's Event says that it involves something, if only nothing in particular.
  toStored: (object) => ({ involvedObject: {}, ...renamed(object, toCore), apiVersion: 'v1' }),
  fromStored: (object) => ({ ...renamed(object, toOwn), apiVersion: API_VERSION }),
};

function renamed(object: KubeObject, to: ReadonlyMap<string, string>): KubeObject {
  return Object.fromEntries(Object.entries(object).map(([field, value]) => [to.get(field) ?? field, value]));
}
