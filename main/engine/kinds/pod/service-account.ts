// Models plugin/pkg/admission/serviceaccount/admission.go (v1.35): every Pod acts for an account and finds its token in
// a volume.
import type { Container, Pod, PodSpec, Volume } from '../../api/generated/types.ts';
import { generatedName } from '../../api/names.ts';
import type { RandomStream } from '../../kernel/random.ts';
import { deepFreeze } from '../../kernel/json.ts';
import type { Unfinished } from '../written.ts';

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

/** Mirrors of static Pods have no account. */
export function useServiceAccount(pod: Unfinished<Pod>, spec: Unfinished<PodSpec>, random: RandomStream): void {
  if (pod.metadata?.annotations?.[MIRROR_ANNOTATION] !== undefined) return;
  spec.serviceAccountName ||= spec.serviceAccount ?? 'default';
  spec.serviceAccount = spec.serviceAccountName;
  if (spec.automountServiceAccountToken !== false) mountToken(spec, random);
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
