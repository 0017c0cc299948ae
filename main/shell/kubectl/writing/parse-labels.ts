// Models parseLabels of staging/src/k8s.io/kubectl/pkg/cmd/expose/expose.go and ParseLabels of pkg/generate (v1.35).
import { PlainError } from '../errors/errors.ts';

/** `a=b,c=d` as a map. Throws PlainError for what is no pair. */
export function parseLabels(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair): [string, string] => {
    const [key = '', value = '', ...more] = pair.split('=');
    if (more.length > 0 || !pair.includes('=')) throw new PlainError(`unexpected label spec: ${pair}`);
    if (key === '') throw new PlainError('unexpected empty label key');
    return [key, value];
  });
  return Object.fromEntries(pairs);
}
