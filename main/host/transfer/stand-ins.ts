// What a dump names but does not hold: made in its place, so that what needs it can run.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { isJsonObject } from '../../engine/kernel/json.ts';
import { identityOf } from './identity.ts';
import { mapAt, textAt } from './json-draft.ts';
import { accountOf, podSpecOf, secretsNeededBy } from './pod-specs.ts';
import { isSystemNamespace } from './system-parts.ts';

/** Stands for a value that was left out. */
const PLACEHOLDER = Buffer.from('left-out').toString('base64');
const NO_REGISTRIES = Buffer.from('{"auths":{}}').toString('base64');

/** Namespaces, accounts and Secrets that `objects` need and that are not among them; of `secrets` only keys are taken. */
export function standIns(objects: readonly KubeObject[], secrets: readonly KubeObject[]): readonly KubeObject[] {
  const made = new Map<string, KubeObject>();
  const there = new Set(objects.map(identityOf));
  const add = (object: KubeObject) => {
    const identity = identityOf(object);
    if (!there.has(identity) && !made.has(identity)) made.set(identity, object);
  };
  const known = new Map(secrets.map((secret) => [identityOf(secret), secret]));
  for (const object of objects) {
    const namespace = object.metadata?.namespace ?? '';
    if (namespace !== '' && namespace !== 'default' && !isSystemNamespace(namespace)) {
      add({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    }
    const spec = podSpecOf(object);
    if (!spec) continue;
    const account = accountOf(spec);
    if (account !== 'default')
      add({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace } });
    const needed = secretsNeededBy(spec);
    for (const { name } of needed) {
      const keys = needed.filter((need) => need.name === name).flatMap((need) => need.keys);
      const empty: KubeObject = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } };
      add(secretStandIn(known.get(identityOf(empty)) ?? empty, keys));
    }
  }
  return [...made.values()];
}

/** A Secret with the same keys and no values. */
export function secretStandIn(secret: KubeObject, keys: readonly string[] = []): KubeObject {
  const given = isJsonObject(secret) ? secret : {};
  const known = [...Object.keys(mapAt(given, 'data')), ...Object.keys(mapAt(given, 'stringData')), ...keys];
  const data = Object.fromEntries(known.map((key) => [key, key === '.dockerconfigjson' ? NO_REGISTRIES : PLACEHOLDER]));
  const { name, namespace, labels } = secret.metadata ?? {};
  const type = textAt(given, 'type');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, ...(labels && { labels }) },
    ...(type !== '' && { type }),
    ...{ data },
  };
}
