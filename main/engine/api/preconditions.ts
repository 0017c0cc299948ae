// Models the preconditions of apiserver's pkg/registry/rest/delete.go and pkg/storage/errors.go (v1.35).
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Named } from './status.ts';

/** Where etcd keeps what does not stand under its own plural name. */
const folders: Readonly<Record<string, string>> = {
  nodes: 'minions',
  replicationcontrollers: 'controllers',
  services: 'services/specs',
  endpoints: 'services/endpoints',
  ingresses: 'ingress',
};

/** Why an object of another UID cannot be replaced, in the words of the storage. */
export function uidMismatch(named: Named, key: string, uid: string, there: KubeObject): string {
  const path = `/registry/${folders[named.resource] ?? named.resource}/${key}`;
  const fault = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${there.metadata?.uid ?? ''}`;
  return `StorageError: invalid object, Code: 4, Key: ${path}, ResourceVersion: 0, AdditionalErrorMsg: ${fault}`;
}

interface Preconditions {
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
}

/** Why an object is not the one that was to be deleted; undefined when it is. */
export function preconditionFault({ metadata = {} }: KubeObject, wanted: Preconditions): string | undefined {
  const { uid = '', resourceVersion = '' } = metadata;
  if (wanted.uid !== undefined && wanted.uid !== uid) {
    const records = `the UID in the precondition (${wanted.uid}) does not match the UID in record (${uid})`;
    return `${records}. The object might have been deleted and then recreated`;
  }
  if (wanted.resourceVersion === undefined || wanted.resourceVersion === resourceVersion) return undefined;
  const revisions = `the ResourceVersion in the precondition (${wanted.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion})`;
  return `${revisions}. The object might have been modified`;
}
