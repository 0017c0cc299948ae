// The flags by which commands say which objects they mean, and what they come to.
import type { CommandContext, FlagSpec } from '../command.ts';
import type { Selection } from '../resources/selection.ts';

export const selectorFlag: FlagSpec = {
  name: 'selector',
  shorthand: 'l',
  type: 'string',
};

export const selectionFlags: readonly FlagSpec[] = [selectorFlag, { name: 'field-selector', type: 'string' }];

export const filenameFlag: FlagSpec = { name: 'filename', shorthand: 'f', type: 'strings' };

export const filenameFlags: readonly FlagSpec[] = [
  filenameFlag,
  { name: 'kustomize', shorthand: 'k', type: 'string' },
  { name: 'recursive', shorthand: 'R', type: 'boolean' },
];

/** Of commands that always look into folders within folders, and at no kustomization. */
export const builderFlags: readonly FlagSpec[] = [
  filenameFlag,
  { name: 'recursive', shorthand: 'R', type: 'boolean', default: true },
];

export const allFlag: FlagSpec = { name: 'all', type: 'boolean' };

/** What the flags above select, of which a command may have any. */
export function selectionOf({ flags }: CommandContext, args: readonly string[]): Selection {
  return {
    args,
    filenames: flags.has('filename') ? flags.list('filename') : [],
    kustomize: flags.has('kustomize') ? flags.text('kustomize') : '',
    recursive: flags.has('recursive') && flags.bool('recursive'),
    labelSelector: flags.has('selector') ? flags.text('selector') : '',
    fieldSelector: flags.has('field-selector') ? flags.text('field-selector') : '',
    all: flags.has('all') && flags.bool('all'),
    subresource: flags.has('subresource') ? flags.text('subresource') : '',
    allNamespaces: flags.has('all-namespaces') && flags.bool('all-namespaces'),
  };
}
