// Models metav1.APIResourceList (staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go, v1.35) as `api-resources -o`
// prints it.
import { createHash } from 'node:crypto';
import type { DiscoveredResource } from '../../api-client.ts';

interface ApiResourceList {
  readonly kind: string;
  readonly apiVersion: string;
  readonly groupVersion: string;
  readonly resources: readonly object[];
}

/** The resources as one list, with the fields in the order in which Go writes them. */
export const apiResourceList = (resources: readonly DiscoveredResource[]): ApiResourceList => ({
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: '',
  resources: resources.map(apiResource),
});

function apiResource(served: DiscoveredResource): object {
  const { resource, singular, namespaced, group, version, kind, verbs, shortNames, categories } = served;
  return {
    name: resource,
    singularName: singular,
    namespaced,
    ...(group !== '' && { group }),
    version,
    kind,
    verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(isStored(served) && { storageVersionHash: storageVersionHash(served) }),
  };
}

/** What can be watched is kept; the rest is only asked or looked at. */
const isStored = ({ verbs }: DiscoveredResource): boolean => verbs.includes('watch');

/** Kinds that are kept in another version than the one that is preferred. */
const KEPT_AS: Readonly<Record<string, string>> = { 'events.k8s.io/v1/Event': '/v1/Event' };

/** Models StorageVersionHash of apiserver's pkg/endpoints/discovery/storageversionhash.go (v1.35). */
function storageVersionHash({ group, version, kind }: DiscoveredResource): string {
  const key = `${group}/${version}/${kind}`;
  const digest = createHash('sha256')
    .update(KEPT_AS[key] ?? key)
    .digest();
  return digest.subarray(0, HASH_BYTES).toString('base64');
}

const HASH_BYTES = 8;
