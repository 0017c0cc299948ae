import { Buffer } from 'node:buffer';
import { stringify } from 'yaml';
import type { Endpoint } from '../../../main/apiserver/kubeconfig.ts';

/** A kubeconfig with the names of the one with which the recordings were made, and its kind of credentials. */
export function realKubeconfig({ url, authority, client }: Endpoint): string {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const cluster = { server: url, 'certificate-authority-data': base64(authority) };
  const user = {
    'client-certificate-data': base64(client.certificate),
    'client-key-data': base64(client.key),
  };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'oracle', cluster }],
    users: [{ name: 'admin', user }],
    contexts: [{ name: 'admin@oracle', context: { cluster: 'oracle', user: 'admin' } }],
    'current-context': 'admin@oracle',
  });
}
