// Models staging/src/k8s.io/kubectl/pkg/cmd/auth (v1.35).
import { ruleRows } from '../../../engine/kinds/role/describe.ts';
import { alignAtTabStops } from '../../../engine/kinds/tab-stops.ts';
import type { Requester } from '../../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { toTimestamp } from '../../../engine/kernel/time.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { outputFlags, outputOf } from '../printers/output-format.ts';
import { objectPrinter } from '../printers/object-printer.ts';
import { TAB_STOPS } from '../printers/tab-stops.ts';
import { findResource } from '../resources/mapper.ts';
import type { Attributes } from '../../../engine/api/authorization/attributes.ts';
import { admin, userNamed } from '../../../engine/api/authorization/user.ts';
import { reconcileCommand } from '../auth/reconcile.ts';
import { askWhetherAllowed, rulesIn } from '../access-review.ts';

export const authCommand: Command = {
  name: 'auth',
  short: 'Inspect authorization',
  usage: 'auth [flags]',
  flags: [],
  subcommands: [
    {
      name: 'can-i',
      short: 'Check whether an action is allowed',
      usage: 'auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
      flags: [
        { name: 'all-namespaces', shorthand: 'A', type: 'boolean' },
        { name: 'list', type: 'boolean' },
        { name: 'no-headers', type: 'boolean' },
        { name: 'quiet', shorthand: 'q', type: 'boolean' },
        { name: 'subresource', type: 'string' },
      ],
      run: canI,
    },
    reconcileCommand,
    {
      name: 'whoami',
      short: 'Experimental: Check self subject attributes',
      usage: 'auth whoami',
      flags: outputFlags,
      run: whoami,
    },
  ],
};

/** Verbs that resources have. */
const VERBS = [
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'use', 'bind', 'impersonate'],
  ...['*', 'approve', 'sign', 'escalate', 'attest'],
];
/** Verbs of paths that are no resources. */
const URL_VERBS = ['get', 'put', 'post', 'head', 'options', 'delete', 'patch', '*'];

async function canI(context: CommandContext): Promise<number> {
  const { args, flags, out } = context;
  const [verb = '', what = ''] = args;
  if (flags.bool('list')) return await listRules(context);
  if (args.length !== 2) throw new PlainError(TWO_ARGUMENTS);
  const attributes = what.startsWith('/')
    ? urlAttributes(context, verb, what)
    : resourceAttributes(context, verb, what);
  if (flags.bool('no-headers')) throw new PlainError('--no-headers cannot be set without --list specified');
  const { allowed, reason } = await askWhetherAllowed(context, attributes);
  if (!flags.bool('quiet')) out(allowed ? 'yes\n' : `no${reason === '' ? '' : ` - ${reason}`}\n`);
  return allowed ? 0 : 1;
}

const TWO_ARGUMENTS =
  "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.";

async function listRules(context: CommandContext): Promise<number> {
  const { args, flags, out } = context;
  if (args.length > 0) throw new PlainError('list option must be specified with no arguments');
  if (flags.bool('quiet') || flags.bool('all-namespaces') || flags.text('subresource') !== '') {
    throw new PlainError("list option can't be specified with neither quiet, all-namespaces nor subresource options");
  }
  const { resourceRules, nonResourceRules } = await rulesIn(context, context.namespace);
  const rows = ruleRows([...resourceRules, ...nonResourceRules]);
  const headers = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
  const lines = alignAtTabStops(flags.bool('no-headers') ? rows : [headers, ...rows], TAB_STOPS);
  out(lines.map((line) => `${line}\n`).join(''));
  return 0;
}

function urlAttributes({ warn }: CommandContext, verb: string, path: string): Attributes {
  if (!URL_VERBS.includes(verb)) warn(`verb '${verb}' is not a known verb\n`);
  return { verb, path };
}

function resourceAttributes(context: CommandContext, verb: string, what: string): Attributes {
  const { client, flags, warn } = context;
  const [type = '', ...inName] = what.split('/');
  const resource = type === '*' ? undefined : findResource(client, type);
  if (type !== '*' && !resource) warn(unknownText(type));
  if (resource && !resource.namespaced && !flags.bool('all-namespaces')) {
    const group = resource.group === '' ? '' : ` in group '${resource.group}'`;
    warn(`resource '${resource.resource}' is not namespace scoped${group}\n`);
  }
  if (!flags.bool('all-namespaces') && !VERBS.includes(verb)) warn(`verb '${verb}' is not a known verb\n`);
  const isWide = flags.bool('all-namespaces') || (resource !== undefined && !resource.namespaced);
  return {
    verb,
    resource: resource?.resource ?? type.split('.')[0] ?? '',
    group: type === '*' ? '*' : (resource?.group ?? type.split('.').slice(1).join('.')),
    subresource: flags.text('subresource'),
    name: inName.join('/'),
    namespace: isWide ? '' : context.namespace,
  };
}

function unknownText(type: string): string {
  const [name = '', ...group] = type.split('.');
  const where = group.length > 0 ? ` in group '${group.join('.')}'` : '';
  return `the server doesn't have a resource type '${name}'${where}\n`;
}

function whoami(context: CommandContext): Promise<number> {
  const { flags, out } = context;
  const name = flags.text('as');
  const user = name === '' ? admin : userNamed(name, flags.list('as-group'));
  const output = outputOf(flags, false);
  if (output.format !== 'human') {
    out(objectPrinter(context, output, true)(reviewOf(context, user)));
    return Promise.resolve(0);
  }
  const rows = [
    ['ATTRIBUTE', 'VALUE'],
    ['Username', user.name],
    ['Groups', `[${user.groups.join(' ')}]`],
    ...(name === '' ? [['Extra: authentication.kubernetes.io/credential-id', `[X509SHA256=${CREDENTIAL}]`]] : []),
  ];
  out(
    alignAtTabStops(rows, TAB_STOPS)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return Promise.resolve(0);
}

/** What the API server answers to a SelfSubjectReview. */
function reviewOf({ client }: CommandContext, { name, groups }: Requester): KubeObject & { readonly status: object } {
  const extra = { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${CREDENTIAL}`] };
  return {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'SelfSubjectReview',
    metadata: { creationTimestamp: toTimestamp(client.now) },
    status: { userInfo: { ...(name === admin.name && { extra }), groups, username: name } },
  };
}

/** The fingerprint of the administrator's certificate, which no cluster here really has. */
const CREDENTIAL = '0'.repeat(64);
