import type { AppliedDocument } from '../../preload/contract/inputs.ts';
import { type Outcome, succeed } from '../../preload/contract/problems.ts';
import { parseManifest } from '../engine/api/manifest.ts';
import { refusal } from './refusals.ts';
import type { SessionHost } from './session-host.ts';

/** Applies all of a manifest or, if anything in it is wrong, nothing. */
export async function applyManifest(
  host: SessionHost,
  text: string,
  file: string,
  namespace: string,
): Promise<Outcome<{ readonly applied: readonly AppliedDocument[] }>> {
  const documents = parseManifest(text, file);
  if (!documents.ok) return documents;
  const given = {
    type: 'apply',
    documents: documents.value,
    namespace: namespace === '' ? 'default' : namespace,
  } as const;
  const done = await host.submit(given);
  if (!done.ok) return done;
  const result = done.value;
  if (result.ok) return succeed({ applied: 'applied' in result ? result.applied : [] });
  const refused = result.applied?.find(({ action }) => action === 'refused');
  return refusal(result.status, refused && `${file}, document ${String(refused.index + 1)}`);
}
