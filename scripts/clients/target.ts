// How a client of our own reaches a served cluster.
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { parse } from 'yaml';

export interface Target {
  readonly port: number;
  /** PEM. */
  readonly authority: string;
  readonly token: string;
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: Readonly<Record<string, string>> }];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

/** The cluster that a kubeconfig of Kubarium's names. */
export function targetOf(path: string): Target {
  // Kubarium wrote it.
  const { clusters, users } = parse(readFileSync(path, 'utf8')) as Kubeconfig;
  const { server = '', 'certificate-authority-data': authority = '' } = clusters[0].cluster;
  return {
    port: Number(new URL(server).port),
    authority: Buffer.from(authority, 'base64').toString(),
    token: users[0].user.token,
  };
}

/** How `path` is asked for. */
export const optionsFor = ({ port, authority, token }: Target, path: string) => ({
  ...{ host: '127.0.0.1', port, path, ca: authority, servername: 'localhost', agent: false as const },
  headers: { Authorization: `Bearer ${token}` },
});

/** Sends a request with a JSON body; answers the code. Rejects when there is no answer. */
export function send(target: Target, method: string, path: string, type: string, body: object): Promise<number> {
  const options = optionsFor(target, path);
  return new Promise((resolve, reject) => {
    const headers = { ...options.headers, 'Content-Type': type };
    const asked = request({ ...options, method, headers }, (response) => {
      response.resume().on('end', () => {
        resolve(response.statusCode ?? 0);
      });
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(body));
  });
}
