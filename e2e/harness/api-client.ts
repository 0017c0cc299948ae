// A client of the window's API server over a real connection, as kubectl is one.
import { request } from 'node:https';
import type { Access } from '../pages/server-dialog.ts';

export interface Asked {
  readonly code: number;
  readonly body: {
    readonly message?: string;
    readonly items?: readonly { readonly metadata: { readonly name: string } }[];
  };
}

/** Asks the API; with a body it creates. Rejects when nobody listens. */
export function askApi({ url, authority, token }: Access, path: string, body?: object): Promise<Asked> {
  const headers = {
    Authorization: `Bearer ${token}`,
    'User-Agent': 'kubectl/v1.35.2',
    ...(body && { 'Content-Type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}${path}`,
      { method: body ? 'POST' : 'GET', ca: authority, servername: 'localhost', agent: false, headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ code: response.statusCode ?? 0, body: JSON.parse(text) as Asked['body'] }));
      },
    );
    asked.on('error', reject);
    asked.end(body && JSON.stringify(body));
  });
}
