// Models pkg/registry/authorization and pkg/registry/authentication/selfsubjectreview (v1.35): questions about rights. They
// are asked like objects to be created, and answered without keeping anything.
import type { ApiAnswer, ApiStatus, Requester, WriteRequest } from '../../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { decode } from '../decode.ts';
import type { SelfSubjectRulesReview, SubjectAccessReview, TokenReview } from '../generated/types.ts';
import { invalidValue } from '../metadata.ts';
import type { ApiServer } from '../server.ts';
import { badRequest, failed, type FieldError, invalid, methodNotSupported, type Named } from '../status.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { type Attributes, refusalOf } from './attributes.ts';
import { decide, rulesFor } from './authorizer.ts';
import { rolesOf } from './guard.ts';
import type { RoleSource } from './rule-resolver.ts';
import { tokenStatus } from './token-review.ts';
import { admin } from './user.ts';

const AUTHORIZATION = 'authorization.k8s.io';
const reviews: readonly Named[] = [
  { kind: 'SelfSubjectAccessReview', resource: 'selfsubjectaccessreviews', group: AUTHORIZATION },
  { kind: 'SelfSubjectRulesReview', resource: 'selfsubjectrulesreviews', group: AUTHORIZATION },
  { kind: 'SubjectAccessReview', resource: 'subjectaccessreviews', group: AUTHORIZATION },
  { kind: 'LocalSubjectAccessReview', resource: 'localsubjectaccessreviews', group: AUTHORIZATION },
  { kind: 'SelfSubjectReview', resource: 'selfsubjectreviews', group: 'authentication.k8s.io' },
  { kind: 'TokenReview', resource: 'tokenreviews', group: 'authentication.k8s.io' },
];

/** The answer to a review; undefined for requests that are none. Without a `user` the administrator asks. */
export function answerReview(server: ApiServer, request: WriteRequest, user: Requester = admin): ApiAnswer | undefined {
  const review = reviews.find(({ resource }) => resource === request.resource);
  if (!review) return undefined;
  const outage = server.outage();
  if (outage) return failed(outage);
  const roles = rolesOf(server);
  const denied = deniedReview(roles, user, request, review);
  if (denied) return failed(denied);
  if (request.verb !== 'create') return failed(methodNotSupported(review, request.verb));
  const decoded = decode(review.kind, request.object as JsonObject);
  if (!decoded.ok)
    return failed(
      badRequest(`${review.kind} in version "v1" cannot be handled as a ${review.kind}: ${decoded.message}`),
    );
  const status = statusOf({ server, roles, user, namespace: request.namespace ?? '' }, review, decoded.object);
  if ('faults' in status) return failed(invalid(review, '', status.faults));
  const answered: KubeObject & { readonly status: object } = { metadata: {}, ...decoded.object, status };
  return { ok: true, object: answered };
}

function deniedReview(roles: RoleSource, user: Requester, request: WriteRequest, review: Named): ApiStatus | undefined {
  const isLocal = review.kind === 'LocalSubjectAccessReview';
  const { resource, group } = review;
  const namespace = isLocal ? (request.namespace ?? '') : '';
  const asked = { verb: request.verb, resource, group, subresource: '', name: '', namespace };
  const { allowed, reason } = decide(roles, user, asked);
  return allowed ? undefined : refusalOf(user, asked, review, reason);
}

interface Refused {
  readonly faults: readonly FieldError[];
}

interface Asking {
  readonly server: ApiServer;
  readonly roles: RoleSource;
  readonly user: Requester;
  readonly namespace: string;
}

function statusOf({ server, roles, user, namespace }: Asking, { kind }: Named, object: KubeObject): object | Refused {
  if (kind === 'TokenReview') return tokenStatus(server, object as TokenReview);
  if (kind === 'SelfSubjectReview') return { userInfo: { username: user.name, groups: user.groups } };
  if (kind === 'SelfSubjectRulesReview') return rulesStatus(roles, user, object as SelfSubjectRulesReview);
  const { spec } = object as SubjectAccessReview;
  const faults = faultsOf(spec, kind, namespace);
  if (faults.length > 0) return { faults };
  const subject = kind === 'SelfSubjectAccessReview' ? user : { name: spec.user ?? '', groups: spec.groups ?? [] };
  const { allowed, reason } = decide(roles, subject, asAttributes(spec));
  return { allowed, ...(reason !== '' && { reason }) };
}

function rulesStatus(roles: RoleSource, user: Requester, { spec }: SelfSubjectRulesReview): object | Refused {
  if (!spec.namespace)
    return { faults: [{ field: '', reason: 'FieldValueRequired', message: 'no namespace on request' }] };
  const rules = rulesFor(roles, user, spec.namespace);
  return {
    incomplete: false,
    nonResourceRules: rules.filter(({ nonResourceURLs }) => nonResourceURLs !== undefined),
    resourceRules: rules.filter(({ resources }) => resources !== undefined),
  };
}

type Spec = SubjectAccessReview['spec'];

function faultsOf(spec: Spec, kind: string, namespace: string): FieldError[] {
  const { resourceAttributes, nonResourceAttributes, user = '', groups = [] } = spec;
  const faults: FieldError[] = [];
  if ((resourceAttributes === undefined) === (nonResourceAttributes === undefined)) {
    const both = resourceAttributes !== undefined;
    const fault = both
      ? 'cannot be specified in combination with resourceAttributes'
      : 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    const field = both ? 'spec.nonResourceAttributes' : 'spec.resourceAttributes';
    faults.push(invalidValue(field, both ? nonResourceAttributes : null, fault));
  }
  if (kind === 'SelfSubjectAccessReview') return faults;
  if (user === '' && groups.length === 0) {
    faults.push(invalidValue('spec.user', user, 'at least one of user or group must be specified'));
  }
  if (kind !== 'LocalSubjectAccessReview') return faults;
  if (nonResourceAttributes) {
    faults.push(
      invalidValue('spec.nonResourceAttributes', nonResourceAttributes, 'disallowed on this kind of request'),
    );
  }
  if (resourceAttributes && (resourceAttributes.namespace ?? '') !== namespace) {
    const fault = 'must match metadata.namespace';
    faults.push(invalidValue('spec.resourceAttributes.namespace', resourceAttributes.namespace ?? '', fault));
  }
  return faults;
}

function asAttributes({ resourceAttributes, nonResourceAttributes }: Spec): Attributes {
  if (nonResourceAttributes) return { verb: nonResourceAttributes.verb ?? '', path: nonResourceAttributes.path ?? '' };
  const {
    verb = '',
    resource = '',
    group = '',
    subresource = '',
    name = '',
    namespace = '',
  } = resourceAttributes ?? {};
  return { verb, resource, group, subresource, name, namespace };
}
