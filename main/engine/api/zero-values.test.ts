import { expect, it } from 'vitest';
import { decode } from './decode.ts';

const read = (model: string, value: object) => {
  const decoded = decode(model, { ...value });
  return decoded.ok ? decoded.object : decoded.message;
};

it('leaves out what Go leaves out', () => {
  const spec = { hostNetwork: false, subdomain: '', tolerations: [], nodeSelector: {}, securityContext: {} };
  expect(read('PodSpec', spec)).toEqual({ securityContext: {} });
  expect(read('DeploymentSpec', { minReadySeconds: 0, paused: false })).toEqual({});
  expect(read('EnvVar', { name: 'A', value: '' })).toEqual({ name: 'A' });
});

it('keeps what can be said to be nothing', () => {
  const spec = { automountServiceAccountToken: false, terminationGracePeriodSeconds: 0, containers: [] };
  expect(read('PodSpec', spec)).toEqual(spec);
  expect(read('DeploymentSpec', { replicas: 0 })).toEqual({ replicas: 0 });
  expect(read('PersistentVolumeClaimSpec', { storageClassName: '', volumeName: '' })).toEqual({ storageClassName: '' });
  expect(read('ConfigMap', { data: { empty: '' }, immutable: false })).toEqual({
    data: { empty: '' },
    immutable: false,
  });
  expect(read('StatefulSetSpec', { serviceName: '' })).toEqual({ serviceName: '' });
});
