// Models staging/src/k8s.io/apiextensions-apiserver/pkg/controller/{status,establish} (v1.35), which run in the API server
// itself: a definition is told which of its names it has, and that its kind is served.
import type { CustomResourceDefinition } from '../../api/generated/types.ts';
import { keyOf } from '../../api/resources.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { toTimestamp } from '../../kernel/time.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done, unlessGone } from '../controller.ts';
import { approvalOf } from '../../kinds/custom-resource-definition/approval.ts';
import { acceptedNames } from './accepted-names.ts';
import { cleanUp, isGoing } from './clean-up.ts';
import { type Finding, isTrue, withFindings } from './conditions.ts';

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
  // The API server's client of its own has no limit.
  clientFactors: { requestsPerSecond: Infinity, burst: 1 },
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

function judge(context: ControllerContext, key: string): Outcome {
  const { server, kernel } = context;
  const definition = server.store.get('customresourcedefinitions', key);
  if (!definition) return done;
  if (isGoing(definition)) return cleanUp(context, definition);
  const { names, conflict } = acceptedNames(definition, server.store.all('customresourcedefinitions'));
  const findings = [
    conflict ? { type: 'NamesAccepted', status: 'False', ...conflict } : noConflicts,
    conflict && !isTrue(definition, 'Established') ? notAccepted : established,
    ...approvalFindings(definition),
  ];
  const conditions = withFindings(definition, findings, toTimestamp(kernel.now));
  const status = { ...definition.status, acceptedNames: names, conditions };
  if (jsonEqual(status, definition.status)) return done;
  const options = { actor: name, subresource: 'status' };
  const updated = server.update('customresourcedefinitions', { ...definition, status }, options);
  return unlessGone(updated);
}

const approvalReasons = {
  approved: 'ApprovedAnnotation',
  bypassed: 'UnapprovedAnnotation',
  missing: 'MissingAnnotation',
  invalid: 'InvalidAnnotation',
};

/** How a definition stands to the rule of the groups of the Kubernetes community; nothing of other groups. */
function approvalFindings(definition: CustomResourceDefinition): Finding[] {
  const approval = approvalOf(definition);
  if (!approval) return [];
  const { state, reason: message } = approval;
  const status = state === 'approved' ? 'True' : 'False';
  return [{ type: 'KubernetesAPIApprovalPolicyConformant', status, reason: approvalReasons[state], message }];
}
