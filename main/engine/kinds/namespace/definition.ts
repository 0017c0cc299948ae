// Models pkg/registry/core/namespace/strategy.go and pkg/printers/internalversion/printers.go (v1.35).
import type { Namespace } from '../../api/generated/types.ts';
import { labelFaults, validateFinalizers } from '../../api/metadata.ts';
import type { Draft, KindDefinition } from '../../api/resources.ts';
import type { FieldError } from '../../api/status.ts';
import { ageColumn, nameColumn } from '../columns.ts';
import { invalid } from '../faults.ts';
import { describeNamespace } from './describe.ts';

const FINALIZER = 'kubernetes';
const NAME_LABEL = 'kubernetes.io/metadata.name';

export const namespaceKind: KindDefinition<Namespace> = {
  resource: 'namespaces',
  kind: 'Namespace',
  group: '',
  version: 'v1',
  singular: 'namespace',
  shortNames: ['ns'],
  categories: [],
  namespaced: false,
  model: 'Namespace',
  generation: false,
  statusSubresource: true,
  defaults: labelWithName,
  admit: activate,
  // The finalizers change only through a subresource of their own.
  admitUpdate: (namespace, previous) => {
    namespace.spec = { finalizers: [...(previous.spec?.finalizers ?? [])] };
    return undefined;
  },
  validate: ({ spec }) => validateFinalizers('spec.finalizers', spec?.finalizers ?? []),
  nameFaults: labelFaults,
  validateUpdate: () => [],
  validateStatus: validatePhase,
  columns: [nameColumn, { name: 'Status', priority: 0, cell: ({ status }) => status?.phase ?? '' }, ageColumn],
  describe: describeNamespace,
};

function labelWithName({ metadata }: Draft<Namespace>): void {
  if (metadata?.name) metadata.labels = { ...metadata.labels, [NAME_LABEL]: metadata.name };
}

function activate(namespace: Draft<Namespace>): undefined {
  const finalizers = namespace.spec?.finalizers ?? [];
  namespace.spec = { finalizers: finalizers.includes(FINALIZER) ? finalizers : [...finalizers, FINALIZER] };
  namespace.status = { phase: 'Active' };
}

/** A namespace is active until it is deleted, and then it is ending. */
function validatePhase({ metadata, status }: Namespace): FieldError[] {
  const deleted = metadata?.deletionTimestamp !== undefined;
  const only = deleted ? 'Terminating' : 'Active';
  if (status?.phase === only) return [];
  const fault = `may only be '${only}' if \`deletionTimestamp\` is ${deleted ? 'not ' : ''}empty`;
  return [invalid('status.Phase', status?.phase ?? '', fault)];
}
