// What a real API server serves and Kubarium keeps nothing of: discovery knows it, and its lists are empty.
import type { ApiAnswer, ApiRequest } from '../../preload/contract/inputs.ts';
import { failed, methodNotSupported, notFound } from '../engine/api/status.ts';
import type { ApiClient, DiscoveredResource } from './api-client.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

type BareResource = Pick<DiscoveredResource, 'kind' | 'resource'> &
  Partial<Pick<DiscoveredResource, 'group' | 'namespaced' | 'shortNames' | 'verbs'>>;

const bareResources: readonly BareResource[] = [
  { kind: 'Binding', resource: 'bindings', namespaced: true, verbs: ['create'] },
  { kind: 'ComponentStatus', resource: 'componentstatuses', shortNames: ['cs'], verbs: ['get', 'list'] },
  { kind: 'PodTemplate', resource: 'podtemplates', namespaced: true },
  {
    kind: 'MutatingWebhookConfiguration',
    resource: 'mutatingwebhookconfigurations',
    group: 'admissionregistration.k8s.io',
  },
  { kind: 'ValidatingAdmissionPolicy', resource: 'validatingadmissionpolicies', group: 'admissionregistration.k8s.io' },
  {
    kind: 'ValidatingAdmissionPolicyBinding',
    resource: 'validatingadmissionpolicybindings',
    group: 'admissionregistration.k8s.io',
  },
  {
    kind: 'ValidatingWebhookConfiguration',
    resource: 'validatingwebhookconfigurations',
    group: 'admissionregistration.k8s.io',
  },
  { kind: 'APIService', resource: 'apiservices', group: 'apiregistration.k8s.io' },
  { kind: 'SelfSubjectReview', resource: 'selfsubjectreviews', group: 'authentication.k8s.io', verbs: ['create'] },
  { kind: 'TokenReview', resource: 'tokenreviews', group: 'authentication.k8s.io', verbs: ['create'] },
  {
    kind: 'LocalSubjectAccessReview',
    resource: 'localsubjectaccessreviews',
    group: 'authorization.k8s.io',
    namespaced: true,
    verbs: ['create'],
  },
  {
    kind: 'SelfSubjectAccessReview',
    resource: 'selfsubjectaccessreviews',
    group: 'authorization.k8s.io',
    verbs: ['create'],
  },
  {
    kind: 'SelfSubjectRulesReview',
    resource: 'selfsubjectrulesreviews',
    group: 'authorization.k8s.io',
    verbs: ['create'],
  },
  { kind: 'SubjectAccessReview', resource: 'subjectaccessreviews', group: 'authorization.k8s.io', verbs: ['create'] },
  {
    kind: 'CertificateSigningRequest',
    resource: 'certificatesigningrequests',
    group: 'certificates.k8s.io',
    shortNames: ['csr'],
  },
  { kind: 'FlowSchema', resource: 'flowschemas', group: 'flowcontrol.apiserver.k8s.io' },
  {
    kind: 'PriorityLevelConfiguration',
    resource: 'prioritylevelconfigurations',
    group: 'flowcontrol.apiserver.k8s.io',
  },
  { kind: 'IPAddress', resource: 'ipaddresses', group: 'networking.k8s.io', shortNames: ['ip'] },
  { kind: 'ServiceCIDR', resource: 'servicecidrs', group: 'networking.k8s.io' },
  { kind: 'RuntimeClass', resource: 'runtimeclasses', group: 'node.k8s.io' },
  { kind: 'DeviceClass', resource: 'deviceclasses', group: 'resource.k8s.io' },
  { kind: 'ResourceClaim', resource: 'resourceclaims', group: 'resource.k8s.io', namespaced: true },
  { kind: 'ResourceClaimTemplate', resource: 'resourceclaimtemplates', group: 'resource.k8s.io', namespaced: true },
  { kind: 'ResourceSlice', resource: 'resourceslices', group: 'resource.k8s.io' },
  { kind: 'CSIDriver', resource: 'csidrivers', group: 'storage.k8s.io' },
  { kind: 'CSINode', resource: 'csinodes', group: 'storage.k8s.io' },
  { kind: 'CSIStorageCapacity', resource: 'csistoragecapacities', group: 'storage.k8s.io', namespaced: true },
  { kind: 'VolumeAttachment', resource: 'volumeattachments', group: 'storage.k8s.io' },
  { kind: 'VolumeAttributesClass', resource: 'volumeattributesclasses', group: 'storage.k8s.io', shortNames: ['vac'] },
];

const discovered: readonly DiscoveredResource[] = bareResources.map((bare) => ({
  singular: bare.kind.toLowerCase(),
  group: '',
  version: 'v1',
  namespaced: false,
  shortNames: [],
  categories: [],
  verbs: VERBS,
  ...bare,
}));

/** All that a cluster serves, and what a real API server serves besides; put together anew when other things are served. */
export class Discovery {
  #served: readonly DiscoveredResource[] | undefined;
  #all: readonly DiscoveredResource[] = [];

  /** The same list for the same list. */
  all(served: readonly DiscoveredResource[]): readonly DiscoveredResource[] {
    if (this.#served !== served) {
      this.#served = served;
      this.#all = withBare(served);
    }
    return this.#all;
  }
}

function withBare(served: readonly DiscoveredResource[]): readonly DiscoveredResource[] {
  const keyOf = ({ resource, group }: DiscoveredResource) => `${resource}.${group}`;
  const known = new Set(served.map(keyOf));
  return [...served, ...discovered.filter((bare) => !known.has(keyOf(bare)))];
}

/** Questions, which the API server answers though it keeps nothing of them. */
const isReview = ({ verbs, resource }: DiscoveredResource): boolean =>
  verbs.length === 1 && verbs[0] === 'create' && resource.endsWith('reviews');

/** The answer to a request for what nothing is kept of; undefined for what `client` itself answers. */
export function bareAnswer(client: ApiClient, request: ApiRequest): ApiAnswer | undefined {
  const bare = discovered.find(({ resource }) => resource === request.resource);
  if (!bare || isReview(bare)) return undefined;
  if (client.discover().some(({ resource }) => resource === request.resource)) return undefined;
  switch (request.verb) {
    case 'list':
    case 'delete-collection':
      return { ok: true, items: [], table: { columns: [], rows: [] }, revision: '1' };
    case 'watch':
      return { ok: true, changes: [], table: { columns: [], rows: [] }, revision: request.since };
    case 'create':
      return failed(methodNotSupported(bare, request.verb));
    default:
      return failed(notFound(bare, request.name));
  }
}
