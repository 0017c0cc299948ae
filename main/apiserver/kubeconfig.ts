// The file by which clients find the server and prove that they may speak with it.
import { Buffer } from 'node:buffer';
import { stringify } from 'yaml';
import type { Certified } from './tls/authority.ts';

/** What cluster, user and context are called. */
export const KUBECONFIG_NAME = 'kubarium';

export interface Endpoint {
  /** `https://127.0.0.1:6443` */
  readonly url: string;
  /** PEM. */
  readonly authority: string;
  readonly token: string;
  /** By which the same person can be known instead. */
  readonly client: Certified;
}

/** The first line of each kubeconfig that Kubarium writes, by which it knows its own again. */
export const KUBECONFIG_MARK = '# Written by Kubarium; its token ends with the session.';

/** What a kubeconfig says of the server. */
export function kubeconfigOf({ url, authority, token }: Omit<Endpoint, 'client'>) {
  const name = KUBECONFIG_NAME;
  const cluster = { server: url, 'certificate-authority-data': Buffer.from(authority).toString('base64') };
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  } as const;
}

export function kubeconfigText(endpoint: Endpoint): string {
  return `${KUBECONFIG_MARK}\n${stringify(kubeconfigOf(endpoint), { lineWidth: 0 })}`;
}
