// Models Convert_v1_Secret_To_core_Secret in pkg/apis/core/v1/conversion.go and SetDefaults_Secret (v1.35).
import type { Secret } from '../../api/generated/types.ts';
import { encodeBase64 } from '../../kernel/base64.ts';
import type { Unfinished } from '../written.ts';

/** What was written as text moves to the bytes, of the same key too. */
export function defaultSecret(secret: Unfinished<Secret>): void {
  secret.type ||= 'Opaque';
  const entries = Object.entries(secret.stringData ?? {});
  delete secret.stringData;
  if (entries.length === 0) return;
  secret.data = { ...secret.data, ...Object.fromEntries(entries.map(([key, text]) => [key, encodeBase64(text)])) };
}
