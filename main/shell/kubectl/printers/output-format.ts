// Models PrintFlags (staging/src/k8s.io/cli-runtime/pkg/genericclioptions/print_flags.go, v1.35): what `-o` may be.
import type { FlagSpec, Flags } from '../command.ts';
import { PlainError } from '../errors/errors.ts';

export type Output =
  | { readonly format: 'human'; readonly wide: boolean }
  | { readonly format: 'json' | 'yaml' | 'name' | 'kyaml' }
  | { readonly format: 'jsonpath' | 'jsonpath-as-json' | 'go-template' | 'custom-columns'; readonly text: string }
  | {
      readonly format: 'jsonpath-file' | 'go-template-file' | 'custom-columns-file';
      readonly path: string;
    };

/** The flags that all commands with an output format have. */
export const outputFlags: readonly FlagSpec[] = [
  { name: 'output', shorthand: 'o', type: 'string' },
  { name: 'template', type: 'string' },
  { name: 'allow-missing-template-keys', type: 'boolean', default: true },
  { name: 'show-managed-fields', type: 'boolean' },
];

const ALLOWED =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml';
/** Of commands that print no tables. */
const ALLOWED_OBJECTS =
  'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,yaml';

/** The format that `-o` and `--template` ask for. Throws PlainError for one that does not exist. */
export function outputOf(flags: Flags, tables: boolean): Output {
  const text = flags.text('output');
  const template = flags.text('template');
  if (text === '')
    return template === '' ? { format: 'human', wide: false } : { format: 'go-template', text: template };
  const [, name = '', , argument = ''] = /^([^=]*)(=(.*))?$/s.exec(text) ?? [];
  const output =
    tables || !(name === 'wide' || name.startsWith('custom-columns')) ? named(name, argument || template) : undefined;
  if (output) return output;
  const allowed = tables ? ALLOWED : ALLOWED_OBJECTS;
  throw new PlainError(
    `unable to match a printer suitable for the output format "${text}", allowed formats are: ${allowed}`,
  );
}

function named(name: string, argument: string): Output | undefined {
  switch (name) {
    case 'wide':
      return { format: 'human', wide: true };
    case 'json':
    case 'yaml':
    case 'kyaml':
    case 'name':
      return { format: name };
    case 'jsonpath':
    case 'jsonpath-as-json':
      return { format: name, text: required(argument, 'template') };
    case 'template':
    case 'go-template':
      return { format: 'go-template', text: required(argument, 'template') };
    case 'custom-columns':
      return { format: name, text: required(argument, 'custom-columns format specified but no custom columns given') };
    case 'jsonpath-file':
    case 'custom-columns-file':
      return { format: name, path: required(argument, 'template') };
    case 'templatefile':
    case 'go-template-file':
      return { format: 'go-template-file', path: required(argument, 'template') };
    default:
      return undefined;
  }
}

function required(argument: string, fault: string): string {
  if (argument !== '') return argument;
  throw new PlainError(fault === 'template' ? 'template format specified but no template given' : fault);
}
