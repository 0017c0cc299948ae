// Models staging/src/k8s.io/kubectl/pkg/cmd/patch/patch.go (v1.35).
import type { PatchType } from '../../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { readJson } from '../../../engine/api/go-json.ts';
import { applyPatch } from '../../../engine/api/patch.ts';
import { badRequest } from '../../../engine/api/status.ts';
import { jsonEqual } from '../../../engine/kernel/json.ts';
import { askObject, scopeOf } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, PlainError, ServerRefusal, throwAll } from '../errors/errors.ts';
import { filenameFlags, selectionOf } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import { groupVersionOf } from '../resources/mapper.ts';
import { type Item, getNamed, visit } from '../resources/visit.ts';
import { parseYaml } from '../resources/yaml-documents.ts';
import { modelOf } from '../writing/models.ts';
import { recordAfterwards, recordFlag } from '../writing/record.ts';
import { announcedDryRun, dryRunFlag, dryRunOf, fieldManagerFlag, writeParameters } from '../writing/write-flags.ts';

export const patchCommand: Command = {
  name: 'patch',
  short: 'Update fields of a resource',
  usage: 'patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  flags: [
    ...filenameFlags,
    ...outputFlags,
    dryRunFlag,
    fieldManagerFlag('kubectl-patch'),
    recordFlag,
    { name: 'local', type: 'boolean' },
    { name: 'patch', shorthand: 'p', type: 'string' },
    { name: 'patch-file', type: 'string' },
    { name: 'subresource', type: 'string' },
    { name: 'type', type: 'string', default: 'strategic' },
  ],
  run,
};

type SentType = Exclude<PatchType, 'apply'>;

/** A patch as it was given: JSON that may be broken, which only the API server finds out. */
interface GivenPatch {
  readonly type: SentType;
  readonly value: unknown;
  readonly fault: string | undefined;
}

async function run(context: CommandContext): Promise<number> {
  const { args } = context;
  const dryRun = announcedDryRun(context);
  resultPrinter(context, dryRun);
  const patch = givenPatch(context);
  const { visits } = await visit(context, selectionOf(context, args), { latest: false });
  const errors: Error[] = [];
  for (const one of visits) {
    try {
      if (!one.ok) throw one.error;
      const { before, after } = await patchItem(context, one.item, patch);
      // Each object has a printer of its own, which puts nothing between them.
      resultPrinter(context, dryRun)(after, jsonEqual(before, after) ? 'patched (no change)' : 'patched');
    } catch (caught) {
      errors.push(asFailure(caught));
    }
  }
  throwAll(errors);
  if (visits.length === 0) throw new PlainError('no objects passed to patch');
  return 0;
}

function givenPatch(context: CommandContext): GivenPatch {
  const type = patchTypeOf(context);
  const { flags, files } = context;
  const path = flags.text('patch-file');
  const text = path === '' ? flags.text('patch') : files.read(path);
  if (text === undefined) throw new PlainError(`unable to read patch file: open ${path}: no such file or directory`);
  if (text.trimStart().startsWith('{')) {
    return { type, value: undefined, fault: undefined, ...readJson(text) };
  }
  const parsed = parseYaml(text);
  if ('value' in parsed) return { type, value: parsed.value, fault: undefined };
  const fault = parsed.fault.replace('error converting YAML to JSON: ', '');
  throw new PlainError(`unable to parse ${JSON.stringify(flags.text('patch'))}: ${fault}`);
}

function patchTypeOf({ flags, args }: CommandContext): SentType {
  const [patch, path, type] = [flags.text('patch'), flags.text('patch-file'), flags.text('type')];
  if (patch !== '' && path !== '') throw new PlainError('cannot specify --patch and --patch-file together');
  if (patch === '' && path === '') {
    throw new PlainError('must specify --patch or --patch-file containing the contents of the patch');
  }
  if (flags.bool('local') && args.length > 0) throw new PlainError('cannot specify --local and server resources');
  if (flags.bool('local') && dryRunOf(flags) === 'server') {
    throw new PlainError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  }
  const known = (['json', 'merge', 'strategic'] as const).find((name) => name === (type.toLowerCase() || 'strategic'));
  if (!known) throw new PlainError(`--type must be one of [json merge strategic], not ${JSON.stringify(type)}`);
  return known;
}

interface Patched {
  readonly before: KubeObject;
  readonly after: KubeObject;
}

async function patchItem(context: CommandContext, item: Item, patch: GivenPatch): Promise<Patched> {
  const before = item.object ?? (await currentOf(context, item));
  if (context.flags.bool('local') || dryRunOf(context.flags) === 'client') {
    return { before, after: patchHere(item, before, patch) };
  }
  if (patch.fault !== undefined) throw undecodable(patch);
  const { resource, namespace, name } = item;
  const how = { patchType: patch.type, patch: patch.value, subresource: subresourceOf(context) };
  const request = {
    ...writeParameters(context.flags),
    ...how,
    verb: 'patch',
    resource: resource.resource,
    name,
  } as const;
  try {
    const after = await askObject(context, { ...request, ...scopeOf(resource, namespace) });
    return { before, after: (await recordAfterwards(context, item)) ?? after };
  } catch (caught) {
    throw unsupported(asFailure(caught), item, patch);
  }
}

const subresourceOf = ({ flags }: CommandContext): string | undefined => flags.text('subresource') || undefined;

async function currentOf(context: CommandContext, item: Item): Promise<KubeObject> {
  const { resource, namespace, name } = item;
  const subresource = subresourceOf(context);
  if (subresource === undefined) return await getNamed(context, item);
  const request = { verb: 'get', resource: resource.resource, name, subresource } as const;
  return await askObject(context, { ...request, ...scopeOf(resource, namespace) });
}

function undecodable({ type, fault = '' }: GivenPatch): ServerRefusal {
  return new ServerRefusal(badRequest(type === 'strategic' ? fault : `error decoding patch: ${fault}`));
}

const mediaTypes: Readonly<Record<SentType, string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

function unsupported(failure: Error, { resource }: Item, { type }: GivenPatch): Error {
  if (!(failure instanceof ServerRefusal) || failure.status.code !== 415) return failure;
  const kind = `${groupVersionOf(resource)}, Kind=${resource.kind}`;
  return new PlainError(`${mediaTypes[type]} is not supported by ${kind}: ${failure.message}`);
}

function patchHere({ resource }: Item, before: KubeObject, { type, value, fault }: GivenPatch): KubeObject {
  const model = modelOf(resource);
  if (fault !== undefined) throw new PlainError(fault);
  if (model === undefined && type === 'strategic') {
    const kind = `${groupVersionOf(resource)}, Kind=${resource.kind}`;
    throw new PlainError(`strategic merge patch is not supported for ${kind} locally, try --type merge`);
  }
  const patched = applyPatch(model ?? '', before, type, value);
  if (patched.ok) return patched.object;
  throw new PlainError(patched.status.message);
}
