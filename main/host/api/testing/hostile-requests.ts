// Requests as nobody means them: paths, parameters, headers and bodies by chance.
import { Buffer } from 'node:buffer';
import fc from 'fast-check';

export interface HostileRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const part = fc.oneof(
  fc.constantFrom('api', 'apis', 'v1', 'apps', 'namespaces', 'default', 'pods', 'deployments', 'nodes', 'configmaps'),
  fc.constantFrom('status', 'scale', 'exec', 'log', 'eviction', 'binding', 'portforward', 'openapi', 'v3', 'version'),
  fc.constantFrom(
    'proxy',
    'v2',
    'services',
    'token',
    'serviceaccounts',
    'attach',
    'kube-root-ca.crt',
    'a:80',
    'healthz',
  ),
  fc.constantFrom('%', '%00', '%2e%2e', '..', '', '%ff', '__proto__', 'constructor', '💥'),
  fc.string({ maxLength: 20 }),
);
/** Paths that lead somewhere, so that what stands behind them is met, too. */
const known = fc.constantFrom(
  ...[
    '/api/v1/namespaces/default/pods',
    '/api/v1/namespaces/default/configmaps',
    '/api/v1/nodes',
    '/api/v1/namespaces',
  ],
  ...['/apis/apps/v1/namespaces/default/deployments', '/apis/batch/v1/namespaces/default/jobs', '/openapi/v2'],
  ...['/api/v1/namespaces/default/services/kubernetes/proxy/', '/api/v1/nodes/worker232/proxy/pods', '/openapi/v3'],
  ...['/apis/rbac.authorization.k8s.io/v1/clusterroles', '/api/v1/namespaces/default/serviceaccounts/default/token'],
  ...['/api/v1/namespaces/default/pods/x/exec', '/api/v1/namespaces/kube-system/pods/etcd-master231/exec', '/apis'],
  ...[
    '/api/v1/namespaces/kube-system/pods/etcd-master231/log',
    '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  ],
);
const path = fc.oneof(
  fc.array(part, { maxLength: 8 }).map((parts) => `/${parts.map(sendable).join('/')}`),
  known,
);
const query = fc.array(
  fc.tuple(
    fc.constantFrom(
      ...['limit', 'continue', 'labelSelector', 'fieldSelector', 'dryRun', 'command', 'resourceVersion', 'x', 'watch'],
      ...['fieldValidation', 'fieldManager', 'force', 'gracePeriodSeconds', 'propagationPolicy', 'sendInitialEvents'],
      ...['container', 'tailLines', 'sinceTime', 'ports', 'stdin', 'stdout', 'tty', 'resourceVersionMatch'],
    ),
    fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('true', '1', '-1', '0', 'a=b', 'metadata.name=x', 'All')),
  ),
  { maxLength: 4 },
);
const headers = fc.record(
  {
    Accept: fc.constantFrom('application/json', 'application/json;as=Table;v=v1;g=meta.k8s.io', '*/*', ';;;', 'a/b'),
    'Content-Type': fc.constantFrom(
      ...['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf', 'text/plain', ''],
      ...['application/json-patch+json', 'application/strategic-merge-patch+json', 'application/apply-patch+yaml'],
    ),
    'Impersonate-User': fc.constantFrom('jane', 'system:serviceaccount:a:b', 'system:admin', 'x', '\t'),
    Upgrade: fc.constantFrom('websocket', 'SPDY/3.1', 'h2c', 'x'),
    'Sec-WebSocket-Key': fc.constantFrom('dGhlIHNhbXBsZSBub25jZQ==', 'x'),
    'Sec-WebSocket-Version': fc.constantFrom('13', '8'),
    'Sec-WebSocket-Protocol': fc.constantFrom('v5.channel.k8s.io', 'SPDY/3.1+portforward.k8s.io', 'binary.k8s.io', ','),
  },
  { requiredKeys: [] },
);
const magic = Buffer.from('k8s\0');
const body = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([magic, bytes])),
  fc.constantFrom('{"kind":"Pod","metadata":{"name":"x"},"spec":null}', '[1,2', 'a: &a [*a]', '{"__proto__":{"a":1}}'),
  fc.record({ name: fc.string({ maxLength: 8 }), spec: fc.jsonValue({ maxDepth: 3 }) }).map(({ name, spec }) => {
    const kind = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: spec, spec };
    return JSON.stringify(kind);
  }),
  fc.constant(`a: &a ["x","x","x"]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]`),
);

/** No client sends in a path what it cannot hold; everything else goes as it is. */
function sendable(text: string): string {
  return text.replace(/[^\x21-\x7e]|[?#/\\]/gu, encodeURIComponent);
}

/** Watches among them end after a second. */
export const hostileRequest: fc.Arbitrary<HostileRequest> = fc
  .record({
    method: fc.constantFrom('GET', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'),
    path,
    query,
    headers,
    body,
  })
  .map(({ method, path, query, headers, body }) => {
    const target = `${path}?${new URLSearchParams([...query, ['timeoutSeconds', '1']]).toString()}`;
    return { method, target, headers, body };
  });
