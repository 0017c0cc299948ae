import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fail, succeed, type Outcome } from '../../../preload/contract/problems.ts';
import { type Endpoint, KUBECONFIG_MARK, kubeconfigText } from '../../apiserver/kubeconfig.ts';
import { withFile } from '../file-problems.ts';

/** Only its owner may read it: it holds a token. */
const OWNER_ONLY = 0o600;

/** Writes the kubeconfig to `path`. Refuses when a file is there that Kubarium has not written. */
export function writeKubeconfig(path: string, endpoint: Endpoint): Outcome<void> {
  const isOurs = withFile(path, () => !existsSync(path) || readFileSync(path, 'utf8').startsWith(KUBECONFIG_MARK));
  if (!isOurs.ok) return isOurs;
  if (!isOurs.value) {
    return fail('file-unwritable', 'this file is not a kubeconfig that Kubarium wrote.', {
      where: path,
      hint: 'Name a file of its own; kubectl takes several with KUBECONFIG.',
    });
  }
  const written = withFile(path, () => {
    writeFileSync(path, kubeconfigText(endpoint), { mode: OWNER_ONLY });
    chmodSync(path, OWNER_ONLY);
  });
  return written.ok ? succeed(undefined) : written;
}
