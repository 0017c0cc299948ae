// Models staging/src/k8s.io/kubectl/pkg/util/hash/hash.go (v1.35): `--append-hash`.
import { createHash } from 'node:crypto';
import { jsonText } from '../printers/json-text.ts';

/** Letters that cannot make up words. */
const letters: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** Ten letters and digits for the content of a ConfigMap or a Secret. */
export function contentHash(content: object): string {
  const hex = createHash('sha256').update(jsonText(content)).digest('hex');
  return hex.slice(0, 10).replace(/./g, (digit) => letters[digit] ?? digit);
}
