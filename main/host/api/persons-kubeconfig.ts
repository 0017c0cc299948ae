import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The file that kubectl would write to. */
export function personsKubeconfig(): string {
  const [first = ''] = (process.env['KUBECONFIG'] ?? '').split(delimiter);
  return first === '' ? join(homedir(), '.kube', 'config') : first;
}
