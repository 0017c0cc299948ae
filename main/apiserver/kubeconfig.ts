// The file by which clients find the server and prove that they may speak with it.
import { Buffer } from 'node:buffer';
import { stringify } from 'yaml';

const NAME = 'kubarium';

export interface Endpoint {
  /** `https://127.0.0.1:6443` */
  readonly url: string;
  /** PEM. */
  readonly authority: string;
  readonly token: string;
}

/** The first line of each kubeconfig that Kubarium writes, by which it knows its own again. */
export const KUBECONFIG_MARK = '# Written by Kubarium; its token ends with the session.';

export function kubeconfigText({ url, authority, token }: Endpoint): string {
  const cluster = { server: url, 'certificate-authority-data': Buffer.from(authority).toString('base64') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: NAME, cluster }],
    users: [{ name: NAME, user: { token } }],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME } }],
    'current-context': NAME,
  };
  return `${KUBECONFIG_MARK}\n${stringify(config, { lineWidth: 0 })}`;
}
