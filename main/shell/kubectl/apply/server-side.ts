// Models the server-side part of applyOneObject in staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go (v1.35).
import type { KubeMetadata, KubeObject } from '../../../../preload/contract/objects.ts';
import { askObject, scopeOf } from '../api.ts';
import type { CommandContext, Flags } from '../command.ts';
import { asFailure, PlainError, ServerRefusal } from '../errors/errors.ts';
import type { ManifestItem } from '../resources/manifests.ts';
import { writeParameters } from '../writing/write-flags.ts';
import { type Applied, warnIfDeleting } from './client-side.ts';
import { LAST_APPLIED, lastAppliedText } from './last-applied.ts';

const MANAGER = 'kubectl';
/** Keeps the annotation of client-side apply where somebody goes over to server-side apply. */
const ANNOTATION_MANAGER = 'kubectl-last-applied';

/** Sends one object to be applied. Throws failures as kubectl prints them. */
export async function applyServerSide(context: CommandContext, item: ManifestItem): Promise<Applied> {
  const object = await send(context, item, item.object, fieldManagerOf(context.flags));
  await keepAnnotation(context, item, object);
  warnIfDeleting(context, object);
  return { object, operation: 'serverside-applied' };
}

/** Of `--field-manager`, which has another default here than for client-side apply. */
export function fieldManagerOf(flags: Flags): string {
  return flags.given('field-manager') ? flags.text('field-manager') : MANAGER;
}

async function send(
  context: CommandContext,
  { resource, namespace, name }: ManifestItem,
  patch: KubeObject,
  fieldManager: string,
): Promise<KubeObject> {
  const { flags } = context;
  const subresource = flags.text('subresource') || undefined;
  const how = { ...writeParameters(flags), fieldManager, force: flags.bool('force-conflicts'), subresource };
  const request = { ...how, verb: 'patch', patchType: 'apply', resource: resource.resource, name, patch } as const;
  try {
    return await askObject(context, { ...request, ...scopeOf(resource, namespace) });
  } catch (caught) {
    const failure = asFailure(caught);
    const isConflict = failure instanceof ServerRefusal && failure.status.reason === 'Conflict';
    throw isConflict ? new PlainError(`${failure.message}\n${ADVICE}`) : failure;
  }
}

const ADVICE = [
  'Please review the fields above--they currently have other managers. Here',
  'are the ways you can resolve this warning:',
  '* If you intend to manage all of these fields, please re-run the apply',
  '  command with the `--force-conflicts` flag.',
  '* If you do not intend to manage all of the fields, please edit your',
  '  manifest to remove references to the fields that should keep their',
  '  current managers.',
  '* You may co-own fields by updating your manifest to match the existing',
  "  value; in this case, you'll become the manager if the other manager(s)",
  '  stop managing the field (remove it from their configuration).',
  'See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts',
].join('\n');

async function keepAnnotation(context: CommandContext, item: ManifestItem, object: KubeObject): Promise<void> {
  const text = lastAppliedText(object);
  if (fieldManagerOf(context.flags) !== MANAGER || text === '' || isKept(object)) return;
  const { apiVersion, kind } = object;
  const { name, namespace } = item;
  const metadata = { name, ...(namespace !== '' && { namespace }), annotations: { [LAST_APPLIED]: text } };
  await send(context, item, { apiVersion, kind, metadata }, ANNOTATION_MANAGER);
}

interface ManagedObject extends KubeObject {
  readonly metadata?:
    (KubeMetadata & { readonly managedFields?: readonly { readonly manager?: string }[] | undefined }) | undefined;
}

function isKept({ metadata }: ManagedObject): boolean {
  return (metadata?.managedFields ?? []).some(({ manager }) => manager === ANNOTATION_MANAGER);
}
