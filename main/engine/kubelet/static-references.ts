// Models HasAPIObjectReference in pkg/api/pod/util.go (v1.35): what a static Pod would need the API for, which it may not.
import type { Container, Pod, Volume } from '../api/generated/types.ts';
import { containersOf, initContainersOf } from './container-state.ts';

/** The resource of the first object of the API that the Pod refers to; undefined when it does without. */
export function referredResource({ spec }: Pod): string | undefined {
  if (spec?.serviceAccountName) return 'serviceaccounts';
  const volumes = spec?.volumes ?? [];
  const containers = [...containersOf(spec), ...initContainersOf(spec)];
  const pullsWithSecret = (spec?.imagePullSecrets ?? []).length > 0;
  if (pullsWithSecret || volumes.some(holdsSecret) || containers.some(readsSecret)) return 'secrets';
  if (volumes.some(holdsConfigMap) || containers.some(readsConfigMap)) return 'configmaps';
  if ((spec?.resourceClaims ?? []).length > 0) return 'resourceclaims';
  if (volumes.some(({ persistentVolumeClaim }) => persistentVolumeClaim)) return 'persistentvolumeclaims';
  return volumes.some(holdsToken) ? 'serviceaccounts' : undefined;
}

const holdsSecret = ({ secret, projected }: Volume) =>
  secret !== undefined || projected?.sources?.some((source) => source.secret) === true;
const holdsConfigMap = ({ configMap, projected }: Volume) =>
  configMap !== undefined || projected?.sources?.some((source) => source.configMap) === true;
const holdsToken = ({ projected }: Volume) => projected?.sources?.some((source) => source.serviceAccountToken) === true;

const readsSecret = ({ env = [], envFrom = [] }: Container) =>
  env.some(({ valueFrom }) => valueFrom?.secretKeyRef) || envFrom.some(({ secretRef }) => secretRef);
const readsConfigMap = ({ env = [], envFrom = [] }: Container) =>
  env.some(({ valueFrom }) => valueFrom?.configMapKeyRef) || envFrom.some(({ configMapRef }) => configMapRef);
