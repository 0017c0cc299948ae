// Models staging/src/k8s.io/apiextensions-apiserver/pkg/controller/{status,establish} (v1.35), which run in the API server
// itself: a definition is told which of its names it has, and that its kind is served.
import type { CustomResourceDefinition, CustomResourceDefinitionCondition } from '../../api/generated/types.ts';
import { keyOf } from '../../api/resources.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { toTimestamp } from '../../kernel/time.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done, failedBy } from '../controller.ts';
import { acceptedNames } from './accepted-names.ts';

type Definition = CustomResourceDefinition;
type Condition = CustomResourceDefinitionCondition;
type Finding = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

const name = 'customresourcedefinition-controller';
const established: Finding = {
  type: 'Established',
  status: 'True',
  reason: 'InitialNamesAccepted',
  message: 'the initial names have been accepted',
};
const notAccepted: Finding = {
  type: 'Established',
  status: 'False',
  reason: 'NotAccepted',
  message: 'not all names are accepted',
};
const noConflicts: Finding = {
  type: 'NamesAccepted',
  status: 'True',
  reason: 'NoConflicts',
  message: 'no conflicts found',
};

export const customResourceDefinitionController: ControllerDefinition = {
  name,
  component: name,
  watches: ['customresourcedefinitions'],
  create: (context) => ({
    watches: {
      customresourcedefinitions: ({ type, object }) =>
        // Names that become free may be what another definition waits for.
        type === 'deleted'
          ? [...context.caches.of('customresourcedefinitions').all()].map(keyOf).sort()
          : [keyOf(object)],
    },
    reconcile: (key) => judge(context, key),
    save: () => undefined,
  }),
};

function judge({ server, kernel }: ControllerContext, key: string): Outcome {
  const definition = server.store.get('customresourcedefinitions', key);
  if (!definition) return done;
  const { names, conflict } = acceptedNames(definition, server.store.all('customresourcedefinitions'));
  const wasEstablished = definition.status?.conditions?.some(
    ({ type, status }) => type === 'Established' && status === 'True',
  );
  const findings = [
    conflict ? { type: 'NamesAccepted', status: 'False', ...conflict } : noConflicts,
    conflict && !wasEstablished ? notAccepted : established,
  ];
  const conditions = findings.reduce(
    (list, finding) => withCondition(list, finding, toTimestamp(kernel.now)),
    conditionsOf(definition),
  );
  const status = { ...definition.status, acceptedNames: names, conditions };
  if (jsonEqual(status, definition.status)) return done;
  const options = { actor: name, subresource: 'status' };
  const updated = server.update('customresourcedefinitions', { ...definition, status }, options);
  return updated.ok || updated.status.code === 404 ? done : failedBy(updated.status);
}

const conditionsOf = ({ status }: Definition): readonly Condition[] => status?.conditions ?? [];

function withCondition(list: readonly Condition[], finding: Finding, now: string): readonly Condition[] {
  const old = list.find(({ type }) => type === finding.type);
  const next = { ...finding, lastTransitionTime: old?.status === finding.status ? old.lastTransitionTime : now };
  return old ? list.map((condition) => (condition === old ? next : condition)) : [...list, next];
}
