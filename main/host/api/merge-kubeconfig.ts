// Adds the API server to the kubeconfig that a person has, and keeps what it was.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { MergedKubeconfig } from '../../../preload/contract/api-server.ts';
import type { Outcome } from '../../../preload/contract/problems.ts';
import type { Endpoint } from '../../apiserver/kubeconfig.ts';
import { mergedKubeconfig } from '../../apiserver/merge-kubeconfig.ts';
import { withFile } from '../file-problems.ts';

/** Only its owner may read a kubeconfig: it holds tokens. */
const OWNER_ONLY = 0o600;

/** Nothing is written unless all can be. */
export function mergeKubeconfig(path: string, endpoint: Endpoint): Outcome<MergedKubeconfig> {
  // Where it is a link it stays one.
  const found = withFile(path, () => (existsSync(path) ? realpathSync(path) : undefined));
  if (!found.ok) return found;
  const before = withFile(path, () => (found.value === undefined ? '' : readFileSync(found.value, 'utf8')));
  if (!before.ok) return before;
  const merged = mergedKubeconfig(before.value, endpoint, path);
  if (!merged.ok) return merged;
  return withFile(path, () => {
    const backup = found.value === undefined ? undefined : keepCopy(found.value);
    write(found.value ?? path, merged.value);
    return { path, backup };
  });
}

/** Under a name that nothing has yet. */
function keepCopy(path: string): string {
  for (let number = 1; ; number++) {
    const backup = `${path}.before-kubarium${number === 1 ? '' : `-${String(number)}`}`;
    if (existsSync(backup)) continue;
    copyFileSync(path, backup);
    return backup;
  }
}

/** Nobody finds half a file there. */
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const mode = existsSync(path) ? statSync(path).mode & 0o777 : OWNER_ONLY;
  const draft = `${path}.part`;
  writeFileSync(draft, text, { mode });
  renameSync(draft, path);
}
