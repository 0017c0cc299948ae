// What a program does with the official JavaScript client, and what it takes to look whether that went well.
import type { KubeConfig } from '@kubernetes/client-node';
import type { Library } from '../../client-library.ts';
import { apiOf } from './plain-api.ts';

export interface Program {
  readonly name: string;
  /** Throws Error when something is not as it should be. */
  readonly run: (around: Around) => Promise<void>;
}

export interface Around {
  readonly library: Library;
  readonly config: KubeConfig;
  /** A folder of the program's own. */
  readonly folder: string;
}

export const NAMESPACE = 'default';
export const IMAGE = 'nginx:1.25.1-alpine';
const PATIENCE_MS = 30_000;
const LOOK_MS = 100;

export function expect(holds: boolean, otherwise: unknown): asserts holds {
  if (!holds) throw new Error(typeof otherwise === 'string' ? otherwise : JSON.stringify(otherwise));
}

/** The code and the Status of a call that has to be refused. */
export async function refusal(call: Promise<unknown>): Promise<{ readonly code: number; readonly body: string }> {
  const failure = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(isFailure(failure), `not refused: ${String(failure)}`);
  const { body } = failure;
  return { code: failure.code, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

function isFailure(value: unknown): value is { readonly code: number; readonly body?: unknown } {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'number';
}

/** Asks until the answer is one; throws when it never is. */
export async function until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (const begunMs = Date.now(); Date.now() - begunMs < PATIENCE_MS;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error(`${what}: it never came`);
}

/** A Pod that runs a web server. */
export const webPod = (name: string, labels: Readonly<Record<string, string>> = {}) => ({
  metadata: { name, namespace: NAMESPACE, labels: { ...labels } },
  spec: { containers: [{ name: 'web', image: IMAGE, ports: [{ containerPort: 80 }] }] },
});

/** Makes a Pod and waits until it runs. */
export async function runningPod({ library, config }: Around, name: string): Promise<void> {
  const api = apiOf(config, library.CoreV1Api);
  await api.createNamespacedPod({ namespace: NAMESPACE, body: webPod(name) });
  await until(`${name} runs`, async () => {
    const { status } = await api.readNamespacedPod({ namespace: NAMESPACE, name });
    return status?.phase === 'Running' && status.containerStatuses?.every(({ ready }) => ready) ? true : undefined;
  });
}
