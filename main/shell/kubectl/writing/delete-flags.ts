// Models staging/src/k8s.io/kubectl/pkg/cmd/delete/delete_flags.go (v1.35).
import type { DeleteParameters } from '../../../../preload/contract/inputs.ts';
import type { Flags, FlagSpec } from '../command.ts';
import { PlainError } from '../errors/errors.ts';

/** How something is deleted, for all commands that delete. */
export const deletionFlags: readonly FlagSpec[] = [
  {
    name: 'cascade',
    type: 'optional',
    noValue: 'background',
    default: 'background',
  },
  { name: 'force', type: 'boolean' },
  { name: 'grace-period', type: 'int', default: -1 },
  { name: 'timeout', type: 'duration', default: '0s' },
];

type Propagation = NonNullable<DeleteParameters['propagationPolicy']>;

const propagations: Readonly<Record<string, Propagation>> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
};

/** What `--cascade` says. Throws PlainError for a value that does not exist. */
export function propagationOf(flags: Flags, err: (text: string) => void): Propagation {
  const text = flags.text('cascade');
  const isTrue = ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text);
  if (isTrue || ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) {
    const name = isTrue ? 'background' : 'orphan';
    err(`warning: --cascade=${text} is deprecated (boolean value) and can be replaced with --cascade=${name}.\n`);
    return isTrue ? 'Background' : 'Orphan';
  }
  const propagation = propagations[text];
  if (propagation) return propagation;
  throw new PlainError(`invalid cascade value (${text}). Must be "background", "foreground", or "orphan"`);
}

/** What a deletion on the way to something else is asked with. */
export function deleteParameters(flags: Flags, err: (text: string) => void): DeleteParameters {
  const seconds = flags.int('grace-period');
  return { propagationPolicy: propagationOf(flags, err), ...(seconds >= 0 && { gracePeriodSeconds: seconds }) };
}
