import type { EngineInput } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';

/** A ReplicationController of nginx Pods and a NodePort Service in front of them, as input. */
export function site(name: string, replicas: number): EngineInput {
  const labels = { app: name };
  const containers = [{ name: 'web', image: 'nginx:1.25.1-alpine', ports: [{ containerPort: 80 }] }];
  const controller = {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name },
    spec: { replicas, template: { metadata: { labels }, spec: { containers } } },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { type: 'NodePort', selector: labels, ports: [{ port: 8888, targetPort: 80 }] },
  };
  return { type: 'apply', namespace: 'default', documents: [controller, service] as readonly KubeObject[] };
}
