// Models plugin/pkg/admission/serviceaccount/admission.go (v1.35): every Pod acts for an account and finds its token in
// a volume. The server waits a moment for the account `default`, which is made for each namespace; here a Pod does
// without it.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { Container, Pod, PodSpec, ServiceAccount, Volume } from '../../api/generated/types.ts';
import { generatedName } from '../../api/names.ts';
import { deepFreeze } from '../../kernel/json.ts';
import type { RandomStream } from '../../kernel/random.ts';
import type { Unfinished } from '../written.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { type AdmissionRequest, type AdmissionServices, draftOf, forbidUnnamed, namespaceOf } from './request.ts';

const DEFAULT_ACCOUNT = 'default';
const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const VOLUME_PREFIX = 'kube-api-access-';

/** The same in all Pods, so that it is kept once. */
const token: Unfinished<Volume>['projected'] = deepFreeze({
  defaultMode: 0o644,
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
    {
      downwardAPI: { items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }] },
    },
  ],
});

export const serviceAccountPlugin: AdmissionPlugin = { name: 'ServiceAccount', mutate: useServiceAccount };

/** Mirrors of static Pods have no account. */
function useServiceAccount(request: AdmissionRequest, services: AdmissionServices): ApiStatus | undefined {
  const pod = request.operation === 'create' ? draftOf(request, 'pods') : undefined;
  if (!pod || isMirror(pod)) return undefined;
  const spec = (pod.spec ??= {});
  spec.serviceAccountName ||= spec.serviceAccount || DEFAULT_ACCOUNT;
  spec.serviceAccount = spec.serviceAccountName;
  const namespace = namespaceOf(request);
  const account = services.get('serviceaccounts', namespace, spec.serviceAccountName);
  if (!account && spec.serviceAccountName !== DEFAULT_ACCOUNT) {
    const name = spec.serviceAccountName;
    const why = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
    return forbidUnnamed(request, why);
  }
  if (mountsByDefault(spec, account)) mountToken(spec, services.random);
  usePullSecrets(spec, account);
  return undefined;
}

const isMirror = ({ metadata }: Unfinished<Pod>): boolean => metadata?.annotations?.[MIRROR_ANNOTATION] !== undefined;

const mountsByDefault = (spec: Unfinished<PodSpec>, account: ServiceAccount | undefined): boolean =>
  spec.automountServiceAccountToken ?? account?.automountServiceAccountToken ?? true;

function usePullSecrets(spec: Unfinished<PodSpec>, account: ServiceAccount | undefined): void {
  const secrets = account?.imagePullSecrets ?? [];
  if (secrets.length > 0 && !spec.imagePullSecrets?.length)
    spec.imagePullSecrets = secrets.map((item) => ({ ...item }));
}

function mountToken(spec: Unfinished<PodSpec>, random: RandomStream): void {
  const without = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].filter(
    (container) => !mountsToken(container),
  );
  if (without.length === 0) return;
  const name = generatedName(VOLUME_PREFIX, random);
  for (const container of without) {
    container.volumeMounts = [...(container.volumeMounts ?? []), { mountPath: TOKEN_PATH, name, readOnly: true }];
  }
  spec.volumes = [...(spec.volumes ?? []), { name, projected: token }];
}

const mountsToken = ({ volumeMounts }: Unfinished<Container>): boolean =>
  (volumeMounts ?? []).some(({ mountPath }) => mountPath === TOKEN_PATH);
